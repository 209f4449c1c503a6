"""How networks count the length of a text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amends.channels.contract import Unit
from amends.channels.counting import count

FAMILY = "👩‍👩‍👧"


@pytest.mark.parametrize(
    ("text", "graphemes", "code_points", "utf8", "utf16"),
    [
        ("", 0, 0, 0, 0),
        ("Hello", 5, 5, 5, 5),
        ("née", 3, 3, 4, 3),
        ("ne\u0301e", 3, 4, 5, 4),
        (FAMILY, 1, 5, 18, 8),
        ("🇵🇹", 1, 2, 8, 4),
        ("a\r\nb", 3, 4, 4, 4),
        ("한국", 2, 2, 6, 2),
        ("\ud800", 1, 1, 3, 1),
    ],
)
def test_each_unit(text: str, graphemes: int, code_points: int, utf8: int, utf16: int) -> None:
    units = (Unit.GRAPHEMES, Unit.CODE_POINTS, Unit.UTF8_BYTES, Unit.UTF16_UNITS)
    assert [count(text, unit) for unit in units] == [graphemes, code_points, utf8, utf16]


def test_weights_are_the_adapters_business() -> None:
    with pytest.raises(ValueError, match="adapter"):
        count("x", Unit.WEIGHTED)


@given(st.text())
def test_a_reader_never_sees_more_than_is_written(text: str) -> None:
    assert count(text, Unit.GRAPHEMES) <= count(text, Unit.CODE_POINTS)
