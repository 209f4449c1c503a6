"""What was made of messages, in words: marks for the list, chips for the case, steps of its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import get_language_info, gettext_noop
from django.utils.translation import gettext as _

from amends.triage.models import Judgement
from amends.triage.rules.judgement import Act, Asker, FoundKind, Harm, Urgency
from amends.triage.rules.priority import Step, Why
from amends.triage.rules.summing import mood_word

#: In the order of the menu that corrects them.
KINDS: Mapping[str, str] = {
    Act.COMPLAINT: gettext_noop("Complaint"),
    Act.QUESTION: gettext_noop("Question"),
    Act.REQUEST: gettext_noop("Request"),
    Act.PRAISE: gettext_noop("Praise"),
    Act.THANKS: gettext_noop("Thanks"),
    Act.SPAM: gettext_noop("Spam"),
    Act.ABUSE: gettext_noop("Abuse"),
    Act.OTHER: gettext_noop("Something else"),
}
MOODS: Mapping[str, str] = {
    "angry": gettext_noop("Angry"),
    "unhappy": gettext_noop("Unhappy"),
    "neutral": gettext_noop("Calm"),
    "happy": gettext_noop("Happy"),
}
_HARMS: Mapping[str, str] = {
    Harm.SELF_HARM: gettext_noop("May harm themselves"),
    Harm.SAFETY: gettext_noop("Safety"),
    Harm.HEALTH: gettext_noop("Health"),
    Harm.VULNERABLE: gettext_noop("Needs help"),
    Harm.MONEY: gettext_noop("Money"),
    Harm.ACCESS: gettext_noop("Locked out"),
    Harm.DEADLINE: gettext_noop("Deadline"),
    Harm.LEGAL: gettext_noop("Legal"),
    Harm.PRESS: gettext_noop("Press"),
}
_NOW: Mapping[str, str] = {
    "angry": gettext_noop("now angry"),
    "unhappy": gettext_noop("now unhappy"),
    "neutral": gettext_noop("now calm"),
    "happy": gettext_noop("now happy"),
}
_ASKERS: Mapping[str, str] = {
    Asker.PRESS: gettext_noop("The press asks"),
    Asker.REGULATOR: gettext_noop("A regulator asks"),
    Asker.EMPLOYEE: gettext_noop("Works for us"),
    Asker.INFLUENCER: gettext_noop("Has many followers"),
}
_FOUND: Mapping[str, str] = {
    FoundKind.ORDER_NUMBER: gettext_noop("Number %(text)s"),
    FoundKind.PRODUCT: gettext_noop("Product: %(text)s"),
    FoundKind.PLACE: gettext_noop("Place: %(text)s"),
}
_WHYS: Mapping[Why, str] = {
    Why.CARE: gettext_noop("somebody may harm themselves"),
    Why.DANGER: gettext_noop("somebody’s safety or health is at stake"),
    Why.THREAT: gettext_noop("the law or the press is in it"),
    Why.MONEY: gettext_noop("money, access or a deadline is at stake"),
    Why.URGENT: gettext_noop("it cannot wait"),
    Why.ANGER: gettext_noop("the customer is unhappy"),
    Why.SPREAD: gettext_noop("many people see it"),
    Why.VALUED: gettext_noop("the customer is marked as valued"),
    Why.RULE: gettext_noop("a rule of the playbook says so"),
}
_GRAVE = frozenset({Harm.SELF_HARM, Harm.SAFETY, Harm.HEALTH})
_MOST_MARKS, _MOST_FOUND = 2, 6


@dataclass(frozen=True, slots=True)
class Chip:
    """One thing that was made of a message: its word, its colour, and the words that showed it."""

    word: str
    tint: str = ""
    because: str = ""


def row_marks(marks: Sequence[str]) -> list[tuple[str, str]]:
    """The gravest marks of a case for its row: colours and words."""
    return [(f" {tint}" if tint else "", word) for word, tint in _marks(marks)][:_MOST_MARKS]


def _marks(marks: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The chips of a list come in the order in which the marks were written: the gravest first."""
    for mark in marks:
        name, _colon, value = mark.partition(":")
        if mark == "harm:press" and "asker:press" in marks:
            continue
        if name == "harm":
            harm = value.replace("-", "_")
            yield _(_HARMS.get(harm, value)), "late" if harm in _GRAVE else "soon"
        elif mark == "is:urgent":
            yield _("Urgent"), "late"
        elif name == "asker" and value in _ASKERS:
            yield _(_ASKERS[value]), "soon"
        elif mark == "mood:angry":
            yield _("Angry"), "soon"
        elif mark == "kind:praise":
            yield _("Praise"), "gold"


