"""What a brand promises who writes to it: within how much working time they get an answer."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from amends import queue
from amends.audit.actions import record
from amends.channels.models import Connection
from amends.inbox.models import Promise
from amends.inbox.rules.clocks import Promised
from amends.refusals import Invalid, NotFound
from amends.staff.rules import Actor, Right

#: Minutes of working time: a promise of more than ninety days of a whole day each is none.
LONGEST_PROMISE = 90 * 1440


@transaction.atomic
def set_promise(
    *, by: Actor, connection: Connection | None, promised: Promised, now: datetime
) -> None:
    """Promise this to who writes to a connection, or (None) to the brand where nothing else is promised.

    Raises NotAllowed, NotFound and Invalid.
    """
    _require(by, connection)
    for field, minutes in (("first", promised.first), ("next", promised.next)):
        if minutes is not None and not 1 <= minutes <= LONGEST_PROMISE:
            raise Invalid("A promise is between a minute and 90 days of working time.", field=field)
    key: dict[str, Any] = {"brand_id": by.brand_id, "connection": connection}
    before = Promise.objects.select_for_update().filter(**key).first()
    was = None if before is None else Promised(before.first_minutes, before.next_minutes)
    if was == promised:
        return
    wanted = {"first_minutes": promised.first, "next_minutes": promised.next}
    Promise.objects.update_or_create(**key, defaults=wanted)
    facts: dict[str, object] = {
        "connection": connection and connection.pk,
        "from": _told(was),
        "to": _told(promised),
    }
    _changed(by, "set_promise", facts, now)


@transaction.atomic
def drop_promise(*, by: Actor, connection: Connection, now: datetime) -> None:
    """Let the brand's promise hold for a connection again. None of its own is no error.

    Raises NotAllowed and NotFound.
    """
    _require(by, connection)
    gone, _ = Promise.objects.filter(brand_id=by.brand_id, connection=connection).delete()
    if gone:
        _changed(by, "drop_promise", {"connection": connection.pk}, now)


def _require(by: Actor, connection: Connection | None) -> None:
    by.require(Right.MANAGE_TEAM)
    if connection is not None and connection.brand_id != by.brand_id:
        raise NotFound


def _told(promised: Promised | None) -> list[int | None] | None:
    return None if promised is None else [promised.first, promised.next]


def _changed(by: Actor, verb: str, facts: dict[str, object], now: datetime) -> None:
    """Write it down, and have the clocks of the brand's cases set to it after this transaction."""
    lock = f"inbox.rewind_clocks:{by.brand_id}"
    queue.defer("inbox.rewind_clocks", lock=lock, brand_id=by.brand_id, after=0)
    record(by=by, action=f"inbox.{verb}", target=f"brand:{by.brand_id}", facts=facts, now=now)
