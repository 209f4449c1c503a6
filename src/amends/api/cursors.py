"""Where the next page of a list begins: opaque to programs, so that we may change it."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Protocol

import orjson

from amends.api.problems import BadCursor

_LARGEST = 2**63 - 1


class _Row(Protocol):
    @property
    def pk(self) -> int: ...


def after(rows: Sequence[_Row], limit: int) -> str | None:
    """The cursor of the page after these rows (the page has ``limit`` and one more if there is another)."""
    return of_id(rows[limit - 1].pk) if len(rows) > limit else None


def of_id(row_id: int) -> str:
    """A cursor for what comes below an id."""
    return _packed([row_id])


def read_id(cursor: str | None) -> int | None:
    """The id in a cursor, None without one. Raises BadCursor."""
    if cursor is None:
        return None
    match _unpacked(cursor):
        case [int(row_id)] if 0 < row_id <= _LARGEST:
            return row_id
    raise BadCursor


def of_moment(at: datetime, row_id: int) -> str:
    """A cursor for what comes before a moment."""
    return _packed([at.astimezone(UTC).isoformat(), row_id])


def read_moment(cursor: str | None) -> tuple[datetime, int] | None:
    """The moment and id in a cursor, None without one. Raises BadCursor."""
    if cursor is None:
        return None
    match _unpacked(cursor):
        case [str(at), int(row_id)] if 0 < row_id <= _LARGEST:
            return _moment(at), row_id
    raise BadCursor


def _moment(text: str) -> datetime:
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        raise BadCursor from None
    if at.utcoffset() is None or not 1970 <= at.year <= 2200:
        raise BadCursor
    return at


def _packed(parts: list[object]) -> str:
    return base64.urlsafe_b64encode(orjson.dumps(parts)).decode().rstrip("=")


def _unpacked(cursor: str) -> object:
    try:
        return orjson.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except ValueError:
        raise BadCursor from None
