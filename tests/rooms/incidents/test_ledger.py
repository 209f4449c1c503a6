"""The closure ledger: everybody affected is told once, or listed with the reason why not."""

from __future__ import annotations

import random
from datetime import datetime, timedelta
from functools import partial

import pytest

from amends.channels.base import Channel
from amends.channels.models import Connection, ConnectionState
from amends.inbox.models import Case, Message, Person, SetAside
from amends.incidents.actions import attach as attaching
from amends.incidents.actions import broadcast as course
from amends.incidents.actions.reckon import look_after, reckon
from amends.incidents.actions.turns import Pace, take_turns
from amends.incidents.models import AffectedCase, Broadcast, Incident, IncidentUpdate, Recipient
from amends.incidents.queries import ledger as kept
from amends.incidents.rules import ledger
from amends.incidents.rules.greeting import first_name, is_farewell, personal
from amends.incidents.rules.ledger import Course, Occasion, Standing, Tally
from amends.outbox import actions as outbox
from amends.outbox.actions import brake, withdraw
from amends.outbox.actions.deliver import Courier
from amends.outbox.actions.settle import look_up
from amends.outbox.models import Send, SendState
from amends.refusals import NotAllowed
from amends.staff.rules import Actor
from cast import NOON, Cast, Matter, make_connection, make_matter
from rooms.outbox.outbox_script import QUICK, Script, Scripted, link_of

pytestmark = pytest.mark.django_db

OVER = NOON + timedelta(hours=2)
LATER = OVER + timedelta(minutes=5)
WORDS = "We are sorry. All parcels are moving again."


def clock() -> datetime:
    return LATER


def scripted(_connection: Connection) -> Channel:
    return Scripted(Script())


@pytest.fixture
def bo(cast: Cast) -> Actor:
    return cast.actor(cast.bo)


@pytest.fixture
def incident(cast: Cast) -> Incident:
    """It is over, and everybody was told so in two languages."""
    incident = Incident.objects.create(
        brand=cast.brand,
        request_key="one",
        title="Parcels are late",
        state="resolved",
        state_since=OVER,
        opened_at=NOON,
        resolved_at=OVER,
    )
    IncidentUpdate.objects.create(
        brand=cast.brand,
        incident=incident,
        state="resolved",
        text=WORDS,
        translations={"de": "Es tut uns leid. Alle Pakete laufen wieder."},
        at=OVER,
    )
    return incident


def affect(incident: Incident, *matters: Matter) -> None:
    AffectedCase.objects.bulk_create(
        AffectedCase(
            brand=incident.brand, incident=incident, case=each.case, how="hand", attached_at=NOON
        )
        for each in matters
    )


def close(bo: Actor, incident: Incident) -> Broadcast:
    made = course.draft(by=bo, incident=incident, occasion=Occasion.CLOSING, now=LATER)
    course.begin(by=bo, broadcast=made, now=LATER)
    return made


def turns(broadcast: Broadcast, limit: int = 100) -> Pace:
    return take_turns(broadcast_id=broadcast.pk, limit=limit, clock=clock, channel_of=scripted)


def arrive(state: SendState = SendState.SENT, **which: object) -> None:
    """The network takes (or does not take) what waits."""
    sent_at = LATER if state is SendState.SENT else None
    waiting = Send.objects.filter(state=SendState.QUEUED, **which)
    waiting.update(state=state, sent_at=sent_at, reason="The network said no.")


def require_whole(broadcast: Broadcast) -> Tally:
    """The invariant: as many rows as people, and each in one state; those not told have a reason."""
    attached = AffectedCase.objects.filter(incident=broadcast.incident, detached_at=None)
    people = set(attached.values_list("case__person_id", flat=True))
    rows = Recipient.objects.filter(broadcast=broadcast)
    alone = rows.exclude(reason="same-person")
    assert set(alone.values_list("person_id", flat=True)) >= people
    assert alone.count() == len(people)
    tally = kept.tally_of(broadcast)
    assert tally.total == rows.count()
    assert not rows.filter(state=Standing.NOT_TOLD, sentence="").exists()
    return tally


