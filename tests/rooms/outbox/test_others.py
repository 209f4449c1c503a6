"""What colleagues do in a case decides with: a lock keeps others out, a faster answer is shown first."""

from __future__ import annotations

from datetime import timedelta

import pytest
from outbox_script import Desk

from amends.inbox.actions.lock import break_lock, take_lock
from amends.outbox.actions import NotThroughTheGate
from amends.staff.rules import system
from cast import NOON, Cast, Matter

SOON = NOON + timedelta(seconds=30)


def test_nobody_but_the_holder_answers_a_locked_case(
    desk: Desk, cast: Cast, matter: Matter
) -> None:
    bo = cast.actor(cast.bo)
    take_lock(by=bo, case=matter.case, now=NOON)
    for by in (desk.by, system(cast.brand.pk)):
        with pytest.raises(NotThroughTheGate, match="Bo Lead locked") as no:
            desk.say(matter.case, by=by, now=SOON)
        assert no.value.code == "locked"
    assert desk.say(matter.case, by=bo, now=SOON).asked_by_id == cast.bo.pk


def test_a_lock_that_is_over_or_broken_keeps_nobody_out(
    desk: Desk, cast: Cast, matter: Matter
) -> None:
    take_lock(by=cast.actor(cast.bo), case=matter.case, now=NOON)
    desk.say(matter.case, "One", now=NOON + timedelta(minutes=10))
    take_lock(by=desk.by, case=matter.case, now=NOON + timedelta(minutes=10))
    break_lock(by=cast.actor(cast.bo), case=matter.case, now=NOON + timedelta(minutes=11))
    desk.say(matter.case, "Two", by=cast.actor(cast.bo), now=NOON + timedelta(minutes=12))


def test_who_began_before_a_colleagues_answer_is_told_and_may_send_then(
    desk: Desk, cast: Cast, matter: Matter
) -> None:
    begun = matter.message.pk
    desk.say(matter.case, "Bo is on it", by=cast.actor(cast.bo), now=NOON)
    with pytest.raises(NotThroughTheGate, match="Bo Lead answered 30 s ago: look") as no:
        desk.say(matter.case, "Ada too", drafted_after=begun, now=SOON)
    assert no.value.code == "answered-meanwhile"
    desk.say(matter.case, "Ada too", now=SOON)


def test_ones_own_answer_and_one_taken_back_are_no_surprise(desk: Desk, matter: Matter) -> None:
    begun = matter.message.pk
    desk.say(matter.case, "First", now=NOON)
    desk.say(matter.case, "And also", drafted_after=begun, now=SOON)
