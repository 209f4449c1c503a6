"""Asking to send: the gate, once for two presses, and what the case shows."""

from __future__ import annotations

import uuid
from datetime import timedelta

import psycopg
import pytest
from django.db import connection as database
from django.db import transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from outbox_script import Desk, at_once

from amends.audit.models import Entry
from amends.channels.models import Connection
from amends.inbox.models import CaseEvent, CaseEventKind, CaseState, Message
from amends.outbox import actions, queries
from amends.outbox.actions import NotThroughTheGate
from amends.outbox.models import Lane, Send, SendState
from amends.outbox.rules import SayKind
from amends.refusals import NotAllowed, NotFound
from amends.staff.rules import RIGHTS, Actor, Role, Via
from cast import NOON, Cast, Matter, make_brand, make_matter
from project.own_database import url

PRIVATE = SayKind.PRIVATE_MESSAGE


def test_an_answer_is_one_message_one_send_and_turns_the_case(desk: Desk, matter: Matter) -> None:
    send = desk.say(matter.case, "Sorry! We are looking for it.", now=NOON + timedelta(minutes=2))
    matter.case.refresh_from_db()
    assert (send.state, send.thread, send.reply_to) == (
        SendState.QUEUED,
        matter.thread.external_id,
        matter.message.external_id,
    )
    assert send.message.external_id is None
    assert send.message.send_key == send.key
    assert matter.case.state == CaseState.WAITING_CUSTOMER
    assert matter.case.state_since == NOON + timedelta(minutes=2)
    assert matter.case.last_out_at == NOON + timedelta(minutes=2)
    answered = CaseEvent.objects.get(case=matter.case, kind=CaseEventKind.ANSWERED)
    assert answered.facts["from"] == CaseState.NEEDS_ANSWER
    assert Entry.objects.filter(action="outbox.say", target=f"send:{send.pk}").exists()
    assert Lane.objects.filter(connection=send.connection).exists()
    assert send.verdict["level"] == "pass"


def test_the_same_request_twice_is_one_send(desk: Desk, matter: Matter) -> None:
    first = desk.say(matter.case, request_key="draft-1")
    second = desk.say(matter.case, "Other words meanwhile", request_key="draft-1")
    assert second.pk == first.pk
    assert Message.objects.filter(direction="out").count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_people_pressing_send_at_once_make_one_message(desk: Desk, matter: Matter) -> None:
    presses = [lambda: desk.say(matter.case, request_key="draft-1")] * 2
    made = at_once(*presses)
    assert [type(each) for each in made] == [Send, Send], made
    assert len({each.pk for each in made if isinstance(each, Send)}) == 1
    assert Message.objects.filter(direction="out").count() == 1


@pytest.mark.django_db(transaction=True)
def test_the_same_words_from_two_drafts_at_once_go_once(desk: Desk, matter: Matter) -> None:
    made = at_once(*[lambda: desk.say(matter.case, "So  sorry!")] * 2)
    assert sorted(type(each).__name__ for each in made) == ["NotThroughTheGate", "Send"]


@pytest.mark.django_db(transaction=True)
def test_an_answer_does_not_wait_for_a_broadcast_in_hand(desk: Desk, matter: Matter) -> None:
    """Whoever has it in hand may be waiting for the case, which the answer holds."""
    broadcast = desk.say(matter.case, "To all of you", in_bulk=True)
    with psycopg.connect(url()) as worker:
        worker.execute("SELECT FROM outbox_send WHERE id = %s FOR UPDATE", [broadcast.pk])
        with transaction.atomic(), database.cursor() as cursor:
            cursor.execute("SET LOCAL lock_timeout = '5s'")
            answer = desk.say(matter.case, "To you alone")
    broadcast.refresh_from_db()
    assert (broadcast.in_bulk, answer.in_bulk) == (True, False)


def test_the_brake_is_asked_before_the_case_is_held(desk: Desk, matter: Matter) -> None:
    """Else a pull, a colleague who takes something back and an answer wait for each other in a circle."""
    with CaptureQueriesContext(database) as asked:
        desk.say(matter.case)
    said = [each["sql"] for each in asked]
    brake = next(n for n, sql in enumerate(said) if "pg_advisory_xact_lock_shared" in sql)
    case = next(n for n, sql in enumerate(said) if "FOR NO KEY UPDATE" in sql)
    assert brake < case


def test_two_different_answers_both_go(desk: Desk, matter: Matter) -> None:
    desk.say(matter.case, "Sorry!")
    desk.say(matter.case, "And it will come on Monday.")
    assert queries.sends_of(matter.case).count() == 2


def test_a_minute_later_the_same_words_may_go_again(desk: Desk, matter: Matter) -> None:
    now = timezone.now()
    desk.say(matter.case, "Still looking.", now=now)
    desk.say(matter.case, "Still looking.", now=now + timedelta(seconds=61))


def test_a_viewer_may_not_answer(desk: Desk, cast: Cast, matter: Matter) -> None:
    with pytest.raises(NotAllowed):
        desk.say(matter.case, by=cast.actor(cast.vera))


def test_another_brands_case_is_not_there(desk: Desk, matter: Matter) -> None:
    stranger = Actor(make_brand("Other").pk, RIGHTS[Role.OWNER], Via.WEB)
    with pytest.raises(NotFound):
        desk.say(matter.case, by=stranger)


@pytest.mark.parametrize(
    ("text", "code"), [("  \n", "empty"), ("a" * 101, "too-long"), ("👩‍👩‍👧" * 101, "too-long")]
)
def test_the_gate_refuses_words(desk: Desk, matter: Matter, text: str, code: str) -> None:
    with pytest.raises(NotThroughTheGate) as refused:
        desk.say(matter.case, text)
    assert refused.value.code == code
    assert not Send.objects.exists()


