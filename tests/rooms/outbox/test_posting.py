"""Posts: they answer nobody, pass the same gate, go on in parts, and stand on the network once."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from outbox_script import Desk, Script

from amends.audit.models import Entry
from amends.channels.contract import Outgoing, Refused, Unknown
from amends.channels.models import Connection
from amends.inbox.models import Case, Message
from amends.outbox import actions
from amends.outbox.actions import NotThroughTheGate
from amends.outbox.actions.deliver import deliver_next
from amends.outbox.actions.say import by_registry
from amends.outbox.actions.settle import look_up
from amends.outbox.models import Send, SendState
from amends.outbox.rules import SayKind
from amends.refusals import Invalid, NotAllowed, NotFound
from cast import Cast, Matter, make_brand, make_connection

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def lead(desk: Desk, cast: Cast) -> Desk:
    """Bo's desk: a lead may publish."""
    return Desk(desk.script, desk.channel, cast.actor(cast.bo))


def post(lead: Desk, connection: Connection, *parts: str, **more: Any) -> tuple[Send, ...]:
    values: dict[str, Any] = {
        "by": lead.by,
        "request_key": str(uuid.uuid4()),
        "now": timezone.now(),
        "undo_for": timedelta(0),
        "channel_of": lead.channel_of,
    }
    return actions.post(connection=connection, parts=parts, **{**values, **more})


def deliver(lead: Desk, connection: Connection) -> bool:
    return deliver_next(courier=lead.courier(), connection_id=connection.pk)


def test_a_post_is_a_message_of_nobodys_case(lead: Desk, connection: Connection) -> None:
    (send,) = post(lead, connection, "We are open on Sunday.")
    assert deliver(lead, connection)
    send.refresh_from_db()
    message = Message.objects.get(pk=send.message_id)
    assert (send.state, send.case_id, message.case_id) == (SendState.SENT, None, None)
    assert message.external_id == send.external_id != ""
    assert message.thread is not None
    assert message.thread.is_public
    assert not Case.objects.exists()
    assert Entry.objects.filter(action="outbox.post", target=f"send:{send.pk}").exists()
    assert send.verdict["level"] == "pass"


def test_parts_answer_the_one_before_them(
    lead: Desk, script: Script, connection: Connection
) -> None:
    sends = post(lead, connection, "One of three", "Two of three", "Three of three")
    while deliver(lead, connection):
        pass
    said = [each.outgoing for each in script.taken]
    ids = [each.receipt.external_id for each in script.taken]
    assert [each.text for each in said] == ["One of three", "Two of three", "Three of three"]
    assert [each.reply_to for each in said] == ["", *ids[:2]]
    assert {each.thread for each in said[1:]} == {script.taken[0].receipt.thread}
    assert len({Message.objects.get(pk=each.message_id).thread_id for each in sends}) == 1


def test_a_later_post_goes_on_from_an_earlier_one(
    lead: Desk, script: Script, connection: Connection
) -> None:
    (first,) = post(lead, connection, "Parcels are late.")
    deliver(lead, connection)
    post(lead, connection, "They are on their way again.", follows=first)
    deliver(lead, connection)
    assert script.taken[1].outgoing.reply_to == script.taken[0].receipt.external_id


def test_a_part_waits_while_nobody_knows_of_the_one_before(
    lead: Desk, script: Script, connection: Connection
) -> None:
    first, second = post(lead, connection, "First words", "More words")

    def lose(_: Outgoing) -> None:
        script.after_send = lambda _: None
        raise Unknown("cut")

    script.after_send = lose
    deliver(lead, connection)
    assert not deliver(lead, connection)
    assert look_up(courier=lead.courier(), send_id=first.pk)
    assert deliver(lead, connection)
    second.refresh_from_db()
    assert second.state == SendState.SENT
    assert set(script.times().values()) == {1}


def test_a_part_is_held_when_the_one_before_never_got_there(
    lead: Desk, script: Script, connection: Connection
) -> None:
    first, second = post(lead, connection, "First words", "More words")

    def refuse(_: Outgoing) -> None:
        script.on_send = lambda _: None
        raise Refused("not today")

    script.on_send = refuse
    deliver(lead, connection)
    assert not deliver(lead, connection)
    second.refresh_from_db()
    assert (second.state, second.reason) == (
        SendState.HELD,
        "The part before it is not on the network; look at that first.",
    )
    first.refresh_from_db()
    anew = actions.try_again(
        by=lead.by, send=first, now=timezone.now(), text="Better words", channel_of=lead.channel_of
    )
    deliver(lead, connection)
    second.refresh_from_db()
    assert second.follows_id == anew.pk
    actions.let_go(by=lead.by, send=second, now=timezone.now(), channel_of=lead.channel_of)
    deliver(lead, connection)
    assert [each.outgoing.text for each in script.taken] == ["Better words", "More words"]


