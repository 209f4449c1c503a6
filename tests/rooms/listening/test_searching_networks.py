"""Networks are asked for the brand's words at their pace, and what comes takes the way of everything."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from scripted import LINK, Scripted, networks, page

from amends.channels.base import Link
from amends.channels.contract import Page, Refused, Throttled
from amends.channels.models import Connection
from amends.inbox.models import BrandQuery, Case, CaseState, Message
from amends.inbox.queries import heard
from amends.listening import queries
from amends.listening.actions.digest import digest
from amends.listening.actions.search import search
from amends.listening.models import Delivery, Position, Source
from amends.listening.rules.asking import MOST_TERMS, terms_now
from cast import NOON, Cast, make_connection

MINUTE = timedelta(minutes=1)


class Searched(Scripted):
    """Answers every asking with the next page."""

    def search(self, link: Link, terms: tuple[str, ...], cursor: str) -> Page:  # type: ignore[override]
        self.cursors.append(f"{cursor}|{' '.join(terms)}")
        return self._next(self.to_fetch, cursor)


def listen(cast: Cast, name: str, text: str, **fields: object) -> BrandQuery:
    values = {"searches": True, "created_at": NOON, "changed_at": NOON, **fields}
    return BrandQuery.objects.create(brand=cast.brand, name=name, text=text, **values)


def run(connection: Connection, channel: Scripted, at: datetime = NOON) -> None:
    search(connection=connection, channel=channel, link=LINK, now=at)


def test_what_comes_is_journalled_digested_and_kept_when_it_fits(
    cast: Cast, connection: Connection
) -> None:
    listen(cast, "Seven", "7 OR seven")
    channel = Searched(fetches=[page(7, 8, cursor="after 8")])
    run(connection, channel)
    assert channel.cursors == ["|7 seven"]
    assert set(Delivery.objects.values_list("source", flat=True)) == {Source.SEARCH}
    digest(limit=10, now=NOON, networks=networks(demo=channel))
    assert Message.objects.get().text.endswith("7")
    assert Case.objects.get().state == CaseState.CLOSED
    seen = Delivery.objects.order_by("key").values_list("state", "stored", "duplicate")
    assert list(seen) == [("done", 1, 0), ("done", 0, 1)]


def test_a_network_is_asked_every_five_minutes_from_where_it_was(
    cast: Cast, connection: Connection
) -> None:
    listen(cast, "Seven", "seven")
    channel = Searched(fetches=[page(7, cursor="after 7")])
    for minutes in (0, 1, 4, 5):
        run(connection, channel, NOON + minutes * MINUTE)
    assert channel.cursors == ["|seven", "after 7|seven"]


def test_nothing_is_asked_for_queries_that_do_not_want_it(
    cast: Cast, connection: Connection
) -> None:
    listen(cast, "Seven", "seven", searches=False)
    listen(cast, "Eight", "eight", is_active=False)
    channel = Searched()
    run(connection, channel)
    assert channel.cursors == []
    assert heard.brands_that_ask() == set()


@pytest.mark.parametrize(
    ("failure", "minutes"),
    [(Refused("no"), 5), (Throttled("slow", wait=timedelta(minutes=20)), 20), (KeyError("x"), 5)],
)
def test_a_failure_is_told_and_harms_nothing_else(
    cast: Cast, connection: Connection, failure: Exception, minutes: int
) -> None:
    listen(cast, "Seven", "seven")
    channel = Searched(fetches=[failure, page(7)])
    run(connection, channel)
    position = Position.objects.get(connection=connection)
    assert position.search_problem
    assert (position.failures, position.failing_since) == (0, None)
    run(connection, channel, NOON + (minutes - 1) * MINUTE)
    assert len(channel.cursors) == 1
    run(connection, channel, NOON + minutes * MINUTE)
    position.refresh_from_db()
    assert (len(channel.cursors), position.search_problem) == (2, "")


def test_many_terms_take_turns() -> None:
    terms = [f"term{n}" for n in range(MOST_TERMS * 2 + 3)]
    asked = [terms_now(terms, NOON + turn * 5 * MINUTE) for turn in range(len(terms))]
    assert all(len(each) == MOST_TERMS for each in asked)
    assert {term for each in asked for term in each} == set(terms)
    assert terms_now(terms[:3], NOON) == tuple(terms[:3])


def test_networks_are_asked_for_whole_words_of_which_one_must_be_there(cast: Cast) -> None:
    listen(cast, "a", "(northpost OR nordpost) late -cartoon")
    listen(cast, "b", '"my parcel" OR parc* OR delivery~')
    listen(cast, "c", "#northpost has:photo")
    listen(cast, "d", "東京大学", language="ja")
    asked = heard.terms_to_ask(cast.brand.pk)
    assert asked == ("late", "my parcel", "delivery", "#northpost", "東京大学")


def test_only_networks_that_can_be_searched_are_due(cast: Cast, connection: Connection) -> None:
    mastodon = make_connection(cast.brand, "mastodon")
    for each in (connection, mastodon):
        Position.objects.create(connection=each, brand=cast.brand)
    assert queries.connections_to_search(NOON) == []
    listen(cast, "Seven", "seven")
    assert queries.connections_to_search(NOON) == [mastodon]
    run(mastodon, Searched())
    assert queries.connections_to_search(NOON + 4 * MINUTE) == []
    assert queries.connections_to_search(NOON + 5 * MINUTE) == [mastodon]
