"""What a person does with deliveries that nobody understood: try them again, or put them aside."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db import connection as database
from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils.translation import gettext as _

from amends.alerts.actions.tell import tell
from amends.alerts.rules.kinds import Happening, Kind
from amends.audit.actions import record
from amends.listening.actions import journal
from amends.listening.models import Delivery, DeliveryState
from amends.listening.queries import quarantined
from amends.refusals import Invalid, NotFound, Refusal
from amends.staff.rules import Actor, Right

LONGEST_REASON = 500
_LOOKED_BACK = timedelta(hours=1)
_MOST_COUNTED = 1_000


class NotInQuarantine(Refusal):
    """This delivery is no longer in quarantine; somebody may have been faster."""

    code = "not-in-quarantine"


class Incomplete(Refusal):
    """Only the beginning of this delivery was kept, because it is too large; it cannot be tried again."""

    code = "incomplete"


@transaction.atomic
def rerun(*, by: Actor, delivery_id: int, now: datetime) -> None:
    """Have one delivery read again. Raises `NotAllowed`, `NotFound`, `NotInQuarantine`, `Incomplete`."""
    by.require(Right.MANAGE_INTAKE)
    delivery = _of_brand(by, delivery_id)
    if len(delivery.body) >= journal.LARGEST_BODY:
        raise Incomplete
    if not _wake(_quarantined(by).filter(pk=delivery_id)):
        raise NotInQuarantine
    _record(by, "rerun", f"delivery:{delivery_id}", {"problem": delivery.problem[:200]}, now)


@transaction.atomic
def rerun_alike(*, by: Actor, delivery_id: int, now: datetime) -> int:
    """Have every delivery of the same connection with the same problem read again; returns how many.

    Raises `NotAllowed`, `NotFound`, `NotInQuarantine`.
    """
    by.require(Right.MANAGE_INTAKE)
    like = _of_brand(by, delivery_id)
    alike = _quarantined(by).filter(connection_id=like.connection_id, problem=like.problem)
    woken = _wake(alike.extra(where=["length(body) < %s"], params=[journal.LARGEST_BODY]))
    if not woken:
        raise NotInQuarantine
    facts = {"problem": like.problem[:200], "count": woken}
    _record(by, "rerun_alike", f"connection:{like.connection_id}", facts, now)
    return woken


@transaction.atomic
def dismiss(*, by: Actor, delivery_id: int, reason: str, now: datetime) -> None:
    """Put one delivery aside for good, with a reason; its raw bytes stay.

    Raises `NotAllowed`, `NotFound`, `NotInQuarantine`, and `Invalid` without a reason.
    """
    by.require(Right.MANAGE_INTAKE)
    reason = " ".join(reason.split())
    if not reason or len(reason) > LONGEST_REASON:
        raise Invalid(_("Say in a sentence why this can be left aside."), fields=["reason"])
    delivery = _of_brand(by, delivery_id)
    changes = {"state": DeliveryState.DISMISSED, "digested_at": now}
    if not _quarantined(by).filter(pk=delivery_id).update(**changes):
        raise NotInQuarantine
    facts = {"reason": reason, "problem": delivery.problem[:200]}
    _record(by, "dismiss", f"delivery:{delivery_id}", facts, now)


def tell_of_growth(*, now: datetime) -> int:
    """Tell the leads of brands whose quarantine grew lately; once an hour at most. How many alerts."""
    grew = (
        Delivery.objects.filter(state=DeliveryState.QUARANTINED, received_at__gt=now - _LOOKED_BACK)
        .values("brand_id")
        .annotate(newest=Max("received_at"))
    )
    happenings = [
        Happening(
            brand_id=row["brand_id"],
            kind=Kind.QUARANTINE,
            source=f"quarantine:{row['newest']:%Y-%m-%dT%H}",
            at=row["newest"],
            facts={"count": quarantined(row["brand_id"], up_to=_MOST_COUNTED)},
        )
        for row in grew
    ]
    return tell(happenings=happenings, now=now)


def _of_brand(by: Actor, delivery_id: int) -> Delivery:
    try:
        return Delivery.objects.get(brand_id=by.brand_id, pk=delivery_id)
    except Delivery.DoesNotExist:
        raise NotFound(delivery=delivery_id) from None


def _quarantined(by: Actor) -> QuerySet[Delivery]:
    return Delivery.objects.filter(brand_id=by.brand_id, state=DeliveryState.QUARANTINED)


def _wake(deliveries: QuerySet[Delivery]) -> int:
    """Conditional on their state, so that of two people pressing at once one does it."""
    woken = deliveries.update(state=DeliveryState.WAITING, tries=0)
    if woken:
        with database.cursor() as cursor:
            cursor.execute(f"NOTIFY {journal.CHANNEL}")
    return woken


def _record(by: Actor, verb: str, target: str, facts: Mapping[str, object], now: datetime) -> None:
    record(by=by, action=f"listening.{verb}", target=target, facts=facts, now=now)
