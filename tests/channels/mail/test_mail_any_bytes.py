"""Whatever somebody sends: read, or Malformed, and soon."""

from __future__ import annotations

import contextlib
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from amends.channels.contract import Item, Malformed, Said
from amends.channels.mail import quoting
from amends.channels.mail.html import harmless, to_text
from amends.channels.mail.incoming import Own, key_of, read
from amends.channels.mail.threads import Signer

OWN = Own("support@brand.example", "Brand Care", frozenset(), Signer("recorded-reply-key"))
ARRIVED = datetime(2026, 11, 21, 9, tzinfo=UTC)
RECORDED = [
    path.read_bytes()
    for path in sorted((Path(__file__).parents[1] / "recordings" / "email" / "items").glob("*.eml"))
]
SCRAPS = st.sampled_from(
    [
        b"",
        b"\n",
        b"\r\n\r\n",
        b"\x00",
        b"\xff\xfe",
        b"=?utf-8?B?/?=",
        b"=?utf-7?Q?+?=",
        b"=?undefined?q??=",
        b"Content-Type: multipart/mixed; boundary=\n",
        b"Content-Type: message/rfc822\n",
        b"Content-Type: message/delivery-status\n",
        b"Content-Type: text/html; charset=utf-16\n",
        b"Content-Transfer-Encoding: x-uuencode\n",
        b"Content-Transfer-Encoding: base64\n",
        b"Content-Disposition: attachment; filename*0*=x'y; filename*1=\"\n",
        b"Date: Thu, 99 Foo 99999 99:99:99 +9999\n",
        b'From: <>,,;:"@[]\n',
        b"Message-ID: <\n",
        b"--b\n",
        b"--b--\n",
        b"<blockquote><table><!--<![CDATA[",
        b"begin 666 x\n",
    ]
)


def whole(items: tuple[Item, ...]) -> None:
    """What the desk keeps can be kept: no NUL, no lone surrogate, an aware time, ids of bounded length."""
    for item in items:
        if isinstance(item, Said):
            for text in (item.text, item.html, item.subject, item.author.name, item.external_id):
                assert "\x00" not in text
                text.encode()
            assert 0 < len(item.external_id) <= 600
            assert 0 < len(item.author.external_id) <= 512
            assert item.sent_at.utcoffset() == timedelta(0)
            assert all(len(media.name) <= 150 for media in item.media)


def read_any(raw: bytes, *, sent: bool = False) -> None:
    assert 0 < len(key_of(raw)) <= 520
    try:
        items = read(raw, OWN, arrived=ARRIVED, from_sent=sent)
    except Malformed:
        return
    whole(items)
    assert items == read(raw, OWN, arrived=ARRIVED, from_sent=sent)


@given(st.binary(max_size=400))
def test_random_bytes_are_read_or_malformed(raw: bytes) -> None:
    read_any(raw)
    read_any(b"From: a@b.example\n" + raw)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    raw=st.sampled_from(RECORDED),
    changes=st.lists(
        st.tuples(st.floats(0, 1), st.integers(0, 40), SCRAPS | st.binary(max_size=8)), max_size=6
    ),
    sent=st.booleans(),
)
def test_damaged_mails_are_read_or_malformed(
    raw: bytes, changes: list[tuple[float, int, bytes]], sent: bool
) -> None:
    for where, length, scrap in changes:
        at = int(where * len(raw))
        raw = raw[:at] + scrap + raw[at + length :]
    read_any(raw, sent=sent)


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=400))
def test_any_text_survives_the_folding_of_quotes(text: str) -> None:
    kept = quoting.newly_written(text)
    assert bool(kept) == bool(text.strip())


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "<p>",
                "</p>",
                "<script>",
                "<a href='javascript:x'>",
                "<img src=x>",
                "<svg onload=x>",
                "<style>",
                "<!--",
                "-->",
                "x",
                "<form action=x>",
                "<iframe src=x>",
                "<td>",
                "&#x3c;script>",
                "<a href='https://e.example' target=x rel=y onclick=z>",
                "\x00",
            ]
        ),
        max_size=30,
    )
)
def test_any_html_is_harmless(pieces: list[str]) -> None:
    safe = harmless("".join(pieces)).lower()
    for evil in (
        "<script",
        "<img",
        "<svg",
        "<style",
        "<form",
        "<iframe",
        "javascript:",
        "onclick",
        "onload",
    ):
        assert evil not in safe
    assert safe.count("<a ") == safe.count('rel="noopener noreferrer nofollow"')


def _head(kind: str) -> bytes:
    return f"From: a@b.example\nMessage-ID: <x@b.example>\nContent-Type: {kind}\n\n".encode()


def _nested(depth: int) -> bytes:
    inner = b"".join(
        b"--b%d\nContent-Type: multipart/mixed; boundary=b%d\n\n" % (n, n + 1) for n in range(depth)
    )
    return _head("multipart/mixed; boundary=b0") + inner + b"text\n" * 20_000


HUGE = {
    "3,000 parts within parts": _nested(3_000),
    "200 parts within parts": _nested(200),
    "20,000 parts": _head("multipart/mixed; boundary=b") + b"--b\n\nx\n" * 20_000,
    "a subject of 5 MB": b"From: a@b.example\nSubject: " + b"=?utf-8?Q?" * 500_000 + b"\n\nx",
    "20,000 recipients": b"From: a@b.example\nTo: " + b'"a" <a@b.example>, ' * 20_000 + b"\n\nx",
    "20,000 references": b"From: a@b.example\nReferences: " + b"<a@b.example> " * 20_000 + b"\n\nx",
    "HTML tables in tables": _head("text/html") + b"<table><tr><td>" * 60_000,
    "HTML of open tags": _head("text/html") + b"<b><i><a href=x><font>" * 30_000,
    "HTML of open brackets": _head("text/html") + b"<" * 300_000,
    "HTML comments": _head("text/html") + b"<!--" * 200_000,
    "lines that look like quotes": _head("text/plain") + b"On 1.1.2026 wrote\n" * 60_000,
    "one line of 5 MB": _head("text/plain") + b"On 1.1.2026 wrote " * 300_000 + b":\n",
    "blank lines": _head("text/plain") + b"\n" * 300_000,
    "underscores": _head("text/plain") + b"_" * 300_000,
    "header lines": _head("text/plain") + b"From: x\n" * 20_000,
    "20,000 header lines": b"From: a@b.example\n" + b"X-A: b\n" * 20_000 + b"\nx",
    "a delivery report of 20,000 recipients": _head(
        "multipart/report; report-type=delivery-status; boundary=b"
    )
    + b"--b\nContent-Type: message/delivery-status\n\n"
    + b"Final-Recipient: rfc822; a@b.example\nAction: delayed\n\n" * 20_000,
}


@pytest.mark.parametrize("name", HUGE)
def test_the_worst_mails_take_seconds_at_most(name: str) -> None:
    began = time.process_time()
    with contextlib.suppress(Malformed):
        whole(read(HUGE[name], OWN, arrived=ARRIVED, from_sent=False))
    assert time.process_time() - began < 5


def test_html_becomes_text_that_reads_like_the_mail() -> None:
    html = "<p>Dear <b>all</b>,</p><p>see <a href='https://a.example/x'>here</a></p><ol><li>one<li>two</ol>"
    assert to_text(html) == "Dear all,\n\nsee here (https://a.example/x)\n\n- one\n- two"
