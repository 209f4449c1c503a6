"""Instagram: its windows to the moment, its rules for comments and messages, and what it cannot look up."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from amends.channels.adapters.instagram import Instagram
from amends.channels.base import Link
from amends.channels.conformance.http import Http
from amends.channels.conformance.recordings import Recording, outgoing
from amends.channels.contract import Refused, Throttled, TooLong, Unknown, Unsupported
from amends.channels.rights import Heard, Offer, Standing, Way

RECORDING = Recording(Path(__file__).parent / "recordings" / "instagram")
CHANNEL = Instagram()
NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
MOMENT = timedelta(milliseconds=100)
DAY = timedelta(hours=24)
MESSAGE = Heard("m1", "Can you help?", NOON, is_public=False)
COMMENT = Heard("c1", "Where is it?", NOON, is_public=True)


def offers(
    heard: Heard, now: datetime, *, human_agent: bool = True, way: Way = Way.PRIVATE
) -> list[Offer]:
    standing = Standing((heard,), settings={"human_agent": "true" if human_agent else "false"})
    return [each for each in CHANNEL.offers(standing, now) if each.way is way]


@pytest.mark.parametrize(
    ("after", "is_open", "tag"),
    [
        (DAY - MOMENT, True, ""),
        (DAY + MOMENT, True, "HUMAN_AGENT"),
        (7 * DAY - MOMENT, True, "HUMAN_AGENT"),
        (7 * DAY + MOMENT, False, ""),
    ],
)
def test_a_message_is_answered_by_the_hour(after: timedelta, *, is_open: bool, tag: str) -> None:
    (offer,) = offers(MESSAGE, NOON + after)
    assert (offer.is_open, offer.tag) == (is_open, tag)


def test_without_the_permission_the_first_day_is_all() -> None:
    (offer,) = offers(MESSAGE, NOON + DAY + MOMENT, human_agent=False)
    assert not offer.is_open
    assert "human agent" in offer.because


@pytest.mark.parametrize(
    ("after", "is_open"), [(7 * DAY - MOMENT, True), (7 * DAY + MOMENT, False)]
)
def test_a_comment_has_one_private_reply_within_a_week(after: timedelta, *, is_open: bool) -> None:
    (offer,) = offers(COMMENT, NOON + after)
    assert (offer.is_open, offer.reply_to) == (is_open, "c1")
    (again,) = offers(replace(COMMENT, answered_privately=True), NOON + after)
    assert not again.is_open


def test_a_comment_is_answered_in_public_at_any_time() -> None:
    (offer,) = offers(COMMENT, NOON + 30 * DAY, way=Way.PUBLIC)
    assert offer.is_open


def test_a_message_is_counted_in_bytes() -> None:
    said = recorded("04-a-message")
    CHANNEL.check(replace(said, text="ü" * 500))
    with pytest.raises(TooLong, match="1001 of 1000 UTF-8 bytes"):
        CHANNEL.check(replace(said, text="ü" * 500 + "x"))
    with pytest.raises(TooLong):
        CHANNEL.check(replace(said, text="👩‍👩‍👧" * 56))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("#one #two #three #four #five", "hashtags"),
        ("https://a.example and https://b.example", "link"),
        ("WE ARE SORRY", "capital"),
    ],
)
def test_comments_that_instagram_refuses_are_not_sent(text: str, says: str) -> None:
    with pytest.raises(Unsupported, match=says):
        CHANNEL.check(replace(recorded("01-an-answer-to-a-comment"), text=text))


def test_a_post_of_its_own_is_refused() -> None:
    said = replace(recorded("01-an-answer-to-a-comment"), thread="", reply_to="")
    with pytest.raises(Unsupported, match="posts of its own"):
        CHANNEL.check(said)


def test_nobody_is_written_to_who_neither_wrote_nor_commented() -> None:
    said = replace(recorded("06-a-private-reply-to-a-comment"), reply_to="")
    with pytest.raises(Unsupported, match="neither wrote nor commented"):
        CHANNEL.check(said)


def test_a_lost_message_is_found_in_its_conversation() -> None:
    told = {
        "id": "aWdGMjo1",
        "message": "Of  course!",
        "from": {"id": "17841400000000001", "username": "northpost"},
        "created_time": "2026-11-21T09:19:00+0000",
    }
    link = linked(200, {"data": [{"id": "t1", "messages": {"data": [told]}}]})
    since = RECORDING.now - timedelta(minutes=2)
    receipt = CHANNEL.look_up(link, recorded("04-a-message"), since)
    assert receipt is not None
    assert receipt.external_id == "aWdGMjo1"


def test_a_customers_same_words_are_not_ours() -> None:
    told = {
        "id": "aWdGMjo1",
        "message": "Of course!",
        "from": {"id": "9001000000000001", "username": "maren.holt"},
        "created_time": "2026-11-21T09:19:00+0000",
    }
    link = linked(200, {"data": [{"id": "t1", "messages": {"data": [told]}}]})
    since = RECORDING.now - timedelta(minutes=2)
    assert CHANNEL.look_up(link, recorded("04-a-message"), since) is None
    with pytest.raises(Unknown):
        CHANNEL.look_up(link, recorded("04-a-message"), RECORDING.now)


def test_an_answer_under_somebody_elses_post_cannot_be_looked_up() -> None:
    with pytest.raises(Unsupported, match="other people's posts"):
        CHANNEL.look_up(linked(200, {}), recorded("03-an-answer-where-we-were-named"), NOON)


def test_a_token_that_is_too_young_is_made_fresh_later() -> None:
    error = {"message": "The token is too young", "type": "OAuthException", "code": 10}
    renewal = CHANNEL.renew(linked(400, {"error": error}))
    assert renewal is not None
    assert renewal.secrets == {"token": RECORDING.facts["secrets"]["token"]}
    assert renewal.good_until == RECORDING.now + timedelta(days=2)


def test_a_fresh_token_is_good_for_as_long_as_instagram_says() -> None:
    renewal = CHANNEL.renew(linked(200, {"access_token": "IGAAfresh", "expires_in": 5_184_000}))
    assert renewal is not None
    ends = RECORDING.now + timedelta(days=60)
    assert renewal.secrets == {"token": "IGAAfresh", "token_ends": ends.isoformat()}
    assert renewal.good_until == RECORDING.now + timedelta(days=60)


def test_the_networks_no_and_its_patience_have_their_names() -> None:
    outside = {"message": "outside of allowed window", "code": 10, "error_subcode": 2534022}
    with pytest.raises(Refused, match="outside of allowed window"):
        CHANNEL.send(linked(400, {"error": outside}), recorded("04-a-message"))
    with pytest.raises(Throttled):
        CHANNEL.send(
            linked(400, {"error": {"message": "User request limit reached", "code": 17}}),
            recorded("04-a-message"),
        )


def test_without_the_right_to_read_comments_none_of_them_is_gone() -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        number, subcode = (10, 0) if request.url.path.endswith("/media") else (100, 33)
        error = {"message": "It cannot be loaded", "code": number, "error_subcode": subcode}
        return httpx.Response(400, json={"error": error})

    link = RECORDING.link(Http(answer, RECORDING.now).transports)
    with pytest.raises(Refused):
        CHANNEL.recheck(link, ("18100000000000001",))


def recorded(name: str) -> Any:
    return outgoing(RECORDING.scenes("sends")[name])


def linked(status: int, body: object) -> Link:
    world = Http(lambda _: httpx.Response(status, json=body), RECORDING.now)
    return RECORDING.link(world.transports)
