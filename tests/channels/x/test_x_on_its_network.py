"""The adapter of X against the practice network as X, every exchange held against X's published schema."""

from __future__ import annotations

import json
import re
import threading
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
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
from amends.channels.contract import (
    Deleted,
    Delivery,
    Disconnected,
    Edited,
    Item,
    Media,
    Outgoing,
    Receipt,
    Refused,
    Said,
    Secrets,
    ThreadKind,
    Throttled,
    Unknown,
    Unreachable,
    Visibility,
)
from amends.channels.transports import Transports, utc_now
from amends.channels.transports.http import AllowedAddresses, HttpTransport
from amends.practice import Network, Served, running
from amends.practice import x as practice
from amends.practice.x import ids

CHANNEL = X()
SEED = 23
SPEC = Path(__file__).parents[3].parent / "shared" / "specs" / "x.openapi.json"
PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 40


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
def seen() -> Iterator[Seen]:
    http = HttpTransport(AllowedAddresses(["127.0.0.1"]))
    yield Seen(http)
    http.close()


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


def heard(link: Link, cursor: str = "") -> tuple[list[Item], str]:
    page = CHANNEL.fetch(link, cursor)
    found = [item for each in page.deliveries for item in CHANNEL.parse(link, each)]
    return found, page.cursor


def reply(text: str, to: Said) -> Outgoing:
    return Outgoing(
        key=str(uuid.uuid4()),
        visibility=Visibility.PUBLIC,
        text=text,
        thread=to.thread.external_id,
        reply_to=to.external_id,
    )


def test_what_is_said_there_is_heard_and_answered(
    served: Served, network: Network, link: Link
) -> None:
    _, cursor = heard(link)
    ada, li = network.person("ada_moss"), network.person("li_wei", "李伟")
    post = served.call(lambda: network.post(ada, "@northpost where is it? <3 & thanks"))
    served.call(lambda: network.comment(li, post, "same here"))
    served.call(lambda: network.message(ada, network.accounts["northpost"], "NP-4471"))
    found, cursor = heard(link, cursor)
    texts = {each.text: each for each in found if isinstance(each, Said)}
    asked = texts["@northpost where is it? <3 & thanks"]
    assert asked.author.handle == "@ada_moss"
    assert texts["NP-4471"].thread.kind is ThreadKind.CONVERSATION
    receipt = CHANNEL.send(link, reply("We are looking for it now 🔎", asked))
    assert receipt.units == {"reply": 1}
    found, _ = heard(link, cursor)
    answer = next(each for each in found if isinstance(each, Said) and each.own)
    assert (answer.external_id, answer.reply_to) == (receipt.external_id, asked.external_id)
    assert answer.thread == asked.thread


def test_only_who_names_the_account_is_answered(
    served: Served, network: Network, link: Link
) -> None:
    jo = network.person("jo_banks")
    post = served.call(lambda: network.post(jo, "Northpost, never again"))
    there = ids.of_item(post)
    said = Outgoing(str(uuid.uuid4()), Visibility.PUBLIC, "Sorry!", thread=there, reply_to=there)
    with pytest.raises(Refused, match="not mentioned or quoted"):
        CHANNEL.send(link, said)


def test_edits_deletions_hiding_and_likes(served: Served, network: Network, link: Link) -> None:
    ada = network.person("ada_moss")
    own = CHANNEL.send(link, Outgoing(str(uuid.uuid4()), Visibility.PUBLIC, "Late in the north."))
    ours = next(each for each in network.items.values() if each.text == "Late in the north.")
    comment = served.call(lambda: network.comment(ada, ours, "again?"))
    _, cursor = heard(link)
    there = ids.of_item(comment)
    CHANNEL.like(link, there, own.thread)
    CHANNEL.hide(link, there, own.thread, hidden=True)
    assert comment.hidden
    assert comment.likes == 1
    better = Outgoing(str(uuid.uuid4()), Visibility.PUBLIC, "Late in the north today.")
    assert CHANNEL.edit(link, own.external_id, better).external_id == own.external_id
    CHANNEL.edit(link, own.external_id, better)
    found, _ = heard(link, cursor)
    edited = next(each for each in found if isinstance(each, Edited))
    assert (edited.external_id, edited.said.text) == (own.external_id, better.text)
    CHANNEL.delete(link, own.external_id, "")
    CHANNEL.delete(link, own.external_id, "")
    assert ours.deleted_at is not None


