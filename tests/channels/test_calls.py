"""How a call to a network fails, by name."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import httpx
import pytest

from amends.channels.adapters.demo import Demo
from amends.channels.base import Link
from amends.channels.calls import MOST_BYTES, Answer, Call, retry_after
from amends.channels.conformance.worlds import no_imap, no_smtp
from amends.channels.contract import (
    ChannelError,
    Disconnected,
    Malformed,
    Refused,
    Secrets,
    Unknown,
    Unreachable,
)
from amends.channels.transports import Transports

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
TOKEN = "token-that-nobody-may-see"
DEMO = Demo()


def linked(
    answer: Callable[[httpx.Request], httpx.Response], clock: Callable[[], datetime] = lambda: NOW
) -> Link:
    transports = Transports(httpx.MockTransport(answer), no_imap, no_smtp, clock)
    return Link({"base_url": "http://practice.example/"}, Secrets({"token": TOKEN}), transports)


def always(status: int, body: bytes = b"{}", **headers: str) -> Link:
    return linked(lambda _: httpx.Response(status, headers=headers, content=body))


def test_a_call_adds_the_address_and_the_authorisation() -> None:
    asked: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request)
        return httpx.Response(200, json={"yes": True})

    found = DEMO.call(linked(answer), Call("GET", "/v1/me", query={"a": "b c"}))
    assert found.json == {"yes": True}
    assert str(asked[0].url) == "http://practice.example/v1/me?a=b+c"
    assert asked[0].headers["authorization"] == f"Bearer {TOKEN}"
    assert asked[0].extensions["timeout"]["read"] == 20


def test_a_whole_address_is_called_as_it_is() -> None:
    link = linked(lambda request: httpx.Response(200, json={"host": request.url.host}))
    assert DEMO.call(link, Call("GET", "http://media.example/a")).json == {"host": "media.example"}


def test_an_empty_success_has_no_json() -> None:
    assert DEMO.call(always(204, b""), Call("DELETE", "/v1/webhook")).json is None


@pytest.mark.parametrize("status", [500, 502, 504, 507, 520])
def test_trouble_there_leaves_a_send_unknown(status: int) -> None:
    with pytest.raises(Unknown):
        DEMO.call(always(status), Call("POST", "/v1/posts", sends=True))
    with pytest.raises(Unreachable):
        DEMO.call(always(status), Call("GET", "/v1/posts"))


@pytest.mark.parametrize("status", [425, 503])
def test_unavailable_means_that_nothing_was_begun(status: int) -> None:
    with pytest.raises(Unreachable):
        DEMO.call(always(status), Call("POST", "/v1/posts", sends=True))


def test_a_network_may_say_in_its_own_way_that_the_key_is_no_longer_good() -> None:
    revoked = b'{"error": {"code": "account_revoked", "message": "Taken back."}}'
    with pytest.raises(Disconnected, match=r"account_revoked: Taken back\."):
        DEMO.call(always(403, revoked), Call("GET", "/v1/me"))
    with pytest.raises(Refused):
        DEMO.call(always(403), Call("GET", "/v1/me"))


def test_an_answer_that_drips_is_given_up() -> None:
    moments = iter(NOW + timedelta(seconds=10 * step) for step in range(1000))
    body = iter([b"["] + [b"1,"] * 500)
    link = linked(lambda _: httpx.Response(200, content=body), clock=lambda: next(moments))
    with pytest.raises(Unreachable, match="drips"):
        DEMO.call(link, Call("GET", "/v1/events"))


def test_an_answer_too_large_is_malformed_and_a_send_unknown() -> None:
    large = b" " * (MOST_BYTES + 1)
    with pytest.raises(Malformed):
        DEMO.call(always(200, large), Call("GET", "/v1/events"))
    with pytest.raises(Unknown):
        DEMO.call(always(201, large), Call("POST", "/v1/posts", sends=True))


def test_a_body_that_cannot_be_unpacked_is_malformed() -> None:
    link = linked(lambda _: _unpackable())
    with pytest.raises(Malformed):
        DEMO.call(link, Call("GET", "/v1/events"))


def _unpackable() -> httpx.Response:
    stream = httpx.ByteStream(b"no gzip")
    return httpx.Response(200, headers={"content-encoding": "gzip"}, stream=stream)


@pytest.mark.parametrize("base", ["ftp://practice.example", "http://[", "practice.example"])
def test_an_address_that_cannot_be_called_is_refused(base: str) -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        raise httpx.UnsupportedProtocol("no", request=request)

    link = linked(answer)
    wrong = Link({"base_url": base}, link.secrets, link.transports)
    with pytest.raises(Refused):
        DEMO.call(wrong, Call("GET", "/v1/me"))


@pytest.mark.parametrize("token", ["with\nnew line", "wíth áccents"])
def test_a_key_that_is_no_header_shows_nowhere(token: str) -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        raise httpx.LocalProtocolError(f"Illegal header value {token!r}", request=request)

    link = linked(answer)
    odd = Link(link.settings, Secrets({"token": token}), link.transports)
    with pytest.raises(Refused) as refused:
        DEMO.call(odd, Call("GET", "/v1/me"))
    assert "new line" not in str(refused.value)
    assert "áccents" not in str(refused.value)


def test_a_secret_in_the_networks_own_words_is_blotted_out() -> None:
    words = f'{{"error": {{"code": "odd", "message": "{TOKEN} is odd"}}}}'.encode()
    with pytest.raises(ChannelError) as failed:
        DEMO.call(always(400, words), Call("GET", "/v1/me"))
    assert TOKEN not in f"{failed.value}{failed.value!r}{failed.value.detail}"
    assert "••• is odd" in str(failed.value)


@pytest.mark.parametrize(
    ("value", "date", "seconds"),
    [
        ("17", "", 17),
        (" 17 ", "", 17),
        ("0", "", 1),
        ("2.5", "", 2.5),
        ("7200", "", 7200),
        ("86400", "", 86400),
        ("86401", "", 3600),
        ("999999999999999999", "", 3600),
        ("Sat, 21 Nov 2026 12:01:30 GMT", "", 90),
        ("Sat, 21 Nov 2026 12:01:30 GMT", "Sat, 21 Nov 2026 12:01:00 GMT", 30),
        ("Sat, 21 Nov 2026 12:01:30 GMT", "rubbish", 90),
        ("Sat, 21 Nov 2020 12:01:30 GMT", "", 1),
        ("Sat, 21 Nov 2099 12:01:30 GMT", "", 3600),
        ("", "", None),
        ("soon", "", None),
        ("-30", "", None),
        ("3.5.1", "", None),
        ("²", "", None),
        ("Thu, 99 Nov 2026", "", None),
    ],
)
def test_how_long_to_wait(value: str, date: str, seconds: float | None) -> None:
    wait = None if seconds is None else timedelta(seconds=seconds)
    assert retry_after({"retry-after": value, "date": date}, NOW) == wait


def test_nothing_said_about_waiting() -> None:
    assert retry_after({}, NOW) is None


@pytest.mark.parametrize(
    ("reset", "wait"),
    [
        ((NOW + timedelta(minutes=5)).isoformat().replace("+00:00", "Z"), timedelta(minutes=5)),
        ((NOW - timedelta(minutes=5)).isoformat(), timedelta(seconds=1)),
        ((NOW + timedelta(days=9)).isoformat(), timedelta(hours=1)),
        ("2026-11-21T09:25:00", None),
        ("2026-99-99T", None),
        ("300", None),
        ("soon", None),
    ],
)
def test_a_server_may_say_when_its_count_begins_anew(reset: str, wait: timedelta | None) -> None:
    assert retry_after({"x-ratelimit-reset": reset}, NOW) == wait
    told = {"x-ratelimit-reset": reset, "retry-after": "7"}
    assert retry_after(told, NOW) == timedelta(seconds=7)


def test_of_several_counts_the_last_one_used_up_is_waited_for() -> None:
    def epoch(minutes: int) -> str:
        return str(int((NOW + timedelta(minutes=minutes)).timestamp()))

    told = {
        "retry-after": "soon",
        "x-rate-limit-reset": epoch(3),
        "x-user-limit-24hour-remaining": "0",
        "x-user-limit-24hour-reset": epoch(300),
        "x-app-limit-24hour-remaining": "9",
        "x-app-limit-24hour-reset": epoch(600),
    }
    assert retry_after(told, NOW) == timedelta(minutes=300)
    told["x-user-limit-24hour-remaining"] = "1"
    assert retry_after(told, NOW) == timedelta(minutes=3)


def test_calls_and_answers_print_no_secret() -> None:
    call = Call("GET", "/", headers={"authorization": TOKEN}, json={"secret": TOKEN})
    assert TOKEN not in repr(call)
    assert TOKEN not in repr(Answer(200, {"set-cookie": TOKEN}, TOKEN.encode(), TOKEN))
