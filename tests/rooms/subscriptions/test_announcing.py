"""What happens to cases is announced: each thing once, to those who want it, and nobody's words with it."""

from __future__ import annotations

import json
import threading
from collections import Counter
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection as database
from django.utils import timezone

from amends.channels.models import Connection
from amends.inbox.actions import assign, turn
from amends.inbox.actions.tag import add_tag
from amends.inbox.models import Case, Message
from amends.outbox.actions.say import say
from amends.outbox.models import Send, SendState
from amends.outbox.rules import SayKind
from amends.subscriptions.actions import keep
from amends.subscriptions.actions.watch import watch
from amends.subscriptions.models import Announcement, FollowedAnswer, Subscription
from amends.subscriptions.rules import CHOSEN, Topic
from cast import Cast, Matter, make_brand, make_connection, make_matter

pytestmark = pytest.mark.django_db(transaction=True)
#: Tests beside this one write in databases of their own, but their transactions count in the same row.
_BESIDE = """
SELECT backend_xid::text FROM pg_stat_activity
WHERE backend_xid IS NOT NULL
    AND (datname IS DISTINCT FROM current_database() OR backend_type = 'autovacuum worker')
"""


def look(now: datetime) -> int:
    """Watch, once nobody beside this test holds the reading up."""
    awaited = _running_beside()
    while awaited & _running_beside():
        threading.Event().wait(0.01)
    return watch(now=now)


def _running_beside() -> set[str]:
    with database.cursor() as cursor:
        cursor.execute(_BESIDE)
        return {row[0] for row in cursor.fetchall()}


def subscribe(cast: Cast, *topics: Topic) -> Subscription:
    url = "https://orders.example.com/told"
    by, now = cast.actor(cast.bo), timezone.now()
    made, _ = keep.add(by=by, name="Orders", url=url, topics=topics or CHOSEN, now=now)
    return made


def told() -> list[tuple[str, dict[str, Any]]]:
    found = Announcement.objects.order_by("pk")
    return [(each.topic, json.loads(each.body)["data"]) for each in found]


def test_what_happens_to_a_case_is_announced_once(cast: Cast, connection: Connection) -> None:
    now = timezone.now()
    before = make_matter(connection, at=now)
    subscribe(cast)
    case, by = before.case, cast.actor(cast.bo)
    tag = add_tag(by=by, case=case, name="lost", now=now)
    assign.assign(by=by, case=case, to=cast.ada, now=now)
    turn.wait_for_customer(by=by, case=case, now=now)
    make_matter(connection, at=now, text="Secret words", name="Secret Name")
    look(now)
    look(now)
    topics = [topic for topic, _ in told()]
    assert topics == ["case.tagged", "case.assigned", "case.state_changed", "message.received"]
    data = told()[0][1]
    assert data["brand"] == cast.brand.slug
    assert data["event"]["facts"] == {"tag": tag.pk}
    assert (data["case"]["id"], data["case"]["tags"]) == (case.pk, [tag.pk])
    assert "Secret" not in json.dumps(told())


def test_only_what_is_wanted_and_only_of_ones_own_brand(cast: Cast, matter: Matter) -> None:
    subscribe(cast, Topic.CASE_TAGGED)
    theirs = make_matter(make_connection(make_brand("Rival")), at=timezone.now())
    add_tag(by=cast.actor(cast.bo), case=matter.case, name="lost", now=timezone.now())
    turn.close(by=cast.actor(cast.bo), case=matter.case, now=timezone.now())
    look(timezone.now())
    assert [topic for topic, _ in told()] == ["case.tagged"]
    assert not Announcement.objects.filter(case=theirs.case).exists()


def test_history_is_no_news(cast: Cast, connection: Connection) -> None:
    subscribe(cast)
    make_matter(connection, at=timezone.now() - timedelta(days=30))
    assert look(timezone.now()) == 0


def test_an_answer_is_followed_until_it_arrives(cast: Cast, connection: Connection) -> None:
    now = timezone.now()
    case = make_matter(connection, at=now).case
    subscribe(cast, Topic.ANSWER_SENT, Topic.ANSWER_FAILED, Topic.ANSWER_UNKNOWN)
    by, kind = cast.actor(cast.bo), SayKind.PUBLIC_REPLY
    send = say(by=by, case=case, kind=kind, text="Sorry!", request_key="one", now=now)
    look(now)
    assert told() == []
    for state in (SendState.UNKNOWN, SendState.SENT):
        sent_at = now if state == SendState.SENT else None
        Send.objects.filter(pk=send.pk).update(state=state, state_since=now, sent_at=sent_at)
        look(now)
        look(now)
    assert [topic for topic, _ in told()] == ["answer.unknown", "answer.sent"]
    assert told()[1][1]["answer"] == {
        "id": send.pk,
        "state": "sent",
        "message_id": send.message_id,
        "is_public": True,
    }
    assert not FollowedAnswer.objects.exists()


def test_a_promise_that_passed_is_announced_once(cast: Cast, matter: Matter) -> None:
    subscribe(cast, Topic.CASE_LATE)
    now = timezone.now()
    Case.objects.filter(pk=matter.case.pk).update(due_at=now)
    look(now)
    look(now + timedelta(minutes=5))
    assert [topic for topic, _ in told()] == ["case.late"]


def test_what_was_told_takes_up_no_places(cast: Cast, connection: Connection) -> None:
    """However much comes at once, all of it is told, and to each who wants it."""
    subscribe(cast, Topic.CASE_LATE, Topic.ANSWER_FAILED)
    now = timezone.now()
    late = [make_matter(connection, name=f"Person {n}").case for n in range(3)]
    for case in late:
        send = say(
            by=cast.actor(cast.ada),
            case=case,
            kind=SayKind.PUBLIC_REPLY,
            text="Sorry!",
            request_key=f"answer-{case.pk}",
            now=now,
        )
        Send.objects.filter(pk=send.pk).update(state=SendState.FAILED, state_since=now)
    Case.objects.filter(pk__in=[case.pk for case in late]).update(state="needs_answer", due_at=now)
    assert [watch(now=now, most=2) for _ in range(3)] == [4, 2, 0]
    subscribe(cast, Topic.CASE_LATE)
    assert [watch(now=now, most=2) for _ in range(3)] == [2, 1, 0]
    assert Counter(topic for topic, _ in told()) == {"case.late": 6, "answer.failed": 3}


def test_nothing_is_kept_for_whoever_is_paused(cast: Cast, matter: Matter) -> None:
    subscription = subscribe(cast, Topic.CASE_TAGGED)
    by = cast.actor(cast.bo)
    keep.pause(by=by, subscription=subscription, now=timezone.now())
    add_tag(by=by, case=matter.case, name="meanwhile", now=timezone.now())
    look(timezone.now())
    keep.resume(by=by, subscription=subscription, now=timezone.now())
    add_tag(by=by, case=matter.case, name="again", now=timezone.now())
    look(timezone.now())
    assert len(told()) == 1


def test_what_happened_while_nobody_subscribed_is_not_told(cast: Cast, matter: Matter) -> None:
    by = cast.actor(cast.bo)
    keep.remove(by=by, subscription=subscribe(cast), now=timezone.now())
    add_tag(by=by, case=matter.case, name="before", now=timezone.now())
    Message.objects.update(received_at=timezone.now())
    subscribe(cast, Topic.CASE_TAGGED)
    add_tag(by=by, case=matter.case, name="after", now=timezone.now())
    look(timezone.now())
    assert len(told()) == 1
