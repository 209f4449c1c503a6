"""The practice network's adapter against the practice network itself, in good and in bad times."""

from __future__ import annotations

import itertools
import uuid
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from amends.channels.adapters.demo import Demo
from amends.channels.base import Link
from amends.channels.conformance.worlds import no_imap, no_smtp
from amends.channels.contract import (
    ChannelError,
    Deleted,
    Delivery,
    Disconnected,
    Edited,
    Gone,
    Item,
    Malformed,
    Outgoing,
    Receipt,
    Refused,
    Said,
    Secrets,
    ThreadKind,
    Throttled,
    TooLong,
    Unknown,
    Unreachable,
    Visibility,
)
from amends.channels.transports import Transports, utc_now
from amends.channels.transports.http import AllowedAddresses, HttpTransport
from amends.practice import Network, Served, running, signature, token_for

DEMO = Demo()
SECRET = "a secret that signs pushes"


@pytest.fixture(scope="module")
def served() -> Iterator[Served]:
    with running(Network(seed=11)) as network:
        yield network


@pytest.fixture
def network(served: Served) -> Network:
    """The network in good times: calm, with a valid token and room in its bucket."""
    account = served.network.accounts["northpost"]
    served.network.faults.calm()
    account.state, account.idempotency = "valid", True
    account.bucket.tokens, account.bucket.per_second, account.bucket.burst = -1.0, 50.0, 200
    return served.network


@pytest.fixture
def link(served: Served, network: Network) -> Iterator[Link]:
    http = HttpTransport(AllowedAddresses(["127.0.0.1"]))
    secrets = Secrets({"token": token_for("northpost", 11), "webhook_secret": SECRET})
    link = Link({"base_url": served.url}, secrets, Transports(http, no_imap, no_smtp))
    yield replace(link, account=DEMO.identify(link))
    http.close()


def everything(link: Link, cursor: str = "") -> Iterator[Delivery]:
    while True:
        page = DEMO.fetch(link, cursor)
        yield from page.deliveries
        cursor = page.cursor
        if not page.more:
            return


def items(link: Link) -> list[Item]:
    return [item for delivery in everything(link) for item in DEMO.parse(link, delivery)]


def message_to(person: str, text: str = "Hello") -> Outgoing:
    return Outgoing(
        key=str(uuid.uuid4()), visibility=Visibility.PRIVATE, text=text, recipient=person
    )


def sent(network: Network, key: str) -> int:
    """How often the network accepted this send."""
    return network.truth().sends()[key]


def test_it_hears_everything_once_and_in_order(
    served: Served, network: Network, link: Link
) -> None:
    report = served.call(lambda: network.storm(people=9, threads=4, messages=450))
    said = [item.external_id for item in items(link) if isinstance(item, Said)]
    assert [each for each in said if each in set(report.object_ids)] == report.object_ids


def test_a_sweep_has_the_keys_of_the_polls(served: Served, network: Network, link: Link) -> None:
    since = utc_now() - timedelta(milliseconds=5)
    served.call(lambda: network.storm(people=3, threads=2, messages=230))
    known = {each.key for each in everything(link)}
    first = DEMO.sweep(link, since, "")
    second = DEMO.sweep(link, since, first.cursor)
    swept = [each.key for each in (*first.deliveries, *second.deliveries)]
    assert len(swept) >= 230
    assert len(set(swept)) == len(swept)
    assert set(swept) <= known


def test_edits_and_deletions_name_the_message(served: Served, network: Network, link: Link) -> None:
    def happen() -> tuple[str, str]:
        person = network.person("ida")
        post = network.post(person, "@northpost hello")
        other = network.comment(person, post, "never mind")
        network.edit(post, "@northpost good morning")
        network.delete(other)
        return post.id, other.id

    post_id, comment_id = served.call(happen)
    found = items(link)
    edited = [each for each in found if isinstance(each, Edited) and each.external_id == post_id]
    assert edited[0].said.text == "@northpost good morning"
    assert any(isinstance(each, Deleted) and each.external_id == comment_id for each in found)


def test_our_own_words_come_back_with_our_key(served: Served, network: Network, link: Link) -> None:
    post = served.call(lambda: network.post(network.person("ida"), "@northpost hello"))
    said = Outgoing(
        key=str(uuid.uuid4()),
        visibility=Visibility.PUBLIC,
        text="Good morning!",
        thread=post.thread.id,
        reply_to=post.id,
    )
    receipt = DEMO.send(link, said)
    (echo,) = [
        item
        for item in items(link)
        if isinstance(item, Said) and item.external_id == receipt.external_id
    ]
    assert (echo.own, echo.client_ref, echo.thread.external_id) == (True, said.key, receipt.thread)


