"""Texts that are made to fit are never cut through a character, a link or a name."""

from __future__ import annotations

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from amends.channels.contract import TooLong
from amends.channels.counting import fediverse, graphemes
from amends.channels.splitting import pieces, shortened
from amends.channels.x.counting import weigh

FAMILY = "👩‍👩‍👧"
LINKS = (
    "https://track.example.com/parcel/NP-4471",
    "northpost.com",
    "@ada_moss",
    "@li@snac.example",
    "#late",
)
WORDS = st.one_of(
    st.sampled_from(LINKS),
    st.sampled_from(
        [
            "parcel",
            "née",
            "e\u0301te\u0301",
            FAMILY,
            "👍🏽",
            "🇵🇹",
            "包裹在哪里？",
            "Why?",
            "So,",
            "\n\n",
        ]
    ),
    st.text("abc é包👍", min_size=1, max_size=30),
)
TEXTS = st.lists(WORDS, min_size=1, max_size=40).map(" ".join)
COUNTS = st.sampled_from([weigh, graphemes, fediverse, len])


def squeezed(text: str) -> str:
    return "".join(text.split())


def characters(text: str) -> list[str]:
    return [each for each in regex.findall(r"\X", text) if not each.isspace()]


@given(TEXTS, COUNTS, st.integers(60, 200))
def test_pieces_fit_and_lose_nothing(text: str, count, most: int) -> None:
    parts = pieces(text, most, count)
    assert all(part and count(part) <= most for part in parts)
    assert squeezed("".join(parts)) == squeezed(text)
    together = [each for part in parts for each in characters(part)]
    assert together == characters(text)


@given(st.lists(st.sampled_from(LINKS), min_size=1, max_size=30), COUNTS)
def test_links_and_names_stay_whole(words: list[str], count) -> None:
    parts = pieces(" ".join(words), 60, count)
    assert [each for part in parts for each in part.split()] == words


@given(TEXTS, COUNTS, st.integers(60, 200))
def test_shortened_fits_and_is_the_beginning(text: str, count, most: int) -> None:
    short = shortened(text, most, count)
    assert count(short) <= most
    if short != text.strip():
        assert short.endswith("…")
        assert text.strip().startswith(short[:-1])
        assert short[:-1].split()[-1:] != ["https:"]


def test_a_text_is_cut_where_a_reader_would_stop() -> None:
    text = "We are sorry. Your parcel is in Porto, and it leaves today. It will be with you on Tuesday."
    assert pieces(text, 60, len) == (
        "We are sorry. Your parcel is in Porto, and it leaves today.",
        "It will be with you on Tuesday.",
    )
    assert shortened(text, 20, len) == "We are sorry. Your…"


def test_what_cannot_fit_is_refused() -> None:
    with pytest.raises(TooLong):
        pieces("https://track.example.com/parcel/NP-4471", 20, len)
    with pytest.raises(TooLong):
        shortened("https://track.example.com/parcel/NP-4471", 20, len)
    assert pieces("", 20, len) == ()
