"""A text is as long here as X's own counting says; `scripts/x_lengths.py` asked it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amends.channels.x.counting import links, weigh

TABLE = Path(__file__).with_name("lengths.tsv")


def table() -> list[tuple[int, str]]:
    lines = TABLE.read_text(encoding="ascii").splitlines()
    split = (line.split("\t", 1) for line in lines)
    return [(int(length), json.loads(text)) for length, text in split]


def test_it_is_equal_on_more_than_five_thousand_texts() -> None:
    rows = table()
    wrong = [(length, weigh(text), text) for length, text in rows if weigh(text) != length]
    assert wrong == []
    assert len(rows) >= 5_000


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("Hello", 5),
        ("e\u0301", 1),
        ("包裹", 4),
        ("👩‍👩‍👧", 2),
        ("https://northpost.example.com/where/is/my/parcel?number=NP-4471", 23),
        ("northpost.com", 23),
        ("ada@northpost.com", 17),
        ("\u202ahello\u202c", 9),
        ("", 0),
    ],
)
def test_by_hand(text: str, length: int) -> None:
    assert weigh(text) == length


def test_links_are_where_they_stand() -> None:
    text = "See northpost.com/a, or https://track.example.org."
    assert [text[start:end] for start, end in links(text)] == [
        "northpost.com/a",
        "https://track.example.org",
    ]


@settings(max_examples=25)
@given(st.text(max_size=60))
def test_any_text_has_a_length_and_more_text_no_less(text: str) -> None:
    assert weigh(text) >= 0
    assert weigh(f"{text} x") >= weigh(text)
