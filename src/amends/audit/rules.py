"""How entries are chained, and how a chain that somebody touched is told from a sound one. Pure."""

from __future__ import annotations

import enum
import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Protocol

#: What the first entry of a chain is chained to.
BEGINNING = "0" * 64


class Acting(Protocol):
    """Who acts, as far as the audit trail needs to know; the staff room's `Actor` is one."""

    @property
    def user_id(self) -> int | None: ...
    @property
    def brand_id(self) -> int: ...
    @property
    def via(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Sealed:
    """An entry as it stands in its chain."""

    brand_id: int
    position: int
    at: datetime
    by_id: int | None
    via: str
    action: str
    target: str
    facts: Mapping[str, object]
    previous_hash: str
    hash: str = ""


@dataclass(frozen=True, slots=True)
class End:
    """How far a chain goes, kept apart from its entries."""

    position: int
    hash: str


class Tampering(enum.StrEnum):
    """What was done to a chain."""

    CHANGED = "changed"
    REPLACED = "replaced"
    INSERTED = "inserted"
    MOVED = "moved"
    REMOVED = "removed"
    END_REMOVED = "end removed"


_SENTENCES = {
    Tampering.CHANGED: "Entry {first} was changed after it was written.",
    Tampering.REPLACED: "Entry {first} is not the one that its successor was chained to.",
    Tampering.INSERTED: "Entry {first} was put in: it was never appended.",
    Tampering.MOVED: "Entry {first} was moved: it was written as entry {origin}.",
    Tampering.REMOVED: "Entries {first} to {last} were removed.",
    Tampering.END_REMOVED: "The record of where this chain ends was removed.",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing wrong with a chain: what, and which entries (positions, both ends included)."""

    brand_id: int
    what: Tampering
    first: int
    last: int
    origin: int | None = None

    @property
    def sentence(self) -> str:
        """For the operator; names the chain."""
        chain = f"brand {self.brand_id}" if self.brand_id else "the installation"
        told = _SENTENCES[self.what].format(first=self.first, last=self.last, origin=self.origin)
        return f"Chain of {chain}: {told}"


def plain(value: object) -> object:
    """``value`` as JSON that PostgreSQL's jsonb gives back unchanged, whatever it was.

    Floats become text (jsonb may give an integer back), and so does all that JSON does not know.
    """
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, Mapping):
        return {_text(key): plain(item) for key, item in value.items()}
    if isinstance(value, set | frozenset):
        return sorted((plain(item) for item in value), key=str)
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    return _text(value.isoformat() if isinstance(value, datetime) else value)


def _text(value: object) -> str:
    """Text without what a database cannot hold: NUL and halves of surrogate pairs."""
    return str(value).replace("\0", "\ufffd").encode("utf-8", "replace").decode("utf-8")


def seal(entry: Sealed) -> str:
    """The SHA-256 over an entry and its predecessor's hash, in hexadecimal (64 characters)."""
    covered = [
        entry.brand_id,
        entry.position,
        entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
        entry.by_id,
        entry.via,
        entry.action,
        entry.target,
        entry.facts,
        entry.previous_hash,
    ]
    canonical = json.dumps(
        covered, sort_keys=True, separators=(",", ":"), ensure_ascii=True, allow_nan=False
    )
    return hashlib.sha256(canonical.encode("ascii")).hexdigest()


@dataclass(slots=True)
class _Walk:
    """What a walk along a chain noticed."""

    brand_id: int
    last: Sealed | None = None
    findings: list[Finding] = field(default_factory=list)
    #: Entries whose hash is not theirs, by position.
    broken: dict[int, Sealed] = field(default_factory=dict)
    #: Neighbours that are not chained to each other.
    loose: list[tuple[Sealed, Sealed]] = field(default_factory=list)

    def step(self, entry: Sealed) -> None:
        expected = self.last.position + 1 if self.last else 1
        if entry.position > expected:
            self.note(Tampering.REMOVED, expected, entry.position - 1)
        elif entry.position < expected:
            self.note(Tampering.INSERTED, entry.position)
        self._compare(entry, follows=entry.position == expected)
        self.last = entry

    def _compare(self, entry: Sealed, *, follows: bool) -> None:
        if seal(entry) != entry.hash:
            self.broken[entry.position] = entry
        if follows and entry.previous_hash != (self.last.hash if self.last else BEGINNING):
            self.loose.append((self.last or entry, entry))

    def note(
        self, what: Tampering, first: int, last: int | None = None, origin: int | None = None
    ) -> None:
        known = first if last is None else last
        self.findings.append(Finding(self.brand_id, what, first, known, origin))


def check(brand_id: int, entries: Iterable[Sealed], end: End | None) -> list[Finding]:
    """Everything wrong with a chain; ``entries`` in order of position, ``end`` as it was kept.

    Someone who rewrites every later entry and the end too is found only by comparing the end with a
    copy kept elsewhere: `amends audit verify` prints it for that.
    """
    walk = _Walk(brand_id)
    for entry in entries:
        walk.step(entry)
    _judge(walk)
    _judge_end(walk, end)
    return sorted(walk.findings, key=lambda finding: (finding.first, finding.what))


def _judge(walk: _Walk) -> None:
    """Name what happened to the entries that do not fit."""
    origins = {position: _origin(walk.broken, position) for position in walk.broken}
    for position, origin in origins.items():
        walk.note(Tampering.MOVED if origin else Tampering.CHANGED, position, origin=origin)
    for before, after in walk.loose:
        if before.position in walk.broken:
            continue
        if origins.get(after.position) == before.position:
            walk.note(Tampering.INSERTED, before.position)
        elif after.position not in walk.broken:
            walk.note(Tampering.REPLACED, before.position)


def _origin(broken: Mapping[int, Sealed], position: int) -> int | None:
    """Where an entry was written, if it was only moved: beside itself or where another broken one is."""
    entry = broken[position]
    candidates = {position - 1, position + 1, *list(broken)[:200]} - {position}
    found = (at for at in sorted(candidates) if seal(replace(entry, position=at)) == entry.hash)
    return next(found, None)


def _judge_end(walk: _Walk, end: End | None) -> None:
    reached = walk.last.position if walk.last else 0
    if end is None:
        if reached:
            walk.note(Tampering.END_REMOVED, reached)
    elif reached < end.position:
        walk.note(Tampering.REMOVED, reached + 1, end.position)
    elif reached > end.position:
        walk.note(Tampering.INSERTED, end.position + 1, reached)
    elif walk.last and walk.last.hash != end.hash and reached not in walk.broken:
        walk.note(Tampering.REPLACED, reached)
