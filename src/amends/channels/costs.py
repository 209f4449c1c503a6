"""What networks charge for: units by name, and what one of them costs. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

#: Under what name a connection's settings hold the price that its contract says for a unit.
_AGREED = "price:"


@dataclass(frozen=True, slots=True)
class Price:
    """One thing a network charges for, in US dollars each; a connection's settings may say another price.

    ``unit``: the name by which `Page.units` and `Receipt.units` count it, such as "post read".
    """

    unit: str
    dollars: Decimal
    label: str = ""


def in_force(prices: Iterable[Price], settings: Mapping[str, str]) -> dict[str, Decimal]:
    """What each unit costs a connection with these ``settings``: as agreed, else the network's list price."""
    return {
        each.unit: Decimal(settings.get(_AGREED + each.unit) or each.dollars) for each in prices
    }


def agreed(settings: Mapping[str, str]) -> dict[str, str]:
    """Those of a connection's settings that say a price."""
    return {name: value for name, value in settings.items() if name.startswith(_AGREED)}


def agreeing(prices: Mapping[str, Decimal]) -> dict[str, str]:
    """Prices by unit, as a connection's settings say them."""
    return {_AGREED + unit: f"{dollars.normalize():f}" for unit, dollars in prices.items()}
