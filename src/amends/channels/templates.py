"""Forms of words that a network has approved before: what is offered of them, and how they read. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

#: A place to fill: ``{{1}}``, or ``{{first_name}}`` where the network has names for them.
PLACE = re.compile(r"\{\{\s*(\w{1,64})\s*\}\}")


@dataclass(frozen=True, slots=True)
class TemplateOffer:
    """One approved form of words in one language, as it may be sent.

    ``places``: what its places are called, in the order in which `Template.values` fills them;
    ``header`` and ``footer`` stand before and after ``body``; ``examples``: what the brand gave the network
    as an example for each place; ``price``: in US dollars for one, None where none is known;
    `
    """

    name: str
    language: str
    body: str
    category: str = ""
    header: str = ""
    footer: str = ""
    places: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    price: Decimal | None = None

    @property
    def key(self) -> str:
        """What tells it from the account's other templates: its name and language."""
        return f"{self.name}/{self.language}"

    def problem(self, values: Sequence[str]) -> str:
        """Why these values do not fill it, as a sentence; empty when they do."""
        if len(values) != len(self.places):
            return f"This template has {len(self.places)} places to fill, not {len(values)}."
        for place, value in zip(self.places, values, strict=True):
            if not value.strip():
                return f"Fill in {place}: the network takes no empty place."
            if "\n" in value or "\t" in value or "    " in value:
                return f"{place} must be on one line, without tabs or four spaces in a row."
        return ""

    def filled(self, values: Sequence[str]) -> str:
        """The words as the customer will read them; places without a value stay as they are."""
        given = dict(zip(self.places, values, strict=False))

        def fill(place: re.Match[str]) -> str:
            return given.get(place[1], "") or place[0]

        parts = (self.header, self.body, self.footer)
        return "\n\n".join(PLACE.sub(fill, part) for part in parts if part)


def places_of(*texts: str) -> tuple[str, ...]:
    """The places in these texts, each once, in the order in which they stand."""
    return tuple(dict.fromkeys(found[1] for text in texts for found in PLACE.finditer(text)))
