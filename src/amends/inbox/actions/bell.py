"""The bell of the live feed: tells every web process which cases of a brand read differently now.

It is only a bell: it names cases and carries nobody's words, and whoever hears it looks for themselves.
It rings after the transaction, once for all that changed in it: PostgreSQL gives notices out one
transaction at a time, and one that rings within its own commit holds all others up while it waits for
the disk (docs/decisions/0012). A bell that is lost with the process costs nobody anything but time:
pages also look by themselves every so often.
"""

from __future__ import annotations

import json
from collections.abc import Iterable

from django.db import connection as database

#: The channel that web processes listen to.
BELL = "amends_live"
#: Naming more cases than this would make a notice too long (8,000 bytes) and help nobody.
MOST_NAMED = 200
#: Instead of their numbers, when there are more.
MANY = "many"


def ring(*, brand_id: int, cases: Iterable[int]) -> None:
    """These cases read differently once the transaction has committed; at once when there is none."""
    _pull(_Pull(changed={brand_id: set(cases)}))


def ring_presence(*, brand_id: int, case_id: int) -> None:
    """Somebody came to a case, left it, began to write or stopped, or locked it."""
    _pull(_Pull(here={brand_id: {case_id}}))


def payload(brand_id: int, changed: Iterable[int], here: Iterable[int]) -> str:
    """What a notice says, as JSON: the brand, the cases that changed, and those where people did."""
    told = {"brand": brand_id, "cases": _named(changed), "here": _named(here)}
    return json.dumps(told, separators=(",", ":"))


def _named(cases: Iterable[int]) -> list[int] | str:
    named = sorted(cases)
    return named if len(named) <= MOST_NAMED else MANY


class _Pull:
    """What one transaction rings for."""

    def __init__(
        self,
        changed: dict[int, set[int]] | None = None,
        here: dict[int, set[int]] | None = None,
    ) -> None:
        self.changed = changed or {}
        self.here = here or {}

    def add(self, other: _Pull) -> None:
        """Ring for what the other rings for as well."""
        for mine, theirs in ((self.changed, other.changed), (self.here, other.here)):
            for brand_id, cases in theirs.items():
                mine.setdefault(brand_id, set()).update(cases)

    def ring(self) -> None:
        """One statement, whatever is told. What fails is logged: the change itself stands."""
        brands = self.changed.keys() | self.here.keys()
        told = [
            payload(brand, self.changed.get(brand, ()), self.here.get(brand, ()))
            for brand in sorted(brands)
        ]
        with database.cursor() as cursor:
            cursor.execute(
                "SELECT pg_notify(%s, told) FROM unnest(%s::text[]) AS told", [BELL, told]
            )


def _pull(pull: _Pull) -> None:
    """Join the transaction's own pull, or be it; outside of one it rings here and now.

    A savepoint that is rolled back takes a pull that it began with it.
    """
    for entry in database.run_on_commit:
        begun = getattr(entry[1], "__self__", None)
        if isinstance(begun, _Pull):
            begun.add(pull)
            return
    # A lost line after the commit must not look like a change that failed: hence robust.
    database.on_commit(pull.ring, robust=True)