def test_what_was_edited_or_taken_away_is_seen_by_looking_again(
    served: Served, network: Network, link: Link
) -> None:
    ada = network.person("ada_moss")
    kept, edited, gone = (
        served.call(lambda text=text: network.post(ada, f"@northpost {text}"))
        for text in ("stays", "chnages", "goes")
    )
    asked = [ids.of_item(each) for each in (kept, edited, gone)]
    assert CHANNEL.recheck(link, asked).deliveries == ()
    # X tells the versions of a post apart by the millisecond.
    edited.created_at -= 1
    asked[1] = ids.of_item(edited)
    served.call(lambda: network.edit(edited, "@northpost changes"))
    served.call(lambda: network.delete(gone))
    page = CHANNEL.recheck(link, [*asked, "17-1", "1"])
    changed, missing, unknown = [
        item for each in page.deliveries for item in CHANNEL.parse(link, each)
    ]
    assert isinstance(changed, Edited)
    assert (changed.external_id, changed.said.text) == (asked[1], "@northpost changes")
    assert isinstance(missing, Deleted)
    assert isinstance(unknown, Deleted)
    assert (missing.external_id, unknown.external_id) == (asked[2], "1")
    assert page.units == {"post read": 3}
    again = CHANNEL.recheck(link, asked)
    assert {each.key for each in again.deliveries} < {each.key for each in page.deliveries}
    assert CHANNEL.recheck(link, ["17-1"]).units == {}


@dataclass
class Older(httpx.BaseTransport):
    """X as long as it does not know the new names of its parameters."""

    inner: httpx.BaseTransport

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        if "post.fields" in request.url.params:
            said = "The query parameter [post.fields] is not one of [ids,expansions,tweet.fields]"
            told = {"parameters": {"post.fields": ["lang"]}, "message": said}
            return httpx.Response(400, json={"errors": [told], "title": "Invalid Request"})
        return self.inner.handle_request(request)


def test_an_x_that_knows_only_its_old_names_is_asked_in_them(
    served: Served, network: Network, link: Link
) -> None:
    http = HttpTransport(AllowedAddresses(["127.0.0.1"]))
    link = replace(link, transports=replace(link.transports, http=Older(http)))
    _, cursor = heard(link)
    ada = network.person("ada_moss")
    post = served.call(lambda: network.post(ada, "@northpost in the old way?"))
    served.call(lambda: network.comment(network.person("li_wei"), post, "@northpost mine"))
    found, _ = heard(link, cursor)
    http.close()
    said = {each.text: each for each in found if isinstance(each, Said)}
    assert said["@northpost in the old way?"].external_id == ids.of_item(post)
    assert {each.reply_to for each in said.values()} == {"", ids.of_item(post)}


def test_a_picture_and_a_message_that_opens_a_conversation(
    served: Served, network: Network, link: Link
) -> None:
    jo = network.person("jo_banks")
    picture = Media(name="box.png", content_type="image/png", alt_text="A box", content=PNG)
    said = Outgoing(
        str(uuid.uuid4()),
        Visibility.PRIVATE,
        "Is this yours?",
        recipient=ids.of_profile(jo),
        media=(picture,),
    )
    receipt = CHANNEL.send(link, said)
    item = network.items[next(reversed(network.items))]
    assert item.media[0].alt == "A box"
    assert receipt.thread == ids.conversation(jo, network.account("northpost").profile)
    found = CHANNEL.look_up(link, said, utc_now() - timedelta(minutes=2))
    assert found is not None
    assert found.external_id == receipt.external_id
    CHANNEL.delete(link, receipt.external_id, receipt.thread)
    assert item.deleted_at is not None


