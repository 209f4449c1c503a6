"""Customers' messages are looked at again, at a pace, and what became of them is a fact in their cases."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob
from scripted import CAN, LINK, Scripted, networks

from amends.channels import metering
from amends.channels.base import Link
from amends.channels.contract import (
    Deleted,
    Delivery,
    Item,
    Malformed,
    Page,
    Throttled,
    Unreachable,
)
from amends.channels.models import Connection
from amends.channels.rechecks import Recheck
from amends.inbox.models import Case, CaseState, Message
from amends.inbox.queries.standing import Window, newest, standing
from amends.listening import queries
from amends.listening.actions import keep
from amends.listening.actions.digest import digest
from amends.listening.actions.recheck import recheck
from amends.listening.models import Delivery as Journalled
from amends.listening.models import Position, Source
from amends.listening.tasks import periodic
from cast import NOON, Cast, Matter, make_connection, make_matter

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)


@dataclass
class Looking(Scripted):
    """Says which of the messages it is asked about are gone; or fails."""

    gone: frozenset[str] = frozenset()
    failure: Exception | None = None
    asked: list[list[str]] = field(default_factory=list)

    def recheck(self, link: Link, external_ids: Sequence[str]) -> Page:
        self.asked.append(list(external_ids))
        if self.failure:
            raise self.failure
        gone = [each for each in external_ids if each in self.gone]
        return Page(tuple(Delivery(f"gone:{each}", each.encode()) for each in gone), "")

    def parse(self, link: Link, delivery: Delivery) -> tuple[Item, ...]:
        return (Deleted(delivery.body.decode(), NOON),)


def looking(pace: Recheck | None = None, **told: object) -> Looking:
    return Looking(capabilities=replace(CAN, recheck=pace or Recheck(at_once=4)), **told)  # type: ignore[arg-type]


def run(connection: Connection, channel: Looking, at: datetime = NOON) -> None:
    recheck(connection=connection, channel=channel, link=LINK, now=at)


def asked_for(connection: Connection, channel: Looking, at: datetime) -> list[str]:
    """What one look asks about, the newest first."""
    run(connection, channel, at)
    return channel.asked[-1]


def matters(connection: Connection, count: int, **changes: object) -> list[str]:
    """So many people wrote, the newest first; the network's ids of what they said."""
    found = [make_matter(connection, at=NOON - n * MINUTE) for n in range(1, count + 1)]
    Case.objects.filter(pk__in=[each.case.pk for each in found]).update(**changes)
    return [str(each.message.external_id) for each in found]


def test_a_message_that_is_gone_is_marked_and_not_asked_about_again(matter: Matter) -> None:
    connection, id_ = matter.case.connection, str(matter.message.external_id)
    channel = looking(gone=frozenset({id_}))
    run(connection, channel, NOON + MINUTE)
    assert Journalled.objects.get().source == Source.SWEEP
    digest(limit=10, now=NOON + MINUTE, networks=networks(demo=channel))
    assert Message.objects.get().deleted_at == NOON
    run(connection, channel, NOON + 6 * MINUTE)
    assert channel.asked == [[id_]]


def test_it_keeps_to_its_pace(matter: Matter) -> None:
    connection, channel = matter.case.connection, looking()
    for minutes in (1, 2, 5, 6):
        run(connection, channel, NOON + minutes * MINUTE)
    assert len(channel.asked) == 2


def test_what_waits_for_an_answer_is_looked_at_each_time_and_the_rest_in_turns(
    connection: Connection,
) -> None:
    others = matters(connection, 5, state=CaseState.WAITING_CUSTOMER)
    urgent = matters(connection, 2)
    channel = looking()
    looks = [asked_for(connection, channel, NOON + n * 5 * MINUTE) for n in range(8)]
    assert all(set(urgent) <= set(look) for look in looks)
    assert all(len(look) <= 4 for look in looks)
    assert {each for look in looks[:5] for each in look} == {*others, *urgent}
    assert {each for look in looks[4:] for each in look} == {*others, *urgent}


