"""An archive's rows for a replay: what each says, and what somebody said that it is. Pure.

Columns, of CSV or of JSON lines (docs/running/replay.md): ``text``, and where there are any ``time`` (ISO
8601), ``author``, ``author_id``, ``followers``, ``id``, ``thread``, ``public``, ``rating``; as labels
``kind``, ``mood``, ``language``, ``needs_answer``, ``urgent``. A line of an import's format is taken, too.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import orjson

from amends.channels.contract import Author, Said, ThreadKind, ThreadRef
from amends.listening.rules import archive

LABELS = ("kind", "mood", "language", "needs_answer", "urgent")
_YES, _NO = frozenset({"1", "true", "yes", "y"}), frozenset({"0", "false", "no", "n"})
#: Other names of columns, as exports have them.
_ALSO = {
    "text": ("body", "message", "content", "tweet"),
    "time": ("sent_at", "created_at", "date", "timestamp"),
    "author": ("user", "username", "name", "handle"),
    "thread": ("thread_id", "conversation", "conversation_id"),
    "kind": ("act", "label"),
    "mood": ("sentiment", "airline_sentiment"),
    "language": ("lang",),
}
_MOODS = {"positive": "happy", "negative": "unhappy", "angry": "unhappy"}


@dataclass(frozen=True, slots=True)
class Row:
    """A message of a replay, and its labels by their names; yes and no are "yes" and "no"."""

    said: Said
    labels: Mapping[str, str] = field(default_factory=dict)


class BadRow(ValueError):
    """This row is no message."""


@dataclass(slots=True)
class Rows:
    """Makes messages of rows; who says no time comes a second after the row before."""

    last: datetime
    number: int = 0

    def of_csv(self, lines: Iterable[str]) -> Iterator[Row | BadRow]:
        """The messages of a CSV file whose first line names its columns."""
        for cells in csv.DictReader(lines):
            yield self._row({name: value for name, value in cells.items() if name and value})

    def of_json(self, lines: Iterable[str]) -> Iterator[Row | BadRow]:
        """The messages of a file with a JSON object in each line."""
        for line in lines:
            if line.strip():
                yield self._of_line(line)

    def _of_line(self, line: str) -> Row | BadRow:
        try:
            told = orjson.loads(line)
            if not isinstance(told, dict):
                return self._bad("is no JSON object")
            if isinstance(told.get("author"), dict):
                return Row(archive.read(line.encode()), _labels(_named(told)))
        except ValueError as failure:
            return self._bad(str(failure))
        return self._row({str(key): value for key, value in told.items() if value is not None})

    def _row(self, told: Mapping[str, object]) -> Row | BadRow:
        self.number += 1
        named = _named(told)
        text = named.get("text", "").strip()
        if not text:
            return BadRow(f"Row {self.number} has no text.")
        try:
            at = _time(named["time"]) if "time" in named else self.last + timedelta(seconds=1)
        except ValueError:
            return BadRow(f"Row {self.number}: “{named['time'][:40]}” is no time (ISO 8601).")
        self.last = at
        return Row(self._said(named, text, at), _labels(named))

    def _said(self, named: Mapping[str, str], text: str, at: datetime) -> Said:
        key = named.get("id", "")[:300] or f"row-{self.number}"
        who = (named.get("author_id") or named.get("author") or f"nobody-{self.number}")[:300]
        is_public = named.get("public", "yes").casefold() not in _NO
        kind = ThreadKind.POST if is_public else ThreadKind.CONVERSATION
        followers, rating = named.get("followers", ""), named.get("rating", "")
        return Said(
            external_id=key,
            thread=ThreadRef(named.get("thread", "")[:300] or key, kind, is_public=is_public),
            author=Author(
                who,
                name=named.get("author", "")[:200],
                followers=int(followers) if followers.isdecimal() else None,
            ),
            text=text,
            sent_at=at,
            rating=int(rating) if rating in {"1", "2", "3", "4", "5"} else None,
        )

    def _bad(self, why: str) -> BadRow:
        self.number += 1
        return BadRow(f"Row {self.number}: {why}")


def _named(told: Mapping[str, object]) -> dict[str, str]:
    """The columns by our names."""
    cells = {
        key.strip().casefold().replace(" ", "_"): _text(value)
        for key, value in told.items()
        if isinstance(value, str | int | float | bool)
    }
    for name, others in _ALSO.items():
        for other in others:
            if name not in cells and other in cells:
                cells[name] = cells[other]
    return cells


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)


def _labels(named: Mapping[str, str]) -> dict[str, str]:
    found = {name: named[name].strip().casefold() for name in LABELS if named.get(name)}
    for name in ("needs_answer", "urgent"):
        if name in found:
            found[name] = _yes_no(found[name])
    if "mood" in found:
        found["mood"] = _MOODS.get(found["mood"], found["mood"])
    return {name: value for name, value in found.items() if value}


def _yes_no(word: str) -> str:
    return "yes" if word in _YES else "no" if word in _NO else ""


def _time(text: str) -> datetime:
    at = datetime.fromisoformat(text.strip())
    return at if at.tzinfo else at.replace(tzinfo=UTC)
