"""The pages people read, as the tests see them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])

_FENCE = re.compile(r"^```(\w*)\n(.*?)^```", re.MULTILINE | re.DOTALL)
_INLINE = re.compile(r"`([^`\n]+)`")
_LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")


def within(page: Path) -> str:
    return str(page.relative_to(ROOT))


def text(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def commands(page: Path) -> Iterator[str]:
    """Every line of a command block, and every piece of code within a sentence."""
    words = text(page)
    for _, block in _FENCE.findall(words):
        yield from (
            line.partition("  #")[0].strip().removeprefix("$ ") for line in block.splitlines()
        )
    yield from _INLINE.findall(_FENCE.sub("", words))


def links(page: Path) -> list[str]:
    """Where the page's links lead."""
    return _LINK.findall(_FENCE.sub("", text(page)))


def anchors(page: Path) -> set[str]:
    """What a link may name after ``#``: the page's headings as GitHub spells them."""
    headings = re.findall(r"^#+ (.+)$", text(page), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}
