"""All that is posted on Bluesky goes by: what fits is heard once, whatever breaks, and nothing grows."""

from __future__ import annotations

import threading
from datetime import timedelta
from pathlib import Path

import httpx
import pytest

from amends.channels import sockets
from amends.channels.adapters.bluesky import Bluesky as Channel
from amends.channels.calls import Call
from amends.channels.conformance.worlds import no_imap, no_smtp
from amends.channels.contract import Delivery, Malformed, Page, Said, Unreachable, Unsupported
from amends.channels.overhearing import Overheard
from amends.channels.registry import channel as channel_of
from amends.channels.transports import Transports
from jetstream_stub import ME, NOON, NOON_US, Bluesky, Clock, event, link_to, uri

channel = Channel()
_RECORDED = Path(__file__).parent / "recordings" / "bluesky" / "jetstream.jsonl"


def named(post: Overheard) -> bool:
    return "northpost" in post.text.lower()


def hear(network: Bluesky, cursor: str = "", clock: Clock | None = None) -> list[Page]:
    """The pages of one visit, until the line breaks."""
    link, pages = link_to(network, clock or Clock(step=3)), list[Page]()
    with pytest.raises(Unreachable):
        pages.extend(_reading(pages, link, cursor))
    return pages


def _reading(pages: list[Page], link: object, cursor: str) -> list[Page]:
    for page in channel.overhear(link, cursor, named, threading.Event()):  # type: ignore[arg-type]
        pages.append(page)  # noqa: PERF402 - what came before the line broke counts
    return []


def keys(pages: list[Page]) -> list[str]:
    return [each.key for page in pages for each in page.deliveries]


def words(delivery: Delivery) -> str:
    (said,) = channel.parse(link_to(Bluesky(), Clock()), delivery)
    assert isinstance(said, Said)
    return said.text


def test_what_fits_comes_whole_and_nothing_else_is_asked_for() -> None:
    network = Bluesky([event(1, "Good morning"), event(2, "Northpost lost it"), event(3, "Rain")])
    pages = hear(network)
    assert network.asked == [[uri(network.events[1])]]
    (heard,) = [each for page in pages for each in page.deliveries]
    assert words(heard) == "Northpost lost it"
    assert network.visits == [
        {"wantedCollections": "app.bsky.feed.post", "maxMessageSizeBytes": "100000"}
    ]


def test_a_line_that_is_cut_goes_on_and_misses_nothing() -> None:
    network = Bluesky([event(at, f"Northpost, number {at}") for at in range(1, 61)])
    network.breaks_after = [7, 3, 20, 1]
    cursor, found = "", set[str]()
    for _ in range(6):
        for page in hear(network, cursor):
            cursor = page.cursor
            found |= set(keys([page]))
    assert found == {f"post:{uri(each)}" for each in network.events}
    assert len(network.visits) == 6


def test_a_post_that_the_server_has_not_yet_holds_the_cursor_back() -> None:
    weather = [event(at, "Rain") for at in range(2, 6)]
    network = Bluesky([event(1, "Northpost?"), *weather])
    network.unknown = {uri(network.events[0])}
    pages = hear(network)
    assert not keys(pages)
    assert pages[0].cursor == str(NOON_US + 1_000_000)
    assert pages[2].cursor == str(NOON_US + 4_000_000), "three times asked, it is given up"
    assert len(network.asked) == 3


def test_it_is_not_caught_up_with_further_back_than_an_hour() -> None:
    network, day_ago = Bluesky(), NOON - timedelta(days=1)
    hear(network, str(int(day_ago.timestamp()) * 1_000_000), Clock())
    hour_ago = NOON_US - 3600 * 1_000_000
    assert network.visits[0]["cursor"] == str(hour_ago)
    hear(network, str(NOON_US), Clock())
    assert network.visits[1]["cursor"] == str(NOON_US - 5_000_000)


def test_what_is_addressed_to_us_or_by_us_comes_as_a_notification_and_not_here() -> None:
    naming = {"features": [{"$type": "app.bsky.richtext.facet#mention", "did": ME}]}
    facet = {"index": {"byteStart": 0, "byteEnd": 1}, **naming}
    network = Bluesky([event(1, "@northpost hello", facets=[facet]), event(2, "northpost", did=ME)])
    assert keys(hear(network)) == []