def reasons(broadcast: Broadcast) -> dict[str, str]:
    silent = Recipient.objects.filter(broadcast=broadcast).exclude(reason="")
    return dict(silent.values_list("person__name", "reason"))


def test_everybody_is_told_where_they_complained_in_their_language_by_name(
    bo: Actor, incident: Incident, connection: Connection
) -> None:
    anna = make_matter(connection, name="Anna Weiß")
    bob = make_matter(connection, name="bob_99", is_public=False)
    Message.objects.filter(pk=anna.message.pk).update(language="de-AT")
    affect(incident, anna, bob)
    broadcast = close(bo, incident)
    assert turns(broadcast) is Pace.END
    said = dict(Send.objects.values_list("case__person__name", "text"))
    assert said["Anna Weiß"] == "Hallo Anna,\nEs tut uns leid. Alle Pakete laufen wieder."
    assert said["bob_99"] == f"Hello,\n{WORDS}"
    assert dict(Send.objects.values_list("case__person__name", "is_public")) == {
        "Anna Weiß": True,
        "bob_99": False,
    }
    arrive()
    reckon(broadcast_id=broadcast.pk, now=LATER)
    assert require_whole(broadcast) == Tally(told=2)
    broadcast.refresh_from_db()
    assert broadcast.state == Course.DONE
    lines = list(kept.lines_of(broadcast))
    assert {line.outcome for line in lines} == {"told"}


def test_who_cannot_be_told_is_listed_with_the_reason(
    bo: Actor, cast: Cast, incident: Incident, connection: Connection
) -> None:
    paused = make_connection(cast.brand, "mastodon", state=ConnectionState.PAUSED)
    names = ("Blocked", "Silent", "Goodbye", "Spam", "Gone")
    found = {name: make_matter(connection, name=f"{name} Person") for name in names}
    found["Away"] = make_matter(paused, name="Away Person")
    Person.objects.filter(pk=found["Blocked"].person.pk).update(blocked_at=NOON)
    attaching.leave_alone(by=bo, person=found["Silent"].person, alone=True, now=LATER)
    Message.objects.filter(pk=found["Goodbye"].message.pk).update(text="STOP!")
    Case.objects.filter(pk=found["Spam"].case.pk).update(
        state="closed", closed_at=NOON, set_aside=SetAside.SPAM
    )
    Message.objects.filter(pk=found["Gone"].message.pk).update(deleted_at=NOON)
    affect(incident, *found.values())
    broadcast = close(bo, incident)
    turns(broadcast)
    assert reasons(broadcast) == {
        "Blocked Person": "blocked",
        "Silent Person": "opted-out",
        "Goodbye Person": "opted-out",
        "Spam Person": "spam",
        "Gone Person": "deleted",
        "Away Person": "not-connected",
    }
    assert not Send.objects.exists()
    assert require_whole(broadcast) == Tally(not_told=6)
    assert {r: n for r, _, n in kept.reasons_of(broadcast)}["opted-out"] == 2


def test_a_person_with_several_cases_is_told_once_also_when_found_out_on_the_way(
    bo: Actor, incident: Incident, connection: Connection
) -> None:
    first, second, third = (make_matter(connection, name=f"Mira {n}") for n in range(3))
    Case.objects.filter(pk=second.case.pk).update(person=first.person)
    affect(incident, first, second, third)
    broadcast = close(bo, incident)
    assert kept.tally_of(broadcast).total == 2
    turns(broadcast, limit=1)
    Case.objects.update(person=first.person)
    turns(broadcast)
    assert Send.objects.count() == 1
    arrive()
    reckon(broadcast_id=broadcast.pk, now=LATER)
    assert kept.tally_of(broadcast) == Tally(told=1, not_told=1)
    assert list(reasons(broadcast).values()) == ["same-person"]


