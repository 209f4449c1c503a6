"""Takes pushes apart: one body may bring many entries, and an entry many changes or messages. Pure."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from amends.channels import wire
from amends.channels.contract import Malformed
from amends.channels.wire import Wire

#: Later ones are milliseconds: in seconds it would be the year 5138.
_LATEST_SECOND = 100_000_000_000


@dataclass(frozen=True, slots=True)
class Change:
    """One fact in a push: for which account, of which ``field``, told when, and what it says.

    What stands under ``messaging`` has the field "messaging"; what another app answers, "standby".
    """

    account: str
    field: str
    told_at: datetime
    value: Wire


def delivery_key(body: bytes) -> str:
    """What makes a push the same when it comes again.

    The network names no delivery, and a comment's edits differ in nothing but their words: so it is the
    bytes. What comes again in another batch is known by its own id.
    """
    return "hook:sha256:" + hashlib.sha256(body).hexdigest()


def changes(body: bytes, about: str) -> Iterator[Change]:
    """What a push says of objects of one kind, such as "page", in its order. Raises Malformed."""
    told = wire.read(body)
    if told.text("object") != about:
        return
    for entry in told.each("entry"):
        account, told_at = entry.text("id"), moment(entry, "time")
        for each in entry.maybe_each("changes"):
            yield Change(account, each.text("field"), told_at, each.inner("value"))
        for name in ("messaging", "standby"):
            for each in entry.maybe_each(name):
                yield Change(account, name, told_at, each)


def moment(told: Wire, name: str) -> datetime:
    """A time as seconds or milliseconds since 1970 (numbers, or digits in a text), or in ISO 8601.

    Raises Malformed.
    """
    value = told.whole().get(name)
    if isinstance(value, str) and not (value.isascii() and value.isdigit()):
        return told.time(name)
    if not isinstance(value, int | str) or isinstance(value, bool):
        raise told.wrong(name, "is no time")
    return _since_1970(told, name, int(value[:20]) if isinstance(value, str) else value)


def maybe_moment(told: Wire, name: str) -> datetime | None:
    """A time, or None where there is none."""
    return moment(told, name) if name in told else None


def _since_1970(told: Wire, name: str, number: int) -> datetime:
    try:
        seconds = number / 1000 if number >= _LATEST_SECOND else number
        return datetime.fromtimestamp(seconds, UTC)
    except (ValueError, OverflowError, OSError):
        raise told.wrong(name, "is no time") from None


def own(change: Change, account: str) -> bool:
    """Whether a change is for this account: one app's pushes may tell of several."""
    return change.account == account


def known(told: Wire, name: str) -> str:
    """An id as a text, whether it was written as a text or as a number. Raises Malformed."""
    value = told.whole().get(name)
    if type(value) is int and value >= 0:
        return str(value)
    found = told.text(name)
    if len(found) > 255:
        raise Malformed(f"{told.place}.{name} is too long.")
    return found
