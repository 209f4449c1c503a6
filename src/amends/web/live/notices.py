"""What the feed tells: notices as they come from the database, and events as a browser reads them. Pure."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

#: One event naming more cases than this is no shorter than looking at everything.
MOST_NAMED = 200
#: Keeps the way open through proxies, finds out who has gone, and lets a page know a stream that died.
HEARTBEAT = b"event: beat\ndata: 1\n\n"


@dataclass(frozen=True, slots=True)
class Notice:
    """Cases of a brand that read differently, and cases where people came, went or write.

    None stands for too many to name.
    """

    brand_id: int
    cases: frozenset[int] | None = frozenset()
    here: frozenset[int] | None = frozenset()

    def and_also(self, other: Notice) -> Notice:
        """Both in one."""
        cases, here = _both(self.cases, other.cases), _both(self.here, other.here)
        return Notice(self.brand_id, cases, here)


def parsed(payload: str) -> Notice | None:
    """The notice of a payload; None for what is none."""
    try:
        told = json.loads(payload)
        return Notice(int(told["brand"]), _named(told["cases"]), _named(told["here"]))
    except (ValueError, TypeError, KeyError):
        return None


def _named(told: Sequence[int] | str) -> frozenset[int] | None:
    return None if isinstance(told, str) else frozenset(int(case) for case in told)


def _both(one: frozenset[int] | None, other: frozenset[int] | None) -> frozenset[int] | None:
    if one is None or other is None:
        return None
    both = one | other
    return both if len(both) <= MOST_NAMED else None


def changed(notice: Notice, number: int) -> bytes:
    """The event of a notice; ``number`` is its id, by which a browser says what it heard last."""
    told = {"cases": _listed(notice.cases), "here": _listed(notice.here)}
    words = json.dumps(told, separators=(",", ":"))
    return f"id: {number}\nevent: changed\ndata: {words}\n\n".encode()


def _listed(cases: frozenset[int] | None) -> list[int] | str:
    return "many" if cases is None else sorted(cases)


def hello(*, retry_ms: int) -> bytes:
    """The first event; a stream that breaks is opened again after about so many milliseconds."""
    return f"retry: {retry_ms}\nevent: hello\ndata: {{}}\n\n".encode()


def alerted(payload: str) -> tuple[int, frozenset[int]] | None:
    """The brand and the people who have a new alert; None for a notice that tells of cases."""
    try:
        told = json.loads(payload)
        return int(told["brand"]), frozenset(int(user) for user in told["alerts"])
    except (ValueError, TypeError, KeyError):
        return None


def alerts() -> bytes:
    """Look at the bell."""
    return b"event: alerts\ndata: {}\n\n"


def resync() -> bytes:
    """Something may have been missed: look at everything."""
    return b"event: resync\ndata: {}\n\n"
