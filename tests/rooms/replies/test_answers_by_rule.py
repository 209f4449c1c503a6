"""A rule on arrival answers by itself only where the playbook says so, and then through the gate, once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from amends.channels.contract import Author, Said, ThreadKind, ThreadRef
from amends.channels.models import Connection
from amends.inbox.actions.take_in import take_in
from amends.inbox.models import Case, CaseEvent, CaseState, Message
from amends.outbox.actions import pull_brake
from amends.outbox.models import Approval, Send, SendState
from amends.outbox.rules import SayKind
from amends.playbook import actions
from amends.replies.actions import Answering, Wording, answer, save_reply
from amends.replies.actions.by_rule import answer_by_rule
from amends.triage.actions import ask
from amends.triage.actions.judge import judge_between
from cast import NOON, Cast, make_brand, make_connection

pytestmark = pytest.mark.django_db

LATER = NOON + timedelta(minutes=5)
HOURS = "Hello, what are your opening hours on Sundays, please?"
WORDS = "Hello! We are there every day from 9 to 17, on Sundays from 10."
RULE = "  - {name: hours, words: [opening hours], then: {send: hours}}\n"


@pytest.fixture(autouse=True)
def saved(cast: Cast) -> None:
    """The team's saved reply."""
    words = Wording("When we are there", WORDS, shortcut="hours")
    save_reply(by=cast.actor(cast.bo), wording=words, is_teams=True, now=NOON)


def live(cast: Cast, arrival: str = RULE, more: str = "") -> None:
    by = cast.actor(cast.bo)
    text = f"schema_version: 1\narrival:\n{arrival}{more}"
    kept = actions.save_draft(by=by, text=text, seen=0, now=NOON)
    actions.go_live(by=by, seen=kept.revision, now=NOON)


def hear(connection: Connection, key: str = "m1", text: str = HOURS, who: str = "mira") -> Case:
    """What listening does, and then judging; not yet what that asked for."""
    post = ThreadRef(f"post-{key}", ThreadKind.POST, is_public=True)
    item = Said(key, post, Author(f"person-{who}", f"@{who}"), text, NOON)
    before = ask.newest()
    take_in(connection=connection, items=[item], now=LATER)
    told = {"brand_id": connection.brand_id, "after": before, "upto": ask.newest()}
    judge_between(**told, changed=[], now=LATER)
    case = Message.objects.get(external_id=key, connection=connection).case
    assert case is not None
    return case


def worked(*, minutes: int = 6) -> list[Send | None]:
    """What the worker does with what was asked for."""
    asked = ProcrastinateJob.objects.filter(task_name="replies.answer_by_rule").order_by("pk")
    jobs = [(job.pk, dict(job.args)) for job in asked]
    ProcrastinateJob.objects.filter(pk__in=[pk for pk, _args in jobs]).delete()
    now = NOON + timedelta(minutes=minutes)
    return [
        answer_by_rule(
            brand_id=args["brand_id"], message_id=args["message_id"], name=args["rule"], now=now
        )
        for _pk, args in jobs
    ]


def missed() -> list[str]:
    acted = CaseEvent.objects.filter(kind="rules_acted").order_by("pk")
    return [each for event in acted for each in event.facts.get("missed", [])]


def test_a_saved_reply_goes_out_through_the_gate(cast: Cast, connection: Connection) -> None:
    live(cast)
    case = hear(connection)
    assert not Send.objects.exists(), "it is asked for, not said, while messages are judged"
    [send] = worked()
    assert send is not None
    assert (send.text, send.state, send.is_public) == (WORDS, SendState.QUEUED, True)
    assert (send.asked_by_id, send.via, send.assisted) == (None, "system", "rule")
    assert send.not_before > LATER, "there is time to take it back"
    assert "within_the_playbook" in send.verdict["checked"]
    case.refresh_from_db()
    assert case.state == CaseState.WAITING_CUSTOMER


def test_without_the_playbooks_word_nothing_leaves(cast: Cast, connection: Connection) -> None:
    live(cast, "  - {name: hours, words: [opening hours], then: {suggest: hours}}\n")
    hear(connection)
    assert worked() == []
    assert not Send.objects.exists()


