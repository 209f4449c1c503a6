"""What makes light of a complaint: jests, and sentences that are of no use. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from amends.playbook.rules.draft import Intent
from amends.playbook.rules.folding import plainly
from amends.playbook.rules.rule import Hit, hits
from amends.playbook.rules.view import View

#: An exclamation of no more words than this says nothing but what it exclaims.
_SHORT = 7
#: What a sentence says that is of use to somebody for whom something went wrong.
_SERIOUS = ("is-sorry", "condoles", "thanks", "helps", "way", "asks-details", "gives")
_REGRETS = ("is-sorry", "condoles")
#: A sentence of fewer words than this calls a name, or sighs.
_FEW = 3
#: What may be exclaimed: greetings, dismay, a yes.
_HARMLESS = re.compile(
    r"\W*(?:hi|hello|hey|dear|good (?:morning|afternoon|evening|luck)|oh no|oh dear|ouch|of course|yes"
    r"|no|sure|absolutely"
    r"|please|take care|hallo|guten \w+|liebe[r]?|moin|oje|ach nein|auweia|gern\w*|klar|ja|nein|bitte"
    r"|bonjour|bonsoir|oh non|aie|aïe"
    r"|oui|bien sûr|hola|buen\w+|ay|oh vaya|claro|por supuesto|beste|dag|hoi|goede\w*|oei|ai|natuurlijk"
    r"|ciao|buon\w+|oh no|ahi"
    r"|certo|olá|oi|bo[am]|claro|sim)\b",
    re.IGNORECASE,
)
#: A question that the answer needs.
_ASKS = re.compile(
    r"\b(?:could|can|would|will|may|might|shall) \w+\b|\b(?:which|when|where)\b|\bor\b"
    r"|\bok(?:ay)?\b"
    r"|\b(?:is|are|was|were|does|do|did|has|have) (?:that|there|this|your|the|it|you)\b|\b(?:what (?:is"
    r"|are|time|day|size|model|kind)|that|anything|any|else|shall)\b",
    re.IGNORECASE,
)


def mockery(view: View) -> Iterator[Hit]:
    """What makes light of a complaint, beside an apology too: jests, and words that are of no use."""
    theirs = plainly(" ".join(view.draft.situation.customer_names))
    wrong = ("jokes", "jokes-if-wrong") if view.went_wrong else ()
    # Who only asks may hear of yoga.
    asks = view.intent is Intent.QUESTION and not view.went_wrong
    for topic in ("sarcasm-if-wrong", *(() if asks else ("mocks",)), *wrong):
        for hit in hits(view, topic):
            # Mr Dante and Ms Reyes are no jest.
            if plainly(view.draft.text[hit.start : hit.end]) not in theirs:
                yield hit
    if view.went_wrong:
        yield from _asides(view)
        yield from _retort(view)


def _asides(view: View) -> Iterator[Hit]:
    """Exclamations and questions that neither greet, regret, thank nor help, nor ask for anything."""
    ends = "!?" if view.language == "en" else "!"
    some = [each for each in view.sentences if each.text.rstrip()[-1] in ends]
    serious = [start for topic in _SERIOUS for _, start, _ in view.heard(topic)] if some else []
    for each in some:
        is_short = len(each.text.split()) <= _SHORT
        if each.text.rstrip().endswith("!") and (not is_short or _HARMLESS.match(each.text)):
            continue
        if each.text.rstrip().endswith("?") and _ASKS.search(each.text):
            continue
        if not any(each.start <= start < each.end for start in serious):
            yield Hit(
                each.start,
                each.end,
                "This neither helps nor asks for anything: it reads as mockery.",
            )


def _retort(view: View) -> Iterator[Hit]:
    """What an answer begins with, where only then it says sorry, unless it greets, understands or helps."""
    sorry = min((start for topic in _REGRETS for _, start, _ in view.heard(topic)), default=0)
    for each in view.sentences:
        if each.start <= sorry < each.end or not sorry:
            return
        if len(each.text.split()) < _FEW or _HARMLESS.match(each.text):
            continue
        kind = (start for topic in (*_SERIOUS, "empathises") for _, start, _ in view.heard(topic))
        if not any(each.start <= start < each.end for start in kind):
            yield Hit(
                each.start,
                each.end,
                "Begin with the apology: what stands before it reads as a retort.",
            )
        return
