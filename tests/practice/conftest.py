"""A served practice network, a client for it, and somewhere for its webhooks to land."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx
import pytest

from amends.practice import Item, Network, Served, running

BRANDS = ("northpost", "tallybook")


@pytest.fixture
def network() -> Network:
    return Network(seed=7, brands=BRANDS)


@pytest.fixture
def served(network: Network) -> Iterator[Served]:
    with running(network, backoff=(0.05, 0.05, 0.05)) as served:
        yield served


@pytest.fixture
def desk(served: Served) -> Iterator[httpx.Client]:
    yield from _client(served, served.network.account("northpost").token)


@pytest.fixture
def other_desk(served: Served) -> Iterator[httpx.Client]:
    yield from _client(served, served.network.account("tallybook").token)


@pytest.fixture
def control(served: Served) -> Iterator[httpx.Client]:
    yield from _client(served, served.network.control_token)


def _client(served: Served, token: str) -> Iterator[httpx.Client]:
    head = {"Authorization": f"Bearer {token}"}
    with httpx.Client(base_url=served.url, headers=head, timeout=5, trust_env=False) as client:
        yield client


@pytest.fixture
def complaint(network: Network) -> Item:
    """Maren's post about a parcel, which mentions Northpost."""
    return network.post(network.person("maren", "Maren Holt"), "@northpost where is my parcel?")


@dataclass
class Doormat:
    """What a webhook's receiver got, and what it answers (200 when nothing is planned)."""

    url: str
    got: list[tuple[str, bytes]] = field(default_factory=list)
    planned: list[int] = field(default_factory=list)
    most_at_once: int = 0


@pytest.fixture
def doormat() -> Iterator[Doormat]:
    mat = Doormat("")
    lock = threading.Lock()
    busy: list[int] = []

    class Receiver(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        wbufsize = -1

        def do_POST(self) -> None:
            with lock:
                busy.append(1)
                mat.most_at_once = max(mat.most_at_once, len(busy))
            body = self.rfile.read(int(self.headers["Content-Length"]))
            threading.Event().wait(0.01)
            with lock:
                busy.pop()
                mat.got.append((self.headers["X-Practice-Signature"], body))
                status = mat.planned.pop(0) if mat.planned else 200
            self.send_response(status)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None: ...

    with ThreadingHTTPServer(("127.0.0.1", 0), Receiver) as server:
        server.daemon_threads = True
        mat.url = f"http://127.0.0.1:{server.server_port}/hook"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        yield mat
        server.shutdown()
        thread.join()
