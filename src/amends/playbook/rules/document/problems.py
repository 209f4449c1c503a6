"""What is wrong with a playbook: where, and in a sentence that says what to do about it. Pure."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing that a person must put right; lines and columns count from 1."""

    line: int
    column: int
    sentence: str
    #: The parts of the playbook that lead there: ``("voice", "emoji", "most")``.
    path: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"line {self.line}, column {self.column}: {self.sentence}"


def did_you_mean(given: str, known: Iterable[str]) -> str:
    """`` Did you mean “voice”?`` with its space before, or nothing where no name comes near."""
    names = {name.casefold(): name for name in known}
    near = difflib.get_close_matches(given.strip().casefold(), names, n=1, cutoff=0.6)
    return f" Did you mean “{names[near[0]]}”?" if near else ""


def listed(names: Iterable[str]) -> str:
    """``one, two or three``"""
    *others, last = list(names)
    return f"{', '.join(others)} or {last}" if others else last


def shown(text: str) -> str:
    """What somebody wrote, short enough to stand in a sentence."""
    line = " ".join(text.split())
    return line if len(line) <= 60 else f"{line[:59]}…"