def test_what_surely_failed_goes_the_next_way_and_unknown_is_never_said_again(
    bo: Actor, incident: Incident, connection: Connection
) -> None:
    unsure, failing = make_matter(connection, name="U"), make_matter(connection, name="F")
    affect(incident, unsure, failing)
    broadcast = close(bo, incident)
    turns(broadcast)
    arrive(SendState.UNKNOWN, case=unsure.case)
    arrive(SendState.REFUSED)
    reckon(broadcast_id=broadcast.pk, now=LATER)
    turns(broadcast)
    ways = Send.objects.filter(case=failing.case).order_by("pk").values_list("is_public", flat=True)
    assert list(ways) == [True, False]
    arrive(SendState.FAILED)
    reckon(broadcast_id=broadcast.pk, now=LATER)
    turns(broadcast)
    assert Send.objects.count() == 3
    assert require_whole(broadcast) == Tally(asked=1, not_told=1)
    assert reasons(broadcast) == {"F": "failed"}
    Send.objects.filter(case=unsure.case).update(state=SendState.SENT, sent_at=LATER)
    reckon(broadcast_id=broadcast.pk, now=LATER)
    assert require_whole(broadcast) == Tally(told=1, not_told=1)


def test_what_is_tried_again_by_hand_goes_by_no_other_way_beside_it(
    bo: Actor, incident: Incident, connection: Connection
) -> None:
    faster, slower = make_matter(connection, name="F"), make_matter(connection, name="S")
    affect(incident, faster, slower)
    broadcast = close(bo, incident)
    turns(broadcast)
    arrive(SendState.FAILED)
    reckon(broadcast_id=broadcast.pk, now=LATER)
    by_hand = Send.objects.get(case=faster.case)
    outbox.try_again(by=bo, send=by_hand, now=LATER, channel_of=scripted)
    turns(broadcast)
    assert Send.objects.filter(case=faster.case).count() == 1
    failed, other = Send.objects.filter(case=slower.case).order_by("pk")
    with pytest.raises(outbox.NotFailed):
        outbox.try_again(by=bo, send=failed, now=LATER, channel_of=scripted)
    assert (failed.is_public, other.is_public) == (True, False)
    arrive()
    reckon(broadcast_id=broadcast.pk, now=LATER)
    assert require_whole(broadcast) == Tally(told=2)


def test_the_ledger_follows_what_is_tried_again_after_the_end(
    bo: Actor, incident: Incident, connection: Connection
) -> None:
    affect(incident, make_matter(connection))
    broadcast = close(bo, incident)
    for _ in range(ledger.MOST_TRIES):
        turns(broadcast)
        arrive(SendState.FAILED)
        reckon(broadcast_id=broadcast.pk, now=LATER)
    assert require_whole(broadcast) == Tally(not_told=1)
    last = Send.objects.get(state=SendState.FAILED)
    outbox.try_again(by=bo, send=last, now=LATER, channel_of=scripted)
    arrive()
    look_after(now=LATER)
    assert require_whole(broadcast) == Tally(told=1)


def test_stopped_at_once_gone_on_with_and_nobody_twice(
    bo: Actor, incident: Incident, connection: Connection
) -> None:
    affect(incident, *(make_matter(connection, name=f"Person {n}") for n in range(6)))
    broadcast = close(bo, incident)
    turns(broadcast, limit=4)
    ids = list(Send.objects.order_by("pk").values_list("pk", flat=True))
    arrive(pk__in=ids[:2])
    course.cancel(by=bo, broadcast=broadcast, now=LATER)
    assert Send.objects.filter(state=SendState.QUEUED).count() == 0
    assert Send.objects.filter(state=SendState.WITHDRAWN).count() == 2
    assert turns(broadcast) is Pace.END
    assert require_whole(broadcast) == Tally(waiting=4, asked=2)
    with pytest.raises(ledger.NotUnderWay):
        course.cancel(by=bo, broadcast=broadcast, now=LATER)
    course.go_on(by=bo, broadcast=broadcast, now=LATER)
    turns(broadcast)
    arrive()
    reckon(broadcast_id=broadcast.pk, now=LATER)
    assert require_whole(broadcast) == Tally(told=6)
    sent = Send.objects.filter(state=SendState.SENT).values_list("case_id", flat=True)
    assert len(sent) == len(set(sent)) == 6
    with pytest.raises(ledger.CannotGoOn):
        course.go_on(by=bo, broadcast=broadcast, now=LATER)


