"""The pictures of the screens show the screens as they are."""

from __future__ import annotations

import json

import pytest

from docs.pages import ROOT, text
from scripts import screenshots


def test_the_page_shows_every_screen() -> None:
    assert text(ROOT / "docs" / "using" / "screens.md") == screenshots.page()


@pytest.mark.parametrize("screen", screenshots.SCREENS, ids=lambda screen: screen.name)
def test_every_screen_has_its_pictures(screen: screenshots.Screen) -> None:
    for look, *_ in screenshots.LOOKS:
        assert (screenshots.IMAGES / f"{screen.name}-{look}.png").stat().st_size > 5_000


def test_no_screen_was_changed_after_its_picture() -> None:
    taken_of = json.loads(text(screenshots.TAKEN_OF))["screens"]
    assert taken_of == screenshots.fingerprint(), "run `make screenshots`"
