"""What a review holds, in words. Pure."""

from __future__ import annotations

from dataclasses import dataclass, fields

LONGEST = 20_000


@dataclass(frozen=True, slots=True)
class Written:
    """The words of a review; every part may be empty."""

    summary: str = ""
    causes: str = ""
    went_well: str = ""
    went_badly: str = ""
    actions: str = ""

    @classmethod
    def parts(cls) -> tuple[str, ...]:
        """The names of its parts, in their order."""
        return tuple(each.name for each in fields(cls))
