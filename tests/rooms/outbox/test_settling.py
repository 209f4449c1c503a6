"""Settling: a lost answer is looked up before any second try, whatever died in between."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection as database
from django.utils import timezone
from outbox_script import QUICK, Desk, Script, eventually

from amends.channels.contract import (
    ChannelError,
    Disconnected,
    Outcome,
    OutcomeState,
    Outgoing,
    Throttled,
    Unknown,
    Unreachable,
    Unsupported,
)
from amends.inbox.models import CaseState, Message
from amends.outbox import actions, queries
from amends.outbox.actions.claim import claim
from amends.outbox.actions.deliver import deliver_next, record_result
from amends.outbox.actions.dispatch import Bell
from amends.outbox.actions.settle import look_up, settle_stale
from amends.outbox.models import Lane, Send, SendState
from amends.refusals import NotAllowed
from cast import NOON, Cast, Matter

pytestmark = pytest.mark.django_db(transaction=True)


def cut(_: Outgoing) -> None:
    raise Unknown("The answer was cut.")


def lost(desk: Desk, script: Script, matter: Matter, *, accepted: bool) -> Send:
    """A send whose answer was lost, before or after the network took it."""
    send = desk.say(matter.case)
    script.on_send, script.after_send = (lambda _: None, cut) if accepted else (cut, lambda _: None)
    deliver_next(courier=desk.courier(), connection_id=send.connection_id)
    script.on_send = script.after_send = lambda _: None
    send.refresh_from_db()
    assert send.state == SendState.UNKNOWN
    return send


def test_found_on_the_network_is_sent(desk: Desk, script: Script, matter: Matter) -> None:
    send = lost(desk, script, matter, accepted=True)
    assert look_up(courier=desk.courier(), send_id=send.pk)
    send.refresh_from_db()
    assert (send.state, send.external_id) == (
        SendState.SENT,
        script.taken[0].receipt.external_id,
    )
    assert len(script.calls) == 1
    assert [a.result for a in send.attempts.order_by("pk")] == ["unknown", "found"]


def test_surely_absent_is_sent_again_with_the_same_key(
    desk: Desk, script: Script, matter: Matter
) -> None:
    send = lost(desk, script, matter, accepted=False)
    look_up(courier=desk.courier(), send_id=send.pk)
    deliver_next(courier=desk.courier(), connection_id=send.connection_id)
    send.refresh_from_db()
    assert send.state == SendState.SENT
    assert [each.key for each in script.calls] == [str(send.key)] * 2
    assert list(script.times().values()) == [1]


def test_absence_too_early_is_no_absence(desk: Desk, script: Script, matter: Matter) -> None:
    send = lost(desk, script, matter, accepted=False)
    slow = desk.courier(pace=type(QUICK)(look_up_after=timedelta(0)))
    look_up(courier=slow, send_id=send.pk)
    send.refresh_from_db()
    assert send.state == SendState.UNKNOWN
    assert send.look_up_at is not None
    assert send.look_up_at > timezone.now() + timedelta(seconds=20)


def test_an_echo_settles_it_without_asking(desk: Desk, script: Script, matter: Matter) -> None:
    send = lost(desk, script, matter, accepted=True)
    Message.objects.filter(pk=send.message_id).update(external_id="echoed")
    look_up(courier=desk.courier(), send_id=send.pk)
    send.refresh_from_db()
    assert (send.state, send.external_id, script.asked) == (SendState.SENT, "echoed", [])


@pytest.mark.parametrize(
    "error",
    [Unreachable("down"), Unknown("not yet"), Disconnected("key"), ChannelError("?")],
    ids=lambda error: type(error).__name__,
)
def test_a_look_up_that_says_nothing_comes_again_later(
    desk: Desk, script: Script, matter: Matter, error: Exception
) -> None:
    send = lost(desk, script, matter, accepted=True)

    def fail(_: Outgoing) -> None:
        raise error

    script.on_look_up = fail
    look_up(courier=desk.courier(), send_id=send.pk)
    send.refresh_from_db()
    assert (send.state, send.look_ups) == (SendState.UNKNOWN, 1)
    assert send.look_up_at is not None
    assert len(script.calls) == 1


def test_a_throttled_look_up_makes_the_lane_wait(
    desk: Desk, script: Script, matter: Matter
) -> None:
    send = lost(desk, script, matter, accepted=True)

    def fail(_: Outgoing) -> None:
        raise Throttled("wait", wait=timedelta(seconds=60))

    script.on_look_up = fail
    look_up(courier=desk.courier(), send_id=send.pk)
    lane = Lane.objects.get(connection=send.connection)
    assert lane.wait_until is not None
    assert not queries.look_ups_due(timezone.now() + timedelta(seconds=50))
    assert queries.look_ups_due(timezone.now() + timedelta(seconds=61))


def test_what_nobody_can_know_waits_for_a_person(
    desk: Desk, script: Script, cast: Cast, matter: Matter
) -> None:
    send = lost(desk, script, matter, accepted=True)

    def fail(_: Outgoing) -> None:
        raise Unsupported("no look-up")

    script.on_look_up = fail
    look_up(courier=desk.courier(), send_id=send.pk)
    send.refresh_from_db()
    assert (send.state, send.look_up_at) == (SendState.UNKNOWN, None)
    assert list(queries.unsettled(cast.brand.pk)) == [send]
    with pytest.raises(NotAllowed):
        actions.settle_as_sent(by=cast.actor(cast.vera), send=send, now=timezone.now())
    actions.settle_as_sent(by=desk.by, send=send, now=timezone.now())
    send.refresh_from_db()
    assert send.state == SendState.SENT
    with pytest.raises(actions.NotUnknown):
        actions.settle_as_not_sent(by=desk.by, send=send, again=True, now=timezone.now())


@pytest.mark.parametrize(("again", "state"), [(True, "queued"), (False, "failed")])
def test_a_person_found_nothing(
    desk: Desk, script: Script, matter: Matter, again: bool, state: str
) -> None:
    send = lost(desk, script, matter, accepted=False)
    actions.settle_as_not_sent(by=desk.by, send=send, again=again, now=timezone.now())
    send.refresh_from_db()
    matter.case.refresh_from_db()
    assert send.state == state
    expected = CaseState.WAITING_CUSTOMER if again else CaseState.NEEDS_ANSWER
    assert matter.case.state == expected


def test_a_worker_that_died_before_the_call_leaves_unknown_then_sent(
    desk: Desk, script: Script, matter: Matter
) -> None:
    send = desk.say(matter.case)
    claim(
        connection=send.connection,
        channel=desk.channel,
        worker="died",
        now=timezone.now(),
    )
    with desk.dispatching():
        eventually(lambda: Send.objects.get(pk=send.pk).state == SendState.SENT)
    assert list(script.times().values()) == [1]


def test_a_worker_that_died_after_the_call_leaves_one_message(
    desk: Desk, script: Script, matter: Matter
) -> None:
    send = desk.say(matter.case)
    claimed = claim(
        connection=send.connection,
        channel=desk.channel,
        worker="died",
        now=timezone.now(),
    )
    assert claimed
    desk.channel.send(None, _outgoing(claimed.send))  # type: ignore[arg-type]
    with desk.dispatching():
        eventually(lambda: Send.objects.get(pk=send.pk).state == SendState.SENT)
    assert list(script.times().values()) == [1]
    assert Message.objects.filter(direction="out").count() == 1


def test_the_later_answer_waits_until_the_earlier_is_settled(
    desk: Desk, script: Script, matter: Matter
) -> None:
    first = lost(desk, script, matter, accepted=False)
    second = desk.say(matter.case, "And more.")
    assert not deliver_next(courier=desk.courier(), connection_id=second.connection_id)
    with desk.dispatching():
        eventually(lambda: Send.objects.filter(state="sent").count() == 2)
    assert [each.outgoing.text for each in script.taken] == [first.text, second.text]


def test_a_living_worker_is_not_taken_for_dead(desk: Desk, matter: Matter) -> None:
    send = desk.say(matter.case)
    bell = Bell("alive")
    bell.connect()
    try:
        claim(
            connection=send.connection,
            channel=desk.channel,
            worker="alive",
            now=timezone.now(),
        )
        now = timezone.now() + timedelta(minutes=1)
        assert settle_stale(now=now, pace=QUICK) == 0
        assert settle_stale(now=now + timedelta(minutes=10), pace=QUICK) == 1
    finally:
        bell.close()


def test_a_receipt_that_comes_after_all_still_counts(desk: Desk, matter: Matter) -> None:
    send = desk.say(matter.case)
    claimed = claim(
        connection=send.connection, channel=desk.channel, worker="slow", now=timezone.now()
    )
    assert claimed
    assert settle_stale(now=timezone.now() + timedelta(minutes=1), pace=QUICK) == 1
    receipt = desk.channel.send(None, _outgoing(claimed.send))  # type: ignore[arg-type]
    record_result(
        send_id=send.pk,
        attempt_id=claimed.attempt_id,
        result=receipt,
        now=timezone.now(),
        pace=QUICK,
    )
    send.refresh_from_db()
    assert send.state == SendState.SENT


def test_a_worker_whose_line_is_cut_goes_on(desk: Desk, script: Script, matter: Matter) -> None:
    with desk.dispatching():
        eventually(lambda: bool(_listeners()))
        for pid in _listeners():
            with database.cursor() as cursor:
                cursor.execute("SELECT pg_terminate_backend(%s)", [pid])
        send = desk.say(matter.case)
        eventually(lambda: Send.objects.get(pk=send.pk).state == SendState.SENT)
    assert list(script.times().values()) == [1]


def _listeners() -> list[int]:
    with database.cursor() as cursor:
        cursor.execute("SELECT pid FROM pg_stat_activity WHERE query LIKE 'LISTEN amends_outbox%'")
        return [pid for (pid,) in cursor.fetchall()]


def _outgoing(send: Send) -> Outgoing:
    from amends.outbox.actions.deliver import outgoing_of

    return outgoing_of(send)


# ------------------------------------------------------------------------------- late outcomes


def sent(desk: Desk, matter: Matter) -> Send:
    send = desk.say(matter.case)
    deliver_next(courier=desk.courier(), connection_id=send.connection_id)
    send.refresh_from_db()
    return send


def test_a_bounce_makes_it_failed_and_the_case_needs_an_answer(desk: Desk, matter: Matter) -> None:
    send = sent(desk, matter)
    outcome = Outcome(OutcomeState.FAILED, timezone.now(), send.external_id, reason="No mailbox.")
    hear = {"connection": send.connection, "outcome": outcome, "now": timezone.now()}
    assert actions.hear_outcome(**hear)
    assert not actions.hear_outcome(**hear)
    send.refresh_from_db()
    matter.case.refresh_from_db()
    assert (send.state, send.reason) == (SendState.FAILED, "No mailbox.")
    assert send.sent_at is not None
    assert (matter.case.state, matter.case.state_since) == (CaseState.NEEDS_ANSWER, NOON)


def test_delivered_and_read_are_written_down(desk: Desk, matter: Matter) -> None:
    send = sent(desk, matter)
    for state in (OutcomeState.DELIVERED, OutcomeState.READ):
        outcome = Outcome(state, timezone.now(), client_ref=str(send.key))
        hear = {"connection": send.connection, "outcome": outcome, "now": timezone.now()}
        assert actions.hear_outcome(**hear)
        assert not actions.hear_outcome(**hear)
    send.refresh_from_db()
    assert send.delivered_at is not None
    assert send.read_at == Message.objects.get(pk=send.message_id).read_at is not None


def test_a_delivery_by_our_key_settles_an_unknown(
    desk: Desk, script: Script, matter: Matter
) -> None:
    send = lost(desk, script, matter, accepted=True)
    outcome = Outcome(OutcomeState.DELIVERED, timezone.now(), "theirs", client_ref=str(send.key))
    actions.hear_outcome(connection=send.connection, outcome=outcome, now=timezone.now())
    send.refresh_from_db()
    assert (send.state, send.external_id) == (SendState.SENT, "theirs")


def test_a_word_that_the_network_has_it_settles_an_unknown_and_says_no_more(
    desk: Desk, script: Script, matter: Matter
) -> None:
    send = lost(desk, script, matter, accepted=True)
    outcome = Outcome(OutcomeState.SENT, timezone.now(), "theirs", client_ref=str(send.key))
    hear = {"connection": send.connection, "outcome": outcome, "now": timezone.now()}
    assert actions.hear_outcome(**hear)
    assert not actions.hear_outcome(**hear)
    send.refresh_from_db()
    assert (send.state, send.external_id, send.look_up_at) == (SendState.SENT, "theirs", None)
    assert send.delivered_at is None


def test_a_bounce_that_overtook_the_receipt_waits_for_it(
    desk: Desk, script: Script, matter: Matter
) -> None:
    send = desk.say(matter.case)

    def bounce(_: Outgoing) -> None:
        outcome = Outcome(
            OutcomeState.FAILED,
            timezone.now(),
            script.taken[-1].receipt.external_id,
            reason="Full.",
        )
        assert actions.hear_outcome(connection=send.connection, outcome=outcome, now=timezone.now())

    script.after_send = bounce
    deliver_next(courier=desk.courier(), connection_id=send.connection_id)
    send.refresh_from_db()
    assert (send.state, send.reason) == (SendState.FAILED, "Full.")


def test_a_bounced_message_is_tried_again_under_a_new_key(
    desk: Desk, script: Script, matter: Matter
) -> None:
    send = sent(desk, matter)
    outcome = Outcome(OutcomeState.FAILED, timezone.now(), send.external_id)
    actions.hear_outcome(connection=send.connection, outcome=outcome, now=timezone.now())
    again = {"by": desk.by, "send": send, "channel_of": desk.channel_of}
    new = actions.try_again(**again, now=timezone.now())
    deliver_next(courier=desk.courier(), connection_id=send.connection_id)
    new.refresh_from_db()
    send.refresh_from_db()
    assert (new.state, send.state) == (SendState.SENT, SendState.WITHDRAWN)
    assert new.key != send.key
    assert Message.objects.get(pk=send.message_id).failed_at is not None


def test_a_refused_message_is_tried_again_or_put_away(
    desk: Desk, script: Script, cast: Cast, matter: Matter
) -> None:
    send = desk.say(matter.case)

    def refuse(_: Outgoing) -> None:
        raise Unsupported("no")

    script.on_send = refuse
    deliver_next(courier=desk.courier(), connection_id=send.connection_id)
    again = {"by": desk.by, "send": send, "now": timezone.now(), "channel_of": desk.channel_of}
    assert actions.try_again(**again).pk == send.pk
    matter.case.refresh_from_db()
    assert matter.case.state == CaseState.WAITING_CUSTOMER
    deliver_next(courier=desk.courier(), connection_id=send.connection_id)
    actions.drop(by=desk.by, send=send, reason="Phoned instead.", now=timezone.now())
    assert not queries.unsettled(cast.brand.pk).exists()
    with pytest.raises(actions.NotFailed):
        actions.try_again(**again)


def test_a_refused_message_goes_with_other_words(
    desk: Desk, script: Script, matter: Matter
) -> None:
    send = desk.say(matter.case)

    def refuse(_: Outgoing) -> None:
        raise Unsupported("no")

    script.on_send = refuse
    deliver_next(courier=desk.courier(), connection_id=send.connection_id)
    new = actions.try_again(
        by=desk.by, send=send, text="Shorter.", now=timezone.now(), channel_of=desk.channel_of
    )
    assert (new.text, new.reply_to, new.pk != send.pk) == ("Shorter.", send.reply_to, True)
