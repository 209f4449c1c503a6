"""Stopping many at once: what is left is what taking back each alone leaves."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection as database
from django.test.utils import CaptureQueriesContext
from outbox_script import Script, Scripted

from amends.audit.models import Entry
from amends.audit.queries import verify
from amends.channels.base import Channel
from amends.channels.models import Connection
from amends.inbox.models import Case, CaseEvent, Message
from amends.outbox.actions import brake, withdraw
from amends.outbox.actions.claim import claim, hand_back
from amends.outbox.actions.say import say
from amends.outbox.actions.stop import stop_all
from amends.outbox.models import Attempt, Send, SendState
from amends.outbox.rules import SayKind
from amends.staff.rules import Actor
from cast import NOON, Cast, Matter, make_brand, make_connection, make_matter

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(minutes=3)
PUBLIC, PRIVATE = SayKind.PUBLIC_REPLY, SayKind.PRIVATE_MESSAGE
_ROW = ("state", "state_since", "reason", "held_by", "look_up_at", "sent_at", "tries")
_CASE = (
    *("state", "state_since", "due_at", "closed_at", "snoozed_until", "last_out_at"),
    *("taken_offline_at", "set_aside"),
)


def scripted(_connection: Connection) -> Channel:
    return Scripted(Script())


@pytest.fixture
def bo(cast: Cast) -> Actor:
    return cast.actor(cast.bo)


def said(by: Actor, matter: Matter, text: str = "It is over.", kind: SayKind = PUBLIC) -> Send:
    send = say(
        by=by,
        case=matter.case,
        kind=kind,
        text=text,
        request_key=f"{matter.case.pk}:{kind}:{text}",
        now=NOON,
        undo_for=timedelta(),
        in_bulk=True,
        channel_of=scripted,
    )
    send.refresh_from_db()
    return send


def case_of(send: Send) -> Case:
    assert send.case is not None
    return send.case


def left(send: Send) -> list[Any]:
    """Everything that is left of one: its row, its words, its case, and what happened there."""
    events = CaseEvent.objects.filter(case=send.case_id).order_by("pk")
    kept = [
        (kind, by, {key: fact for key, fact in facts.items() if key != "key"})
        for kind, by, facts in events.values_list("kind", "by_id", "facts")
    ]
    return [
        Send.objects.filter(pk=send.pk).values_list(*_ROW).get(),
        Message.objects.filter(pk=send.message_id).values_list("deleted_at", "failed_at").get(),
        Case.objects.filter(pk=case_of(send).pk).values_list(*_CASE).get(),
        kept,
    ]


#: How a case may stand before somebody answers in it.
STANDS: list[dict[str, Any]] = [
    {},
    {"state": "closed", "closed_at": NOON, "due_at": None},
    {"state": "snoozed", "snoozed_until": NOON + timedelta(hours=5), "due_at": None},
    {"state": "waiting_customer", "due_at": None},
    {"state": "waiting_colleague", "due_at": None},
]


@pytest.mark.parametrize("kind", [PUBLIC, PRIVATE])
def test_it_is_as_if_each_had_been_taken_back_alone(
    bo: Actor, connection: Connection, kind: SayKind
) -> None:
    pairs = []
    for number, stand in enumerate(STANDS):
        both = [make_matter(connection, name=f"Person {number} {n}") for n in range(2)]
        Case.objects.filter(pk__in=[each.case.pk for each in both]).update(**stand)
        for each in both:
            each.case.refresh_from_db()
        pairs.append([said(bo, each, kind=kind) for each in both])
    for alone, _ in pairs:
        withdraw(by=bo, send=alone, now=LATER)
    together = [other.pk for _, other in pairs]
    assert stop_all(by=bo, sends=together, now=LATER) == together
    for alone, other in pairs:
        assert left(other) == left(alone)
    targets = Entry.objects.filter(action="outbox.withdraw").values_list("target", flat=True)
    assert sorted(targets) == sorted(f"send:{send.pk}" for pair in pairs for send in pair)
    assert verify(bo.brand_id) == []


def test_two_in_one_case_are_taken_back_one_after_the_other(
    bo: Actor, connection: Connection
) -> None:
    one, other = (make_matter(connection, name=f"Person {n}") for n in range(2))
    alone = [said(bo, one, text) for text in ("First.", "Second.")]
    both = [said(bo, other, text) for text in ("First.", "Second.")]
    for send in alone:
        withdraw(by=bo, send=send, now=LATER)
    stop_all(by=bo, sends=[send.pk for send in both], now=LATER)
    assert [left(send) for send in both] == [left(send) for send in alone]


def test_what_a_worker_has_in_hand_is_marked_and_what_has_left_is_left_alone(
    bo: Actor, cast: Cast, connection: Connection
) -> None:
    waiting, in_hand, sent = (
        said(bo, make_matter(connection, name=f"Person {n}")) for n in range(3)
    )
    theirs = said(bo, make_matter(connection, name="Another"))
    rival = make_connection(make_brand("Rival"))
    Send.objects.filter(pk=theirs.pk).update(brand=rival.brand)
    Send.objects.filter(pk=in_hand.pk).update(state=SendState.SENDING)
    Send.objects.filter(pk=sent.pk).update(state=SendState.SENT, sent_at=NOON)
    sends = [waiting.pk, in_hand.pk, sent.pk, theirs.pk]
    assert stop_all(by=bo, sends=sends, now=LATER) == [waiting.pk]
    found = dict(Send.objects.values_list("pk", "state"))
    assert [found[pk] for pk in sends] == ["withdrawn", "sending", "sent", "queued"]
    assert list(Send.objects.filter(is_stopped=True).order_by("pk")) == [waiting, in_hand]
    assert stop_all(by=bo, sends=[], now=LATER) == []
    assert cast.brand == waiting.brand


def test_what_the_network_was_not_asked_for_yet_is_taken_back_after_all(
    bo: Actor, connection: Connection
) -> None:
    stopped, braked = (said(bo, make_matter(connection, name=f"Person {n}")) for n in range(2))
    in_hand = [
        claim(connection=connection, channel=scripted(connection), worker="w", now=LATER)
        for _ in range(2)
    ]
    assert stop_all(by=bo, sends=[stopped.pk], now=LATER) == []
    claimed = {each.send.pk: each for each in in_hand if each is not None}
    assert hand_back(claimed[stopped.pk], LATER)
    assert not hand_back(claimed[braked.pk], LATER)
    brake.pull_brake(by=bo, reason="storm", now=LATER)
    assert hand_back(claimed[braked.pk], LATER)
    assert [Send.objects.get(pk=each.pk).state for each in (stopped, braked)] == [
        SendState.WITHDRAWN,
        SendState.HELD,
    ]
    assert not Attempt.objects.filter(ended_at=None).exists()
    assert Case.objects.get(pk=case_of(stopped).pk).state == "needs_answer"


def test_ten_are_stopped_by_as_few_questions_as_two(bo: Actor, connection: Connection) -> None:
    def asked(number: int) -> int:
        sends = [
            said(bo, make_matter(connection, name=f"Person {number} {n}")).pk for n in range(number)
        ]
        with CaptureQueriesContext(
            database,
        ) as seen:
            stop_all(by=bo, sends=sends, now=LATER)
        told = [each["sql"] for each in seen if "audit_head SET" not in each["sql"]]
        return len(told)

    assert asked(10) == asked(2) <= 20
