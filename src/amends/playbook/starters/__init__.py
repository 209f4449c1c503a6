"""The complete playbooks that come with the desk, one for each of five trades, to begin with."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from importlib import resources

from amends.playbook.rules.document import read
from amends.refusals import NotFound


@dataclass(frozen=True, slots=True)
class Starter:
    """A complete playbook to begin with."""

    slug: str
    name: str
    says: str
    text: str


#: In the order in which they are offered, with whom each is for.
_STARTERS = {
    "retail": "Shops, online and on the street: orders, parcels, returns, refunds.",
    "food": "Restaurants, cafés, delivery kitchens and food makers: guests, allergies, reviews.",
    "services": "Travel, telecoms, utilities, trades, insurance: appointments, faults, contracts.",
    "software": "Apps, online services, games, developer tools: outages, reports, security.",
    "public": "Cities, offices, hospitals, schools, transport: plain words, no sides, warnings.",
}


@functools.cache
def starters() -> tuple[Starter, ...]:
    """The playbooks that come with the desk."""
    folder = resources.files(__name__)
    return tuple(
        Starter(slug, _name(text), says, text)
        for slug, says in _STARTERS.items()
        for text in [(folder / f"{slug}.yaml").read_text(encoding="utf-8")]
    )


def _name(text: str) -> str:
    playbook = read(text).playbook
    return playbook.name if playbook is not None else ""


def starter(slug: str) -> Starter:
    """One of them. Raises `NotFound`."""
    found = next((each for each in starters() if each.slug == slug), None)
    if found is None:
        raise NotFound(starter=slug)
    return found
