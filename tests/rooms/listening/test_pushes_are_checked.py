"""Networks stop pushing without a word: they are asked, begin again, or it is an alarm."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from scripted import LINK, PUSHES, Scripted

from amends.channels.base import Link
from amends.channels.contract import Capabilities, Hears, Refused, Unreachable
from amends.channels.models import Connection
from amends.channels.queries import webhook_address
from amends.inbox.models import Case, CaseState
from amends.listening import queries
from amends.listening.actions import alarms, keep
from amends.listening.actions.pushes import check_pushes
from amends.listening.models import Alarm, AlarmKind, Position
from cast import NOON, Cast, make_connection, make_matter

HOUR = timedelta(hours=1)
WATCHES = Capabilities(hears=frozenset({Hears.MENTION}), pushes=True, watches=2)


@dataclass
class Pushing(Scripted):
    """Pushes, or not any more; takes a new request, or refuses it."""

    capabilities: Capabilities = PUSHES  # type: ignore[misc]
    stands: bool = True
    takes: bool = True
    refuses: str = ""
    asked: list[str] = field(default_factory=list)
    watched: list[str] = field(default_factory=list)

    def pushes_to(self, link: Link, url: str) -> bool:
        self.asked.append(url)
        return self.stands

    def subscribe(self, link: Link, url: str) -> None:
        if self.refuses:
            raise Refused(self.refuses)
        self.stands = self.takes

    def watch(self, link: Link, url: str, authors: Sequence[str]) -> None:
        self.watched = list(authors)


def check(connection: Connection, channel: Scripted, hours: int = 0) -> None:
    check_pushes(connection=connection, channel=channel, link=LINK, now=NOON + hours * HOUR)


def told(connection: Connection) -> list[str]:
    open_ones = Alarm.objects.filter(
        connection=connection, kind=AlarmKind.UNPUSHED, ended_at__isnull=True
    )
    return list(open_ones.values_list("sentence", flat=True))


def test_a_network_that_pushes_is_asked_once_an_hour(connection: Connection) -> None:
    channel = Pushing()
    check(connection, channel)
    check(connection, channel)
    check(connection, channel, hours=1)
    assert channel.asked == [webhook_address(connection)] * 2
    assert told(connection) == []


def test_one_that_has_stopped_begins_again_and_nobody_is_troubled(connection: Connection) -> None:
    channel = Pushing(stands=False)
    check(connection, channel)
    assert channel.stands
    assert told(connection) == []


def test_one_that_will_not_begin_again_is_an_alarm_until_it_does(connection: Connection) -> None:
    channel = Pushing(stands=False, refuses="The address did not answer the check.")
    check(connection, channel)
    (sentence,) = told(connection)
    assert "did not answer the check" in sentence
    channel.refuses, channel.takes = "", False
    check(connection, channel, hours=1)
    (sentence,) = told(connection)
    assert "does not push all the same" in sentence
    channel.takes = True
    check(connection, channel, hours=2)
    assert told(connection) == []


def test_one_that_cannot_say_so_or_is_away_is_no_alarm(connection: Connection) -> None:
    check(connection, Scripted(capabilities=PUSHES))

    class Away(Pushing):
        def pushes_to(self, link: Link, url: str) -> bool:
            raise Unreachable

    check(connection, Away(), hours=1)
    assert told(connection) == []


def test_whose_deletions_are_pushed_follows_the_open_cases(
    cast: Cast, connection: Connection
) -> None:
    people = [make_matter(connection, at=NOON - hours * HOUR) for hours in (3, 1, 2)]
    Case.objects.filter(pk=people[0].case.pk).update(state=CaseState.CLOSED, closed_at=NOON)
    make_matter(connection, is_public=False, at=NOON)
    channel = Pushing(capabilities=WATCHES)
    check(connection, channel)
    assert channel.watched == [each.identity.external_id for each in people[1:]]


def test_only_networks_that_push_and_are_well_are_asked(cast: Cast, connection: Connection) -> None:
    feed = make_connection(cast.brand, "feed")
    for each in (connection, feed):
        keep.position_of(each)
    assert queries.connections_to_ask_for_pushes(NOON) == [connection]
    Position.objects.filter(connection=connection).update(failing_since=NOON, failures=3)
    assert queries.connections_to_ask_for_pushes(NOON) == []


@pytest.mark.parametrize(("days", "is_told"), [(60, False), (11, False), (10, True), (-1, True)])
def test_a_consent_that_ends_soon_is_an_alarm(
    connection: Connection, days: int, is_told: bool
) -> None:
    keep.position_of(connection)
    Connection.objects.update(ends_at=NOON + timedelta(days=days))
    alarms.check(now=NOON)
    ending = Alarm.objects.filter(kind=AlarmKind.ENDING, ended_at__isnull=True)
    assert ending.exists() is is_told
    Connection.objects.update(ends_at=NOON + timedelta(days=60))
    alarms.check(now=NOON + HOUR)
    assert not ending.exists()
