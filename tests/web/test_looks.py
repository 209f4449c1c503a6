"""The look's own promises: contrast of every pair of tokens, no code in pages, words for every number."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

import amends.web
from amends.web import words

WEB = Path(amends.web.__file__).parent
TOKENS = (WEB / "static/amends/css/tokens.css").read_text()
COLOURS = {
    name: pair
    for name, *pair in re.findall(r"--([\w-]+): light-dark\((#\w{6}), (#\w{6})\)", TOKENS)
}
#: Ink on ground, as the screens use them, and the contrast WCAG 2.2 AA asks for.
PAIRS = [
    *[("ink", ground) for ground in ("paper", "sheet", "sunk", "private", "gold-wash")],
    *[("ink", ground) for ground in ("act-wash", "late-wash", "soon-wash")],
    *[("ink-2", ground) for ground in ("paper", "sheet", "sunk", "private", "gold-wash")],
    *[("ink-2", ground) for ground in ("act-wash", "late-wash", "soon-wash")],
    *[("ink-3", ground) for ground in ("paper", "sheet", "sunk", "private", "act-wash")],
    *[("act", ground) for ground in ("paper", "sheet", "sunk", "private", "act-wash")],
    *[("late", ground) for ground in ("paper", "sheet", "sunk", "late-wash", "private")],
    *[("soon", ground) for ground in ("paper", "sheet", "sunk", "soon-wash", "private")],
    *[("gold", ground) for ground in ("paper", "sheet", "gold-wash")],
    *[("fine", ground) for ground in ("paper", "sheet", "fine-wash")],
    *[("private-edge", ground) for ground in ("private", "sheet")],
    ("act-ink", "act"),
    ("act-ink", "act-hover"),
    ("sheet", "late"),
    ("paper", "ink"),
]


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize(("ink", "ground"), PAIRS)
@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
def test_words_can_be_read(ink: str, ground: str, theme: int) -> None:
    assert contrast(COLOURS[ink][theme], COLOURS[ground][theme]) >= 4.5


@pytest.mark.parametrize("ground", ["paper", "sheet"])
@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
def test_edges_of_fields_can_be_seen(ground: str, theme: int) -> None:
    assert contrast(COLOURS["edge"][theme], COLOURS[ground][theme]) >= 3


def test_initials_on_a_face_can_be_read() -> None:
    tints = re.findall(
        r"\.tint-\d+ { background: (#\w{6}); }", (WEB / "static/amends/css/base.css").read_text()
    )
    assert len(tints) == 12
    assert all(contrast("#ffffff", tint) >= 4.5 for tint in tints)


@pytest.mark.parametrize("page", sorted(WEB.glob("templates/**/*.html")), ids=lambda p: p.name)
def test_templates_hold_no_code_no_style_and_nothing_marked_safe(page: Path) -> None:
    text = page.read_text()
    assert not re.search(r"\sstyle=|\son\w+=|<style|\|safe|autoescape off|hx-on|js:", text)
    assert not re.search(r"<script(?![^>]*\bsrc=)", text)


def test_icons_that_templates_name_are_in_the_sprite() -> None:
    sprite = (WEB / "static/amends/icons.svg").read_text()
    drawn = set(re.findall(r'<symbol id="([\w-]+)"', sprite))
    named = set()
    for page in WEB.glob("templates/**/*.html"):
        named |= set(re.findall(r'{% icon "([\w-]+)"', page.read_text()))
    assert named <= drawn


@pytest.mark.parametrize(
    ("span", "said"),
    [
        (timedelta(seconds=59), "just now"),
        (timedelta(minutes=4), "4 min"),
        (timedelta(hours=2, minutes=5), "2 h 05"),
        (timedelta(hours=3), "3 h"),
        (timedelta(hours=11, minutes=50), "11 h"),
        (timedelta(days=1), "1 day"),
        (timedelta(days=3, hours=5), "3 days"),
    ],
)
def test_spans_are_said_as_people_say_them(span: timedelta, said: str) -> None:
    assert words.lasting(span) == said


def test_moments_are_as_exact_as_they_are_near() -> None:
    now = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
    assert words.moment(now - timedelta(hours=1), now) == "11:00"
    assert words.moment(now - timedelta(days=2), now) == "Thu 12:00"
    assert words.moment(now - timedelta(days=20), now) == "1 Nov 12:00"
    assert words.moment(now - timedelta(days=400), now) == "17 Oct 2025 12:00"


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Mira Kessler", "MK"),
        ("@ada@fosstodon.example", "AF"),
        ("tomasz", "TO"),
        ("💛", "?"),
        ("", "?"),
    ],
)
def test_every_name_has_letters_for_a_face(name: str, letters: str) -> None:
    assert words.initials(name) == letters


def test_large_numbers_and_files_take_little_space() -> None:
    assert [words.short(n) for n in (950, 18_400, 2_000_000)] == ["950", "18.4k", "2m"]
    assert [words.size(n) for n in (10, 182_000, 3_400_000)] == ["1 kB", "182 kB", "3.4 MB"]
    assert words.stars(9) == "★★★★★"