def test_what_a_colleague_took_back_is_not_said_again(
    bo: Actor, incident: Incident, connection: Connection
) -> None:
    affect(incident, *(make_matter(connection, name=f"Person {n}") for n in range(2)))
    broadcast = close(bo, incident)
    turns(broadcast)
    first, second = Send.objects.order_by("pk")
    withdraw(by=bo, send=first, now=LATER)
    arrive(pk=second.pk)
    reckon(broadcast_id=broadcast.pk, now=LATER)
    assert require_whole(broadcast) == Tally(told=1, not_told=1)
    with pytest.raises(ledger.CannotGoOn):
        course.go_on(by=bo, broadcast=broadcast, now=LATER)
    assert Send.objects.count() == 2


def test_the_networks_are_not_given_more_than_is_ahead_of_them(
    bo: Actor, cast: Cast, incident: Incident, connection: Connection
) -> None:
    other = make_connection(cast.brand, name="Second")
    affect(
        incident,
        *(make_matter(connection, name=f"Person {n}") for n in range(13)),
        make_matter(other, name="Elsewhere"),
    )
    broadcast = close(bo, incident)
    few = partial(take_turns, limit=100, clock=clock, channel_of=scripted, ahead=5)
    assert few(broadcast_id=broadcast.pk) is Pace.WAIT
    assert Send.objects.filter(connection=connection).count() == 5
    assert Send.objects.filter(connection=other).count() == 1
    arrive()
    assert few(broadcast_id=broadcast.pk) is Pace.WAIT
    arrive()
    assert few(broadcast_id=broadcast.pk) is Pace.END
    assert Send.objects.count() == 14


def test_nothing_is_asked_for_while_the_brake_is_on(
    bo: Actor, incident: Incident, connection: Connection
) -> None:
    affect(incident, make_matter(connection))
    broadcast = close(bo, incident)
    brake.pull_brake(by=bo, reason="", now=LATER)
    assert turns(broadcast) is Pace.WAIT
    assert not Send.objects.exists()


def test_urgent_ones_come_first_and_answers_go_only_to_who_waits(
    bo: Actor, incident: Incident, connection: Connection
) -> None:
    calm, late, soon, answered = (make_matter(connection, name=n) for n in "CLSA")
    Case.objects.filter(pk=late.case.pk).update(due_at=NOON + timedelta(hours=3))
    Case.objects.filter(pk=soon.case.pk).update(due_at=NOON + timedelta(hours=1))
    Case.objects.filter(pk=answered.case.pk).update(state="waiting_customer")
    affect(incident, calm, late, soon, answered)
    made = course.draft(by=bo, incident=incident, occasion=Occasion.ANSWER, now=LATER)
    course.word(by=bo, broadcast=made, texts={"en": "A machine failed."}, now=LATER)
    course.begin(by=bo, broadcast=made, now=LATER)
    course.begin(by=bo, broadcast=made, now=LATER)
    turns(made)
    said = list(Send.objects.order_by("pk").values_list("case__person__name", flat=True))
    assert said == ["S", "L", "C"]


def test_who_was_told_by_a_colleague_is_not_told_again(
    bo: Actor, incident: Incident, connection: Connection
) -> None:
    mira, tom = make_matter(connection, name="Mira"), make_matter(connection, name="Tom")
    Case.objects.filter(pk=tom.case.pk).update(answered_elsewhere_at=OVER + timedelta(minutes=1))
    affect(incident, mira, tom)
    broadcast = close(bo, incident)
    turns(broadcast)
    assert Send.objects.get().case == mira.case
    assert reasons(broadcast) == {"Tom": "by-hand"}
    assert require_whole(broadcast) == Tally(asked=1, told=1)


def test_who_is_attached_while_it_runs_is_told_as_well_and_closing_happens_once(
    bo: Actor, incident: Incident, connection: Connection
) -> None:
    affect(incident, make_matter(connection))
    broadcast = close(bo, incident)
    turns(broadcast)
    affect(incident, make_matter(connection, name="Late Comer"))
    arrive()
    look_after(now=LATER)
    assert kept.tally_of(broadcast) == Tally(waiting=1, told=1)
    turns(broadcast)
    arrive()
    look_after(now=LATER)
    assert require_whole(broadcast) == Tally(told=2)
    with pytest.raises(ledger.ClosedBefore):
        close(bo, incident)


