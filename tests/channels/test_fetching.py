"""Addresses that people type in lead nowhere but to the web: every hop, every notation, every answer."""

from __future__ import annotations

import gzip
import socket
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from amends.channels import fetching
from amends.channels.calls import Call, exchange
from amends.channels.conformance.worlds import no_imap, no_smtp
from amends.channels.contract import ChannelError, Malformed, Refused, Unreachable
from amends.channels.transports import Transports
from amends.channels.transports.http import AllowedAddresses, HttpTransport, Resolver

NOW = datetime(2026, 11, 21, 9, 20, tzinfo=UTC)


# ------------------------------------------------------------------ which addresses are public

PRIVATE = (Path(__file__).parent / "addresses" / "private.txt").read_text().split()
PUBLIC = (Path(__file__).parent / "addresses" / "public.txt").read_text().split()


@pytest.mark.parametrize("address", PRIVATE)
def test_addresses_within_networks_are_refused(address: str) -> None:
    assert not AllowedAddresses(()).allow("site.example", address, 443)


@pytest.mark.parametrize("address", PUBLIC)
def test_addresses_of_the_internet_are_reached(address: str) -> None:
    assert AllowedAddresses(()).allow("site.example", address, 443)


@given(st.ip_addresses(v=4))
def test_an_ipv4_address_is_judged_alike_in_every_dress(address: Any) -> None:
    plain = AllowedAddresses(()).allow("h", str(address), 80)
    for dress in (f"::ffff:{address}", f"64:ff9b::{address}"):
        assert AllowedAddresses(()).allow("h", dress, 80) is plain


# --------------------------------------------------------------------------- the real way out


class Server(BaseHTTPRequestHandler):
    """Redirects at /to?…, packs a bomb at /bomb, and answers everything else."""

    protocol_version = "HTTP/1.1"
    seen: list[str] = []

    def do_GET(self) -> None:
        type(self).seen.append(self.path)
        if self.path == "/bomb":
            packed = gzip.compress(bytes(20_000_000))
            return self._answer(200, packed, content_encoding="gzip")
        if self.path.startswith("/to?"):
            return self._answer(302, b"", location=self.path.removeprefix("/to?"))
        return self._answer(200, b"hello")

    def _answer(self, status: int, body: bytes, **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002
        """Be silent."""


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Server) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        yield server.server_address[1]
        server.shutdown()
        thread.join()


@pytest.fixture(scope="module")
def closed() -> Iterator[Transports]:
    """The way out as an operator has it who allows nothing private."""
    with way_out() as out:
        yield out


@contextmanager
def way_out(*allowed: str, resolve: Resolver = socket.getaddrinfo) -> Iterator[Transports]:
    with HttpTransport(AllowedAddresses(allowed), resolve=resolve) as http:
        yield Transports(http, no_imap, no_smtp)


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "127.1",
        "2130706433",
        "0x7f000001",
        "0x7f.1",
        "0177.0.0.1",
        "017700000001",
        "0",
        "localhost",
        "localhost.",
        "LOCALHOST",
        "[::1]",
        "[::]",
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
        "[0:0:0:0:0:ffff:7f00:0001]",
        "①②⑦.⓪.⓪.①",
        "127。0。0。1",
    ],
)
def test_no_notation_of_our_own_house_is_reached(closed: Transports, port: int, host: str) -> None:
    Server.seen.clear()
    with pytest.raises(ChannelError) as refused:
        fetching.read(closed, f"http://{host}:{port}/secret", {})
    assert isinstance(refused.value, Refused | Unreachable)
    assert Server.seen == []


def test_a_redirection_into_the_house_is_refused_at_its_hop(port: int) -> None:
    """The first hop is allowed, the second is the same server by another address."""
    here = f"http://127.0.0.1:{port}"
    Server.seen.clear()
    with way_out(f"127.0.0.1:{port}") as out:
        with pytest.raises(Refused, match="private"):
            fetching.read(out, f"{here}/to?http://127.0.0.2:{port}/secret", {})
        assert [each.partition("?")[0] for each in Server.seen] == ["/to"]
        assert fetching.read(out, f"{here}/to?/to?/end", {}).url == f"{here}/end"
        with pytest.raises(Refused, match="5 times"):
            fetching.read(out, f"{here}{'/to?' * 7}/end", {})


