"""The worked example of docs/channels/webhook.md, run: the site pushes, and takes answers."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import HTTPServer
from pathlib import Path
from typing import Any

import httpx
import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from amends.channels.adapters.webhook import Webhook
from amends.channels.base import Link
from amends.channels.conformance.worlds import NoHttp, no_imap, no_smtp
from amends.channels.contract import (
    Account,
    Delivery,
    Disconnected,
    Malformed,
    Outgoing,
    Refused,
    Secrets,
    Unsupported,
    Visibility,
)
from amends.channels.plain import signing
from amends.channels.rights import Heard, Standing, Way
from amends.channels.transports import Transports
from amends.channels.transports.http import AllowedAddresses, HttpTransport

OUT = Transports(HttpTransport(AllowedAddresses(["127.0.0.0/8"])), no_imap, no_smtp)
NOWHERE = Transports(NoHttp(), no_imap, no_smtp)
PAGE = Path(__file__).parents[2] / "docs" / "channels" / "webhook.md"
NOW = datetime(2026, 11, 21, 9, 20, tzinfo=UTC)
REVIEW = {
    "type": "said",
    "id": "r-5",
    "text": "Box arrived wet.",
    "sent_at": "2026-11-21T09:03:00Z",
    "author": {"id": "u-18"},
    "thread": {"id": "r-5", "kind": "review"},
}


@pytest.fixture(scope="module")
def example() -> dict[str, Any]:
    """The names of the example, as a site's own module would have them."""
    [code] = re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    names: dict[str, Any] = {}
    exec(compile(code, str(PAGE), "exec"), names)  # noqa: S102 - our own page
    names["Answers"].log_message = lambda *_: None
    return names


@pytest.fixture(scope="module")
def site(example: dict[str, Any]) -> Iterator[str]:
    with HTTPServer(("127.0.0.1", 0), example["Answers"]) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}/answers/"
        server.shutdown()
        thread.join()


def link_to(address: str, *secrets: str) -> Link:
    named = dict(zip(("secret", "former_secret"), secrets, strict=False))
    return Link(
        {"site": "shop", "answers_url": address}, Secrets(named), OUT if address else NOWHERE
    )


def answer(key: str = "k-1") -> Outgoing:
    return Outgoing(key, Visibility.PUBLIC, "Sorry, Jo!", thread="r-5", reply_to="r-5")


def test_the_example_takes_answers_once_and_can_be_asked(
    example: dict[str, Any], site: str
) -> None:
    channel, link = Webhook(), link_to(site, example["SECRET"])
    assert channel.identify(link).name == "Our shop"
    long_ago = datetime.now(UTC) - timedelta(hours=1)
    assert channel.look_up(link, answer(), long_ago) is None
    first, again = channel.send(link, answer()), channel.send(link, answer())
    assert first == again == channel.look_up(link, answer(), long_ago)
    assert first.external_id == "answer-k-1"


def test_the_example_refuses_what_another_secret_signs(example: dict[str, Any], site: str) -> None:
    other = link_to(site, "another-secret-altogether")
    with pytest.raises(Disconnected):
        Webhook().send(other, answer("k-2"))
    assert "k-2" not in example["Answers"].given
    rotating = link_to(site, "another-secret-altogether", example["SECRET"])
    assert Webhook().send(rotating, answer("k-2")).external_id == "answer-k-2"


def test_what_the_example_signs_is_accepted(example: dict[str, Any]) -> None:
    body, stamp = b'{"type": "said"}', str(int(time.time()))
    headers = {
        signing.ID: "m-1",
        signing.TIMESTAMP: stamp,
        signing.SIGNATURE: example["signature"]("m-1", stamp, body),
    }
    link = link_to("", example["SECRET"])
    Webhook().verify(link, Delivery("", body, headers), datetime.now(UTC))
    with pytest.raises(Refused):
        Webhook().verify(link, Delivery("", body + b" ", headers), datetime.now(UTC))


def test_the_signature_is_that_of_the_specification() -> None:
    """The vector of the Standard Webhooks specification's reference libraries."""
    secret, message_id = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "msg_p5jXN8AQM9LWM0D4loKWxJek"
    at = datetime.fromtimestamp(1614265330, UTC)
    headers = signing.signed([secret], message_id, b'{"test": 2432232314}', at)
    assert headers[signing.SIGNATURE] == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


@pytest.mark.parametrize("secret", ["", "short", "whsec_c2hvcnQ=", "whsec_not base64 at all!"])
def test_a_secret_that_could_be_guessed_is_refused(secret: str) -> None:
    with pytest.raises(Refused):
        Webhook().identify(link_to("", secret))


def test_a_site_without_an_address_is_answered_on_the_site(example: dict[str, Any]) -> None:
    link = link_to("", example["SECRET"])
    account = Webhook().identify(link)
    assert account == Account("shop", handle="shop", name="shop")
    with pytest.raises(Unsupported):
        Webhook().send(link, answer())
    heard = Heard("r-5", "Box arrived wet.", NOW, is_public=True)
    [offer] = Webhook().offers(Standing((heard,), account), NOW)
    assert (offer.way, offer.is_open) == (Way.SITE, True)
    spoken_to = Account("shop", url="https://shop.example/answers")
    ways = [each.way for each in Webhook().offers(Standing((heard,), spoken_to), NOW)]
    assert ways == [Way.PUBLIC, Way.PRIVATE]


def test_a_site_that_cannot_be_asked_is_unsupported_not_absent() -> None:
    gone = httpx.MockTransport(lambda _: httpx.Response(405))
    link = Link(
        {"site": "shop", "answers_url": "https://shop.example/"},
        Secrets({"secret": "a-secret-long-enough"}),
        Transports(gone, no_imap, no_smtp),
    )
    with pytest.raises(Unsupported, match="cannot be asked"):
        Webhook().look_up(link, answer(), NOW)


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=9), inner),
    max_leaves=12,
)


@given(st.dictionaries(st.sampled_from(sorted({*REVIEW, "rating", "media", "counts"})), _JSON))
def test_nonsense_is_malformed_and_nothing_else(changes: dict[str, Any]) -> None:
    try:
        body = orjson.dumps({**REVIEW, **changes}, option=orjson.OPT_NON_STR_KEYS)
    except (orjson.JSONEncodeError, UnicodeEncodeError):
        return
    try:
        items = Webhook().parse(link_to(""), Delivery("k", body))
    except Malformed:
        return
    assert isinstance(items, tuple)


@given(st.binary(max_size=200), st.text(max_size=60), st.text(max_size=30), st.text(max_size=90))
def test_nothing_unsigned_is_accepted(body: bytes, known: str, stamp: str, sign: str) -> None:
    headers = {signing.ID: known, signing.TIMESTAMP: stamp, signing.SIGNATURE: sign}
    link = link_to("", "a-secret-long-enough")
    with pytest.raises(Refused):
        Webhook().verify(link, Delivery("", body, headers), NOW)
    assert 0 < len(Webhook().delivery_key(body, headers)) <= 500
