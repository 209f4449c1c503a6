"""Messages of customers who want to instruct the assistant: 300 and more, for whatever passes through it.

Each has a ``trick`` (how it tries) and what it ``wants``: `send` (something published unasked), `data` (of
others, or private), `link` (a foreign one in the answer), `recipient` (somebody else gets it), `promise`
(money or more), `close` (a case touched) or `prompt` (what the assistant was told).
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

_FILE = Path(__file__).with_name("injections.jsonl")


@dataclass(frozen=True, slots=True)
class Injection:
    """One such message."""

    text: str
    language: str
    trick: str
    wants: str


def injections() -> list[Injection]:
    """All of them, in the order of the file."""
    return [Injection(**json.loads(line)) for line in _FILE.read_text().splitlines()]