def test_a_name_that_changes_its_answer_gains_nothing(port: int) -> None:
    """DNS rebinding: what was checked is what is connected to, and it is asked for once a connection."""
    answers = ["127.0.0.1", "127.0.0.2"]
    asked: list[str] = []

    def resolve(host: str, at: int, **_: object) -> list[tuple[Any, ...]]:
        asked.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (answers[len(asked) - 1], at))]

    there, only = f"http://rebind.example:{port}/", f"127.0.0.1:{port}"
    with way_out(only, resolve=resolve) as out:
        assert fetching.read(out, there, {}).answer.status == 200
        assert asked == ["rebind.example"]
    with way_out(only, resolve=resolve) as out, pytest.raises(Refused, match="private"):
        fetching.read(out, there, {})


def test_a_name_with_one_private_address_among_others_is_refused() -> None:
    def resolve(_: str, at: int, **__: object) -> list[tuple[Any, ...]]:
        found = ("93.184.215.14", "10.0.0.7")
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (each, at)) for each in found]

    with way_out(resolve=resolve) as out, pytest.raises(Refused, match="private"):
        fetching.read(out, "http://two-faced.example/", {})


def test_a_port_that_is_none_is_not_reached() -> None:
    with way_out() as out, pytest.raises(Unreachable):
        exchange(out, Call("GET", "http://8.8.8.8:99999/"))


def test_what_unpacks_to_more_than_we_keep_is_given_up(port: int) -> None:
    with way_out("127.0.0.1") as out, pytest.raises(Malformed, match="larger"):
        fetching.read(out, f"http://127.0.0.1:{port}/bomb", {})


# --------------------------------------------------------------------------- without a network


def scripted(
    answering: Callable[[httpx.Request], httpx.Response],
    clock: Callable[[], datetime] = lambda: NOW,
) -> Transports:
    return Transports(httpx.MockTransport(answering), no_imap, no_smtp, clock=clock)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "shop.example/feed",
        "file:///etc/passwd",
        "gopher://shop.example/",
        "ftp://shop.example/",
        "data:text/plain,x",
        "javascript:alert(1)",
        "https://",
        "http:///feed",
        "https://user:secret@shop.example/",
        "https://shop.example:22/",
        "https://shop.example:25/",
        "http://shop.example:1023/",
        "http://shop.example:99999/",
        "https://shop.example/" + "x" * 2001,
        "http://[::1",
        "https://shop.example\r\nhost: other/",
    ],
)
def test_only_the_web_is_read(url: str) -> None:
    def never(request: httpx.Request) -> httpx.Response:
        raise AssertionError(f"{request.url} was called")

    with pytest.raises(Refused):
        fetching.read(scripted(never), url, {})


@pytest.mark.parametrize(
    "location",
    ["file:///etc/passwd", "http://shop.example/", "https://a:b@shop.example/", "https://x:25/"],
)
def test_no_redirection_leads_off_the_web_or_out_of_the_lock(location: str) -> None:
    away = scripted(lambda _: httpx.Response(302, headers={"location": location}))
    with pytest.raises(Refused):
        fetching.read(away, "https://shop.example/feed", {})


def test_what_is_meant_for_one_site_is_not_told_to_another() -> None:
    seen: list[Mapping[str, str]] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(dict(request.headers))
        if request.url.host == "shop.example":
            return httpx.Response(301, headers={"location": "https://other.example/feed"})
        return httpx.Response(200, content=b"hello")

    told = {"authorization": "Bearer x", "accept": "text/xml", "if-none-match": '"7"'}
    found = fetching.read(scripted(answer), "https://shop.example/feed", told)
    assert found.url == "https://other.example/feed"
    assert seen[0]["authorization"] == "Bearer x"
    assert "authorization" not in seen[1]
    assert "if-none-match" not in seen[1]
    assert seen[1]["accept"] == "text/xml"


def test_an_answer_that_drips_is_given_up() -> None:
    moments = (NOW + timedelta(seconds=30 * each) for each in range(100))

    def drops() -> Iterator[bytes]:
        while True:
            yield b"."

    slow = scripted(lambda _: httpx.Response(200, content=drops()), clock=lambda: next(moments))
    with pytest.raises(Unreachable):
        fetching.read(slow, "https://shop.example/feed", {}, timeout=20)


@given(st.text(max_size=60))
def test_whatever_is_typed_is_read_or_refused(url: str) -> None:
    try:
        fetching.read(scripted(lambda _: httpx.Response(200)), url, {})
    except ChannelError:
        return
