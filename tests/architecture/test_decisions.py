from __future__ import annotations

import re
from pathlib import Path

import pytest

from architecture.house import ROOT

DECISIONS = sorted((ROOT / "docs" / "decisions").glob("*.md"))
COSTS = ("## What we gave up", "## What it costs")


def test_every_number_is_used_once_and_none_is_missing() -> None:
    numbers = [int(path.name[:4]) for path in DECISIONS]
    assert numbers == list(range(1, len(DECISIONS) + 1))


@pytest.mark.parametrize("path", DECISIONS, ids=lambda path: path.stem)
def test_a_decision_says_why_and_what_it_cost(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert re.match(rf"# {int(path.name[:4])}\. \S", text)
    assert any(part in text for part in COSTS)
    assert len(text.split()) < 900
