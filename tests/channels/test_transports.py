"""The real ways out, against a server of our own: connections, the guard, and streams that stop."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx
import pytest

from amends.channels.calls import Call, exchange
from amends.channels.conformance.worlds import no_imap, no_smtp
from amends.channels.contract import Malformed, Refused, Unreachable
from amends.channels.streams import LONGEST_EVENT, Event, NotOpened, events, listen
from amends.channels.transports import Transports
from amends.channels.transports.http import AllowedAddresses, HttpTransport, PrivateAddress

EVENTS = b": hello\n\nevent: comment\nid: 7\ndata: {\ndata: }\n\ndata: second\n\n"


class Server(BaseHTTPRequestHandler):
    """Answers /ok, redirects at /away, cuts at /cut, streams at /stream and /end."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        if self.path == "/cut":
            self.close_connection = True
            return
        if self.path == "/away":
            self._answer(302, b"", location="http://127.0.0.1:1/")
            return
        if self.path == "/ok":
            self._answer(200, b'{"port": %d}' % self.client_address[1])
            return
        self._stream()

    def _answer(self, status: int, body: bytes, **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _stream(self) -> None:
        self.close_connection = True
        self.send_response(200 if self.path != "/none" else 404)
        self.end_headers()
        self.wfile.write(EVENTS)
        self.wfile.flush()
        if self.path == "/stream":
            released.wait(10)

    def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002
        """Be silent."""


released = threading.Event()


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    released.clear()
    with ThreadingHTTPServer(("127.0.0.1", 0), Server) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        yield server.server_address[1]
        released.set()
        server.shutdown()
        thread.join()


def ways_out(*allowed: str) -> Transports:
    return Transports(HttpTransport(AllowedAddresses(allowed)), no_imap, no_smtp)


@pytest.fixture
def out() -> Iterator[Transports]:
    transports = ways_out("127.0.0.0/8")
    yield transports
    transports.http.close()


def test_a_connection_is_kept_open(out: Transports, port: int) -> None:
    call = Call("GET", f"http://127.0.0.1:{port}/ok")
    assert exchange(out, call).body == exchange(out, call).body


def test_redirections_are_not_followed(out: Transports, port: int) -> None:
    assert exchange(out, Call("GET", f"http://127.0.0.1:{port}/away")).status == 302


def test_a_cut_line_has_its_name(out: Transports, port: int) -> None:
    with pytest.raises(Unreachable):
        exchange(out, Call("GET", f"http://127.0.0.1:{port}/cut"))


def test_nobody_there_is_unreachable(out: Transports) -> None:
    with pytest.raises(Unreachable):
        exchange(out, Call("GET", "http://127.0.0.1:9/", timeout=2))


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "[::]"])
def test_private_addresses_are_refused_before_connecting(host: str, port: int) -> None:
    transports = ways_out()
    with pytest.raises(PrivateAddress):
        transports.http.handle_request(httpx.Request("GET", f"http://{host}:{port}/ok"))
    with pytest.raises(Refused, match="private"):
        exchange(transports, Call("GET", f"http://{host}:{port}/ok"))


def test_one_port_may_be_allowed_and_the_next_is_not(port: int) -> None:
    transports = ways_out(f"127.0.0.1:{port}")
    assert exchange(transports, Call("GET", f"http://127.0.0.1:{port}/ok")).status == 200
    with pytest.raises(Refused):
        exchange(transports, Call("GET", f"http://127.0.0.1:{port + 1}/ok"))
    transports.http.close()


@pytest.mark.parametrize(
    ("entries", "host", "address", "port", "may"),
    [
        ((), "example.com", "93.184.215.14", 443, True),
        ((), "example.com", "10.1.2.3", 443, False),
        ((), "example.com", "169.254.169.254", 80, False),
        ((), "example.com", "100.64.0.1", 80, False),
        ((), "example.com", "224.0.0.1", 80, False),
        ((), "example.com", "::ffff:10.1.2.3", 443, False),
        ((), "example.com", "2002:0a01:0203::1", 443, False),
        ((), "example.com", "fe80::1%eth0", 443, False),
        ((), "example.com", "fd00::1", 443, False),
        (("10.0.0.0/8",), "example.com", "10.1.2.3", 443, True),
        (("10.0.0.0/8:25",), "example.com", "10.1.2.3", 443, False),
        (("10.0.0.0/8:443",), "example.com", "10.1.2.3", 443, True),
        (("[::1]:8411",), "localhost", "::1", 8411, True),
        (("[::1]:8411",), "localhost", "::1", 8412, False),
        (("::1",), "localhost", "::1", 8412, True),
        (("localhost:8411",), "localhost", "127.0.0.1", 8411, True),
        (("Mail.Internal",), "mail.internal", "192.168.1.9", 993, True),
        (("mail.internal",), "other.internal", "192.168.1.9", 993, False),
    ],
)
def test_which_addresses_may_be_reached(
    entries: tuple[str, ...], host: str, address: str, port: int, may: bool
) -> None:
    assert AllowedAddresses(entries).allow(host, address, port) is may


@pytest.mark.parametrize("entry", ["", "10.0.0.0/99", ":25", "host:port"])
def test_an_odd_entry_is_found_at_once(entry: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - the words are Python's
        AllowedAddresses([entry])


def test_a_stream_brings_events_and_stops_when_told(out: Transports, port: int) -> None:
    stop = threading.Event()
    stream = listen(out, Call("GET", f"http://127.0.0.1:{port}/stream"), stop)
    assert next(stream) == Event("comment", "{\n}", "7")
    assert next(stream) == Event("message", "second", "7")
    threading.Timer(0.1, stop.set).start()
    began = time.monotonic()
    assert list(stream) == []
    assert time.monotonic() - began < 3


def test_a_stream_that_the_network_closes_is_unreachable(out: Transports, port: int) -> None:
    stream = listen(out, Call("GET", f"http://127.0.0.1:{port}/end"), threading.Event())
    with pytest.raises(Unreachable):
        list(stream)


def test_a_silent_stream_is_unreachable(out: Transports, port: int) -> None:
    call = Call("GET", f"http://127.0.0.1:{port}/stream", timeout=0.2)
    with pytest.raises(Unreachable):
        list(listen(out, call, threading.Event()))


def test_no_stream_there(out: Transports, port: int) -> None:
    with pytest.raises(NotOpened):
        next(listen(out, Call("GET", f"http://127.0.0.1:{port}/none"), threading.Event()))


def test_an_event_without_end_is_malformed() -> None:
    lines = iter(["data: " + "x" * 1000] * (LONGEST_EVENT // 1000 + 2))
    with pytest.raises(Malformed):
        list(events(lines))


@pytest.mark.parametrize("size", [1, 2, 3, 7, 1000])
@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"\r"])
def test_lines_may_come_in_any_pieces(size: int, end: bytes) -> None:
    whole = EVENTS.replace(b"\n", end) + b": over" + end
    pieces = [whole[at : at + size] for at in range(0, len(whole), size)]
    stream = httpx.MockTransport(lambda _: httpx.Response(200, content=iter(pieces)))
    transports = Transports(stream, no_imap, no_smtp)
    found = listen(transports, Call("GET", "http://n.example/"), threading.Event())
    assert [next(found), next(found)] == [
        Event("comment", "{\n}", "7"),
        Event("message", "second", "7"),
    ]
