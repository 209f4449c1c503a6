"""Whose trouble it is: attached by hand and by itself, taken off again, suggested, and counted."""

from __future__ import annotations

from datetime import timedelta

import pytest

from amends.channels.models import Connection
from amends.inbox.models import Case, Identity
from amends.incidents.actions import attach as attaching
from amends.incidents.actions.judge import forget_words, judge_new
from amends.incidents.actions.open import open_incident
from amends.incidents.models import AffectedCase, Incident, Resemblance
from amends.incidents.queries import affected
from amends.incidents.rules.opening import Opening
from amends.incidents.rules.words import Attached
from amends.refusals import Invalid, NotAllowed, NotFound
from amends.staff.rules import Actor
from cast import NOON, Cast, make_brand, make_connection, make_matter

pytestmark = pytest.mark.django_db

LATER = NOON + timedelta(minutes=10)
LATE = [
    "my parcel has been stuck in Hamburg since Monday",
    "where is my package? it was due yesterday",
    "no update on my parcel for 4 days",
    "mein Paket liegt seit Tagen in Hamburg",
]
ORDINARY = [
    "how do I return a jacket that is too small?",
    "the cup inside is broken",
    "can I change the delivery address?",
    "where do I enter my voucher code?",
    "thank you for the quick help!",
    "do you have jobs in the warehouse?",
]


@pytest.fixture
def ada(cast: Cast) -> Actor:
    return cast.actor(cast.ada)


@pytest.fixture
def incident(ada: Actor) -> Incident:
    opening = Opening(title="Parcels are late", request_key="one", areas=("Hamburg",))
    return open_incident(by=ada, opening=opening, now=NOON)


def attach(ada: Actor, incident: Incident, *cases: Case) -> int:
    ids = [case.pk for case in cases]
    return attaching.attach(by=ada, incident=incident, case_ids=ids, now=LATER)


@pytest.fixture
def storm(ada: Actor, incident: Incident, connection: Connection) -> Incident:
    """A week of ordinary cases, then four about the trouble, attached by hand."""
    for number in range(60):
        text = ORDINARY[number % len(ORDINARY)]
        make_matter(connection, text=text, at=NOON - timedelta(days=1, minutes=number))
    late = [make_matter(connection, text=text, at=NOON).case for text in LATE]
    attach(ada, incident, *late)
    return incident


def how_of(case: Case) -> list[str]:
    living = AffectedCase.objects.filter(case=case, detached_at=None)
    return list(living.values_list("how", flat=True))


def test_by_hand_twice_is_once_and_what_was_taken_off_comes_back_by_hand(
    ada: Actor, incident: Incident, connection: Connection
) -> None:
    case = make_matter(connection).case
    foreign = make_matter(make_connection(make_brand("Rival"))).case
    assert attach(ada, incident, case, case, foreign) == 1
    assert attach(ada, incident, case) == 0
    attaching.detach(by=ada, incident=incident, case_id=case.pk, now=LATER)
    attaching.detach(by=ada, incident=incident, case_id=case.pk, now=LATER)
    assert how_of(case) == []
    assert attach(ada, incident, case) == 1
    assert how_of(case) == ["hand"]


def test_who_may_only_look_attaches_nothing(
    cast: Cast, incident: Incident, connection: Connection
) -> None:
    case = make_matter(connection).case
    with pytest.raises(NotAllowed):
        attach(cast.actor(cast.vera), incident, case)
    stranger = cast.actor(cast.ada)
    other = Incident.objects.get(pk=incident.pk)
    other.brand_id = make_brand("Rival").pk
    with pytest.raises(NotFound):
        attach(stranger, other, case)
    with pytest.raises(NotFound):
        attaching.detach(by=stranger, incident=incident, case_id=case.pk, now=LATER)
    with pytest.raises(Invalid):
        attaching.attach(by=stranger, incident=incident, case_ids=list(range(5_001)), now=LATER)


def test_new_cases_in_other_words_are_attached_by_themselves_and_others_are_not(
    storm: Incident, connection: Connection
) -> None:
    alike = make_matter(
        connection, text="shipment still has not arrived, 5 days late", at=LATER
    ).case
    other = make_matter(connection, text="is there a gift box?", at=LATER).case
    assert judge_new(incident_id=storm.pk, limit=100, now=LATER) is False
    assert (how_of(alike), how_of(other)) == (["automatic"], [])
    [row] = AffectedCase.objects.filter(how=Attached.AUTOMATIC)
    assert row.score is not None
    assert 0.2 < row.score <= 1
    assert "late" in Resemblance.objects.get(case=alike).telling
    assert affected.watched(storm).precision == 1.0
    assert judge_new(incident_id=storm.pk, limit=100, now=LATER) is False
    assert AffectedCase.objects.count() == 5


