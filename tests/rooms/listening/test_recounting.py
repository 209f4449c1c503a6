"""How far customers' messages spread is read again: often while it grows, seldom at rest, within limits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob
from scripted import CAN, LINK, Scripted, networks

from amends.channels import recounts, wire
from amends.channels.base import Link
from amends.channels.contract import Counts, Delivery, Item, Page, Throttled
from amends.channels.models import Budget, Charge, Connection
from amends.channels.rechecks import Recount
from amends.inbox.models import Case, Identity, Message, Spread, SpreadCount
from amends.inbox.queries.spread import course_of, spread_of
from amends.listening import queries
from amends.listening.actions import keep
from amends.listening.actions.digest import digest
from amends.listening.actions.recount import recount
from amends.listening.models import Delivery as Journalled
from amends.listening.models import Position
from amends.listening.tasks import periodic
from cast import NOON, Cast, make_connection, make_matter

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)


@dataclass
class Counting(Scripted):
    """Says how far each message has spread, or fails."""

    likes: dict[str, int] = field(default_factory=dict)
    failure: Exception | None = None
    asked: list[list[str]] = field(default_factory=list)
    at: datetime = NOON

    def recount(self, link: Link, external_ids: Sequence[str]) -> Page:
        self.asked.append(list(external_ids))
        if self.failure:
            raise self.failure
        told = {each: Counts(likes=self.likes[each]) for each in external_ids if each in self.likes}
        found = [recounts.delivery(id_, counts, self.at) for id_, counts in told.items()]
        return Page(tuple(found), "", units={"post read": len(external_ids)})

    def parse(self, link: Link, delivery: Delivery) -> tuple[Item, ...]:
        return (recounts.counted(wire.read(delivery.body)),)


def counting(pace: Recount | None = None, **likes: int) -> Counting:
    pace = pace or Recount(at_once=10, every=MINUTE)
    return Counting(capabilities=replace(CAN, recount=pace), likes=likes)


def look(connection: Connection, channel: Counting, at: datetime) -> None:
    """One look, and what it brought is taken in."""
    channel.at = at
    recount(connection=connection, channel=channel, link=LINK, now=at)
    digest(limit=50, now=at, networks=networks(demo=channel))


def written(connection: Connection, id_: str, at: datetime = NOON, **changes: object) -> Message:
    message = make_matter(connection, at=at).message
    Message.objects.filter(pk=message.pk).update(external_id=id_, **changes)
    message.refresh_from_db()
    return message


def test_a_message_is_counted_and_its_course_kept(connection: Connection) -> None:
    message = written(connection, "m1")
    channel = counting(m1=4)
    look(connection, channel, NOON + 9 * MINUTE)
    assert channel.asked == [], "too early to tell anything"
    look(connection, channel, NOON + 11 * MINUTE)
    assert channel.asked == [["m1"]]
    channel.likes["m1"] = 64
    look(connection, channel, NOON + 40 * MINUTE)
    assert [each.likes for each in course_of(connection.brand_id, message.pk)] == [4, 64]
    spread = spread_of(connection.brand_id, [message.pk])[message.pk]
    assert spread.total == 64
    assert spread.growth > 60
    message.refresh_from_db()
    assert message.counts["likes"] == 64


def test_what_grows_is_looked_at_more_often_than_what_rests(connection: Connection) -> None:
    written(connection, "viral")
    written(connection, "quiet")
    channel = counting(viral=0, quiet=0)
    for n in range(11, 600):
        channel.likes["viral"] = 2 * n
        look(connection, channel, NOON + n * MINUTE)
    looks = [each for some in channel.asked for each in some]
    assert looks.count("viral") > 50
    assert looks.count("quiet") < 8


def test_at_rest_growth_fades_and_the_order_follows(connection: Connection) -> None:
    message = written(connection, "m1")
    channel = counting(m1=200)
    look(connection, channel, NOON + 11 * MINUTE)
    assert Spread.objects.get().growth > 100
    ProcrastinateJob.objects.all().delete()
    for n in range(1, 30):
        look(connection, channel, NOON + n * HOUR)
    assert Spread.objects.get().growth == 0
    jobs = ProcrastinateJob.objects.filter(task_name="triage.judge")
    assert [message.pk] in [each.args["changed"] for each in jobs]
    assert SpreadCount.objects.count() == 1
    assert Journalled.objects.count() == 1


def test_after_some_days_nobody_asks_any_more(connection: Connection) -> None:
    written(connection, "m1")
    channel = counting(Recount(at_once=10, every=MINUTE, back=timedelta(days=1)), m1=1)
    for n in range(1, 24 * 4):
        look(connection, channel, NOON + n * HOUR)
    assert channel.asked
    assert Spread.objects.get().due_at is None
    asked = len(channel.asked)
    look(connection, channel, NOON + timedelta(days=10))
    assert len(channel.asked) == asked


def test_only_customers_public_words_that_stand_are_counted(
    cast: Cast, connection: Connection
) -> None:
    written(connection, "ours", direction="out")
    written(connection, "private", is_public=False)
    written(connection, "gone", deleted_at=NOON)
    spam = written(connection, "spam")
    Case.objects.filter(pk=spam.case_id).update(
        state="closed", closed_at=NOON, set_aside="spam", due_at=None
    )
    written(make_connection(cast.brand, "mastodon"), "elsewhere")
    written(connection, "m1")
    channel = counting()
    look(connection, channel, NOON + HOUR)
    assert channel.asked == [["m1"]]


def test_where_it_costs_only_what_shows_a_sign_is_asked_about(connection: Connection) -> None:
    written(connection, "quiet")
    written(connection, "shared", counts={"likes": None, "shares": 1, "replies": None})
    heard_far = written(connection, "heard-far")
    Identity.objects.filter(pk=heard_far.identity_id).update(followers=20_000)
    channel = counting(Recount(at_once=10, priced=True))
    look(connection, channel, NOON + HOUR)
    assert channel.asked == [["heard-far", "shared"]]


def test_it_is_charged_and_never_over_the_budget(cast: Cast) -> None:
    connection = make_connection(cast.brand, "x")
    written(connection, "1", counts={"likes": 3})
    channel = counting(m1=1)
    recount(connection=connection, channel=channel, link=LINK, now=NOON + HOUR)
    assert Charge.objects.get(connection=connection).count == 1
    Budget.objects.create(brand=cast.brand, connection=connection, dollars=Decimal(0))
    recount(connection=connection, channel=channel, link=LINK, now=NOON + 9 * HOUR)
    assert len(channel.asked) == 1


def test_no_more_than_the_pace_allows_and_what_grows_first(connection: Connection) -> None:
    for n in range(5):
        written(connection, f"m{n}", at=NOON - n * MINUTE)
    channel = counting(Recount(at_once=3, every=5 * MINUTE), m4=900)
    for n in (11, 12, 16, 40):
        look(connection, channel, NOON + n * MINUTE)
    assert [len(each) for each in channel.asked] == [3, 2, 3]
    assert set(channel.asked[0]) == {"m0", "m1", "m2"}
    assert set(channel.asked[1]) == {"m3", "m4"}
    assert channel.asked[2][0] == "m4"


def test_a_network_that_wants_quiet_is_left_alone(connection: Connection) -> None:
    written(connection, "m1")
    channel = counting()
    channel.failure = Throttled("slow down", wait=HOUR)
    recount(connection=connection, channel=channel, link=LINK, now=NOON + 20 * MINUTE)
    recount(connection=connection, channel=channel, link=LINK, now=NOON + 40 * MINUTE)
    assert len(channel.asked) == 1
    assert not Spread.objects.exists()


@pytest.mark.parametrize(("minutes", "expected"), [(0, 0), (2, 1)])
def test_the_clock_asks_for_it_where_it_is_due(
    connection: Connection, minutes: int, expected: int
) -> None:
    keep.position_of(connection)
    Position.objects.filter(connection=connection).update(recounted_at=NOON)
    assert len(queries.connections_to_recount(NOON + minutes * MINUTE)) == expected


def test_the_worker_passes_by_what_is_no_longer_connected(connection: Connection) -> None:
    Connection.objects.filter(pk=connection.pk).update(state="paused")
    periodic.recount_one(connection.pk)
    assert not Position.objects.filter(recounted_at__isnull=False).exists()
