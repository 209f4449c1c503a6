"""The whole desk on a real, sparse server: heard, answered, taken private, edited, deleted."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from django.test import override_settings

from amends.channels.contract import Unsupported, Visibility
from amends.inbox.models import CaseState
from amends.outbox.actions.deliver import outgoing_of
from amends.outbox.actions.say import by_registry
from amends.outbox.models import SendState
from amends.outbox.rules import SayKind
from cast import Cast
from peers.cut_lines import Cut
from peers.network_desk import NetworkDesk, connect
from peers.own_servers import eventually
from peers.snac_peer import Fediverse, Neighbour

pytestmark = [pytest.mark.peer, pytest.mark.django_db(transaction=True)]


@pytest.fixture(scope="module")
def brand(fediverse: Fediverse) -> Neighbour:
    return fediverse.join("northpost")


@pytest.fixture(scope="module")
def ana(fediverse: Fediverse) -> Neighbour:
    return fediverse.join("ana")


@pytest.fixture
def care(cast: Cast, brand: Neighbour) -> Iterator[NetworkDesk]:
    given = {"base_url": brand.host.url, "token": brand.token}
    with override_settings(PRIVATE_ADDRESSES=("127.0.0.1", "localhost")):
        desk = connect(cast, "mastodon", given)
        desk.listen()
        yield desk


def test_the_limits_are_those_of_the_server(care: NetworkDesk) -> None:
    channel = by_registry(care.connection)
    limit = channel.limit_for(Visibility.PUBLIC)
    assert limit is not None
    assert limit.size == 100_000 - 32
    assert channel.count("https://x.example", Visibility.PUBLIC) == 32


def test_a_mention_becomes_a_case_is_answered_in_public_and_then_in_private(
    care: NetworkDesk, brand: Neighbour, ana: Neighbour
) -> None:
    asked = ana.post(f"@{brand.name} where is my parcel? 📦")
    heard = care.hears("where is my parcel?")
    assert heard.case is not None
    assert heard.case.state == CaseState.NEEDS_ANSWER
    send = care.answer(heard.case, "Sorry, Ana! It left today.")
    assert send.state == SendState.SENT
    [answer] = eventually(lambda: ana.answers_to(asked["id"]))
    assert answer["in_reply_to_id"] == asked["id"]
    assert "It left today." in answer["content"]

    private = care.answer(heard.case, "Tell us your number here.", SayKind.PRIVATE_MESSAGE)
    assert private.state == SendState.SENT
    kept = brand.ask(f"statuses/{private.external_id}")
    assert kept["visibility"] in {"direct", "private"}
    stranger = brand.host.join("stranger")
    timeline = stranger.ask("timelines/public", local="true")
    assert "Tell us your number" not in str(timeline)

    assert care.quarantined() == []


def test_our_own_edits_and_deletions_travel(
    care: NetworkDesk, brand: Neighbour, ana: Neighbour
) -> None:
    asked = ana.post(f"@{brand.name} when does it leave?")
    heard = care.hears("when does it leave?")
    assert heard.case is not None
    send = care.answer(heard.case, "It left today.")
    edited = replace(outgoing_of(send), text="It leaves tomorrow.")
    care.channel.edit(care.link, send.external_id, edited)
    eventually(lambda: "It leaves tomorrow." in _seen(ana, send.external_id))
    care.channel.like(care.link, heard.external_id, heard.thread.external_id)
    care.channel.like(care.link, heard.external_id, heard.thread.external_id)
    with pytest.raises(Unsupported, match="taking back"):
        care.channel.delete(care.link, send.external_id, send.thread)
    brand.delete(brand.ask(f"statuses/{send.external_id}")["uri"])
    eventually(lambda: not ana.answers_to(asked["id"]))
    care.channel.delete(care.link, send.external_id, send.thread)


def test_what_a_customer_edits_and_takes_away_become_facts_of_the_case(
    care: NetworkDesk, brand: Neighbour, ana: Neighbour
) -> None:
    asked = ana.post(f"@{brand.name} parcel 4711 is late")
    heard = care.hears("parcel 4711 is late")
    ana.edit(asked["id"], f"@{brand.name} parcel 4712 is late")
    heard = care.notices(heard, lambda message: message.edited_at)
    assert "parcel 4712" in heard.text
    assert ["4711" in each.text for each in heard.versions.all()] == [True]
    ana.delete(asked["uri"])
    heard = care.notices(heard, lambda message: message.deleted_at)
    assert "parcel 4712" in heard.text
    assert care.quarantined() == []


def test_what_was_said_while_the_line_was_cut_is_heard_afterwards(
    care: NetworkDesk, brand: Neighbour, ana: Neighbour
) -> None:
    for number in range(12):
        ana.post(f"@{brand.name} parcel number {number:02}")
    texts = care.hears_all("parcel number", 12)
    assert [each[-2:] for each in texts] == [f"{number:02}" for number in range(12)]


def test_a_lost_answer_is_settled_by_what_stands_there(
    care: NetworkDesk, brand: Neighbour, ana: Neighbour
) -> None:
    asked = ana.post(f"@{brand.name} lost and found")
    case = care.hears("lost and found").case
    assert case is not None
    send = care.ask(case, "Found.")
    care.send_out(care.courier(over=Cut(care.link.transports.http, after="/api/v1/statuses")))
    send.refresh_from_db()
    assert send.state == SendState.UNKNOWN
    care.settle(ahead=timedelta(minutes=1))
    send.refresh_from_db()
    assert send.state == SendState.SENT
    assert len(eventually(lambda: ana.answers_to(asked["id"]))) == 1


def test_a_server_without_streams_is_asked_from_time_to_time(care: NetworkDesk) -> None:
    news = care.channel.stream(care.link, threading.Event())
    assert next(news) is None
    with pytest.raises(Unsupported, match="streams on this server"):
        next(news)


def _seen(reader: Neighbour, id_: str) -> str:
    """What a status says, as somebody reads it."""
    return str(reader.ask(f"statuses/{id_}")["content"])
