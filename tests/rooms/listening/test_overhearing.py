"""All that is posted goes by: what fits the queries becomes a message, bounded, and only if wanted."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from scripted import LINK, Scripted

from amends.channels.adapters.bluesky import Bluesky as Channel
from amends.channels.base import Link
from amends.channels.contract import Capabilities, Hears, Page, Refused
from amends.channels.models import Connection
from amends.channels.overhearing import SETTING, is_wanted
from amends.inbox.models import BrandQuery, Message
from amends.listening import queries
from amends.listening.actions.digest import Networks, digest
from amends.listening.actions.overhear import Overhearing
from amends.listening.models import Delivery, DeliveryState, Position, Source
from amends.listening.rules.overhearing import MOST_A_MINUTE, MOST_A_SECOND, Throttle
from cast import NOON, Cast, make_connection
from jetstream_stub import ME, Bluesky, Clock, event, link_to

_ON = {"base_url": "https://pds.example", "handle": "northpost.example", SETTING: "true"}


@pytest.fixture
def connection(cast: Cast) -> Connection:
    return make_connection(cast.brand, "bluesky", account_id=ME, settings=_ON)


def listen_for(cast: Cast, text: str, **fields: object) -> BrandQuery:
    values = {"searches": True, "created_at": NOON, "changed_at": NOON, **fields}
    return BrandQuery.objects.create(brand=cast.brand, name=text, text=text, **values)


def ear_of(connection: Connection, network: Bluesky, clock: Clock | None = None) -> Overhearing:
    clock = clock or Clock(step=1)
    link = link_to(network, clock)
    return Overhearing(connection, Channel(), link, threading.Event(), clock)


def taken_in(network: Bluesky) -> list[str]:
    """The messages that everything journalled so far became."""
    world = Networks(channel_of=lambda _: Channel(), link_of=lambda _: link_to(network, Clock()))
    digest(limit=1_000, now=NOON, networks=world)
    return sorted(Message.objects.values_list("text", flat=True))


def test_what_fits_a_query_becomes_a_message_with_its_author(
    cast: Cast, connection: Connection
) -> None:
    listen_for(cast, "parcel -weather")
    said = ["My parcel is lost", "parcel weather", "Rain", "Parcel!", "Bye", "Sun", "Moon", "Sea"]
    network = Bluesky([event(at, text) for at, text in enumerate(said, 1)])
    assert ear_of(connection, network).run() is False, "the line broke in the end"
    assert taken_in(network) == ["My parcel is lost", "Parcel!"]
    assert set(Delivery.objects.values_list("source", flat=True)) == {Source.SEARCH}
    assert Message.objects.first().identity.handle == "@jo.example"  # type: ignore[union-attr]


def test_a_cut_line_goes_on_where_it_was_and_each_post_is_there_once(
    cast: Cast, connection: Connection
) -> None:
    listen_for(cast, "parcel")
    network = Bluesky([event(at, f"parcel {at:02}") for at in range(1, 41)])
    network.breaks_after = [9, 14, 2, 30]
    for _ in range(6):
        ear_of(connection, network).run()
    assert taken_in(network) == [f"parcel {at:02}" for at in range(1, 41)]
    assert Delivery.objects.count() == 40
    assert not Delivery.objects.exclude(state=DeliveryState.DONE).exists()


def test_only_queries_for_which_networks_are_asked_want_anything(
    cast: Cast, connection: Connection
) -> None:
    listen_for(cast, "rain", searches=False)
    network = Bluesky([event(at, "parcel and rain") for at in range(1, 9)])
    assert not ear_of(connection, network).is_wanted()
    listen_for(cast, "parcel", is_active=False)
    assert not ear_of(connection, network, Clock(NOON + timedelta(minutes=1))).is_wanted()


def test_no_more_than_so_many_a_minute_are_taken_and_that_is_told(
    cast: Cast, connection: Connection
) -> None:
    listen_for(cast, "parcel")
    many = MOST_A_MINUTE + 30
    network = Bluesky([event(0, f"parcel {at}") for at in range(many)])
    for at, each in enumerate(network.events):
        each["commit"]["rkey"] = f"3kmany{at:06}"
    ear_of(connection, network, Clock(step=0.001)).run()
    assert Delivery.objects.count() <= MOST_A_MINUTE
    throttle = Throttle(NOON, NOON)
    assert [throttle.takes(NOON) for _ in range(many)].count(True) == MOST_A_MINUTE
    assert throttle.left_out == 30
    assert throttle.takes(NOON + timedelta(minutes=1))
    assert throttle.left_out == 0


def test_no_more_than_so_many_a_second_are_looked_at() -> None:
    throttle = Throttle(NOON, NOON)
    waits = [throttle.looks(NOON) for _ in range(MOST_A_SECOND)]
    assert not any(waits[:-1])
    assert waits[-1] == timedelta(seconds=1)
    assert not throttle.looks(NOON + timedelta(seconds=1))


def test_what_went_wrong_is_told_until_it_is_heard_again(
    cast: Cast, connection: Connection
) -> None:
    listen_for(cast, "parcel")
    network = Bluesky([event(at, "rain") for at in range(30)], opens=False)
    ear_of(connection, network).run()
    (ear,) = queries.ears(cast.brand.pk)
    assert "503" in ear.overheard_problem
    network.opens = True
    ear_of(connection, network, Clock(step=3)).run()
    position = Position.objects.get(connection=connection)
    assert position.overheard_at
    assert int(position.overheard_cursor) > 0


class Ears(Scripted):
    """Gives the scripted pages, then breaks."""

    def overhear(self, link: Link, cursor: str, *_: object) -> object:  # type: ignore[override]
        self.cursors.append(cursor)
        yield self._next(self.to_fetch, cursor)
        raise Refused("no more")


def test_the_listener_opens_an_ear_only_where_it_is_switched_on(cast: Cast) -> None:
    can = Capabilities(hears=frozenset({Hears.MENTION}), overhears=True)
    assert not is_wanted({})
    assert not is_wanted({SETTING: "false"})
    assert is_wanted(_ON)
    connection = make_connection(cast.brand, "ears", settings={SETTING: "true"})
    listen_for(cast, "seven")
    channel = Ears(capabilities=can, fetches=[Page((), "1700000000000001")])
    ear = Overhearing(connection, channel, LINK, threading.Event(), lambda: NOON)
    assert not ear.run()
    assert Position.objects.get(connection=connection).overheard_cursor == "1700000000000001"
    assert not ear.run()
    assert channel.cursors == ["", "1700000000000001"]
