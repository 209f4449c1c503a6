"""What networks charge for: units by name, and what one of them costs. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Price:
    """One thing a network charges for, in US dollars each; a connection's settings may say another price.

    ``unit``: the name by which `Page.units` and `Receipt.units` count it, such as "post read".
    """

    unit: str
    dollars: Decimal
    label: str = ""