def test_length_is_counted_as_the_network_counts(desk: Desk, matter: Matter) -> None:
    assert desk.say(matter.case, "👩‍👩‍👧" * 100).state == SendState.QUEUED


def test_a_private_matter_is_not_answered_in_public(
    desk: Desk, matter: Matter, connection: Connection
) -> None:
    Message.objects.create(
        brand=matter.case.brand,
        connection=connection,
        case=matter.case,
        identity=matter.identity,
        direction="in",
        is_public=False,
        external_id="dm-1",
        text="My order is 4711",
        sent_at=NOON + timedelta(hours=1),
        received_at=NOON + timedelta(hours=1),
    )
    with pytest.raises(NotThroughTheGate) as refused:
        desk.say(matter.case)
    assert refused.value.code == "private-in-public"
    assert "privately" in refused.value.sentence


def test_a_public_reply_to_a_private_message_is_refused(desk: Desk, connection: Connection) -> None:
    matter = make_matter(connection, is_public=False)
    with pytest.raises(NotThroughTheGate):
        desk.say(matter.case, to=matter.message)
    with pytest.raises(NotThroughTheGate):
        desk.say(matter.case)


def test_a_disconnected_account_takes_no_answers(
    desk: Desk, matter: Matter, connection: Connection
) -> None:
    Connection.objects.filter(pk=connection.pk).update(state="paused", state_reason="on holiday")
    with pytest.raises(NotThroughTheGate) as refused:
        desk.say(matter.case)
    assert "on holiday" in refused.value.sentence


def test_the_private_window_closes_to_the_moment(desk: Desk, matter: Matter) -> None:
    edge = NOON + timedelta(days=7)
    desk.say(matter.case, kind=PRIVATE, now=edge)
    with pytest.raises(NotThroughTheGate) as refused:
        desk.say(matter.case, "Later", kind=PRIVATE, now=edge + timedelta(microseconds=1))
    assert refused.value.code == "window-closed"


def test_the_first_private_message_takes_the_case_offline(desk: Desk, matter: Matter) -> None:
    now = NOON + timedelta(minutes=5)
    send = desk.say(matter.case, kind=PRIVATE, now=now)
    matter.case.refresh_from_db()
    assert matter.case.taken_offline_at == now
    assert (send.thread, send.thread_kind, send.recipient) == (
        "",
        "conversation",
        matter.identity.external_id,
    )
    assert matter.case.events.filter(kind=CaseEventKind.TAKEN_OFFLINE).count() == 1


def test_under_the_brake_it_is_held_and_not_lost(desk: Desk, cast: Cast, matter: Matter) -> None:
    actions.pull_brake(by=cast.actor(cast.bo), reason="fire in the depot", now=timezone.now())
    send = desk.say(matter.case)
    assert send.state == SendState.HELD
    assert "fire in the depot" in send.reason
    assert queries.unsettled_counts(cast.brand.pk)["held"] == 1


def test_only_leads_have_the_brake(cast: Cast, db: None) -> None:
    with pytest.raises(NotAllowed):
        actions.pull_brake(by=cast.actor(cast.ada), reason="", now=NOON)


def test_withdrawing_gives_the_case_back_as_it_was(desk: Desk, matter: Matter) -> None:
    send = desk.say(matter.case, kind=PRIVATE, now=NOON + timedelta(minutes=9))
    actions.withdraw(by=desk.by, send=send, now=NOON + timedelta(minutes=10))
    send.refresh_from_db()
    matter.case.refresh_from_db()
    assert send.state == SendState.WITHDRAWN
    assert send.message.deleted_at == NOON + timedelta(minutes=10)
    assert matter.case.state == CaseState.NEEDS_ANSWER
    assert matter.case.state_since == NOON
    assert matter.case.taken_offline_at is None
    assert matter.case.last_out_at is None
    kinds = list(matter.case.events.order_by("pk").values_list("kind", flat=True))
    assert kinds[-2:] == [CaseEventKind.UNANSWERED, CaseEventKind.NEEDS_ANSWER]


def test_withdrawing_both_of_two_answers_leaves_none(desk: Desk, matter: Matter) -> None:
    one, two = desk.say(matter.case, "One."), desk.say(matter.case, "Two.")
    actions.withdraw(by=desk.by, send=one, now=timezone.now())
    matter.case.refresh_from_db()
    assert matter.case.state == CaseState.WAITING_CUSTOMER
    actions.withdraw(by=desk.by, send=two, now=timezone.now())
    matter.case.refresh_from_db()
    assert (matter.case.state, matter.case.state_since) == (CaseState.NEEDS_ANSWER, NOON)


def test_withdrawing_restores_a_closed_case(desk: Desk, matter: Matter) -> None:
    matter.case.state, matter.case.closed_at, matter.case.state_since = "closed", NOON, NOON
    matter.case.save()
    desk.say(matter.case, "One last word.", now=NOON + timedelta(hours=1))
    send = Send.objects.get()
    actions.withdraw(by=desk.by, send=send, now=NOON + timedelta(hours=1))
    matter.case.refresh_from_db()
    assert (matter.case.state, matter.case.closed_at) == (CaseState.CLOSED, NOON)


def test_a_request_key_is_needed(desk: Desk, matter: Matter) -> None:
    for key in ("", "x" * 201):
        with pytest.raises(Exception, match="key of its own"):
            desk.say(matter.case, request_key=key)
    assert desk.say(matter.case, request_key=str(uuid.uuid4())).pk
