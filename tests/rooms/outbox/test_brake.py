"""The brake against everything that is due."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from django.utils import timezone
from outbox_script import Desk, Script, eventually

from amends.channels.contract import Outgoing
from amends.channels.models import Connection
from amends.outbox import actions, queries
from amends.outbox.actions.deliver import deliver_next
from amends.outbox.models import Send, SendState
from amends.outbox.rules import LANE_WIDTH
from amends.staff.rules import RIGHTS, Actor, Role, Via
from cast import Cast, Matter, make_brand, make_connection, make_matter

pytestmark = pytest.mark.django_db(transaction=True)


def test_only_what_was_being_handed_over_is_accepted_after_the_brake(
    desk: Desk, script: Script, cast: Cast, connection: Connection
) -> None:
    lines = [connection, make_connection(cast.brand, account_id="other")]
    for n in range(30):
        desk.say(make_matter(lines[n % 2], name=f"P {n}").case, f"Due {n}")
    is_on = threading.Event()
    begun: list[str] = []

    def hand_over(outgoing: Outgoing) -> None:
        begun.append(outgoing.key)
        is_on.wait(60)

    # Every call is under way when the brake is pulled, and ends only afterwards.
    script.on_send = hand_over
    with desk.dispatching(desk.courier("one"), desk.courier("two")):
        eventually(lambda: len(begun) >= 3)
        actions.pull_brake(by=cast.actor(cast.bo), reason="storm", now=timezone.now())
        is_on.set()
        eventually(lambda: not Send.objects.filter(state__in=["queued", "sending"]).exists())
    # A call may end after the pull, none is claimed after it: no more than the lanes are wide.
    assert 3 <= len(script.taken) <= 2 * LANE_WIDTH
    states = queries.counts(cast.brand.pk)
    assert states["held"] + states["sent"] == 30
    assert states["sent"] == len(script.taken)


def test_another_brands_brake_is_not_ours(desk: Desk, matter: Matter) -> None:
    other = make_brand("Tallybook")
    lead = Actor(other.pk, RIGHTS[Role.LEAD], Via.WEB)
    actions.pull_brake(by=lead, reason="", now=timezone.now())
    send = desk.say(matter.case)
    assert deliver_next(courier=desk.courier(), connection_id=send.connection_id)


def test_what_was_due_stays_held_after_release_until_a_person_looks(
    desk: Desk, script: Script, cast: Cast, matter: Matter
) -> None:
    lead = cast.actor(cast.bo)
    waiting = desk.say(matter.case, "Was due meanwhile", undo_for=timedelta(seconds=5))
    later = desk.say(matter.case, "Next week", at=timezone.now() + timedelta(days=6))
    actions.pull_brake(by=lead, reason="storm", now=timezone.now())
    again = actions.pull_brake(by=lead, reason="again", now=timezone.now())
    assert again is not None
    assert again.reason == "storm"
    # No worker runs, and still nothing slips out at the release.
    after = timezone.now() + timedelta(minutes=1)
    actions.release_brake(by=lead, now=after)
    with pytest.raises(actions.BrakeIsOff):
        actions.release_brake(by=lead, now=after)
    courier = desk.courier(clock=lambda: after + timedelta(minutes=1))
    assert not deliver_next(courier=courier, connection_id=matter.case.connection_id)
    waiting.refresh_from_db()
    later.refresh_from_db()
    assert (waiting.state, later.state) == (SendState.HELD, SendState.HELD)
    assert (waiting.held_by, later.held_by) == ("brake", "brake")
    actions.let_go(by=desk.by, send=waiting, now=after, channel_of=desk.channel_of)
    assert deliver_next(courier=courier, connection_id=matter.case.connection_id)
    with pytest.raises(actions.NotHeld):
        actions.let_go(by=desk.by, send=waiting, now=after, channel_of=desk.channel_of)


def test_nothing_is_let_go_while_the_brake_is_on(desk: Desk, cast: Cast, matter: Matter) -> None:
    actions.pull_brake(by=cast.actor(cast.bo), reason="", now=timezone.now())
    send = desk.say(matter.case)
    with pytest.raises(actions.NotThroughTheGate) as refused:
        actions.let_go(by=desk.by, send=send, now=timezone.now(), channel_of=desk.channel_of)
    assert refused.value.code == "brake"
    actions.drop(by=desk.by, send=send, reason="No longer true.", now=timezone.now())
    send.refresh_from_db()
    matter.case.refresh_from_db()
    assert send.state == SendState.WITHDRAWN
    assert matter.case.state == "needs_answer"