def test_only_what_customers_said_lately_in_open_cases_is_asked_about(
    cast: Cast, connection: Connection
) -> None:
    matters(connection, 1, state=CaseState.CLOSED, closed_at=NOON)
    make_matter(connection, at=NOON - timedelta(days=8))
    make_matter(make_connection(cast.brand, "mastodon"))
    make_matter(connection, is_public=False)
    ours = make_matter(connection)
    Message.objects.filter(pk=ours.message.pk).update(direction="out")
    lately = make_matter(connection, at=NOON - timedelta(days=6))
    channel = looking()
    assert asked_for(connection, channel, NOON + HOUR) == [lately.message.external_id]
    private = looking(Recheck(at_once=4, private=True))
    assert len(asked_for(connection, private, NOON + 2 * HOUR)) == 2


def test_a_look_reads_a_bounded_number_of_messages(connection: Connection) -> None:
    matters(connection, 4, state=CaseState.CLOSED, closed_at=NOON)
    old = make_matter(connection, at=NOON - 2 * HOUR)
    few = Window(connection.brand_id, connection.pk, NOON - 3 * HOUR, private=True, most=3)
    found, place = standing(few, newest(NOON), 10)
    assert found == []
    assert place is not None
    assert standing(few, place, 10) == ([old.message.external_id], None)


@pytest.mark.parametrize(
    ("failure", "goes_on"),
    [(Unreachable("away"), False), (Malformed("odd"), True), (KeyError("x"), True)],
)
def test_a_failure_harms_nothing_and_one_odd_message_stops_no_turn(
    connection: Connection, failure: Exception, *, goes_on: bool
) -> None:
    matters(connection, 5, state=CaseState.SNOOZED, snoozed_until=NOON + HOUR)
    channel = looking(failure=failure)
    looks = [asked_for(connection, channel, NOON + n * 5 * MINUTE) for n in range(2)]
    assert (looks[0] != looks[1]) is goes_on
    assert Position.objects.get(connection=connection).failures == 0


def test_a_network_that_asks_for_quiet_is_left_alone(matter: Matter) -> None:
    connection = matter.case.connection
    channel = looking(failure=Throttled("slow", wait=HOUR))
    run(connection, channel, NOON + MINUTE)
    channel.failure = None
    run(connection, channel, NOON + 30 * MINUTE)
    assert len(channel.asked) == 1
    run(connection, channel, NOON + 62 * MINUTE)
    assert len(channel.asked) == 2


def test_a_spent_budget_costs_nobody_a_turn(cast: Cast) -> None:
    connection, channel = make_connection(cast.brand, "x"), looking()
    matters(connection, 6, state=CaseState.WAITING_CUSTOMER)
    metering.set_budget(by=cast.actor(cast.bo), connection=connection, dollars="0", now=NOON)
    run(connection, channel)
    position = Position.objects.get()
    assert (channel.asked, position.rechecked_at, position.recheck_cursor) == ([], NOON, "")


def test_only_networks_that_can_be_looked_at_again_are_due(cast: Cast) -> None:
    mail, mastodon = make_connection(cast.brand, "email"), make_connection(cast.brand, "mastodon")
    for each in (mail, mastodon):
        keep.position_of(each)
    assert queries.connections_to_recheck(NOON) == [mastodon]
    periodic.recheck_due(timestamp=0)
    job = ProcrastinateJob.objects.get(task_name="listening.recheck")
    assert job.args == {"connection_id": mastodon.pk}
    Position.objects.filter(connection=mastodon).update(rechecked_at=NOON - 4 * MINUTE)
    assert queries.connections_to_recheck(NOON) == []


def test_a_connection_that_is_gone_or_paused_is_not_looked_at(connection: Connection) -> None:
    Connection.objects.update(state="paused")
    periodic.recheck_one(connection_id=connection.pk)
    periodic.recheck_one(connection_id=connection.pk + 1)
    assert not Position.objects.exists()
