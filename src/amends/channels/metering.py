"""The cost meter: what each connection's network charged, what the month will come to, and its budget."""

from __future__ import annotations

import calendar
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation

from django.db import connection as database
from django.db import transaction
from django.db.models import QuerySet, Sum

from amends.audit.actions import record
from amends.channels import registry
from amends.channels.models import Budget, Charge, Connection
from amends.refusals import Invalid, NotFound, Refusal
from amends.staff.rules import Actor, Right

_MOST = Decimal(1_000_000)
_CENT = Decimal("0.01")
_CHARGE = """
INSERT INTO channels_charge (brand_id, connection_id, day, unit, count, dollars)
VALUES (%s, %s, %s, %s, %s, %s)
ON CONFLICT (connection_id, day, unit) DO UPDATE
SET count = channels_charge.count + excluded.count, dollars = channels_charge.dollars + excluded.dollars
"""


class BudgetSpent(Refusal):
    """This month's budget for this account is spent, so its network is not read until the month ends or
    somebody raises the budget on the connection's page.
    """

    code = "budget-spent"


@dataclass(frozen=True, slots=True)
class Line:
    """One kind of thing in a month: how many, and what they cost in US dollars."""

    label: str
    count: int
    dollars: Decimal


@dataclass(frozen=True, slots=True)
class Spending:
    """A month so far: its lines, its sum, what it will come to, and the budget (None: without end)."""

    lines: tuple[Line, ...]
    dollars: Decimal
    forecast: Decimal
    budget: Decimal | None

    @property
    def is_spent(self) -> bool:
        return self.budget is not None and self.dollars >= self.budget

    @property
    def will_be_spent(self) -> bool:
        """Whether the month will cost more than the budget if it goes on like this."""
        return self.budget is not None and self.forecast > self.budget

    @property
    def percent(self) -> int:
        """How much of the budget is spent, at most 100."""
        return 100 if not self.budget else min(100, int(self.dollars / self.budget * 100))


def charge(*, connection: Connection, units: Mapping[str, int], now: datetime) -> None:
    """Count what a network charges for, at today's prices; in the caller's transaction."""
    if not units:
        return
    prices = {each.unit: each.dollars for each in registry.channel(connection.channel).prices}
    day = now.astimezone(UTC).date()
    rows = [
        (connection.brand_id, connection.pk, day, unit, count, prices.get(unit, Decimal(0)) * count)
        for unit, count in sorted(units.items())
        if count
    ]
    with database.cursor() as cursor:
        cursor.executemany(_CHARGE, rows)


def require_within_budget(*, connection: Connection, now: datetime) -> None:
    """Raises BudgetSpent when the month has cost all it may. A send is never held for that."""
    if not _is_charged(connection):
        return
    budget = _budget(connection)
    if budget is not None and _spent(connection, now) >= budget:
        raise BudgetSpent


def spending(connection: Connection, now: datetime) -> Spending | None:
    """What the connection costs this month; None where its network charges nothing."""
    if not _is_charged(connection):
        return None
    labels = {each.unit: each.label for each in registry.channel(connection.channel).prices}
    told = (
        _month(connection, now)
        .values_list("unit")
        .annotate(count=Sum("count"), dollars=Sum("dollars"))
        .order_by("-dollars", "unit")
    )
    lines = tuple(Line(labels.get(unit) or unit, count, dollars) for unit, count, dollars in told)
    whole = sum((each.dollars for each in lines), Decimal(0))
    return Spending(lines, whole, forecast(whole, connection, now), _budget(connection))


def forecast(dollars: Decimal, connection: Connection, now: datetime) -> Decimal:
    """What the month will come to if it goes on as it did since it began, or since we were connected."""
    start = datetime.combine(_first(now), datetime.min.time(), UTC)
    days = calendar.monthrange(start.year, start.month)[1]
    since = max(start, connection.created_at)
    # An hour at least: the first minutes of a month foretell nothing.
    passed = max((now - since).total_seconds(), 3600.0)
    left = max(days * 86_400 - (now - start).total_seconds(), 0.0)
    return (dollars * Decimal(1 + left / passed)).quantize(_CENT)


@transaction.atomic
def set_budget(*, by: Actor, connection: Connection, dollars: str, now: datetime) -> None:
    """Say what the connection may cost in a month; ``""``: no end. Raises NotAllowed, NotFound, Invalid."""
    by.require(Right.MANAGE_CONNECTIONS)
    if connection.brand_id != by.brand_id:
        raise NotFound(connection=connection.pk)
    known = Budget.objects.filter(brand_id=by.brand_id, connection=connection)
    amount = _amount(dollars)
    if amount is None:
        known.delete()
    else:
        Budget.objects.update_or_create(
            connection=connection, defaults={"brand_id": by.brand_id, "dollars": amount}
        )
    record(
        by=by,
        action="channels.set_budget",
        target=f"connection:{connection.pk}",
        facts={"dollars": None if amount is None else str(amount)},
        now=now,
    )


def _amount(text: str) -> Decimal | None:
    text = text.strip().replace(",", ".")
    if not text:
        return None
    try:
        amount = Decimal(text)
    except InvalidOperation:
        amount = Decimal(-1)
    if not amount.is_finite() or not 0 <= amount <= _MOST:
        raise Invalid("A budget is a number of dollars, such as 50.", fields=["budget"])
    return amount.quantize(_CENT)


def _is_charged(connection: Connection) -> bool:
    known = registry.channels().get(connection.channel)
    return bool(known and known.prices)


def _budget(connection: Connection) -> Decimal | None:
    known = Budget.objects.filter(brand_id=connection.brand_id, connection=connection)
    return known.values_list("dollars", flat=True).first()


def _spent(connection: Connection, now: datetime) -> Decimal:
    return _month(connection, now).aggregate(whole=Sum("dollars"))["whole"] or Decimal(0)


def _month(connection: Connection, now: datetime) -> QuerySet[Charge]:
    of_brand = Charge.objects.filter(brand_id=connection.brand_id, connection=connection)
    return of_brand.filter(day__gte=_first(now))


def _first(now: datetime) -> date:
    return now.astimezone(UTC).date().replace(day=1)
