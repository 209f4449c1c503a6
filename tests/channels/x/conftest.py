"""The practice network as X for each file of tests, and every exchange held against X's published schema."""

from __future__ import annotations

import functools
import json
import re
import threading
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import httpx
import pytest
from jsonschema import Draft202012Validator

from amends.channels.adapters.x import X
from amends.channels.base import Link
from amends.channels.conformance.worlds import no_imap, no_smtp
from amends.channels.consent import Ask
from amends.channels.contract import Secrets
from amends.channels.transports import Transports
from amends.channels.transports.http import AllowedAddresses, HttpTransport
from amends.practice import Network, Served, running
from amends.practice import x as practice

CHANNEL = X()
SEED = 23
SPEC = Path(__file__).parents[3].parent / "shared" / "specs" / "x.openapi.json"


@dataclass
class Seen(httpx.BaseTransport):
    """Passes requests on, and keeps them with their answers."""

    inner: httpx.BaseTransport
    exchanges: list[tuple[httpx.Request, int, bytes]] = field(default_factory=list)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        response = self.inner.handle_request(request)
        body = response.read()
        response.close()
        self.exchanges.append((request, response.status_code, body))
        # Unpacked already.
        head = [(k, v) for k, v in response.headers.items() if k != "content-encoding"]
        return httpx.Response(response.status_code, headers=head, content=body)


@pytest.fixture(scope="module")
def served() -> Iterator[Served]:
    with running(Network(seed=SEED)) as network:
        yield network


@pytest.fixture
def network(served: Served) -> Network:
    """The network in good times."""
    account = served.network.accounts["northpost"]
    served.network.faults.calm()
    account.state, account.expires_at = "valid", None
    account.bucket.tokens, account.bucket.per_second, account.bucket.burst = -1.0, 500.0, 2000
    return served.network


@pytest.fixture(scope="module")
def line() -> Iterator[HttpTransport]:
    http = HttpTransport(AllowedAddresses(["127.0.0.1"]))
    yield http
    http.close()


@pytest.fixture
def seen(line: HttpTransport) -> Iterator[Seen]:
    """What a test exchanges; all of it must be in the published format."""
    seen = Seen(line)
    yield seen
    if SPEC.is_file():
        assert [fault for each in seen.exchanges for fault in wrong(_published(), each)] == []


@functools.cache
def _published() -> dict[str, Any]:
    """X's own description; beside the repository, because it is not ours to hand on."""
    found: dict[str, Any] = json.loads(SPEC.read_text(encoding="utf-8"))
    return found


@pytest.fixture
def link(served: Served, network: Network, seen: Seen) -> Link:
    """A connection as the sample makes it, with tokens for the first of its owner's consents."""
    sample = practice.sample(served.url, "northpost", SEED)
    secret = {each.name for each in CHANNEL.settings if each.kind == "secret"}
    settings = {name: value for name, value in sample.given.items() if name not in secret}
    secrets = {name: value for name, value in sample.given.items() if name in secret}
    link = Link(settings, Secrets(secrets), Transports(seen, no_imap, no_smtp))
    ask = Ask("http://desk.example/back", "state", "verifier-" + uuid.uuid4().hex)
    url = CHANNEL.begin_asking(link, ask).url
    back = httpx.get(url, trust_env=False).headers["location"]
    told = dict(parse_qsl(urlsplit(back).query))
    assert told["state"] == "state"
    renewal = CHANNEL.finish_asking(link, ask, told["code"])
    link = replace(link, secrets=Secrets({**secrets, **renewal.secrets}))
    return replace(link, account=CHANNEL.identify(link))


@pytest.fixture
def door(link: Link) -> Iterator[tuple[str, list[tuple[dict[str, str], bytes]], threading.Event]]:
    """A desk's door: it answers X's check as the adapter says, and keeps what is pushed."""
    got: list[tuple[dict[str, str], bytes]] = []
    came = threading.Event()

    class Door(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            query = dict(parse_qsl(urlsplit(self.path).query))
            answer = (CHANNEL.challenge(link, query) or "").encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            got.append(({name.lower(): value for name, value in self.headers.items()}, body))
            self.send_response(200)
            self.send_header("Content-Length", "0")
            self.end_headers()
            came.set()

        def log_message(self, format: str, *args: object) -> None: ...  # noqa: A002

    with ThreadingHTTPServer(("127.0.0.1", 0), Door) as server:
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/hook", got, came
        server.shutdown()
        thread.join()


def wrong(spec: dict[str, Any], exchange: tuple[httpx.Request, int, bytes]) -> Iterator[str]:
    """What of a request or of its answer is not as published; tokens and failures are not told there."""
    request, status, body = exchange
    path = urlsplit(str(request.url)).path.removeprefix("/x")
    if path == "/2/oauth2/token" or status >= 400:
        return
    operation = operation_of(spec, request.method.lower(), path)
    known = {resolved(spec, each)["name"]: each for each in operation.get("parameters", [])}
    for name, value in request.url.params.items():
        if name not in known:
            yield f"{path}: there is no parameter {name}"
        schema = resolved(spec, known[name])["schema"]
        given = value.split(",") if schema.get("type") == "array" else value
        given = int(value) if schema.get("type") == "integer" else given
        yield from faults_of(spec, schema, given, f"{path}?{name}")
    if request.content:
        schema = operation["requestBody"]["content"]["application/json"]["schema"]
        yield from faults_of(spec, schema, json.loads(request.content), f"{path} asked")
    answer = operation["responses"][str(status)]["content"]["application/json"]["schema"]
    yield from faults_of(spec, answer, json.loads(body), f"{path} answered")


def operation_of(spec: dict[str, Any], method: str, path: str) -> dict[str, Any]:
    exact = [each for each in spec["paths"] if each == path]
    shaped = [
        each for each in spec["paths"] if re.fullmatch(re.sub(r"\{\w+\}", "[^/]+", each), path)
    ]
    found = next(each for each in (*exact, *shaped) if method in spec["paths"][each])
    return spec["paths"][found][method]


def resolved(spec: dict[str, Any], value: dict[str, Any]) -> dict[str, Any]:
    name = value.get("$ref", "").rpartition("/")[2]
    return spec["components"]["parameters"][name] if name else value


def faults_of(
    spec: dict[str, Any], schema: dict[str, Any], value: object, where: str
) -> Iterator[str]:
    whole = {"components": spec["components"], "allOf": [schema]}
    for error in Draft202012Validator(whole).iter_errors(value):
        yield f"{where}: {error.json_path} {error.message}"
