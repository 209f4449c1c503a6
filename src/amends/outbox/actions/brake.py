"""The brake: stops everything that would leave a brand, also what is being picked up this moment.

Whoever lets a send leave holds the brand's brake lock shared until that is committed; pulling takes it
alone. So a pull waits for the claims under way, and none is made after it committed: what the network
may still take is what was already being handed over.
"""

from __future__ import annotations

from datetime import datetime

from django.db import connection as database
from django.db import transaction

from amends.audit.actions import record
from amends.outbox import queries
from amends.outbox.models import Brake, Send, SendState
from amends.refusals import Refusal
from amends.staff.rules import Actor, Right

_LOCK = 0xB12A


class BrakeIsOff(Refusal):
    """The brake is not on, so there is nothing to release."""

    code = "brake-is-off"


def pull_brake(*, by: Actor, reason: str, now: datetime) -> Brake:
    """Let nothing leave the brand from now on. Pulled twice, it is on once, for the first reason."""
    by.require(Right.BRAKE)
    with transaction.atomic():
        _lock(by.brand_id, "pg_advisory_xact_lock")
        on = queries.brake_of(by.brand_id)
        if on is not None:
            return on
        brake = Brake.objects.create(
            brand_id=by.brand_id, reason=reason, pulled_at=now, pulled_by_id=by.user_id
        )
        target = f"brake:{brake.pk}"
        record(by=by, action="outbox.pull_brake", target=target, facts={}, now=now)
        return brake


def release_brake(*, by: Actor, now: datetime) -> Brake:
    """Let new sends leave again. What was due meanwhile stays held until a person looks at each.

    Raises `BrakeIsOff`.
    """
    by.require(Right.BRAKE)
    with transaction.atomic():
        _lock(by.brand_id, "pg_advisory_xact_lock")
        brake = queries.brake_of(by.brand_id)
        if brake is None:
            raise BrakeIsOff
        held = hold_due(brand_id=by.brand_id, reason=_held_by(brake), now=now)
        brake.released_at, brake.released_by_id = now, by.user_id
        brake.save(update_fields=["released_at", "released_by"])
        facts = {"held_at_release": held}
        target = f"brake:{brake.pk}"
        record(by=by, action="outbox.release_brake", target=target, facts=facts, now=now)
        return brake


def share(brand_id: int) -> Brake | None:
    """Keep the brake as it is until this transaction ends, and say whether it is on.

    Everything that makes a send leave, or lets it be queued, asks here first.
    """
    _lock(brand_id, "pg_advisory_xact_lock_shared")
    return queries.brake_of(brand_id) if queries.is_braked(brand_id) else None


def hold_while_on(brake: Brake, now: datetime) -> int:
    """Hold what is due while the brake is on; returns how many."""
    return hold_due(brand_id=brake.brand_id, reason=_held_by(brake), now=now)


def hold_due(*, brand_id: int, reason: str, now: datetime, connection_id: int | None = None) -> int:
    """Queued sends that are due become held, of the whole brand or one connection; returns how many."""
    due = Send.objects.filter(brand_id=brand_id, state=SendState.QUEUED, not_before__lte=now)
    if connection_id is not None:
        due = due.filter(connection_id=connection_id)
    return due.update(state=SendState.HELD, state_since=now, reason=reason)


def _held_by(brake: Brake) -> str:
    because = f": {brake.reason}" if brake.reason else ""
    return f"Held because the brake was on{because}."


def _lock(brand_id: int, function: str) -> None:
    with database.cursor() as cursor:
        cursor.execute(f"SELECT {function}(%s, %s)", [_LOCK, brand_id % 2**31])
