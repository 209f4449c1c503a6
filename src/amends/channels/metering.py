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
from amends.channels import costs, registry
from amends.channels.models import Budget, Charge, Connection
from amends.refusals import Invalid, NotFound, Refusal
from amends.staff.rules import Actor, Right

_MOST = Decimal(1_000_000)
_MOST_FOR_ONE = Decimal(1000)
_CENT = Decimal("0.01")
#: As finely as charges are kept.
_FINEST = Decimal("0.0001")
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
class Tariff:
    """What one thing costs, in US dollars: on the network's list, and by the contract (None: the same)."""

    unit: str
    label: str
    listed: Decimal
    agreed: Decimal | None

    @property
    def listed_text(self) -> str:
        return f"{self.listed.normalize():f}"

    @property
    def agreed_text(self) -> str:
        return "" if self.agreed is None else f"{self.agreed.normalize():f}"


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
    prices = costs.in_force(registry.channel(connection.channel).prices, connection.settings)
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


def tariffs(connection: Connection) -> tuple[Tariff, ...]:
    """What each thing that the network charges for costs there, in the adapter's order."""
    if not _is_charged(connection):
        return ()
    listed = registry.channel(connection.channel).prices
    now = costs.in_force(listed, connection.settings)
    return tuple(
        Tariff(
            each.unit,
            each.label or each.unit,
            each.dollars,
            now[each.unit] if now[each.unit] != each.dollars else None,
        )
        for each in listed
    )


@transaction.atomic
def set_prices(
    *, by: Actor, connection: Connection, given: Mapping[str, str], now: datetime
) -> None:
    """Say what the contract with the network says that things cost, in US dollars by unit, as text.

    ``""``, or what is not given: the list price. What was charged already stays as it was. Raises
    NotAllowed, NotFound and Invalid.
    """
    by.require(Right.MANAGE_CONNECTIONS)
    if connection.brand_id != by.brand_id or not _is_charged(connection):
        raise NotFound(connection=connection.pk)
    listed = {each.unit: each.dollars for each in registry.channel(connection.channel).prices}
    said = {unit: _price(unit, given.get(unit, "")) for unit in listed}
    prices = costs.agreeing(
        {unit: each for unit, each in said.items() if each is not None and each != listed[unit]}
    )
    row = Connection.objects.select_for_update(no_key=True).get(pk=connection.pk)
    kept = {name: row.settings[name] for name in row.settings.keys() - costs.agreed(row.settings)}
    row.settings = connection.settings = {**kept, **prices}
    row.save(update_fields=["settings"])
    record(
        by=by,
        action="channels.set_prices",
        target=f"connection:{connection.pk}",
        facts={"prices": prices},
        now=now,
    )


def _price(unit: str, text: str) -> Decimal | None:
    amount = _number(text, _MOST_FOR_ONE)
    if amount is None:
        return None
    if amount < 0 or amount != amount.quantize(_FINEST):
        raise Invalid(
            "A price is a number of dollars with at most four places after the point, such as 0.005.",
            fields=[unit],
        )
    return amount


def _amount(text: str) -> Decimal | None:
    amount = _number(text, _MOST)
    if amount is None:
        return None
    if amount < 0:
        raise Invalid("A budget is a number of dollars, such as 50.", fields=["budget"])
    return amount.quantize(_CENT)


def _number(text: str, most: Decimal) -> Decimal | None:
    """None where nothing was said; below zero where it is no number from 0 to ``most``."""
    text = text.strip().replace(",", ".")
    if not text:
        return None
    try:
        amount = Decimal(text)
    except InvalidOperation:
        return Decimal(-1)
    return amount if amount.is_finite() and 0 <= amount <= most else Decimal(-1)


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
