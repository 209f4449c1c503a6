"""Approval rules by mood and topic go by what the desk made of the matter, and by who corrected that."""

from __future__ import annotations

from datetime import timedelta

import pytest
from outbox_script import Desk

from amends.inbox.models import Case
from amends.outbox import actions
from amends.outbox.models import SendState
from amends.triage.actions.correct import Correction, correct
from amends.triage.actions.judge import judge_case
from amends.triage.actions.order import put_in_order
from amends.triage.models import Judgement
from books import go_by
from cast import NOON, Cast, Matter

ANGRY = "approvals: [{name: Angry, moods: [angry], by: [lead, owner]}]"
LATER = NOON + timedelta(minutes=1)


@pytest.fixture
def judged(matter: Matter) -> Matter:
    """What was made of the customer's words, which sound like nothing in particular."""
    judge_case(brand_id=matter.case.brand_id, message_ids=[matter.message.pk], now=NOON)
    return matter


def make_mood(matter: Matter, score: float) -> Case:
    """As if the desk had judged it so."""
    Judgement.objects.filter(message=matter.message).update(mood_score=score)
    return in_order(matter)


def in_order(matter: Matter) -> Case:
    put_in_order(brand_id=matter.case.brand_id, case_ids=[matter.case.pk], now=NOON)
    matter.case.refresh_from_db()
    return matter.case


def test_the_desks_judgement_asks(desk: Desk, cast: Cast, judged: Matter) -> None:
    go_by(cast.brand, ANGRY)
    send = desk.say(make_mood(judged, -0.9), now=NOON)
    assert (send.state, send.held_by) == (SendState.HELD, "approval")


def test_the_desks_judgement_goes_before_words_that_sound_otherwise(
    desk: Desk, cast: Cast, judged: Matter
) -> None:
    go_by(cast.brand, ANGRY)
    judged.message.text = "This is the worst, I am furious!"
    judged.message.save(update_fields=["text"])
    send = desk.say(make_mood(judged, 0.0), now=NOON)
    assert send.state == SendState.QUEUED


@pytest.mark.parametrize(("mood", "state"), [("angry", "held"), ("happy", "queued")])
def test_a_persons_word_wins(desk: Desk, cast: Cast, judged: Matter, mood: str, state: str) -> None:
    go_by(cast.brand, ANGRY)
    make_mood(judged, 0.6 if mood == "angry" else -0.9)
    bo = cast.actor(cast.bo)
    correct(by=bo, message=judged.message, correction=Correction(mood=mood), now=NOON)
    judged.case.refresh_from_db()
    assert desk.say(judged.case, now=NOON).state == state


def test_the_answer_itself_calms_nobody(desk: Desk, cast: Cast, judged: Matter) -> None:
    go_by(cast.brand, ANGRY)
    send = desk.say(make_mood(judged, -0.9), now=NOON)
    Case.objects.filter(pk=judged.case.pk).update(marks=[])
    with pytest.raises(actions.NotThroughTheGate) as refusal:
        actions.let_go(by=desk.by, send=send, now=LATER, channel_of=desk.channel_of)
    assert refusal.value.code == "approval"


def test_what_nobody_judged_is_heard_in_the_words(desk: Desk, cast: Cast, matter: Matter) -> None:
    go_by(cast.brand, ANGRY)
    matter.message.text = "This is disgusting, I am furious!"
    matter.message.save(update_fields=["text"])
    assert desk.say(matter.case, now=NOON).state == SendState.HELD


@pytest.mark.parametrize("mark", ["topic:data-loss", "harm:press"])
def test_what_it_is_taken_to_be_about_counts_like_a_tag(
    desk: Desk, cast: Cast, matter: Matter, mark: str
) -> None:
    go_by(cast.brand, "approvals: [{name: Grave, topics: [Data loss, Press], by: [lead]}]")
    assert desk.say(matter.case, "One.", now=NOON).state == SendState.QUEUED
    Case.objects.filter(pk=matter.case.pk).update(marks=[mark, "kind:complaint"])
    matter.case.refresh_from_db()
    assert desk.say(matter.case, "Two.", now=NOON).state == SendState.HELD
