"""The brake against everything that is due."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone
from outbox_script import Desk, Script, eventually

from amends.channels.models import Connection
from amends.outbox import actions, queries
from amends.outbox.actions.deliver import deliver_next
from amends.outbox.models import Send, SendState
from amends.staff.rules import RIGHTS, Actor, Role, Via
from cast import Cast, Matter, make_brand, make_connection, make_matter

pytestmark = pytest.mark.django_db(transaction=True)


def test_nothing_is_accepted_later_than_a_second_after_the_brake(
    desk: Desk, script: Script, cast: Cast, connection: Connection
) -> None:
    others = [make_connection(cast.brand, account_id=f"b{n}") for n in range(3)]
    lines = [connection, *others]
    for n in range(60):
        desk.say(make_matter(lines[n % 4], name=f"P {n}").case, f"Due {n}")
    script.on_send = lambda _: time.sleep(0.05)
    couriers = [desk.courier(f"w{n}") for n in range(3)]
    with desk.dispatching(*couriers):
        eventually(lambda: len(script.taken) >= 10)
        actions.pull_brake(by=cast.actor(cast.bo), reason="storm", now=timezone.now())
        pulled = datetime.now(UTC)
        eventually(lambda: not Send.objects.filter(state__in=["queued", "sending"]).exists())
        time.sleep(0.5)
    assert all(each.at < pulled + timedelta(seconds=1) for each in script.taken)
    assert len(script.taken) < 60
    states = queries.counts(cast.brand.pk)
    assert states["held"] + states["sent"] == 60
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
