"""An archive's line: one message in our own normal form as JSON. Pure.

The format (docs/running/import.md): ``id``, ``text``, ``sent_at`` (ISO 8601), ``author`` {``id``,
``handle``, ``name``, ``followers``}, ``thread`` {``id``, ``kind``, ``public``, ``title``, ``url``}, and
where they apply ``own``, ``reply_to``, ``subject``, ``rating``, ``url``.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import orjson

from amends.channels.contract import Author, Said, ThreadKind, ThreadRef


class BadLine(ValueError):
    """This line is not a message in the archive's format."""


def read(line: bytes) -> Said:
    """The message in ``line``. Raises `BadLine` with what is wrong in words."""
    try:
        found = orjson.loads(line)
    except orjson.JSONDecodeError as failure:
        raise BadLine(f"It is not JSON: {failure}.") from None
    try:
        return _said(found)
    except (KeyError, TypeError, ValueError, AttributeError) as failure:
        raise BadLine(f"A part is missing or wrong: {type(failure).__name__} {failure}.") from None


def _said(found: dict[str, Any]) -> Said:
    author, thread = found["author"], found["thread"]
    sent_at = datetime.fromisoformat(found["sent_at"])
    return Said(
        external_id=_text(found["id"]),
        thread=ThreadRef(
            external_id=_text(thread["id"]),
            kind=ThreadKind(thread["kind"]),
            is_public=thread["public"] is True,
            title=thread.get("title") or "",
            url=thread.get("url") or "",
        ),
        author=Author(
            external_id=_text(author["id"]),
            handle=author.get("handle") or "",
            name=author.get("name") or "",
            followers=author.get("followers"),
        ),
        text=_text(found["text"]),
        sent_at=sent_at if sent_at.tzinfo else sent_at.replace(tzinfo=UTC),
        subject=found.get("subject") or "",
        reply_to=found.get("reply_to") or "",
        url=found.get("url") or "",
        rating=found.get("rating"),
        own=found.get("own") is True,
    )


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"text expected, found {value!r:.40}")
    return value
