"""Feeds as they come: hostile, broken, changing, ending."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta

import httpx
import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from amends.channels.adapters.feed import MOST_REMEMBERED, Ended, Feed
from amends.channels.base import Link
from amends.channels.conformance.worlds import no_imap, no_smtp
from amends.channels.contract import (
    ChannelError,
    Delivery,
    Disconnected,
    Gone,
    Malformed,
    Refused,
    Said,
    Secrets,
    Unsupported,
)
from amends.channels.feeds import documents
from amends.channels.feeds.markup import MOST_ELEMENTS
from amends.channels.plain import ratings, times
from amends.channels.rights import Heard, Standing, Way
from amends.channels.transports import Transports

NOW = datetime(2026, 11, 21, 9, 20, tzinfo=UTC)
URL = "https://reviews.example/feed.xml"


def link(answering: Callable[[httpx.Request], httpx.Response], now: datetime = NOW) -> Link:
    out = Transports(httpx.MockTransport(answering), no_imap, no_smtp, clock=lambda: now)
    return Link({"url": URL}, Secrets(), out)


def giving(body: bytes | str, status: int = 200) -> Link:
    return link(lambda _: httpx.Response(status, content=body))


def rss(*items: str, head: str = "") -> str:
    return (
        f'<?xml version="1.0"?>{head}<rss><channel><title>R</title>{"".join(items)}</channel></rss>'
    )


def item(guid: str, words: str, date: str = "Sat, 21 Nov 2026 08:00:00 GMT") -> str:
    return f"<item><guid>{guid}</guid><description>{words}</description><pubDate>{date}</pubDate></item>"


def heard(body: bytes | str, cursor: str = "") -> list[Said]:
    """What a feed says, read and parsed."""
    there = giving(body)
    page = Feed().fetch(there, cursor)
    found = [each for delivery in page.deliveries for each in Feed().parse(there, delivery)]
    return [each for each in found if isinstance(each, Said)]


# ----------------------------------------------------------------------------------- hostile

SECRET_FILE = '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
LAUGHS = '<!DOCTYPE r [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
FROM_AFAR = '<!DOCTYPE r SYSTEM "http://127.0.0.1/r.dtd">'
PARAMETER = '<!DOCTYPE r [<!ENTITY % p SYSTEM "http://127.0.0.1/p">%p;]>'


@pytest.mark.parametrize("head", [SECRET_FILE, LAUGHS, FROM_AFAR, PARAMETER, "<!DOCTYPE rss>"])
def test_a_document_type_is_refused_before_it_is_read(head: str) -> None:
    with pytest.raises(Malformed, match="declares a type"):
        Feed().fetch(giving(rss(item("1", "&x;&b;"), head=head)), "")


def test_an_entry_cannot_smuggle_a_document_type_either() -> None:
    body = {"format": "rss", "entry": f"{LAUGHS}<item/>", "seen_at": NOW.isoformat()}
    with pytest.raises(Malformed):
        Feed().parse(giving(""), Delivery("k", orjson.dumps(body)))


@pytest.mark.parametrize(
    "body",
    [
        "<a>" * 101,
        "<rss>" + "<a>" * 5000,
        rss("<item><description>" + "<b>" * 200 + "</b>" * 200 + "</description></item>"),
        "<html><body>Sign in</body></html>",
        "<rss></rss>",
        '{"version": "https://example.org/other", "items": []}',
        '{"version": "https://jsonfeed.org/version/1.1", "items": {}}',
        '<?xml version="1.0" encoding="x-unheard-of"?><rss/>',
        "",
    ],
)
def test_what_is_no_feed_is_malformed(body: str) -> None:
    with pytest.raises(Malformed):
        Feed().fetch(giving(body), "")


def test_a_feed_of_too_many_parts_is_given_up() -> None:
    with pytest.raises(Malformed, match="too many"):
        Feed().fetch(giving(rss("<a/>" * MOST_ELEMENTS)), "")


def test_customers_words_stay_words() -> None:
    [said] = heard(
        rss(item("1", "&lt;script&gt;alert(1)&lt;/script&gt;&lt;b&gt;Hello&lt;/b&gt; {{ x }}"))
    )
    assert said.text == "Hello {{ x }}"


def test_only_addresses_of_the_web_are_links() -> None:
    bad = "<item><guid>1</guid><title>t</title><link>javascript:alert(1)</link></item>"
    entry = documents.entry("rss", bad.replace("</item>", '<enclosure url="file:///x"/></item>'))
    assert (entry.url, entry.media) == ("", ())


# ------------------------------------------------------------------------------------ broken


@pytest.mark.parametrize(
    ("words", "read"),
    [
        ("Caf&eacute; &nbsp;&amp; bar", "Café & bar"),
        ("Fish & chips", "Fish & chips"),
        ("A\x0bB", "AB"),
        ("AT&T; &bogus; &#8364;", "AT&T; &bogus; €"),
    ],
)
def test_what_is_not_quite_xml_is_mended(words: str, read: str) -> None:
    [said] = heard("\r\n" + rss(item("1", words)))
    assert " ".join(said.text.split()) == read


def test_other_encodings_are_read() -> None:
    body = rss(item("1", "Grüße")).replace('"1.0"', '"1.0" encoding="windows-1252"')
    [said] = heard(body.encode("cp1252"))
    assert said.text == "Grüße"


def test_one_odd_entry_holds_up_none_of_the_others() -> None:
    there = giving(rss("<item/>", item("1", "Fine")))
    page = Feed().fetch(there, '{"etag":"","modified":"","seen":{}}')
    assert len({each.key for each in page.deliveries}) == 2
    results = []
    for delivery in page.deliveries:
        try:
            results.append(len(Feed().parse(there, delivery)))
        except Malformed:
            results.append(-1)
    assert sorted(results) == [-1, 1]


# ---------------------------------------------------------------------------------- changing


def kinds(there: Link, cursor: str) -> tuple[Sequence[str], str]:
    page = Feed().fetch(there, cursor)
    found = [each for delivery in page.deliveries for each in Feed().parse(there, delivery)]
    return [type(each).__name__ for each in found], page.cursor


def test_an_entry_is_heard_once_and_again_when_its_words_change() -> None:
    first, cursor = kinds(giving(rss(item("1", "Late"))), "")
    assert first == ["Said"]
    touched = rss(item("1", "<![CDATA[ <b>Late</b> ]]>", "Sat, 21 Nov 2026 09:00:00 GMT"))
    assert kinds(giving(touched), cursor) == ([], cursor)
    changed, after = kinds(giving(rss(item("1", "Late, but kind"))), cursor)
    assert (changed, after != cursor) == (["Edited"], True)
    assert kinds(giving(rss(item("2", "New"), item("1", "Late, but kind"))), after)[0] == ["Said"]


def test_what_was_said_long_ago_is_not_heard_at_first_but_its_change_is() -> None:
    long_ago = "Mon, 02 Mar 2020 08:00:00 GMT"
    nothing, cursor = kinds(giving(rss(item("1", "Old", long_ago), item("2", "Undated", ""))), "")
    assert nothing == []
    assert kinds(giving(rss(item("1", "Not so old", long_ago))), cursor)[0] == ["Edited"]


def test_what_is_remembered_stays_bounded() -> None:
    many = rss(*(item(str(n), "x") for n in range(MOST_REMEMBERED + 200)))
    cursor = Feed().fetch(giving(many), "").cursor
    assert len(orjson.loads(cursor)["seen"]) == MOST_REMEMBERED


@pytest.mark.parametrize(
    "cursor", ["nonsense", "{}", "[]", '{"seen": 7}', '{"etag":1,"modified":2}']
)
def test_a_cursor_that_is_none_begins_anew(cursor: str) -> None:
    assert Feed().fetch(giving(rss(item("1", "Late"))), cursor).deliveries


def test_a_feed_that_has_ended_is_asked_no_more() -> None:
    with pytest.raises(Ended) as ended:
        Feed().fetch(giving("", 410), "")
    assert isinstance(ended.value, Disconnected)
    assert isinstance(ended.value, Gone)


def test_an_unasked_304_is_no_answer() -> None:
    with pytest.raises(Refused):
        Feed().identify(giving("", 304))


def test_answers_are_given_on_the_site() -> None:
    standing = Standing((Heard("1", "Late", NOW, is_public=True),))
    assert [each.way for each in Feed().offers(standing, NOW)] == [Way.SITE]
    with pytest.raises(Unsupported):
        Feed().look_up(giving(""), None, NOW)  # type: ignore[arg-type]


@given(st.binary(max_size=300) | st.text(max_size=300).map(str.encode))
def test_whatever_a_site_answers_is_read_or_named(body: bytes) -> None:
    try:
        Feed().fetch(giving(body), "")
    except ChannelError:
        return


@given(st.text(max_size=80), st.text(max_size=80), st.text(max_size=40))
def test_whatever_an_entry_says_is_whole_or_named(guid: str, words: str, date: str) -> None:
    entry = {"id": guid, "content_text": words, "date_published": date, "rating": words}
    feed = {"version": "https://jsonfeed.org/version/1.1", "items": [entry]}
    try:
        body = orjson.dumps(feed)
    except (TypeError, UnicodeEncodeError):
        return
    try:
        found = heard(body, '{"etag":"","modified":"","seen":{}}')
    except Malformed:
        return
    for said in found:
        assert 0 < len(said.external_id) <= 1000
        assert said.sent_at.utcoffset() == timedelta(0)
        assert "\x00" not in said.text


# --------------------------------------------------------------------------- times and ratings


@pytest.mark.parametrize(
    ("words", "read"),
    [
        ("2026-11-21T08:00:00+01:00", datetime(2026, 11, 21, 7, tzinfo=UTC)),
        ("2026-11-21", datetime(2026, 11, 21, tzinfo=UTC)),
        ("Sat, 21 Nov 2026 08:00:00 -0500", datetime(2026, 11, 21, 13, tzinfo=UTC)),
        ("3 hours ago", NOW - timedelta(hours=3)),
        ("a day ago", NOW - timedelta(days=1)),
        ("about 2 months ago", NOW - timedelta(days=60)),
        ("Yesterday", NOW - timedelta(days=1)),
        ("just now", NOW),
        ("2031-01-01T00:00:00Z", NOW),
    ],
)
def test_times_are_read_as_people_write_them(words: str, read: datetime) -> None:
    assert times.read(words, NOW) == read


@pytest.mark.parametrize("words", ["", "soon", "0001-01-01", "99999 years ago", "21/11", "T"])
def test_what_is_no_time_says_so(words: str) -> None:
    with pytest.raises(times.NoTime):
        times.read(words, NOW)


@pytest.mark.parametrize(
    ("words", "stars"),
    [
        ("4", 4),
        ("4,5", 5),
        ("4.4 stars", 4),
        ("8/10", 4),
        ("7 out of 10", 4),
        ("80 %", 4),
        ("★★☆☆☆", 2),
        ("⭐⭐⭐", 3),
        ("1 of 100", 1),
    ],
)
def test_ratings_are_read_as_people_write_them(words: str, stars: int) -> None:
    assert ratings.read(words) == stars


@pytest.mark.parametrize("words", ["", "0", "6", "-1", "9/5", "great", "☆☆☆☆☆", "nan", "5/0"])
def test_what_is_no_rating_says_so(words: str) -> None:
    with pytest.raises(ratings.NoRating):
        ratings.read(words)