def chips(newest: Judgement, waiting: Sequence[Judgement]) -> list[Chip]:
    """What was made of a case, each with the words that showed it.

    What presses comes from all that waits, as the case's place does; the rest from the newest message.
    """
    return [*_pressing(waiting), *_said(newest)]


def _because(made: Judgement) -> dict[str, str]:
    return {code: words for code, words, _weight in made.reasons}


def _pressing(waiting: Sequence[Judgement]) -> Iterator[Chip]:
    urgent = [each for each in waiting if each.urgency == Urgency.URGENT]
    if urgent:
        yield Chip(_("Urgent"), "late", _shown_by(urgent, "urgent"))
    for harm in Harm:
        holds = [each for each in waiting if harm in each.harms]
        if holds:
            tint = "late" if harm in _GRAVE else "soon"
            yield Chip(_(_HARMS[harm]), tint, _shown_by(holds, f"harm.{harm}"))
    askers = {each.asker for each in waiting}
    yield from (Chip(_(word), "soon") for asker, word in _ASKERS.items() if asker in askers)


def _shown_by(some: Sequence[Judgement], code: str) -> str:
    return next((words for each in some if (words := _because(each).get(code))), "")


def _said(made: Judgement) -> Iterator[Chip]:
    because = _because(made)
    kind = KINDS.get(made.act)
    if kind and made.act != Act.OTHER:
        tint = "gold" if made.act in {Act.PRAISE, Act.THANKS} else ""
        yield Chip(_(kind), tint, because.get(f"act.{made.act}", because.get("sarcasm", "")))
    mood = mood_word(made.mood_score)
    if mood:
        yield Chip(_(MOODS[mood]), "soon" if mood == "angry" else "", because.get("unhappy", ""))
    yield from (Chip(topic.replace("_", " ").replace("-", " ")) for topic in made.topics[:3])


def found_chips(some: Sequence[Judgement]) -> list[Chip]:
    """The numbers, products and places that messages name, each once."""
    named = {(kind, text.casefold()): text for each in some for kind, text in each.found}
    told = [_(_FOUND[kind]) % {"text": text} for (kind, _text), text in named.items()]
    return [Chip(word) for word in told[:_MOST_FOUND]]


def mood_line(scores: Sequence[float]) -> str:
    """How a customer's mood moved up to now, newest first; empty where it did not."""
    words = [mood_word(score) or "neutral" for score in scores]
    before = next((word for word in words if word != words[0]), None)
    if before is None:
        return ""
    return _("%(before)s, %(now)s") % {"before": _(MOODS[before]), "now": _(_NOW[words[0]])}


def language_name(code: str) -> str:
    """What a language is called; its code where nobody told us."""
    try:
        return str(get_language_info(code)["name_translated"])
    except KeyError:
        return code


def needs_answer(waiting: Sequence[Judgement], *, is_noise: bool) -> bool:
    """What people said, where they spoke of all that waits or asked for an answer; else what the desk did."""
    if any(each.needs for each in waiting):
        return True
    return not is_noise and not all(each.needs is False for each in waiting)


def steps_line(steps: Sequence[Step]) -> str:
    """Why a case stands before its promise, in one line; nothing where it does not."""
    if not steps:
        return ""
    reasons = [_(_WHYS[step.why]) for step in steps[:3]]
    listed = reasons[0] if len(reasons) == 1 else _and(reasons)
    if steps[0].why is Why.CARE:
        return _("It stands before everything else: %(why)s.") % {"why": listed}
    return _("It stands before its time: %(why)s.") % {"why": listed}


def _and(reasons: Sequence[str]) -> str:
    return _("%(first)s, and %(last)s") % {"first": ", ".join(reasons[:-1]), "last": reasons[-1]}


def step_words(step: Step) -> tuple[str, str]:
    """A step of a case's place: what it is about, and how far it moves."""
    said = _(_WHYS[step.why])
    if not step.minutes:
        return said, _("before everything")
    hours, minutes = divmod(step.minutes, 60)
    if not hours:
        return said, _("%(n)d min earlier") % {"n": minutes}
    if not minutes:
        return said, _("%(n)d h earlier") % {"n": hours}
    return said, _("%(h)d h %(m)d min earlier") % {"h": hours, "m": minutes}
