"""The practice Graph API pushes to us as Meta does, and the Page's adapter takes it."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, urlsplit

import pytest

from amends.channels.adapters.facebook import Facebook
from amends.channels.base import Link
from amends.channels.conformance.worlds import no_imap, no_smtp
from amends.channels.contract import (
    Delivery,
    Outcome,
    Outgoing,
    Refused,
    Said,
    Secrets,
    ThreadKind,
    Visibility,
)
from amends.channels.transports import Transports, utc_now
from amends.channels.transports.http import AllowedAddresses, HttpTransport
from amends.practice import Network, Served, Strike, running
from amends.practice.graph import sample

FACEBOOK = Facebook()
WAIT = 20


@dataclass
class Desk:
    """Our address: answers Meta's check of it, keeps what is pushed, and can refuse the first time."""

    link: Link | None = None
    pushed: queue.Queue[Delivery] = field(default_factory=queue.Queue)
    refusals: int = 0
    url: str = ""


@pytest.fixture
def served() -> Iterator[Served]:
    with running(Network(seed=13)) as network:
        yield network


@pytest.fixture
def desk(served: Served) -> Iterator[Desk]:
    desk = Desk()

    class Door(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            assert desk.link is not None
            query = dict(parse_qsl(urlsplit(self.path).query))
            answer = FACEBOOK.challenge(desk.link, query)
            self._answer(200 if answer else 405, (answer or "").encode())

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            headers = {name.lower(): value for name, value in self.headers.items()}
            if desk.refusals > 0:
                desk.refusals -= 1
                self._answer(503, b"")
                return
            desk.pushed.put(Delivery(FACEBOOK.delivery_key(body, headers), body, headers))
            self._answer(200, b"")

        def _answer(self, status: int, body: bytes) -> None:
            self.send_response(status)
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Nobody reads it."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Door)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    desk.url = f"http://127.0.0.1:{server.server_address[1]}/hooks/x"
    http = HttpTransport(AllowedAddresses(["127.0.0.1"]))
    given = dict(sample(served.url, "northpost", 13).given)
    secrets = {name: given.pop(name) for name in ("token", "app_secret")}
    transports = Transports(http, no_imap, no_smtp, clock=utc_now)
    link = Link(given, Secrets({**secrets, "verify_token": "v-1"}), transports)
    desk.link = replace(link, account=FACEBOOK.identify(link))
    yield desk
    server.shutdown()
    server.server_close()
    http.close()


def test_an_address_that_does_not_know_the_token_is_not_taken(desk: Desk) -> None:
    assert desk.link is not None
    stranger = replace(desk.link, secrets=Secrets({**desk.link.secrets, "verify_token": "other"}))
    with pytest.raises(Refused, match="2200"):
        FACEBOOK.subscribe(stranger, desk.url)


def test_what_happens_is_pushed_signed_and_again_when_refused(served: Served, desk: Desk) -> None:
    link, network = desk.link, served.network
    assert link is not None
    FACEBOOK.subscribe(link, desk.url)
    desk.refusals = 1
    account = network.accounts["northpost"]
    served.call(lambda: network.message(network.person("jo"), account, "Wo ist mein Päckchen? 📦"))
    push = desk.pushed.get(timeout=WAIT)
    FACEBOOK.verify(link, push, utc_now())
    assert b"\\u00e4" in push.body
    heard = FACEBOOK.parse(link, push)
    assert [each.text for each in heard if isinstance(each, Said)] == ["Wo ist mein Päckchen? 📦"]


def test_our_own_message_comes_back_with_our_key_and_was_read(served: Served, desk: Desk) -> None:
    link, network = desk.link, served.network
    assert link is not None
    FACEBOOK.subscribe(link, desk.url)
    account, jo = network.accounts["northpost"], network.person("jo")
    served.call(lambda: network.message(jo, account, "Hello?"))
    heard = FACEBOOK.parse(link, desk.pushed.get(timeout=WAIT))
    assert isinstance(heard[0], Said)
    person = heard[0].author.external_id
    said = Outgoing("our-key", Visibility.PRIVATE, "Here.", person, ThreadKind.CONVERSATION)
    receipt = FACEBOOK.send(link, replace(said, recipient=person))
    told, until = [], time.monotonic() + WAIT
    while len(told) < 3 and time.monotonic() < until:
        told += FACEBOOK.parse(link, desk.pushed.get(timeout=WAIT))
    echo = next(each for each in told if isinstance(each, Said))
    assert (echo.own, echo.client_ref, echo.external_id) == (True, "our-key", receipt.external_id)
    delivered, read = [each for each in told if isinstance(each, Outcome)]
    assert delivered.external_id == receipt.external_id
    assert read.recipient == person


def test_it_is_asked_whether_it_still_pushes(served: Served, desk: Desk) -> None:
    link = desk.link
    assert link is not None
    assert not FACEBOOK.pushes_to(link, desk.url)
    FACEBOOK.subscribe(link, desk.url)
    assert FACEBOOK.pushes_to(link, desk.url)
    assert not FACEBOOK.pushes_to(link, "http://127.0.0.1:1/elsewhere")
    served.network.faults.dropped_subscriptions = Strike(next=1)
    assert not FACEBOOK.pushes_to(link, desk.url)
