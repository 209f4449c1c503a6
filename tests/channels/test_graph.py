"""What every Meta channel stands on: signatures over raw bytes, codes by name, usage, cursors."""

from __future__ import annotations

import base64
import hashlib
import hmac
from datetime import UTC, datetime, timedelta

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amends.channels.calls import Answer, Call
from amends.channels.contract import (
    ChannelError,
    Delivery,
    Gone,
    Malformed,
    Refused,
    Throttled,
    Unknown,
    Unreachable,
)
from amends.channels.graph import batches, errors, owner, signing
from amends.channels.graph.channel import following
from amends.channels.wire import Wire

NOW = datetime(2026, 11, 21, 9, tzinfo=UTC)
ESCAPED = b'{"t": "\\u00e4\\u00f6\\u00e5"}'
SEND, READ = Call("POST", "/x", sends=True), Call("GET", "/x")


def pushed(body: bytes, signed: str) -> Delivery:
    return Delivery("", body, {signing.HEADER: signed})


def test_a_signature_is_over_the_bytes_that_came() -> None:
    signed = "sha256=5f379622934bf0c6e21b6e57e7ce2a1f71c67d0b03545ac656ebefbb31dab3d1"
    signing.verify("appsecret", pushed(ESCAPED, signed))
    with pytest.raises(Refused):
        signing.verify("appsecret", pushed('{"t": "äöå"}'.encode(), signed))
    with pytest.raises(Refused):
        signing.verify("", pushed(ESCAPED, signed))


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=60), st.text(max_size=80))
def test_nothing_else_than_the_signature_will_do(body: bytes, guess: str) -> None:
    if guess == signing.signature("appsecret", body):
        return
    with pytest.raises(Refused):
        signing.verify("appsecret", pushed(body, guess))


def test_the_address_is_checked_by_a_challenge_for_who_knows_the_token() -> None:
    asked = {"hub.mode": "subscribe", "hub.verify_token": "tök", "hub.challenge": "115"}
    assert signing.challenge("tök", asked) == "115"
    assert signing.challenge("other", asked) is None
    assert signing.challenge("", {**asked, "hub.verify_token": ""}) is None
    assert signing.challenge("tök", {**asked, "hub.mode": "unsubscribe"}) is None


def signed_request(secret: str, told: dict[str, object]) -> str:
    payload = base64.urlsafe_b64encode(orjson.dumps(told)).rstrip(b"=")
    digest = hmac.new(secret.encode(), payload, hashlib.sha256).digest()
    return (base64.urlsafe_b64encode(digest).rstrip(b"=") + b"." + payload).decode()


def test_a_signed_request_is_read_only_if_it_is_signed() -> None:
    told: dict[str, object] = {"algorithm": "HMAC-SHA256", "user_id": "218471"}
    assert signing.signed_request("s", signed_request("s", told)).text("user_id") == "218471"
    for odd in (signed_request("other", told), "", ".", "é.é", "abc", "====.===="):
        with pytest.raises(Refused):
            signing.signed_request("s", odd)
    with pytest.raises(Malformed):
        signing.signed_request("s", signed_request("s", {"algorithm": "none"}))


def failed(code: int, *, status: int = 400, subcode: int = 0, passing: bool = False) -> Answer:
    error = {"code": code, "message": "no", "error_subcode": subcode, "is_transient": passing}
    return Answer(status, {}, b"", {"error": error})


@pytest.mark.parametrize("code", [4, 17, 32, 341, 613, 80001, 80004, 130429, 131056])
def test_codes_of_limits_ask_to_wait(code: int) -> None:
    assert isinstance(errors.failure(failed(code), SEND, "", NOW), Throttled)


@pytest.mark.parametrize(
    ("answer", "call", "due"),
    [
        (failed(100, subcode=33), SEND, Gone),
        (failed(803), READ, Gone),
        (failed(10, subcode=2018278), SEND, Refused),
        (failed(200, status=403), SEND, Refused),
        (failed(2), SEND, Unknown),
        (failed(2), READ, Unreachable),
        (failed(9999, passing=True), SEND, Unknown),
        (failed(9999), SEND, Refused),
    ],
)
def test_codes_have_our_names(answer: Answer, call: Call, due: type[ChannelError]) -> None:
    assert type(errors.failure(answer, call, "", NOW)) is due


def test_an_ended_token_disconnects_whatever_the_status() -> None:
    assert errors.disconnects(failed(190, subcode=463))
    assert not errors.disconnects(failed(10))
    assert not errors.disconnects(Answer(400, {}, b"", "nonsense"))


def test_usage_says_how_long_to_wait_and_how_full_it_is() -> None:
    business = {"7": [{"type": "pages", "call_count": 97, "estimated_time_to_regain_access": 9}]}
    headers = {errors.BUSINESS_USAGE: orjson.dumps(business).decode()}
    assert errors.wait(headers, NOW) == timedelta(minutes=9)
    assert errors.wait({**headers, "retry-after": "17"}, NOW) == timedelta(seconds=17)
    assert errors.wait({}, NOW) is None
    assert errors.used(headers) == 97
    assert errors.used({errors.APP_USAGE: '{"call_count": 28, "total_time": 31}'}) == 31
    for odd in ("", "{", "[]", "7", '{"7": [[]]}', '{"call_count": "many"}'):
        assert errors.used({errors.APP_USAGE: odd}) == 0


def test_an_edge_goes_on_from_its_cursor_and_never_stands_still() -> None:
    told = {"data": [], "paging": {"cursors": {"after": "b"}, "next": "https://x.example"}}
    assert following(Wire(told), "a") == "b"
    assert following(Wire({"data": []}), "a") == ""
    assert following(Wire({"paging": {"cursors": {"after": "b"}}}), "a") == ""
    with pytest.raises(Malformed):
        following(Wire(told), "b")


@pytest.mark.parametrize(
    "told", [1795252000, "1795252000", 1795252000000, "2026-11-21T09:06:40+0000"]
)
def test_moments_come_in_seconds_milliseconds_and_words(told: object) -> None:
    assert batches.moment(Wire({"at": told}), "at") == datetime(2026, 11, 21, 9, 6, 40, tzinfo=UTC)


@pytest.mark.parametrize("odd", [None, True, 1.5, "soon", 10**30, -(10**30), "9" * 40, []])
def test_what_is_no_moment_is_malformed(odd: object) -> None:
    with pytest.raises(Malformed):
        batches.moment(Wire({"at": odd}), "at")


def test_a_batch_is_taken_apart_in_its_order() -> None:
    body = orjson.dumps(
        {
            "object": "page",
            "entry": [
                {"id": "1", "time": 1, "changes": [{"field": "feed", "value": {"a": 1}}]},
                {"id": "2", "time": 2, "messaging": [{"b": 1}, {"c": 1}]},
            ],
        }
    )
    told = [(each.account, each.field) for each in batches.changes(body, "page")]
    assert told == [("1", "feed"), ("2", "messaging"), ("2", "messaging")]
    assert list(batches.changes(body, "instagram")) == []


def test_a_token_ends_with_itself_or_with_the_consent_behind_it() -> None:
    told = Wire({"expires_at": 0, "data_access_expires_at": 1795252000})
    assert owner.ends(told) == datetime(2026, 11, 21, 9, 6, 40, tzinfo=UTC)
    assert owner.ends(Wire({"expires_at": 0})) is None
    assert owner.lacking(Wire({"scopes": ["a"]}), ("a", "b")) == ["b"]