def test_a_review_is_answered_once(served: Served, network: Network, link: Link) -> None:
    account = network.account("northpost")
    review = served.call(lambda: network.review(network.person("ida"), account, 1, "Wet."))
    said = Outgoing(
        key=str(uuid.uuid4()),
        visibility=Visibility.PUBLIC,
        text="Sorry!",
        thread=review.thread.id,
        thread_kind=ThreadKind.REVIEW,
        reply_to=review.id,
    )
    DEMO.send(link, said)
    with pytest.raises(Refused, match="already_replied"):
        DEMO.send(link, replace(said, key=str(uuid.uuid4())))


def test_the_network_agrees_about_lengths(served: Served, network: Network, link: Link) -> None:
    post = served.call(lambda: network.post(network.person("ida"), "@northpost hello"))
    said = Outgoing(
        key=str(uuid.uuid4()),
        visibility=Visibility.PUBLIC,
        text="👩‍👩‍👧" * 500,
        thread=post.thread.id,
    )
    assert DEMO.send(link, said).external_id
    with pytest.raises(TooLong):
        DEMO.send(link, replace(said, text=said.text + "!"))


def test_nobody_is_written_to_out_of_the_blue(network: Network, link: Link) -> None:
    with pytest.raises(Refused, match="outside_messaging_window"):
        DEMO.send(link, message_to(network.person("stranger").id))


@pytest.mark.parametrize("ref", ["../../control/calm", "a/b", "%2e%2e", "?x=1", "#"])
def test_an_odd_id_stays_in_its_place(ref: str, link: Link) -> None:
    said = Outgoing(
        key=str(uuid.uuid4()),
        visibility=Visibility.PUBLIC,
        text="Hello",
        thread_kind=ThreadKind.REVIEW,
        reply_to=ref,
    )
    with pytest.raises(Gone):
        DEMO.send(link, said)


def test_an_answer_deleted_meanwhile_was_sent_all_the_same(
    served: Served, network: Network, link: Link
) -> None:
    said = message_to(_known(served, network))
    receipt = DEMO.send(link, said)
    served.call(lambda: network.delete(network.items[receipt.external_id]))
    found = DEMO.look_up(link, said, utc_now())
    assert found is not None
    assert found.external_id == receipt.external_id


# ------------------------------------------------------------------------------------ bad times


@pytest.mark.parametrize("fault", ["lost_answers", "malformed_answers"])
def test_a_lost_answer_is_unknown_and_found(
    fault: str, served: Served, network: Network, link: Link
) -> None:
    said = message_to(_known(served, network))
    network.faults.change({fault: {"next": 1}})
    with pytest.raises(Unknown):
        DEMO.send(link, said)
    found = DEMO.look_up(link, said, utc_now())
    assert isinstance(found, Receipt)
    assert sent(network, said.key) == 1
    assert DEMO.send(link, said).external_id == found.external_id
    assert sent(network, said.key) == 1


def test_a_cut_request_is_unknown_and_surely_absent_only_later(
    served: Served, network: Network, link: Link
) -> None:
    said = message_to(_known(served, network))
    network.faults.change({"cut_requests": {"next": 1}})
    with pytest.raises(Unknown):
        DEMO.send(link, said)
    with pytest.raises(Unknown):
        DEMO.look_up(link, said, utc_now())
    long_ago = utc_now() - DEMO.capabilities.shows_sends_within
    assert DEMO.look_up(link, said, long_ago) is None
    assert sent(network, said.key) == 0


def test_a_send_that_shows_up_late_is_not_taken_for_absent(
    served: Served, network: Network, link: Link
) -> None:
    said = message_to(_known(served, network))
    network.faults.change({"lost_answers": {"next": 1}, "lookup_lag_seconds": 5})
    with pytest.raises(Unknown):
        DEMO.send(link, said)
    with pytest.raises(Unknown):
        DEMO.look_up(link, said, utc_now())
    network.faults.change({"lookup_lag_seconds": 0})
    assert DEMO.look_up(link, said, utc_now()) is not None


def test_a_send_is_found_among_many(served: Served, network: Network, link: Link) -> None:
    network.account("northpost").bucket.burst = 5000
    person = _known(served, network)
    said = [message_to(person, f"number {number}") for number in range(120)]
    for each in said:
        DEMO.send(link, each)
    for each in (said[0], said[-1]):
        found = DEMO.look_up(link, each, utc_now())
        assert found is not None
        assert network.items[found.external_id].client_ref == each.key