def test_what_a_person_took_off_stays_off_and_lowers_the_precision(
    ada: Actor, storm: Incident, connection: Connection
) -> None:
    case = make_matter(connection, text="parcel 3 days late, no news", at=LATER).case
    judge_new(incident_id=storm.pk, limit=100, now=LATER)
    assert how_of(case) == ["automatic"]
    attaching.detach(by=ada, incident=storm, case_id=case.pk, now=LATER)
    judge_new(incident_id=storm.pk, limit=100, now=LATER)
    assert how_of(case) == []
    assert affected.watched(storm).precision == 0.0


def test_a_slice_says_that_there_is_more(storm: Incident, connection: Connection) -> None:
    for _ in range(3):
        make_matter(connection, text="parcel late, nothing arrived", at=LATER)
    assert judge_new(incident_id=storm.pk, limit=2, now=LATER) is True
    assert judge_new(incident_id=storm.pk, limit=2, now=LATER) is False
    assert AffectedCase.objects.filter(how=Attached.AUTOMATIC).count() == 3


def test_nothing_is_attached_while_it_is_switched_off_or_resolved(
    ada: Actor, storm: Incident, connection: Connection
) -> None:
    make_matter(connection, text="parcel late, nothing arrived", at=LATER)
    attaching.watch(by=ada, incident=storm, is_on=False, now=LATER)
    assert affected.watched_incidents() == []
    judge_new(incident_id=storm.pk, limit=100, now=LATER)
    assert not AffectedCase.objects.filter(how=Attached.AUTOMATIC).exists()
    attaching.watch(by=ada, incident=storm, is_on=True, now=LATER)
    assert affected.watched_incidents() == [storm.pk]
    Incident.objects.update(state="resolved", resolved_at=LATER, next_update_at=None)
    judge_new(incident_id=storm.pk, limit=100, now=LATER)
    assert not AffectedCase.objects.filter(how=Attached.AUTOMATIC).exists()


def test_two_examples_are_too_few(ada: Actor, incident: Incident, connection: Connection) -> None:
    attach(ada, incident, *(make_matter(connection, text=text).case for text in LATE[:2]))
    make_matter(connection, text=LATE[0], at=LATER)
    judge_new(incident_id=incident.pk, limit=100, now=LATER)
    assert not Resemblance.objects.exists()


def test_no_words_are_kept_of_what_its_customer_took_back(
    storm: Incident, connection: Connection
) -> None:
    gone, there = (make_matter(connection, at=LATER) for _ in range(2))
    for matter in (gone, there):
        Resemblance.objects.create(
            brand_id=storm.brand_id,
            incident=storm,
            case=matter.case,
            score=0.3,
            verdict="perhaps",
            telling=["parcel"],
            stamp="",
            judged_at=LATER,
        )
    gone.case.messages.update(deleted_at=LATER + timedelta(hours=1), text="")
    assert forget_words() == 1
    assert not Resemblance.objects.get(case=gone.case).telling
    assert Resemblance.objects.get(case=there.case).telling == ["parcel"]


def test_a_suggestion_is_attached_or_dismissed_and_shown_no_more(
    ada: Actor, storm: Incident, connection: Connection
) -> None:
    unsure, wrong = (make_matter(connection, at=LATER).case for _ in range(2))
    for case in (unsure, wrong):
        Resemblance.objects.create(
            brand_id=storm.brand_id,
            incident=storm,
            case=case,
            score=0.3,
            verdict="perhaps",
            stamp="",
            judged_at=LATER,
        )
    assert len(affected.suggested_cases(storm, limit=9)) == 2
    attach(ada, storm, unsure)
    attaching.dismiss(by=ada, incident=storm, case_id=wrong.pk, now=LATER)
    assert affected.suggested_cases(storm, limit=9) == []
    judge_new(incident_id=storm.pk, limit=100, now=LATER)
    assert (how_of(unsure), how_of(wrong)) == (["hand"], [])


def test_a_person_with_two_cases_counts_once_and_reach_is_of_those_in_public(
    ada: Actor, incident: Incident, connection: Connection
) -> None:
    mail = make_connection(incident.brand, "email")
    first, second = make_matter(connection), make_matter(mail, is_public=False)
    Case.objects.filter(pk=second.case.pk).update(person=first.person)
    Identity.objects.filter(pk=first.identity.pk).update(followers=1_200)
    Identity.objects.filter(pk=second.identity.pk).update(followers=50)
    attach(ada, incident, first.case, second.case)
    found = affected.affected_of(incident)
    assert (found.people, found.cases, found.waiting, found.reach) == (1, 2, 1, 1_200)
    assert {each.channel for each in found.networks} == {"demo", "email"}
