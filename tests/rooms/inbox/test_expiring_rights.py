"""A right to answer that ends pulls its case up: it is due before that, whatever was promised."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from amends.channels.adapters.demo import Demo
from amends.channels.contract import Author, Said, ThreadKind, ThreadRef
from amends.channels.models import Connection
from amends.channels.rights import Heard, Offer, Standing, Way
from amends.inbox.actions import clocks as winding
from amends.inbox.actions.take_in import take_in
from amends.inbox.actions.turn import mark_needs_answer, wait_for_colleague
from amends.inbox.models import Case, Message, Promise
from amends.inbox.queries import rights
from amends.inbox.rules.rights import pulled_up, rights_end
from cast import NOON, Cast

pytestmark = pytest.mark.django_db

HOUR, WEEK = timedelta(hours=1), timedelta(days=7)
DM = ThreadRef("dm-1", ThreadKind.CONVERSATION, is_public=False)
POST = ThreadRef("post-1", ThreadKind.POST, is_public=True)


def hear(connection: Connection, thread: ThreadRef = DM, key: str = "m1", hours: int = 0) -> Case:
    said = Said(key, thread, Author("mira", "@mira"), "Where is it?", NOON + hours * HOUR)
    take_in(connection=connection, items=[said], now=NOON + hours * HOUR)
    return Case.objects.get(connection=connection)


def promise(connection: Connection, minutes: int | None) -> None:
    Promise.objects.create(brand=connection.brand, first_minutes=minutes, next_minutes=minutes)


def test_a_promise_within_the_window_stands(connection: Connection) -> None:
    promise(connection, 60)
    assert hear(connection).due_at == NOON + HOUR


@pytest.mark.parametrize("minutes", [None, 30 * 1440])
def test_a_case_is_due_an_hour_before_the_last_right_ends(
    connection: Connection, minutes: int | None
) -> None:
    promise(connection, minutes)
    case = hear(connection)
    assert case.due_at == NOON + WEEK - HOUR
    assert case.order_at == case.due_at
    assert rights.end_of(case) == NOON + WEEK


def test_a_new_word_of_the_customer_moves_the_end(connection: Connection) -> None:
    promise(connection, None)
    hear(connection)
    assert hear(connection, key="m2", hours=30).due_at == NOON + 30 * HOUR + WEEK - HOUR


def test_what_can_be_answered_in_public_has_no_end(connection: Connection) -> None:
    promise(connection, None)
    case = hear(connection, POST)
    assert case.due_at is None
    assert rights.end_of(case) is None


def test_every_way_to_set_the_clock_comes_to_the_same(connection: Connection, cast: Cast) -> None:
    promise(connection, None)
    case = hear(connection)
    due_at, ada = case.due_at, cast.actor(cast.ada)
    wait_for_colleague(by=ada, case=case, now=NOON + HOUR)
    assert case.due_at is None
    mark_needs_answer(by=ada, case=case, now=NOON + 2 * HOUR)
    assert case.due_at == due_at
    Case.objects.filter(pk=case.pk).update(due_at=None)
    winding.rewind(brand_id=connection.brand_id, after=0)
    case.refresh_from_db()
    assert case.due_at == due_at


def test_a_comment_that_was_answered_privately_is_known(connection: Connection) -> None:
    case = hear(connection, POST)
    assert not rights.standing_of(case.pk, connection).heard[0].answered_privately
    ours = Message.objects.create(
        brand=connection.brand,
        connection=connection,
        case=case,
        direction="out",
        is_public=False,
        reply_to="m1",
        text="Sorry!",
        sent_at=NOON,
        received_at=NOON,
    )
    assert rights.standing_of(case.pk, connection).heard[0].answered_privately
    besides = rights.standing_of(case.pk, connection, besides=ours.pk)
    assert not besides.heard[0].answered_privately


def test_a_public_message_that_is_answered_counts_as_the_newest(connection: Connection) -> None:
    hear(connection, POST)
    case = hear(connection, POST, "m2", hours=1)
    newest = rights.standing_of(case.pk, connection).newest(is_public=True)
    chosen = rights.standing_of(case.pk, connection, answered="m1").newest(is_public=True)
    assert newest is not None
    assert chosen is not None
    assert (newest.external_id, chosen.external_id) == ("m2", "m1")


def test_a_right_is_never_due_before_the_customer_waits() -> None:
    since, end = NOON, NOON + HOUR / 2
    assert pulled_up(None, end, since, HOUR) == since
    assert pulled_up(NOON + HOUR, None, since, HOUR) == NOON + HOUR
    assert pulled_up(NOON, end, since, HOUR) == NOON


class Staged(Demo):
    """A day for everything, then a week by a person's own hand."""

    def offers(self, standing: Standing, now: datetime) -> tuple[Offer, ...]:
        last = standing.heard[0].sent_at
        is_first = now <= last + 24 * HOUR
        until = last + (24 * HOUR if is_first else WEEK)
        tag = "" if is_first else "HUMAN_AGENT"
        return (Offer(Way.PRIVATE, is_open=now <= until, until=until, tag=tag),)


def test_rights_that_follow_each_other_end_with_the_last() -> None:
    heard = Heard("m1", "Where is it?", NOON, is_public=False)
    assert rights_end(Staged(), Standing((heard,))) == NOON + WEEK
    assert rights_end(Staged(), Standing(())) is None