@pytest.mark.parametrize(
    ("faults", "due"),
    [
        ({"errors": {"next": 1}, "error_status": 500}, Unreachable),
        ({"errors": {"next": 1}, "error_status": 503}, Unreachable),
        # A read is tried once more by itself.
        ({"cut_requests": {"next": 2}}, Unreachable),
        ({"malformed_answers": {"next": 1}}, Malformed),
        ({"outage_until": 4e9, "outage_kind": "reset"}, Unreachable),
        ({"outage_until": 4e9, "outage_kind": "503"}, Unreachable),
    ],
)
def test_trouble_while_reading_has_its_name(
    faults: dict[str, object], due: type[ChannelError], network: Network, link: Link
) -> None:
    network.faults.change(faults)
    with pytest.raises(due):
        DEMO.fetch(link, "")


@pytest.mark.parametrize(
    ("faults", "due"),
    [
        ({"errors": {"next": 1}, "error_status": 500}, Unknown),
        ({"errors": {"next": 1}, "error_status": 503}, Unreachable),
        ({"outage_until": 4e9, "outage_kind": "reset"}, Unknown),
        ({"outage_until": 4e9, "outage_kind": "503"}, Unreachable),
    ],
)
def test_trouble_while_sending_has_its_name(
    faults: dict[str, object],
    due: type[ChannelError],
    served: Served,
    network: Network,
    link: Link,
) -> None:
    said = message_to(_known(served, network))
    network.faults.change(faults)
    with pytest.raises(due):
        DEMO.send(link, said)


@pytest.mark.parametrize("state", ["expired", "revoked"])
def test_a_key_that_is_no_longer_good(state: str, network: Network, link: Link) -> None:
    network.account("northpost").state = state  # type: ignore[assignment]
    with pytest.raises(Disconnected):
        DEMO.fetch(link, "")


@pytest.mark.parametrize("style", ["seconds", "date", "missing", "absurd"])
def test_too_fast_is_throttled_however_it_is_said(style: str, network: Network, link: Link) -> None:
    network.faults.change({"retry_after": style})
    bucket = network.account("northpost").bucket
    bucket.per_second, bucket.burst, bucket.tokens = 0.01, 1, 0.0
    for _ in range(5):
        with pytest.raises(Throttled) as throttled:
            DEMO.identify(link)
        wait = throttled.value.wait
        assert wait is None or timedelta(seconds=1) <= wait <= timedelta(hours=1)
        assert wait is not None or style in {"missing", "absurd"}


# --------------------------------------------------------------------------------------- pushes


def test_a_push_of_the_network_is_believed_and_read(
    served: Served, network: Network, link: Link
) -> None:
    from amends.practice.courier import envelope

    served.call(lambda: network.post(network.person("ida"), "@northpost pushed"))
    account = network.account("northpost")
    now = datetime.now(UTC)
    body = envelope(account, "dlv_1", account.events[-2:], now.timestamp())
    signed = signature(SECRET, body, now.timestamp())
    push = Delivery(DEMO.delivery_key(body, {}), body, {"x-practice-signature": signed})
    DEMO.verify(link, push, now)
    assert push.key == "hook:dlv_1"
    assert DEMO.parse(link, push)
    with pytest.raises(Refused, match="too old"):
        DEMO.verify(link, push, now + timedelta(minutes=5, seconds=1))


def test_a_push_for_another_account_is_not_ours(
    served: Served, network: Network, link: Link
) -> None:
    served.call(lambda: network.post(network.person("ida"), "@northpost Anybody there?"))
    event = next(iter(everything(link)))
    other = event.body.replace(b"acc_northpost", b"acc_tallybook")
    with pytest.raises(Malformed, match="acc_northpost"):
        DEMO.parse(link, replace(event, body=other))


def test_one_odd_event_does_not_hold_up_its_page(link: Link) -> None:
    import httpx

    page = b'{"events": [7, {"type": "post.created"}, {"event_id": "e1"}], "next": "p3"}'
    http = httpx.MockTransport(lambda _: httpx.Response(200, content=page))
    found = DEMO.fetch(replace(link, transports=Transports(http, no_imap, no_smtp)), "")
    assert found.cursor == "p3"
    assert [each.key.partition(":")[0] for each in found.deliveries] == ["event"] * 3
    for each in found.deliveries:
        with pytest.raises(Malformed):
            DEMO.parse(link, each)


_numbers = itertools.count(1)


def _known(served: Served, network: Network) -> str:
    """Somebody who may be written to: they wrote first."""
    account = network.account("northpost")
    person = network.person(f"known_{next(_numbers)}")
    say: Callable[[], object] = lambda: network.message(person, account, "Hello?")  # noqa: E731
    served.call(say)
    return person.id
