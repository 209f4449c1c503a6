"""Handing over: every answer becomes the right state, once, in order, and no lane waits for another."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from outbox_script import QUICK, Desk, Script, eventually

from amends.channels.contract import (
    ChannelError,
    Disconnected,
    Gone,
    Malformed,
    Outgoing,
    Refused,
    Throttled,
    TooLong,
    Unknown,
    Unreachable,
    Unsupported,
)
from amends.channels.models import Connection
from amends.channels.registry import NoSuchChannel
from amends.inbox.models import CaseState, CaseThread, Message, Thread
from amends.outbox import actions
from amends.outbox.actions.deliver import deliver_next
from amends.outbox.models import Attempt, Lane, Send, SendState
from amends.outbox.rules import SayKind
from cast import NOON, Cast, Matter, make_connection, make_matter

pytestmark = pytest.mark.django_db(transaction=True)


def raising(error: Exception) -> Callable[[Outgoing], None]:
    def fail(_: Outgoing) -> None:
        raise error

    return fail


def test_a_receipt_makes_it_sent(desk: Desk, matter: Matter) -> None:
    send = desk.say(matter.case)
    assert deliver_next(courier=desk.courier(), connection_id=send.connection_id)
    send.refresh_from_db()
    assert send.state == SendState.SENT
    assert send.sent_at is not None
    assert send.message.external_id == send.external_id != ""
    assert [each.result for each in send.attempts.all()] == ["sent"]
    assert not deliver_next(courier=desk.courier(), connection_id=send.connection_id)


@pytest.mark.parametrize(
    ("error", "state"),
    [
        (Refused("no"), SendState.REFUSED),
        (Gone("deleted"), SendState.REFUSED),
        (TooLong("too long"), SendState.REFUSED),
        (Unsupported("cannot"), SendState.REFUSED),
        (Disconnected("key"), SendState.HELD),
        (Throttled("slow down", wait=timedelta(seconds=9)), SendState.QUEUED),
        (Unreachable("down"), SendState.QUEUED),
        (Unknown("cut"), SendState.UNKNOWN),
        (Malformed("html"), SendState.UNKNOWN),
        (ChannelError("?"), SendState.UNKNOWN),
        (RuntimeError("bug"), SendState.UNKNOWN),
        (TimeoutError("slow"), SendState.UNKNOWN),
    ],
    ids=lambda each: type(each).__name__ if isinstance(each, Exception) else str(each),
)
def test_every_failure_has_its_state(
    desk: Desk, script: Script, matter: Matter, error: Exception, state: SendState
) -> None:
    send = desk.say(matter.case)
    script.on_send = raising(error)
    deliver_next(courier=desk.courier(), connection_id=send.connection_id)
    send.refresh_from_db()
    matter.case.refresh_from_db()
    assert send.state == state
    assert send.reason
    assert send.sent_at is None
    expected = CaseState.NEEDS_ANSWER if state == SendState.REFUSED else CaseState.WAITING_CUSTOMER
    assert matter.case.state == expected
    assert (Message.objects.get(pk=send.message_id).failed_at is not None) == (
        state == SendState.REFUSED
    )


def test_a_refusal_gives_the_case_its_old_clock_back(
    desk: Desk, script: Script, matter: Matter
) -> None:
    send = desk.say(matter.case)
    script.on_send = raising(Refused("no"))
    deliver_next(courier=desk.courier(), connection_id=send.connection_id)
    matter.case.refresh_from_db()
    assert matter.case.state_since == NOON


def test_losing_the_key_disconnects_the_account_and_holds_the_rest(
    desk: Desk, script: Script, connection: Connection
) -> None:
    for n in range(3):
        desk.say(make_matter(connection, name=f"Person {n}").case)
    script.on_send = raising(Disconnected("revoked"))
    while deliver_next(courier=desk.courier(), connection_id=connection.pk):
        pass
    connection.refresh_from_db()
    assert connection.state == "disconnected"
    assert set(Send.objects.values_list("state", flat=True)) == {SendState.HELD}
    assert len(script.calls) == 1


def test_an_account_without_its_channel_holds_and_claims_nothing(
    desk: Desk, matter: Matter
) -> None:
    send = desk.say(matter.case)

    def nowhere(_: Connection) -> None:
        raise NoSuchChannel

    deliver_next(courier=desk.courier(channel_of=nowhere), connection_id=send.connection_id)
    send.refresh_from_db()
    assert send.state == SendState.HELD
    assert not Attempt.objects.exists()


def test_unreachable_is_tried_again_later_each_time_and_then_fails(
    desk: Desk, script: Script, matter: Matter
) -> None:
    send = desk.say(matter.case)
    script.on_send = raising(Unreachable("down"))
    now = [timezone.now()]
    courier = desk.courier(clock=lambda: now[0])
    waits = []
    for _ in range(QUICK.most_tries):
        assert deliver_next(courier=courier, connection_id=send.connection_id)
        send.refresh_from_db()
        waits.append(send.not_before - now[0])
        now[0] += timedelta(minutes=11)
    assert waits[:3] == [timedelta(milliseconds=50 * 2**n) for n in range(3)]
    assert send.state == SendState.FAILED
    matter.case.refresh_from_db()
    assert matter.case.state == CaseState.NEEDS_ANSWER


@pytest.mark.parametrize(
    ("asked", "granted"),
    [(9, 9), (None, 1), (-5, 1), (10**9, 900)],
    ids=["sensible", "missing", "past", "absurd"],
)
def test_a_throttled_lane_waits_its_time(
    desk: Desk, script: Script, matter: Matter, asked: int | None, granted: int
) -> None:
    send = desk.say(matter.case)
    wait = None if asked is None else timedelta(seconds=asked)
    script.on_send = raising(Throttled("slow", wait=wait))
    now = timezone.now()
    courier = desk.courier(clock=lambda: now)
    deliver_next(courier=courier, connection_id=send.connection_id)
    lane = Lane.objects.get(connection=send.connection)
    assert lane.wait_until == now + timedelta(seconds=granted)
    script.on_send = lambda _: None
    early = desk.courier(clock=lambda: now + timedelta(seconds=granted - 0.01))
    assert not deliver_next(courier=early, connection_id=send.connection_id)
    late = desk.courier(clock=lambda: now + timedelta(seconds=granted))
    assert deliver_next(courier=late, connection_id=send.connection_id)


def test_one_throttled_account_delays_no_other(
    desk: Desk, script: Script, cast: Cast, connection: Connection
) -> None:
    other = make_connection(cast.brand, account_id="other")
    slow = [make_matter(connection, name=f"Slow {n}").case for n in range(20)]
    quick = [make_matter(other, name=f"Quick {n}").case for n in range(20)]
    texts = {"slow"}

    def answer(outgoing: Outgoing) -> None:
        if outgoing.text in texts:
            time.sleep(0.2)
            raise Throttled("wait", wait=timedelta(hours=1))

    script.on_send = answer
    for case in slow:
        desk.say(case, "slow")
    for case in quick:
        desk.say(case, "quick")
    with desk.dispatching():
        eventually(lambda: Send.objects.filter(state="sent").count() == 20, 5)
    assert Send.objects.filter(connection=connection, state="queued").count() == 20
    assert len([each for each in script.calls if each.text == "slow"]) <= 4


def test_a_network_that_hangs_delays_no_other(
    desk: Desk, script: Script, cast: Cast, connection: Connection
) -> None:
    other = make_connection(cast.brand, account_id="other")
    release = threading.Event()

    def answer(outgoing: Outgoing) -> None:
        if outgoing.text == "slow":
            release.wait(20)

    script.on_send = answer
    for n in range(10):
        desk.say(make_matter(connection, name=f"Slow {n}").case, "slow")
        desk.say(make_matter(other, name=f"Quick {n}").case, "quick")
    with desk.dispatching():
        eventually(lambda: Send.objects.filter(state="sent", connection=other).count() == 10, 5)
        assert Send.objects.filter(state="sending", connection=connection).count() == 4
        release.set()
        eventually(lambda: Send.objects.filter(state="sent").count() == 20, 10)


def test_two_workers_send_each_of_eighty_once(
    desk: Desk, script: Script, connection: Connection
) -> None:
    for n in range(80):
        desk.say(make_matter(connection, name=f"Person {n}").case, f"Answer {n}")
    with desk.dispatching(desk.courier("one"), desk.courier("two")):
        eventually(lambda: Send.objects.filter(state="sent").count() == 80, 30)
    assert set(script.times().values()) == {1}
    assert len(script.times()) == 80
    assert len(set(Attempt.objects.values_list("worker", flat=True))) == 2


def test_the_answers_of_one_case_go_one_by_one_in_order(
    desk: Desk, script: Script, matter: Matter
) -> None:
    busy = threading.Semaphore(1)
    overlaps = []

    def answer(outgoing: Outgoing) -> None:
        if not busy.acquire(blocking=False):
            overlaps.append(outgoing.text)
        time.sleep(0.01)
        busy.release()

    script.on_send = answer
    texts = [f"Part {n}" for n in range(12)]
    for n, text in enumerate(texts):
        # The first has the longest time for undo, and still goes first.
        desk.say(matter.case, text, undo_for=timedelta(seconds=0.3 if n == 0 else 0))
    with desk.dispatching(desk.courier("one"), desk.courier("two")):
        eventually(lambda: Send.objects.filter(state="sent").count() == 12)
    assert [each.outgoing.text for each in script.taken] == texts
    assert not overlaps


def test_a_later_answer_does_not_wait_for_a_scheduled_one(desk: Desk, matter: Matter) -> None:
    desk.say(matter.case, "Next week", at=timezone.now() + timedelta(days=6))
    now_one = desk.say(matter.case, "Now")
    assert deliver_next(courier=desk.courier(), connection_id=now_one.connection_id)
    now_one.refresh_from_db()
    assert now_one.state == SendState.SENT


def test_it_does_not_leave_before_its_time_for_undo(desk: Desk, matter: Matter) -> None:
    send = desk.say(matter.case, undo_for=timedelta(seconds=30))
    assert not deliver_next(courier=desk.courier(), connection_id=send.connection_id)


def test_undo_and_departure_race_to_one_outcome(
    desk: Desk, script: Script, connection: Connection
) -> None:
    sends = [
        desk.say(make_matter(connection, name=f"P {n}").case, undo_for=timedelta(seconds=0.2))
        for n in range(20)
    ]
    taken_back = 0
    with desk.dispatching():
        for send in sends:
            try:
                actions.withdraw(by=desk.by, send=send, now=timezone.now())
                taken_back += 1
            except actions.TooLate:
                continue
            time.sleep(0.01)
        eventually(lambda: not Send.objects.filter(state__in=["queued", "sending"]).exists())
    withdrawn = {str(s.key) for s in Send.objects.filter(state="withdrawn")}
    assert len(withdrawn) == taken_back
    assert not withdrawn & set(script.times())
    assert len(script.times()) == 20 - taken_back


def test_the_private_window_is_asked_again_at_leaving(
    desk: Desk, script: Script, matter: Matter
) -> None:
    edge = NOON + timedelta(days=7)
    send = desk.say(matter.case, kind=SayKind.PRIVATE_MESSAGE, now=edge)
    late = desk.courier(clock=lambda: edge + timedelta(microseconds=1))
    assert not deliver_next(courier=late, connection_id=send.connection_id)
    send.refresh_from_db()
    assert (send.state, script.calls) == (SendState.REFUSED, [])


def test_an_opened_private_thread_becomes_the_cases(desk: Desk, matter: Matter) -> None:
    send = desk.say(matter.case, kind=SayKind.PRIVATE_MESSAGE, now=NOON)
    deliver_next(courier=desk.courier(), connection_id=send.connection_id)
    thread = Thread.objects.get(external_id=f"opened-{send.key}")
    assert (thread.is_public, thread.kind) == (False, "conversation")
    assert CaseThread.objects.filter(case=matter.case, thread=thread).exists()
    again = desk.say(matter.case, "More", kind=SayKind.PRIVATE_MESSAGE, now=NOON)
    assert again.thread == thread.external_id


def test_the_echo_that_came_first_is_the_same_message(
    desk: Desk, script: Script, matter: Matter
) -> None:
    def echo(_: Outgoing) -> None:
        Message.objects.create(
            brand=matter.case.brand,
            connection=matter.case.connection,
            thread=matter.thread,
            case=matter.case,
            direction="out",
            is_public=True,
            external_id=script.taken[-1].receipt.external_id,
            text="We are on it.",
            url="https://network.example/1",
            sent_at=NOON + timedelta(minutes=1),
            received_at=NOON + timedelta(minutes=1),
        )
        matter.case.answered_elsewhere_at = NOON + timedelta(minutes=1)
        matter.case.save(update_fields=["answered_elsewhere_at"])

    script.after_send = echo
    send = desk.say(matter.case)
    deliver_next(courier=desk.courier(), connection_id=send.connection_id)
    message = Message.objects.get(direction="out")
    matter.case.refresh_from_db()
    assert message.pk == send.message_id
    assert message.url == "https://network.example/1"
    assert matter.case.answered_elsewhere_at is None


def test_saying_wakes_the_worker_at_once(desk: Desk, matter: Matter) -> None:
    with desk.dispatching():
        time.sleep(0.3)
        send = desk.say(matter.case)
        eventually(lambda: Send.objects.get(pk=send.pk).state == SendState.SENT, 0.8)
