"""What argues, blames and brushes off: always, where something went wrong, or where nobody is sorry. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from amends.playbook.rules.codes import Code
from amends.playbook.rules.draft import Mood
from amends.playbook.rules.rule import Hit, hits
from amends.playbook.rules.view import View

#: So many characters after a "but" still belong to it.
_NEAR = 40


def argument(view: View) -> Iterator[Hit]:
    """What contradicts the customer."""
    yield from _slights(view, Code.ARGUMENT)
    yield from _colder(view, "denies", "This contradicts the customer")


def blame(view: View) -> Iterator[Hit]:
    """What makes it the customer's own fault."""
    yield from _slights(view, Code.BLAME)
    yield from _colder(view, "tells-you", "This tells the customer what they did or must do")


def _slights(view: View, code: Code) -> Iterator[Hit]:
    """What always hurts, and what hurts where something went wrong."""
    yield from hits(view, code)
    if view.went_wrong:
        yield from hits(view, f"{code}-if-wrong")
        if view.mood is not Mood.GRIEVING:
            yield from _idly(view, f"{code}-if-idle")


def _idly(view: View, topic: str) -> Iterator[Hit]:
    """What hurts in a sentence that is of no use to the customer, and may be harmless in one that is."""
    for hit in hits(view, topic):
        if any(each.start <= hit.start < each.end for each in view.idle):
            yield hit


def _colder(view: View, topic: str, what: str) -> Iterator[Hit]:
    """What would be harmless in a kind answer: without a word of regret, or where it is taken back."""
    if view.is_cold:
        for hit in hits(view, topic):
            yield Hit(hit.start, hit.end, f"{what}, without a word of regret.")
    elif view.went_wrong and view.says("but") and view.says(topic):
        sorry = min((heard.start for heard, _, _ in view.heard("is-sorry")), default=0)
        buts = [heard.end for heard, _, _ in view.heard("but") if heard.start > sorry]
        for heard, start, end in view.heard(topic):
            if any(0 <= heard.start - but <= _NEAR for but in buts):
                yield Hit(start, end, f"{what}: what comes after such a “but” is all that is read.")


def dismissal(view: View) -> Iterator[Hit]:
    """What brushes the customer off."""
    yield from _slights(view, Code.DISMISSAL)
    yield from _colder(view, "sends-away", "This sends the customer away")
    if view.is_cold and not view.says("helps", "way", "asks-details", "gives") and not view.links:
        yield Hit(
            sentence="No word of regret and no help: this reads as brushing the customer off."
        )
