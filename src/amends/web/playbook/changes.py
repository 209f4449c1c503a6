"""What differs between two versions of a playbook, line by line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

_AROUND = 3


@dataclass(frozen=True, slots=True)
class Line:
    """A line of either text: ``same``, ``new``, ``gone``, or ``left`` for lines that are left out."""

    kind: str
    words: str
    #: Its number in the old and the new text; None where it is not in it.
    old: int | None = None
    new: int | None = None


def changes(old: str, new: str) -> list[Line]:
    """The lines that differ, with three around each; nothing where the texts are the same."""
    before, after = old.splitlines(), new.splitlines()
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    found: list[Line] = []
    for group in matcher.get_grouped_opcodes(_AROUND):
        if found or group[0][3] > 0:
            found.append(Line("left", ""))
        for verb, a, b, c, d in group:
            found += _lines(verb, (before, a, b), (after, c, d))
    return found


def _lines(
    verb: str, old: tuple[list[str], int, int], new: tuple[list[str], int, int]
) -> Iterator[Line]:
    before, a, b = old
    after, c, d = new
    if verb == "equal":
        for at in range(a, b):
            yield Line("same", before[at], at + 1, c + at - a + 1)
        return
    for at in range(a, b):
        yield Line("gone", before[at], at + 1, None)
    for at in range(c, d):
        yield Line("new", after[at], None, at + 1)
