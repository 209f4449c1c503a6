"""What the page says, in each of its languages. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from amends.status.rules.sayings.dutch import DUTCH
from amends.status.rules.sayings.english import ENGLISH
from amends.status.rules.sayings.french import FRENCH
from amends.status.rules.sayings.german import GERMAN
from amends.status.rules.sayings.italian import ITALIAN
from amends.status.rules.sayings.portuguese import PORTUGUESE
from amends.status.rules.sayings.saying import Sayings
from amends.status.rules.sayings.spanish import SPANISH

__all__ = ["SAYINGS", "Sayings"]

SAYINGS: Mapping[str, Sayings] = {
    "en": ENGLISH,
    "de": GERMAN,
    "fr": FRENCH,
    "es": SPANISH,
    "it": ITALIAN,
    "nl": DUTCH,
    "pt": PORTUGUESE,
}
