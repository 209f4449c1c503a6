"""How a check says that an adapter does not keep the contract."""

from __future__ import annotations

import difflib
import json
from collections.abc import Callable
from typing import TypeVar

from amends.channels.contract import ChannelError

Failure = TypeVar("Failure", bound=ChannelError)


class Broken(AssertionError):
    """An adapter does not keep the contract, or its recording is not complete."""


def must(condition: object, sentence: str) -> None:
    """Raises `Broken` with the sentence unless the condition holds."""
    if not condition:
        raise Broken(sentence)


def same(found: object, expected: object, what: str) -> None:
    """Raises `Broken` with the difference unless both are equal; for JSON values."""
    if found == expected:
        return
    diff = difflib.unified_diff(
        _lines(expected), _lines(found), "expected", "found", lineterm="", n=2
    )
    raise Broken("\n".join((f"{what}:", *diff)))


def expect(kind: type[Failure], act: Callable[[], object], when: str) -> Failure:
    """The failure of this kind that ``act`` raises. `Broken` when it raises another, or none."""
    try:
        instead = f"returned {act()!r}"[:300]
    except kind as failure:
        return failure
    except Broken:
        raise
    except Exception as other:  # noqa: BLE001 - whatever else it raises is the finding
        instead = f"raised {type(other).__name__}: {other}"
    raise Broken(f"{when}: {kind.__name__} was due, but it {instead}")


def _lines(value: object) -> list[str]:
    shown = json.dumps(value, indent=1, sort_keys=True, ensure_ascii=False, default=str)
    return shown.splitlines()