def test_lost_answers_are_found_and_never_doubled(
    served: Served, network: Network, link: Link
) -> None:
    network.faults.change({"lost_answers": 0.2})
    ada = network.person("ada_moss")
    post = served.call(lambda: network.post(ada, "@northpost hello?"))
    thread = ids.of_item(post)
    before = len(network.accounts["northpost"].sent)
    lost = 0
    for number in range(60):
        said = Outgoing(
            str(uuid.uuid4()),
            Visibility.PUBLIC,
            f"Answer {number}: see https://track.example.com/{number}",
            thread=thread,
            reply_to=thread,
        )
        began = utc_now()
        try:
            CHANNEL.send(link, said)
        except Unknown:
            lost += 1
            later = replace(
                link,
                transports=replace(link.transports, clock=lambda: utc_now() + timedelta(minutes=1)),
            )
            assert isinstance(CHANNEL.look_up(later, said, began), Receipt)
    assert lost
    assert len(network.accounts["northpost"].sent) == before + 60


def test_a_refusal_for_too_many_requests_says_until_when(network: Network, link: Link) -> None:
    bucket = network.accounts["northpost"].bucket
    bucket.tokens, bucket.burst, bucket.per_second = 0.0, 10, 0.1
    with pytest.raises(Throttled) as caught:
        CHANNEL.fetch(link, "")
    assert caught.value.wait is not None
    assert timedelta(seconds=60) < caught.value.wait < timedelta(seconds=120)


def test_tokens_end_and_are_renewed_once(network: Network, link: Link) -> None:
    network.accounts["northpost"].state = "expired"
    with pytest.raises(Disconnected):
        CHANNEL.identify(link)
    renewal = CHANNEL.renew(link)
    assert renewal is not None
    fresh = replace(link, secrets=Secrets({**link.secrets, **renewal.secrets}))
    assert CHANNEL.identify(fresh) == link.account
    with pytest.raises(Disconnected):
        CHANNEL.renew(link)


def test_an_outage_is_unreachable(network: Network, link: Link) -> None:
    network.faults.outage_until = network.clock() + 60
    with pytest.raises(Unreachable):
        CHANNEL.fetch(link, "")


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


def test_pushes_are_asked_for_checked_and_understood(
    served: Served, network: Network, link: Link, door: Any
) -> None:
    url, got, came = door
    CHANNEL.subscribe(link, url)
    CHANNEL.subscribe(link, url)
    ada = network.person("ada_moss")
    found: list[Item] = []
    for act in (
        lambda: network.post(ada, "@northpost pushed?"),
        lambda: network.message(ada, network.account("northpost"), "in private"),
        lambda: network.delete(next(reversed([*network.items.values()][:-1]))),
    ):
        came.clear()
        served.call(act)
        assert came.wait(10)
        headers, body = got[-1]
        push = Delivery(CHANNEL.delivery_key(body, headers), body, headers)
        CHANNEL.verify(link, push, utc_now())
        with pytest.raises(Refused):
            CHANNEL.verify(link, replace(push, body=body + b" "), utc_now())
        found += CHANNEL.parse(link, push)
    post, message, gone = found
    assert isinstance(post, Said)
    assert isinstance(message, Said)
    assert (post.text, message.text) == ("@northpost pushed?", "in private")
    assert isinstance(gone, Deleted)
    assert gone.external_id == post.external_id
    polled, _ = heard(link)
    assert message.thread in [each.thread for each in polled if isinstance(each, Said)]


def test_what_was_exchanged_is_in_the_published_format(seen: Seen) -> None:
    if not SPEC.is_file():
        pytest.skip("x.openapi.json is not beside the repository")
    if len(seen.exchanges) < 10:
        pytest.skip("the other tests of this file were not run before")
    spec = json.loads(SPEC.read_text(encoding="utf-8"))
    faults = [fault for each in seen.exchanges for fault in wrong(spec, each)]
    assert faults == []


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
