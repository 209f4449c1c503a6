"""The brake: stops everything that would leave a brand, also what is being picked up this moment.

Whoever lets a send leave holds the brand's brake lock shared until that is committed; pulling takes it
alone. So a pull waits for the claims under way, and none is made after it committed: what the network
may still take is what was already being handed over.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import connection as database
from django.db import transaction
from django.db.models import Q, QuerySet

from amends.audit.actions import record
from amends.outbox import queries
from amends.outbox.models import Brake, BrakeAsk, BrakeAskKind, Send, SendState
from amends.playbook.queries import playbook_of
from amends.playbook.rules.document.acting import CrisisPart
from amends.refusals import Refusal
from amends.staff.rules import Actor, Right, Via

_LOCK = 0xB12A
#: Whoever has the machine, and the desk that notices a restored database, need nobody's leave.
_ALONE = frozenset({Via.COMMAND, Via.SYSTEM})


class BrakeIsOff(Refusal):
    """The brake is not on, so there is nothing to release."""

    code = "brake-is-off"


class NothingAsked(Refusal):
    """Nobody waits for a second person at the brake any more."""

    code = "nothing-asked"


def pull_brake(*, by: Actor, reason: str, now: datetime) -> Brake | None:
    """Let nothing leave the brand from now on: what is queued or planned is held with it.

    Where the crisis plan wants two people, the first one asks (None) and another one's pull does it. Pulled
    twice, it is on once, for the first reason.
    """
    by.require(Right.BRAKE)
    with transaction.atomic():
        _lock(by.brand_id, "pg_advisory_xact_lock")
        on = queries.brake_of(by.brand_id)
        if on is not None:
            return on
        plan = _plan(by.brand_id)
        takes_two = plan.two_declare and by.via not in _ALONE
        asked = _ask(by, BrakeAskKind.PULL, reason, now) if takes_two else None
        if asked is not None and asked.agreed_by_id is None:
            return None
        brake = Brake.objects.create(
            brand_id=by.brand_id,
            reason=asked.reason or reason if asked else reason,
            pulled_at=now,
            pulled_by_id=by.user_id,
            answers_leave=plan.answers_leave,
        )
        held = _hold(_queued(by.brand_id), held_by(brake), now)
        _settle_asks(by.brand_id, brake, now)
        _record(by, "outbox.pull_brake", f"brake:{brake.pk}", {"held": held}, now)
        return brake


def release_brake(*, by: Actor, now: datetime) -> Brake:
    """Let new sends leave again. What was held stays so until a person looks at each.

    Where the crisis plan wants two people, the first one asks, and it stays on until another one
    releases it. Raises `BrakeIsOff`.
    """
    by.require(Right.BRAKE)
    with transaction.atomic():
        _lock(by.brand_id, "pg_advisory_xact_lock")
        brake = queries.brake_of(by.brand_id)
        if brake is None:
            raise BrakeIsOff
        takes_two = _plan(by.brand_id).two_release and by.via not in _ALONE
        asked = _ask(by, BrakeAskKind.RELEASE, "", now) if takes_two else None
        if asked is not None and asked.agreed_by_id is None:
            return brake
        due = _queued(brake.brand_id).filter(not_before__lte=now).exclude(_passing(brake))
        held = _hold(due, held_by(brake), now)
        brake.released_at, brake.released_by_id = now, by.user_id
        brake.save(update_fields=["released_at", "released_by"])
        _settle_asks(by.brand_id, brake, now)
        facts = {"held_at_release": held}
        _record(by, "outbox.release_brake", f"brake:{brake.pk}", facts, now)
        return brake


def withdraw_ask(*, by: Actor, kind: BrakeAskKind, now: datetime) -> None:
    """Nobody needs to agree any more: whoever asked thought better of it, or a colleague says no.

    Raises `NothingAsked`.
    """
    by.require(Right.BRAKE)
    with transaction.atomic():
        _lock(by.brand_id, "pg_advisory_xact_lock")
        ask = queries.brake_asks(by.brand_id).filter(kind=kind).first()
        if ask is None:
            raise NothingAsked
        ask.settled_at = now
        ask.save(update_fields=["settled_at"])
        _record(by, "outbox.withdraw_brake_ask", f"brake_ask:{ask.pk}", {"kind": ask.kind}, now)


def _ask(by: Actor, kind: BrakeAskKind, reason: str, now: datetime) -> BrakeAsk:
    """The question to a second person; it knows who agreed once this is the second one."""
    open_one = queries.brake_asks(by.brand_id).filter(kind=kind).first()
    if open_one is None:
        return _first(by, kind, reason, now)
    if by.user_id is not None and open_one.asked_by_id not in {None, by.user_id}:
        open_one.agreed_by_id = by.user_id
        open_one.save(update_fields=["agreed_by"])
    return open_one


def _first(by: Actor, kind: BrakeAskKind, reason: str, now: datetime) -> BrakeAsk:
    ask = BrakeAsk.objects.create(
        brand_id=by.brand_id, kind=kind, reason=reason, asked_by_id=by.user_id, asked_at=now
    )
    _record(by, "outbox.ask_brake", f"brake_ask:{ask.pk}", {"kind": kind}, now)
    return ask


def _settle_asks(brand_id: int, brake: Brake, now: datetime) -> None:
    queries.brake_asks(brand_id).update(settled_at=now, brake=brake)


def _plan(brand_id: int) -> CrisisPart:
    """What the live playbook says of the worst day; without one, that one person is enough."""
    playbook = playbook_of(brand_id)
    return playbook.crisis if playbook is not None else CrisisPart()


#: The shared lock as a part of somebody's own SQL, where a row names its brand: `read_shared` must follow.
SHARE = f"pg_advisory_xact_lock_shared({_LOCK}, (brand_id %% 2147483648)::int)"


def read_shared(brand_id: int, *, is_on: bool) -> Brake | None:
    """The brake as it is, for whoever holds the lock and asked whether it is on in the same breath."""
    return queries.brake_of(brand_id) if is_on else None


def share(brand_id: int) -> Brake | None:
    """Keep the brake as it is until this transaction ends, and say whether it is on.

    Everything that makes a send leave, or lets it be queued, asks here first.
    """
    _lock(brand_id, "pg_advisory_xact_lock_shared")
    return queries.brake_of(brand_id) if queries.is_braked(brand_id) else None


def hold_while_on(brake: Brake, now: datetime) -> int:
    """Hold what is due while the brake is on, but for what it lets pass; returns how many."""
    due = _queued(brake.brand_id).filter(not_before__lte=now)
    return _hold(due.exclude(_passing(brake)), held_by(brake), now)


def hold_due(*, brand_id: int, reason: str, now: datetime, connection_id: int | None = None) -> int:
    """Queued sends that are due become held, of the whole brand or one connection; returns how many."""
    due = _queued(brand_id).filter(not_before__lte=now)
    if connection_id is not None:
        due = due.filter(connection_id=connection_id)
    return _hold(due, reason, now, by="not-connected")


def _queued(brand_id: int) -> QuerySet[Send]:
    return Send.objects.filter(brand_id=brand_id, state=SendState.QUEUED)


def _passing(brake: Brake) -> Q:
    """What `gate.passes` lets through this brake, as a condition."""
    by_hand = Q(via=Via.WEB, asked_by__isnull=False, asked_at__gte=brake.pulled_at)
    said = Q(case=None, verdict__is_notice=True)
    if brake.answers_leave:
        said |= Q(case__isnull=False)
    return by_hand & said & Q(in_bulk=False, scheduled_at__isnull=True)


def _hold(sends: QuerySet[Send], reason: str, now: datetime, by: str = "brake") -> int:
    return sends.update(state=SendState.HELD, state_since=now, reason=reason, held_by=by)


def held_by(brake: Brake) -> str:
    """Why a send is held by it, in words."""
    because = f": {brake.reason}" if brake.reason else ""
    return f"Held because the brake was on{because}."


def _lock(brand_id: int, function: str) -> None:
    with database.cursor() as cursor:
        cursor.execute(f"SELECT {function}(%s, %s)", [_LOCK, brand_id % 2**31])


def _record(
    by: Actor, action: str, target: str, facts: Mapping[str, object], now: datetime
) -> None:
    record(by=by, action=action, target=target, facts=facts, now=now)
