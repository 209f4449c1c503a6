"""What of somebody's words may be taken from sight: the classes, what speaks for one, criticism. Pure."""

from __future__ import annotations

import enum
import functools
from dataclasses import dataclass

from amends.outbox.rules import harm
from amends.outbox.rules.approvals import Ask
from amends.outbox.rules.verdicts import Level, Verdict
from amends.playbook.rules import Draft, Mood, Policy, Situation, lint
from amends.playbook.rules.codes import Code
from amends.playbook.rules.draft import Intent
from amends.playbook.rules.folding import clean, plain
from amends.playbook.rules.languages import KNOWN
from amends.playbook.rules.lexicon import Lexicon, Saying, places
from amends.playbook.rules.links import found
from amends.playbook.rules.sayings import lexicon
from amends.playbook.rules.view import View


class Ground(enum.StrEnum):
    """Why somebody else's words may be taken from sight. There is no other."""

    SPAM = "spam"
    THREAT = "threat"
    HATE = "hate"
    PRIVATE = "private"
    LAW = "law"


#: A class as it stands in a sentence.
_NAMED = {
    Ground.SPAM: "spam",
    Ground.THREAT: "a threat",
    Ground.HATE: "hate",
    Ground.PRIVATE: "private data",
    Ground.LAW: "against the law",
}
#: The law is named: "§ 186 StGB", "court order 12 C 34/26".
_LEAST_LAW = 12
#: Of five: whoever gives so few says what was bad.
_LOW_RATING = 3
_CLASSES = "spam, threats, hate, private data or the law"

#: Whoever may hide may look at what a colleague wants hidden; a program's wish takes two of them.
_RULE, _ROLES, _THEN, _WITHIN = "moderation", ("lead", "owner"), "owner", 30


@dataclass(frozen=True, slots=True)
class Claim:
    """What a colleague says against somebody's words: the class, why, and which words they mean."""

    text: str
    ground: Ground | None
    reason: str
    marked: str = ""
    rating: int | None = None


def ask_of_moderation(*, is_asked_by_somebody: bool) -> Ask:
    """Whose yes it takes to take somebody's words from sight: never only that of who asks."""
    return Ask(_RULE, _ROLES, 1 if is_asked_by_somebody else 2, _THEN, _WITHIN)


def objection(claim: Claim, policy: Policy) -> Verdict | None:
    """Why the words must stay in sight; None where a second person may be asked."""
    if claim.ground is None:
        return _no("no-ground", f"Only {_CLASSES} may be hidden; criticism is answered.")
    if not claim.reason.strip():
        return _no("no-reason", "Say why it must be hidden; criticism is answered, not hidden.")
    if claim.marked.strip() and _told(claim.marked) not in _told(claim.text):
        return _no("other-words", "The words that you marked do not stand there.")
    if claim.ground is Ground.LAW:
        return _by_law(claim)
    return _without_evidence(claim, claim.ground, policy)


def _by_law(claim: Claim) -> Verdict | None:
    """Words that a law forbids may be criticism, too: then the law is named, and the words."""
    if len(claim.reason.strip()) < _LEAST_LAW:
        return _no("no-law", "Name the law, the order or the number of the case.")
    if not claim.marked.strip():
        return _no("no-evidence", "Mark the words that the law forbids.")
    return None


def _without_evidence(claim: Claim, ground: Ground, policy: Policy) -> Verdict | None:
    """Criticism stays where nothing in it is of the class; other words need somebody to mark them."""
    if evidence(claim.text, ground, policy):
        return None
    named = _NAMED[ground]
    if is_criticism(claim.text, claim.rating):
        said = f"This is criticism, and nothing in it is {named}. Answer it; it stays in sight."
        return _no("criticism", said)
    if claim.marked.strip():
        return None
    return _no("no-evidence", f"Nothing here looks like {named}: mark the words that are.")


def evidence(text: str, ground: Ground, policy: Policy) -> tuple[str, ...]:
    """The passages of ``text`` that speak for the class, as they stand there."""
    if ground is Ground.PRIVATE:
        return _private(text, policy)
    seen = clean(text)
    flat = plain(seen)
    some = [*_lexicon(ground).topics(flat.text).get(ground, ())]
    if ground is Ground.HATE:
        some += [each for code in KNOWN for each in _slurs(code, flat.text)]
    spans = [flat.back(each.start, each.end) for one in some for each in places(one, flat.text)]
    # Whoever complains may show a picture of it by a link.
    if ground is Ground.SPAM and not is_criticism(text):
        spans += [seen.back(link.start, link.end) for link in found(seen.text)]
    return tuple(dict.fromkeys(text[start:end] for start, end in sorted(spans)))


def is_criticism(text: str, rating: int | None = None) -> bool:
    """Whether somebody tells what was bad, in the words of the seven languages or by few stars."""
    if rating is not None and rating <= _LOW_RATING:
        return True
    view = View(Draft(text="", situation=Situation(said=text)), Policy())
    unhappy = {Mood.UNHAPPY, Mood.ANGRY, Mood.GRIEVING}
    return (
        view.mood in unhappy or view.intent is Intent.COMPLAINT or view.customer_says("complains")
    )


def _private(text: str, policy: Policy) -> tuple[str, ...]:
    hits = [each for each in lint(Draft(text), policy) if each.code.startswith("private-")]
    return tuple(dict.fromkeys(text[each.start : each.end] for each in hits))


def _slurs(language: str, text: str) -> list[Saying]:
    return lexicon(language).topics(text).get(Code.SLUR, [])


@functools.cache
def _lexicon(ground: Ground) -> Lexicon:
    return Lexicon({ground: harm.SAYINGS.get(ground, ())})


def _told(text: str) -> str:
    return " ".join(text.split()).casefold()


def _no(code: str, sentence: str) -> Verdict:
    return Verdict(code, Level.BLOCK, sentence)
