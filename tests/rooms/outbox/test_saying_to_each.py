"""Asking for many at once: each has a verdict of its own, and what is written is what one would write."""

from __future__ import annotations

from datetime import timedelta

import pytest
from outbox_script import Script, Scripted

from amends.audit.models import Entry
from amends.audit.queries import verify
from amends.channels.base import Channel
from amends.channels.models import Connection
from amends.inbox.actions.lock import take_lock
from amends.inbox.models import Case, CaseEvent, Message
from amends.outbox.actions import brake
from amends.outbox.actions.say import say
from amends.outbox.actions.say_to_each import Saying, say_to_each
from amends.outbox.models import Send, SendState
from amends.outbox.rules import SayKind
from amends.refusals import NotAllowed, NotFound, Refusal
from amends.staff.rules import Actor
from cast import NOON, Cast, Matter, make_brand, make_connection, make_matter

pytestmark = pytest.mark.django_db
PUBLIC, PRIVATE = SayKind.PUBLIC_REPLY, SayKind.PRIVATE_MESSAGE
#: What differs from one send to the next.
_OWN = {"id", "case_id", "message_id", "key", "request_key", "recipient", "recipient_name"}
_OWN |= {"reply_to", "thread"}


def scripted(_connection: Connection) -> Channel:
    return Scripted(Script())


@pytest.fixture
def bo(cast: Cast) -> Actor:
    return cast.actor(cast.bo)


def saying(matter: Matter, text: str = "It is over.", kind: SayKind = PUBLIC) -> Saying:
    return Saying(matter.case.pk, kind, text, f"all:{matter.case.pk}")


def told(bo: Actor, *sayings: Saying) -> list[Send | Refusal]:
    return say_to_each(by=bo, sayings=sayings, now=NOON, channel_of=scripted)


def shape(send: Send) -> dict[str, object]:
    """A send without what is its own."""
    row = Send.objects.filter(pk=send.pk).values().get()
    return {name: value for name, value in row.items() if name not in _OWN}


@pytest.mark.parametrize("kind", [PUBLIC, PRIVATE])
def test_it_is_as_if_each_had_been_said_alone(
    bo: Actor, connection: Connection, kind: SayKind
) -> None:
    one, other, third = (make_matter(connection, name=f"Person {n}") for n in range(3))
    Case.objects.filter(pk=third.case.pk).update(
        state="closed", closed_at=NOON, set_aside="noise", due_at=None
    )
    alone = say(
        by=bo,
        case=one.case,
        kind=kind,
        text="It is over.",
        request_key="alone",
        now=NOON,
        undo_for=timedelta(),
        in_bulk=True,
        channel_of=scripted,
    )
    both = told(bo, saying(other, kind=kind), saying(third, kind=kind))
    assert all(isinstance(each, Send) for each in both)
    sends = [alone, *(each for each in both if isinstance(each, Send))]
    assert shape(sends[0]) == shape(sends[1]) == shape(sends[2])
    cases = [Case.objects.get(pk=each.case.pk) for each in (one, other, third)]
    stands = [(c.state, c.state_since, c.due_at, c.last_out_at, c.set_aside) for c in cases]
    assert stands == [("waiting_customer", NOON, None, NOON, "")] * 3
    assert len({case.taken_offline_at for case in cases}) == 1
    kinds = [
        sorted(CaseEvent.objects.filter(case=case).values_list("kind", flat=True)) for case in cases
    ]
    assert kinds[0] == kinds[1] == [each for each in kinds[2] if each != "put_back"]
    assert "put_back" in kinds[2]
    assert Entry.objects.filter(action="outbox.say").count() == 3
    assert verify(bo.brand_id) == []


def test_each_has_a_verdict_of_its_own(bo: Actor, cast: Cast, connection: Connection) -> None:
    fine, locked, long = (make_matter(connection, name=f"Person {n}") for n in range(3))
    take_lock(by=cast.actor(cast.ada), case=locked.case, now=NOON)
    came = told(bo, saying(fine), saying(locked), saying(long, "x" * 101))
    assert isinstance(came[0], Send)
    assert came[0].verdict["level"] == "pass"
    assert [each.code for each in came[1:] if isinstance(each, Refusal)] == ["locked", "too-long"]
    assert Send.objects.count() == Message.objects.filter(direction="out").count() == 1


def test_the_same_key_is_the_same_send(bo: Actor, connection: Connection) -> None:
    one, other = make_matter(connection, name="One"), make_matter(connection, name="Other")
    [first] = told(bo, saying(one))
    again, second = told(bo, saying(one), saying(other))
    assert again == first
    assert Send.objects.count() == 2
    assert second != first


def test_while_the_brake_is_on_all_of_it_is_held(bo: Actor, connection: Connection) -> None:
    brake.pull_brake(by=bo, reason="storm", now=NOON)
    told(bo, *(saying(make_matter(connection, name=f"Person {n}")) for n in range(2)))
    held = Send.objects.filter(state=SendState.HELD, held_by="brake")
    assert held.count() == 2


def test_nobody_speaks_for_another_brand_or_without_the_right(
    bo: Actor, cast: Cast, matter: Matter
) -> None:
    theirs = make_matter(make_connection(make_brand("Rival")))
    with pytest.raises(NotFound):
        told(bo, saying(matter), saying(theirs))
    with pytest.raises(NotAllowed):
        told(cast.actor(cast.vera), saying(matter))
    assert not Send.objects.exists()
