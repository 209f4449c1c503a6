"""Two people made one, and two again: exactly, whatever came between."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from amends.audit.models import Entry
from amends.channels.contract import Author, Said, ThreadKind, ThreadRef
from amends.channels.models import Connection
from amends.inbox.actions.people import (
    AlreadyTakenBack,
    CasesMergedSince,
    LaterMergeFirst,
    OneIsBlocked,
    PersonAlreadyMerged,
    SamePerson,
    merge_people,
    unmerge_people,
)
from amends.inbox.actions.set_aside import block
from amends.inbox.actions.take_in import take_in
from amends.inbox.models import (
    Case,
    CaseEvent,
    CaseThread,
    Identity,
    Message,
    Person,
    PersonMerge,
)
from amends.inbox.rules.turns import Happened, Standing, fold
from amends.outbox.actions.moves import merge_cases
from amends.refusals import NotAllowed, NotFound, Refusal
from amends.staff.rules import Actor
from cast import NOON, Cast, make_brand, make_connection, make_matter

pytestmark = pytest.mark.django_db

LATER = NOON + timedelta(hours=1)


def hear(connection: Connection, who: str, where: str, at: datetime) -> Message:
    """``who`` says something in the public thread ``where``."""
    key = f"{who}-{where}-{at.timestamp()}"
    thread = ThreadRef(where, ThreadKind.POST, is_public=True)
    take_in(connection=connection, items=[Said(key, thread, Author(who), "Hello?", at)], now=at)
    return Message.objects.get(external_id=key)


def picture() -> dict[str, list[Any]]:
    """Everything that a merge of people touches, as it is now."""
    return {
        "people": list(Person.objects.order_by("pk").values()),
        "identities": list(Identity.objects.order_by("pk").values_list("pk", "person_id")),
        "cases": list(Case.objects.order_by("pk").values()),
        "places": list(CaseThread.objects.order_by("pk").values()),
        "messages": list(Message.objects.order_by("pk").values_list("pk", "case_id")),
    }


def two(connection: Connection) -> tuple[Person, Person]:
    """Ann and Ben, each with a case in the same thread, and Ben with one in another."""
    first = hear(connection, "ann", "shared", NOON)
    second = hear(connection, "ben", "shared", NOON)
    hear(connection, "ben", "bens", NOON)
    assert first.identity
    assert second.identity
    return first.identity.person, second.identity.person


@pytest.fixture
def ada(cast: Cast) -> Actor:
    return cast.actor(cast.ada)


def test_everything_of_the_merged_person_is_the_kept_ones(
    ada: Actor, connection: Connection
) -> None:
    ann, ben = two(connection)
    merge = merge_people(by=ada, kept=ann, merged=ben, now=LATER)
    assert set(Identity.objects.values_list("person", flat=True)) == {ann.pk}
    assert set(Case.objects.values_list("person", flat=True)) == {ann.pk}
    assert set(CaseThread.objects.values_list("person", flat=True)) == {ann.pk}
    assert len(merge.cases) == 2
    assert len(merge.ended) == 1
    assert CaseEvent.objects.filter(kind="person_changed").count() == 2
    assert Entry.objects.latest("pk").action == "inbox.merge_people"


def test_taking_a_merge_back_restores_exactly_what_was(ada: Actor, connection: Connection) -> None:
    ann, ben = two(connection)
    before = picture()
    merge = merge_people(by=ada, kept=ann, merged=ben, now=LATER)
    unmerge_people(by=ada, merge=merge, now=LATER)
    assert picture() == before


def test_what_came_while_they_were_one_goes_to_who_said_it(
    ada: Actor, connection: Connection
) -> None:
    ann, ben = two(connection)
    bens = Case.objects.get(person=ben, thread__external_id="shared")
    merge = merge_people(by=ada, kept=ann, merged=ben, now=LATER)
    shared = hear(connection, "ben", "shared", LATER + timedelta(minutes=1))
    strange = hear(connection, "ann", "bens", LATER + timedelta(minutes=2))
    new = hear(connection, "ben", "new", LATER + timedelta(minutes=3))
    assert shared.case
    assert shared.case.person == ann
    unmerge_people(by=ada, merge=merge, now=LATER + timedelta(hours=1))
    for message in (shared, strange, new):
        message.refresh_from_db()
    assert shared.case == bens
    assert strange.case
    assert strange.case.person == ann
    assert new.case
    assert new.case.person == ben
    assert Case.objects.get(pk=bens.pk).last_in_at == shared.sent_at
    require_order()


def test_merges_are_taken_back_in_their_order(ada: Actor, connection: Connection) -> None:
    ann, ben = two(connection)
    cleo = make_matter(connection, name="Cleo").person
    first = merge_people(by=ada, kept=ann, merged=ben, now=LATER)
    second = merge_people(by=ada, kept=cleo, merged=ann, now=LATER)
    with pytest.raises(LaterMergeFirst):
        unmerge_people(by=ada, merge=first, now=LATER)
    unmerge_people(by=ada, merge=second, now=LATER)
    unmerge_people(by=ada, merge=first, now=LATER)
    with pytest.raises(AlreadyTakenBack):
        unmerge_people(by=ada, merge=first, now=LATER)


def test_cases_merged_since_hold_the_people_together(ada: Actor, connection: Connection) -> None:
    ann, ben = two(connection)
    merge = merge_people(by=ada, kept=ann, merged=ben, now=LATER)
    hers, his = Case.objects.filter(thread__external_id="shared").order_by("pk")
    merge_cases(by=ada, case=his, into=hers, now=LATER)
    with pytest.raises(CasesMergedSince):
        unmerge_people(by=ada, merge=merge, now=LATER)


def test_nobody_is_merged_with_themselves_twice_blocked_or_elsewhere(
    cast: Cast, ada: Actor, connection: Connection
) -> None:
    ann, ben = two(connection)
    other = make_matter(make_connection(make_brand("Lumen"))).person
    with pytest.raises(SamePerson):
        merge_people(by=ada, kept=ann, merged=ann, now=LATER)
    with pytest.raises(NotFound):
        merge_people(by=ada, kept=ann, merged=other, now=LATER)
    with pytest.raises(NotAllowed):
        merge_people(by=cast.actor(cast.vera), kept=ann, merged=ben, now=LATER)
    block(by=ada, person=ben, now=LATER)
    with pytest.raises(OneIsBlocked):
        merge_people(by=ada, kept=ann, merged=ben, now=LATER)
    block(by=ada, person=ann, now=LATER)
    merge_people(by=ada, kept=ann, merged=ben, now=LATER)
    with pytest.raises(PersonAlreadyMerged):
        merge_people(by=ada, kept=ann, merged=ben, now=LATER)


# ---------------------------------------------------------------------- whatever the order

NAMES = ("ann", "ben", "cleo")
STEPS = st.one_of(
    st.tuples(st.just("say"), st.sampled_from(NAMES), st.sampled_from(("x", "y"))),
    st.tuples(st.just("merge"), st.sampled_from(NAMES), st.sampled_from(NAMES)),
    st.tuples(st.just("unmerge"), st.integers(0, 3), st.none()),
)


def person_called(name: str) -> Person:
    return Identity.objects.get(external_id=name).person


def take(step: tuple[str, Any, Any], ada: Actor, connection: Connection, now: datetime) -> None:
    what, one, other = step
    if what == "say":
        hear(connection, one, other, now)
    elif what == "merge":
        kept, merged = person_called(one), person_called(other)
        merge_people(by=ada, kept=kept, merged=merged, now=now)
    elif merge := PersonMerge.objects.order_by("pk")[one : one + 1].first():
        unmerge_people(by=ada, merge=merge, now=now)


def require_order() -> None:
    """Every identity has one living person, every message its person's case, and events add up."""
    for identity in Identity.objects.select_related("person"):
        assert identity.person.merged_into_id is None
    for message in Message.objects.select_related("case", "identity"):
        assert message.case
        assert message.identity
        assert message.case.person_id == message.identity.person_id
    for case in Case.objects.all():
        told = fold(events_of(case))
        assert told == Standing(
            case.state, case.snoozed_until, case.assignee_id, frozenset(case.tags)
        )
        living = CaseThread.objects.filter(case=case).exclude(person=case.person)
        assert not living.exists()


def events_of(case: Case) -> Iterable[Happened]:
    for event in CaseEvent.objects.filter(case=case).order_by("pk"):
        yield Happened(event.kind, event.facts)


@given(steps=st.lists(STEPS, max_size=14))
@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_whatever_happens_everything_stays_in_order(
    cast: Cast, ada: Actor, connection: Connection, steps: list[tuple[str, Any, Any]]
) -> None:
    Message.objects.all().delete()
    PersonMerge.objects.all().delete()
    for name in NAMES:
        if not Identity.objects.filter(external_id=name).exists():
            hear(connection, name, "x", NOON)
    for minute, step in enumerate(steps, start=1):
        try:
            take(step, ada, connection, NOON + timedelta(minutes=minute))
        except Refusal:
            continue
        require_order()
    for merge in PersonMerge.objects.filter(undone_at=None).order_by("-pk"):
        unmerge_people(by=ada, merge=merge, now=LATER)
        require_order()
