"""The language of the search: what is typed is read, and what is read can be written again."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amends.inbox.rules.search import (
    NOTHING,
    Fault,
    Filter,
    Number,
    Part,
    Query,
    Unclear,
    Words,
    advice,
    parse,
)
from amends.inbox.rules.snippets import SHOWN, snippet
from amends.inbox.rules.vocabulary import Days, Has, Is, Key, Stars, days_of

TODAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("typed", "parts"),
    [
        ("parcel", [Words("parcel")]),
        ("my parcel", [Words("my"), Words("parcel")]),
        ('"my parcel"', [Words("my parcel", is_phrase=True)]),
        ("“my  parcel”", [Words("my parcel", is_phrase=True)]),
        ("„mein Paket“", [Words("mein Paket", is_phrase=True)]),
        ('"never closed', [Words("never closed", is_phrase=True)]),
        ("-refund", [Words("refund", negated=True)]),
        ('-"no answer"', [Words("no answer", is_phrase=True, negated=True)]),
        ("-", [Words("-")]),
        ("from:mira", [Filter(Key.FROM, "mira")]),
        ('from:"Mira Kessler"', [Filter(Key.FROM, "Mira Kessler")]),
        ("FROM:Mira", [Filter(Key.FROM, "Mira")]),
        ("-tag:Damaged", [Filter(Key.TAG, "Damaged", negated=True)]),
        ("connection:shop", [Filter(Key.ACCOUNT, "shop")]),
        ("account:shop", [Filter(Key.ACCOUNT, "shop")]),
        ("is:LATE", [Filter(Key.IS, "late")]),
        ("has:photo", [Filter(Key.HAS, "photo")]),
        ("rating:3", [Filter(Key.RATING, "3")]),
        ("rating:<=3", [Filter(Key.RATING, "<=3")]),
        ("rating:<4", [Filter(Key.RATING, "<=3")]),
        ("rating:1..3", [Filter(Key.RATING, "<=3")]),
        ("rating:4-2", [Filter(Key.RATING, "2..4")]),
        ("rating:>=4", [Filter(Key.RATING, ">=4")]),
        ("rating:>5", [Unclear("rating:>5", Fault.NO_SUCH_VALUE)]),
        ("after:7d", [Filter(Key.AFTER, "7d")]),
        ("after:2026-11-1", [Filter(Key.AFTER, "2026-11-01")]),
        ("on:1.11.2026", [Filter(Key.ON, "2026-11-01")]),
        ("before:Yesterday", [Filter(Key.BEFORE, "yesterday")]),
        ("on:2026-02-30", [Unclear("on:2026-02-30", Fault.NO_SUCH_VALUE)]),
        ("after:0001", [Unclear("after:0001", Fault.NO_SUCH_VALUE)]),
        ("field:order=4711", [Filter(Key.FIELD, "order=4711")]),
        ('field:"order number"=4711', [Filter(Key.FIELD, "order number=4711")]),
        ("field:order", [Unclear("field:order", Fault.NO_SUCH_VALUE)]),
        ("#123", [Number(123)]),
        ("123", [Words("123")]),
        ("is:latte", [Unclear("is:latte", Fault.NO_SUCH_VALUE)]),
        ("from:", [Unclear("from:", Fault.NO_VALUE)]),
        ("https://example.com/x", [Words("https://example.com/x")]),
        ("12:30", [Words("12:30")]),
        ("colour:red", [Words("colour:red")]),
        ("parcel parcel", [Words("parcel")]),
        ("  ", []),
        ('""', []),
        ("a\0b", [Words("ab")]),
    ],
)
def test_what_is_typed_is_read(typed: str, parts: list[Part]) -> None:
    assert list(parse(typed)) == parts


@given(st.text(max_size=200))
def test_reading_never_fails_and_what_was_written_reads_the_same(typed: str) -> None:
    query = parse(typed)
    assert parse(str(query)) == query


_KEYS = ["from", "channel", "tag", "is", "has", "rating", "field", "colour", "-tag", "-is"]
_VALUES = ["mira", '"my tag"', "late", "<=3", "7d", "order=1", "", "“x y”", "-", '"', "#5", "a:b"]


@given(st.lists(st.tuples(st.sampled_from(_KEYS), st.sampled_from(_VALUES)), max_size=8))
def test_filters_of_all_kinds_go_round(typed: list[tuple[str, str]]) -> None:
    query = parse(" ".join(f"{key}:{value}" for key, value in typed))
    assert parse(str(query)) == query


@given(st.sampled_from(list(Is)), st.sampled_from(list(Has)))
def test_every_word_of_is_and_has_is_known(one: Is, other: Has) -> None:
    assert parse(f"is:{one} has:{other}").filters == (
        Filter(Key.IS, one),
        Filter(Key.HAS, other),
    )


def test_at_most_so_many_parts_and_letters_are_read() -> None:
    assert len(parse(" ".join(f"w{n}" for n in range(100))).parts) == 24
    assert len(str(parse("x" * 2_000))) == 500


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("is:latte", "is:late"),
        ("parcel -is:clsoed", "parcel is:closed"),
        ("has:foto", "has:photo"),
        ("frm:mira", "from:mira"),
        ("chanel:demo parcel", "channel:demo parcel"),
    ],
)
def test_a_slip_is_mended(typed: str, meant: str) -> None:
    (told,) = advice(parse(typed))
    assert told.instead is not None
    assert str(told.instead).replace("-is", "is") == meant


@pytest.mark.parametrize("typed", ["is:qqqqqq", "from:", "colour:red", "on:never"])
def test_what_cannot_be_mended_is_said_all_the_same(typed: str) -> None:
    (told,) = advice(parse(typed))
    assert told.instead is None
    assert told.part == typed


@pytest.mark.parametrize("typed", ["parcel", "https://example.com", "12:30", '"is:latte"', "#1"])
def test_nothing_is_said_about_plain_words(typed: str) -> None:
    assert advice(parse(typed)) == ()


def test_a_query_is_changed_part_by_part() -> None:
    query = parse("parcel tag:Damaged rating:1")
    assert str(query.without(Filter(Key.TAG, "Damaged"))) == "parcel rating:1"
    assert str(query.with_only(Key.RATING, "2")) == "parcel tag:Damaged rating:2"
    assert str(query.with_only(Key.RATING, "")) == "parcel tag:Damaged"
    assert query.including(Words("parcel")) == query
    assert not NOTHING
    assert Query((Words("x"),))


@pytest.mark.parametrize(
    ("value", "first", "end"),
    [
        ("today", date(2026, 11, 21), date(2026, 11, 22)),
        ("yesterday", date(2026, 11, 20), date(2026, 11, 21)),
        ("7d", date(2026, 11, 14), date(2026, 11, 15)),
        ("2w", date(2026, 11, 7), date(2026, 11, 8)),
        ("2026-11-01", date(2026, 11, 1), date(2026, 11, 2)),
        ("2026-11", date(2026, 11, 1), date(2026, 12, 1)),
        ("2026-12", date(2026, 12, 1), date(2027, 1, 1)),
        ("2026", date(2026, 1, 1), date(2027, 1, 1)),
        ("9999y", date(1976, 12, 3), date(1976, 12, 4)),
    ],
)
def test_dates_mean_days(value: str, first: date, end: date) -> None:
    assert days_of(value, TODAY) == Days(first, end)


def test_stars_are_read_as_they_are_written() -> None:
    for least in range(1, 6):
        for most in range(least, 6):
            stars = Stars(least, most)
            assert Stars.read(str(stars)) == stars


def shown(text: str, typed: str) -> str:
    pieces = snippet(text, parse(typed).words)
    return "".join(f"[{piece.text}]" if piece.is_hit else piece.text for piece in pieces)


@pytest.mark.parametrize(
    ("text", "typed", "marked"),
    [
        ("Where is my parcel?", "parcel", "Where is my [parcel]?"),
        ("Parcels and PARCEL", "parcel", "[Parcel]s and [PARCEL]"),
        ("Das Päckchen", "packchen", "Das [Päckchen]"),
        ("Große Straße", "strasse", "Große [Straße]"),
        ("my  parcel\nis late", '"parcel is"', "my [parcel is] late"),
        ("order NP-2049/77", "np-2049", "order [NP-2049]/77"),
        ("unparcelled", "parcel", "unparcelled"),
        ("不満です", "満", "不[満]です"),
        ("<b>parcel</b>", "parcel", "<b>[parcel]</b>"),
        ("nothing here", "parcel", "nothing here"),
        ("", "parcel", ""),
    ],
)
def test_hits_are_shown_where_they_are(text: str, typed: str, marked: str) -> None:
    assert shown(text, typed) == marked


def test_a_hit_far_in_is_brought_into_sight() -> None:
    said = shown("word " * 200 + "the parcel is late " + "word " * 200, "parcel")
    assert said.startswith("…")
    assert said.endswith("…")
    assert "the [parcel] is late" in said
    assert len(said) <= SHOWN + 4


@given(st.text(max_size=300), st.text(max_size=30))
def test_a_snippet_is_the_text_and_nothing_else(text: str, typed: str) -> None:
    pieces = snippet(text, parse(typed).words)
    joined = "".join(piece.text for piece in pieces)
    assert joined.strip("…") in " ".join(text.split()) + "…" or "…" in text