def test_a_case_is_answered_once_whatever_catches_it(cast: Cast, connection: Connection) -> None:
    second = "  - {name: again, kinds: [question], then: {send: hours}}\n"
    live(cast, RULE + second)
    case = hear(connection)
    worked()
    Case.objects.filter(pk=case.pk).update(state=CaseState.NEEDS_ANSWER, state_since=LATER)
    message = Message.objects.get(external_id="m1")
    for name in ("hours", "again"):
        told = {"brand_id": cast.brand.pk, "message_id": message.pk, "name": name}
        assert answer_by_rule(**told, now=LATER) is None
    assert Send.objects.count() == 1


def test_nobody_hears_from_rules_twice_a_day(cast: Cast, connection: Connection) -> None:
    live(cast)
    hear(connection)
    assert worked()[0] is not None
    Case.objects.update(state=CaseState.CLOSED, closed_at=LATER)
    hear(connection, "m2")
    assert worked(minutes=60) == [None]
    assert missed() == [
        "hours: This customer had an answer of a rule today: a person answers this."
    ]


def test_no_more_in_an_hour_than_the_playbook_says(cast: Cast, connection: Connection) -> None:
    live(cast, RULE.replace("{send: hours}", "{send: hours, sends_an_hour: 1}"))
    for who in ("mira", "jonas"):
        hear(connection, f"m-{who}", who=who)
    first, second = worked()
    assert first is not None
    assert second is None
    assert "within the hour" in missed()[0]
    hear(connection, "m-lena", who="lena")
    assert worked(minutes=70)[0] is not None


def test_the_brake_holds_it(cast: Cast, connection: Connection) -> None:
    live(cast, more="crisis:\n  answers_leave: yes\n")
    hear(connection)
    pull_brake(by=cast.actor(cast.bo), reason="Fire", now=LATER)
    [send] = worked()
    assert send is not None
    assert (send.state, send.held_by) == (SendState.HELD, "brake")


def test_whoever_must_approve_is_asked(cast: Cast, connection: Connection) -> None:
    live(cast, more="approvals:\n  - {name: all, by: [lead], public_only: yes}\n")
    hear(connection)
    [send] = worked()
    assert send is not None
    assert send.state == SendState.HELD
    assert Approval.objects.get().send == send


def test_what_the_playbook_stops_is_told_and_not_said(cast: Cast, connection: Connection) -> None:
    live(cast, more="words:\n  never:\n    - {words: every day, because: We are not}\n")
    hear(connection)
    assert worked() == [None]
    assert not Send.objects.exists()
    assert len(missed()) == 1


def test_a_person_who_was_quicker_is_not_spoken_over(cast: Cast, connection: Connection) -> None:
    live(cast)
    case = hear(connection)
    words = Answering(SayKind.PUBLIC_REPLY, "From ten on, Mira!", request_key="by hand")
    answer(by=cast.actor(cast.ada), case=case, said=words, now=LATER)
    assert worked() == [None]
    assert Send.objects.count() == 1


def test_nobody_in_danger_is_answered_by_a_rule(cast: Cast, connection: Connection) -> None:
    live(cast)
    hear(connection, text="What are your opening hours, I want to kill myself")
    assert worked() == [None]
    assert missed() == ["hours: Somebody may be hurt: a person answers this."]


def test_only_the_teams_replies_and_rules_in_force(cast: Cast, connection: Connection) -> None:
    mine = Wording("Mine", "Whatever I like.", shortcut="mine")
    save_reply(by=cast.actor(cast.ada), wording=mine, is_teams=False, now=NOON)
    live(cast, RULE.replace("send: hours", "send: mine"))
    hear(connection)
    assert worked() == [None]
    assert missed() == ["hours: No saved reply of the team is called “mine”."]
    gone = {"brand_id": cast.brand.pk, "message_id": Message.objects.get().pk, "name": "gone"}
    assert answer_by_rule(**gone, now=LATER) is None
    elsewhere = make_connection(make_brand("Elsewhere"))
    other = {"brand_id": elsewhere.brand_id, "message_id": Message.objects.get().pk}
    assert answer_by_rule(**other, name="hours", now=LATER) is None
    assert not Send.objects.exists()


def test_a_gap_that_nobody_fills_stays_unsaid(cast: Cast, connection: Connection) -> None:
    words = Wording("Signed", "From ten on. {agent.name}", shortcut="signed")
    save_reply(by=cast.actor(cast.bo), wording=words, is_teams=True, now=NOON)
    live(cast, RULE.replace("send: hours", "send: signed"))
    hear(connection)
    assert worked() == [None]
    assert "agent.name" in missed()[0]
