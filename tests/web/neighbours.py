"""The brand next door, whose things nobody of Northpost may see."""

from __future__ import annotations

from dataclasses import dataclass

from amends.staff.models import Brand, User
from cast import Matter


@dataclass(frozen=True)
class Other:
    """Lumen, a brand of other people, with a case of its own."""

    brand: Brand
    user: User
    matter: Matter
