from __future__ import annotations

import dataclasses
import string
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from amends.status.rules import moments
from amends.status.rules.colours import DARK_PAPER, LIGHT_PAPER, readable
from amends.status.rules.sayings import SAYINGS, Sayings
from amends.status.rules.states import ComponentState, Overall, overall, worst
from amends.status.rules.tongues import LANGUAGES, wished
from amends.status.rules.uptime import Spell, record

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
LONG_AGO = NOW - timedelta(days=400)
FINE, MAJOR, PARTIAL = (
    ComponentState.OPERATIONAL,
    ComponentState.MAJOR,
    ComponentState.PARTIAL,
)


def _places(said: str) -> list[str]:
    return sorted(name for _, name, _, _ in string.Formatter().parse(said) if name)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_says_everything_with_the_same_places_to_fill(language: str) -> None:
    for field in dataclasses.fields(Sayings):
        ours, theirs = getattr(SAYINGS["en"], field.name), getattr(SAYINGS[language], field.name)
        if isinstance(ours, str):
            assert theirs.strip()
            assert _places(theirs) == _places(ours), field.name
        elif isinstance(ours, tuple):
            assert [_places(each) for each in theirs] == [_places(each) for each in ours]
        else:
            assert theirs.keys() == ours.keys()


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("", "en"),
        ("de-CH, fr;q=0.8", "de"),
        ("ja, fr;q=0.5, de;q=0.9", "de"),
        ("ja", "en"),
        ("de;q=0, fr", "fr"),
        ("de;q=nonsense,,;;", "en"),
    ],
)
def test_the_browsers_wish_is_granted_where_it_can_be(header: str, language: str) -> None:
    assert wished(header, ["en", "de", "fr"]) == language


def test_all_down_is_another_sentence_than_one_down() -> None:
    assert overall([MAJOR, MAJOR], is_troubled=True) is Overall.MAJOR
    assert overall([MAJOR, FINE], is_troubled=True) is Overall.PARTIAL
    assert overall([FINE], is_troubled=True) is Overall.TROUBLE
    assert overall([], is_troubled=False) is Overall.FINE
    assert overall([ComponentState.MAINTENANCE, FINE], is_troubled=False) is Overall.MAINTENANCE
    assert worst([]) is FINE


def test_uptime_counts_a_partial_outage_less_and_a_lasting_one_until_now() -> None:
    hour = timedelta(hours=1)
    down = record([Spell(MAJOR, NOW - 9 * hour)], since=LONG_AGO, now=NOW, zone=BERLIN)
    half = record([Spell(PARTIAL, NOW - 9 * hour)], since=LONG_AGO, now=NOW, zone=BERLIN)
    assert down.share is not None
    assert half.share is not None
    assert half.share > down.share
    assert down.days[-1].down == 9 * hour
    assert (len(down.days), down.troubled) == (90, 1)


def test_a_spell_over_midnight_counts_for_both_days_of_the_brands_zone() -> None:
    began = datetime(2026, 11, 19, 22, 30, tzinfo=UTC)  # 23:30 in Berlin
    kept = record(
        [Spell(MAJOR, began, began + timedelta(hours=2))], since=LONG_AGO, now=NOW, zone=BERLIN
    )
    downs = [day.down for day in kept.days if day.down]
    assert downs == [timedelta(minutes=30), timedelta(minutes=90)]


def test_days_before_anybody_watched_are_unknown_and_do_not_count() -> None:
    kept = record([], since=NOW - timedelta(days=2), now=NOW, zone=BERLIN)
    assert sum(day.is_known for day in kept.days) == 3
    assert kept.share == 100
    assert record([], since=NOW, now=NOW, zone=BERLIN).share is None


def test_a_day_on_which_the_clock_changes_is_not_24_hours() -> None:
    now = datetime(2026, 10, 26, 12, 0, tzinfo=UTC)
    began = datetime(2026, 10, 24, 22, 0, tzinfo=UTC)  # midnight in Berlin
    over = datetime(2026, 10, 25, 23, 0, tzinfo=UTC)  # the next one, 25 hours later
    kept = record([Spell(MAJOR, began, over)], since=LONG_AGO, now=now, zone=BERLIN)
    assert [day.down for day in kept.days if day.down] == [timedelta(hours=25)]


@pytest.mark.parametrize("colour", ["#ffff00", "#000000", "#ffffff", "#1f5a56", "#ff3366"])
def test_any_colour_of_a_brand_can_be_read_on_both_papers(colour: str) -> None:
    def light(hexed: str) -> float:
        parts = [int(hexed[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        red, green, blue = (
            part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
        )
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    for paper in (LIGHT_PAPER, DARK_PAPER):
        dark, bright = sorted((light(readable(colour, paper)), light(paper)))
        assert (bright + 0.05) / (dark + 0.05) >= 4.5


def test_lengths_and_shares_are_never_rounded_to_nothing_or_to_all() -> None:
    say = SAYINGS["de"]
    assert moments.length_words(timedelta(seconds=3), say) == "1 Min."
    assert moments.length_words(timedelta(days=1, hours=2, minutes=5), say) == "1 T. 2 Std."
    assert moments.share_words(99.9999, "de") == "99,99"
    assert moments.share_words(100.0, "en") == "100"