def test_so_many_are_asked_for_at_once_as_may_be() -> None:
    network = Bluesky([event(at, "northpost") for at in range(60)])
    pages = hear(network, clock=Clock(step=0.0))
    assert [len(each) for each in network.asked] == [25, 25]
    assert len(keys(pages)) == 50, "the others wait for their two seconds"


def test_the_recorded_events_are_understood() -> None:
    """As Jetstream sends them: what is no new post is passed over."""
    heard: list[Overheard] = []
    network = Bluesky(raw=_RECORDED.read_text().splitlines())
    link = link_to(network, Clock())
    with pytest.raises(Unreachable):
        list(channel.overhear(link, "", lambda post: bool(heard.append(post)), threading.Event()))
    assert [(each.language, each.has_pictures) for each in heard] == [
        ("en-GB", True),
        ("ja", False),
    ]
    assert heard[0].text.endswith("https://track.example/NP-4471")


@pytest.mark.parametrize(
    "nonsense",
    [
        "",
        "null",
        "[]",
        "{",
        '{"time_us": "soon"}',
        '{"commit": 3}',
        '{"did": 1, "commit": {"operation": "create", "rkey": "x", "record": {}}}',
        '{"did": "d", "commit": {"operation": "create", "rkey": "x", "record": {"text": 5}}}',
        '{"did": "d", "commit": {"operation": "create", "rkey": "x"}}',
    ],
)
def test_nonsense_is_passed_over(nonsense: str) -> None:
    network = Bluesky([event(1, "Northpost!"), event(2, "Rain"), event(3, "Sun")], raw=[nonsense])
    assert keys(hear(network)) == [f"post:{uri(network.events[0])}"]


@pytest.mark.parametrize("chunk", [1, 2, 7, 4096])
def test_frames_may_come_in_any_pieces_and_pings_are_answered(chunk: int) -> None:
    said = ["Northpost 📦 " + "ä" * 200, "northpost", "Rain", "Sun"]
    network = Bluesky([event(at, text) for at, text in enumerate(said, 1)], chunk=chunk)
    assert len(keys(hear(network))) == 2
    assert network.line
    assert network.line.answered_pings == 1


def test_what_is_no_websocket_has_a_name() -> None:
    network = Bluesky(opens=False)
    with pytest.raises(Unreachable):
        next(channel.overhear(link_to(network, Clock()), "", named, threading.Event()))


def listened(response: httpx.Response) -> list[str]:
    http = httpx.MockTransport(lambda _: response)
    transports = Transports(http, no_imap, no_smtp, clock=lambda: NOON)
    call = Call("GET", "https://jet.example/subscribe")
    return list(sockets.listen(transports, call, threading.Event()))


def test_a_server_that_does_not_accept_our_key_is_no_websocket() -> None:
    with pytest.raises(Malformed):
        listened(httpx.Response(101, headers={"sec-websocket-accept": "somebody else's"}))


def test_a_message_without_end_is_refused() -> None:
    network = Bluesky(raw=["x" * (sockets.LONGEST_MESSAGE + 1)])
    with pytest.raises(Malformed):
        list(channel.overhear(link_to(network, Clock()), "", named, threading.Event()))


def test_bytes_that_are_no_frames_have_a_name() -> None:
    network = Bluesky(noise=b"\xff" * 40)
    with pytest.raises((Malformed, Unreachable)):
        next(channel.overhear(link_to(network, Clock()), "", named, threading.Event()))


def test_it_ends_as_soon_as_it_is_told_to() -> None:
    network, stop = Bluesky([event(at, "northpost") for at in range(1, 9)]), threading.Event()
    found = []
    for page in channel.overhear(link_to(network, Clock(step=3)), "", named, stop):
        found.append(page)
        stop.set()
    assert len(found) == 1


def test_networks_that_cannot_say_so() -> None:
    with pytest.raises(Unsupported):
        channel_of("demo").overhear(link_to(Bluesky(), Clock()), "", named, threading.Event())
