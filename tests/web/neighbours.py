"""The brand next door, whose things nobody of Northpost may see."""

from __future__ import annotations

from dataclasses import dataclass

from cast import Matter

from amends.staff.models import Brand, User


@dataclass(frozen=True)
class Other:
    """Lumen, a brand of other people, with a case of its own."""

    brand: Brand
    user: User
    matter: Matter