def test_the_same_request_twice_is_one_post(lead: Desk, connection: Connection) -> None:
    first = post(lead, connection, "One", "Two", request_key="slot-1")
    again = post(lead, connection, "Other words", request_key="slot-1")
    assert [each.pk for each in again] == [each.pk for each in first]
    assert Send.objects.count() == 2


def test_the_same_words_in_the_same_minute_are_a_slip(lead: Desk, connection: Connection) -> None:
    now = timezone.now()
    post(lead, connection, "Open on Sunday.", now=now)
    with pytest.raises(NotThroughTheGate) as refused:
        post(lead, connection, "Open on  Sunday.", now=now)
    assert refused.value.code == "duplicate"
    later = post(lead, connection, "Open on Sunday.", now=now, at=now + timedelta(days=7))
    assert later[0].state == SendState.QUEUED


def test_the_brake_holds_posts_and_nothing_goes_by_itself_later(
    lead: Desk, script: Script, connection: Connection
) -> None:
    now = timezone.now()
    (send,) = post(lead, connection, "Sale!", now=now, at=now + timedelta(seconds=1))
    actions.pull_brake(by=lead.by, reason="fire", now=now)
    courier = lead.courier(clock=lambda: now + timedelta(seconds=2))
    assert not deliver_next(courier=courier, connection_id=connection.pk)
    send.refresh_from_db()
    assert send.state == SendState.HELD
    (during,) = post(lead, connection, "Another sale!", now=now + timedelta(minutes=5))
    assert during.state == SendState.HELD
    actions.release_brake(by=lead.by, now=now + timedelta(minutes=9))
    assert not deliver(lead, connection)
    assert not script.taken


def test_it_can_be_moved_and_taken_back_until_it_leaves(lead: Desk, connection: Connection) -> None:
    now = timezone.now()
    (send,) = post(lead, connection, "Soon", now=now, at=now + timedelta(hours=1))
    moved = actions.reschedule(by=lead.by, send=send, at=now + timedelta(hours=3), now=now)
    assert moved.not_before == moved.scheduled_at == now + timedelta(hours=3)
    actions.withdraw(by=lead.by, send=send, now=now)
    with pytest.raises(actions.TooLate):
        actions.reschedule(by=lead.by, send=send, at=now, now=now)


def test_who_may_only_answer_may_not_publish(
    lead: Desk, cast: Cast, connection: Connection
) -> None:
    with pytest.raises(NotAllowed):
        post(lead, connection, "Hello", by=cast.actor(cast.ada))
    (send,) = post(lead, connection, "Hello")
    with pytest.raises(NotAllowed):
        actions.withdraw(by=cast.actor(cast.ada), send=send, now=timezone.now())


def test_other_brands_and_other_networks_are_not_there(lead: Desk, connection: Connection) -> None:
    strange = make_connection(make_brand("Other"))
    with pytest.raises(NotFound):
        post(lead, strange, "Hello")
    (send,) = post(lead, connection, "Hello")
    beside = make_connection(connection.brand, account_id="beside")
    with pytest.raises(NotFound):
        post(lead, beside, "Hello again", follows=send)


@pytest.mark.parametrize(
    ("parts", "code"), [((" ",), "empty"), (("a" * 101,), "too-long"), (("fine", ""), "empty")]
)
def test_the_gate_refuses_a_post_and_keeps_nothing(
    lead: Desk, connection: Connection, parts: tuple[str, ...], code: str
) -> None:
    with pytest.raises(NotThroughTheGate) as refused:
        post(lead, connection, *parts)
    assert refused.value.code == code
    assert not Send.objects.exists()


def test_a_network_without_posts_says_so_before_it_is_asked(
    lead: Desk, script: Script, connection: Connection
) -> None:
    connection.channel = "instagram"
    with pytest.raises(NotThroughTheGate, match="takes no posts of its own"):
        post(lead, connection, "Hello", channel_of=by_registry)
    assert not script.calls


def test_nobody_posts_in_a_case(desk: Desk, matter: Matter) -> None:
    with pytest.raises(Invalid):
        desk.say(matter.case, kind=SayKind.POST)