def test_it_is_begun_only_by_who_may_announce_when_it_is_over_and_somebody_is_affected(
    bo: Actor, cast: Cast, incident: Incident, connection: Connection
) -> None:
    made = course.draft(by=bo, incident=incident, occasion=Occasion.CLOSING, now=LATER)
    with pytest.raises(ledger.NobodyAffected):
        course.begin(by=bo, broadcast=made, now=LATER)
    affect(incident, make_matter(connection))
    with pytest.raises(NotAllowed):
        course.begin(by=cast.actor(cast.vera), broadcast=made, now=LATER)
    Incident.objects.update(state="watching", resolved_at=None)
    with pytest.raises(ledger.NotResolved):
        course.draft(by=bo, incident=incident, occasion=Occasion.CLOSING, now=LATER)


@pytest.mark.parametrize("seed", range(2))
def test_whatever_happens_every_affected_person_is_accounted_for(
    seed: int, bo: Actor, incident: Incident, connection: Connection
) -> None:
    chance = random.Random(seed)
    matters = [make_matter(connection, name=f"Person {n}") for n in range(9)]
    for each in matters[::4]:
        Person.objects.filter(pk=each.person.pk).update(blocked_at=NOON)
    affect(incident, *matters)
    broadcast = close(bo, incident)
    for _ in range(8):
        turns(broadcast, limit=chance.randint(1, 4))
        waiting = list(Send.objects.filter(state=SendState.QUEUED).values_list("pk", flat=True))
        for pk in chance.sample(waiting, len(waiting) // 2):
            arrive(chance.choice([SendState.SENT, SendState.REFUSED]), pk=pk)
        if chance.random() < 0.4:
            course.cancel(by=bo, broadcast=broadcast, now=LATER)
            require_whole(broadcast)
            course.go_on(by=bo, broadcast=broadcast, now=LATER)
        if Broadcast.objects.get().state == Course.DONE:
            break
        reckon(broadcast_id=broadcast.pk, now=LATER)
        require_whole(broadcast)
        if Broadcast.objects.get().state == Course.DONE:
            break
    sent = list(
        Send.objects.filter(state__in=(SendState.SENT, SendState.QUEUED)).values_list(
            "case__person_id", flat=True
        )
    )
    assert len(sent) == len(set(sent))


def test_a_name_is_only_a_name() -> None:
    assert first_name("Anne-Marie Dupont") == "Anne-Marie"
    assert first_name("O’Neil, Pat") == "O’Neil"
    for odd in ("@handle", "x" * 40, "https://a.example", "{customer.name}", "R2D2", ""):
        assert first_name(odd) == "", odd
    assert personal("Hi.", name="Ana Díaz", language="es") == "Hola, Ana:\nHi."
    assert personal("Hi.", name="", language="xx") == "Hello,\nHi."


def test_a_farewell_is_nothing_but_that() -> None:
    assert is_farewell("Stop!!")
    assert is_farewell("Lasst mich in Ruhe.")
    assert not is_farewell("Stop losing my parcels")


@pytest.mark.django_db(transaction=True)
def test_what_was_in_hand_when_it_was_stopped_and_never_arrived_is_not_said_after_all(
    bo: Actor, incident: Incident, connection: Connection
) -> None:
    affect(incident, make_matter(connection))
    broadcast = close(bo, incident)
    turns(broadcast)
    lost = Send.objects.all()
    lost.update(state=SendState.UNKNOWN, look_up_at=LATER)
    course.cancel(by=bo, broadcast=broadcast, now=LATER)
    courier = Courier("w", channel_of=scripted, link_of=link_of, clock=clock, pace=QUICK)
    look_up(courier=courier, send_id=lost.get().pk)
    assert lost.get().state == SendState.WITHDRAWN
    look_after(now=LATER)
    assert require_whole(broadcast) == Tally(waiting=1)
    course.go_on(by=bo, broadcast=broadcast, now=LATER)
    turns(broadcast)
    arrive()
    reckon(broadcast_id=broadcast.pk, now=LATER)
    assert require_whole(broadcast) == Tally(told=1)
