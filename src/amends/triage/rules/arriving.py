"""Which of a playbook's rules on arrival catch a message. Pure."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import re2

from amends.playbook.rules import folding
from amends.playbook.rules.document.arriving import ArrivalRule
from amends.playbook.rules.lexicon import options
from amends.triage.rules.summing import mood_word


@dataclass(frozen=True, slots=True)
class Arrived:
    """A message as it came in, and what was made of it."""

    message_id: int
    case_id: int
    text: str
    act: str
    mood_score: float
    harms: tuple[str, ...]
    urgency: str
    asker: str
    topics: tuple[str, ...]
    language: str
    network: str
    is_public: bool
    #: The names of the tags on all cases of its person.
    tags: frozenset[str] = frozenset()
    followers: int | None = None
    is_open: bool = True
    is_first: bool = True


def caught(rules: Sequence[ArrivalRule], arrived: Arrived) -> list[ArrivalRule]:
    """The rules that catch it, in the playbook's order, up to one that says to stop."""
    found = []
    for rule in rules:
        if fits(rule, arrived):
            found.append(rule)
            if rule.last:
                break
    return found


def fits(rule: ArrivalRule, arrived: Arrived) -> bool:
    """Whether everything holds that a rule asks for; the words are looked at last."""
    asked = (
        (rule.kinds, (arrived.act,)),
        (rule.moods, (mood_word(arrived.mood_score) or "neutral",)),
        (rule.harms, [each.replace("_", "-") for each in arrived.harms]),
        (rule.urgency, (arrived.urgency,)),
        (rule.askers, (arrived.asker,)),
        (rule.topics, arrived.topics),
        (rule.languages, (arrived.language,)),
        (rule.networks, (arrived.network,)),
        (rule.place, ("public" if arrived.is_public else "private",)),
        (rule.customer_tags, arrived.tags),
        (rule.hours, ("open" if arrived.is_open else "closed",)),
    )
    if rule.first_only and not arrived.is_first:
        return False
    if rule.reach_over is not None and (arrived.followers or 0) <= rule.reach_over:
        return False
    if not all(_has_one(wanted, told) for wanted, told in asked):
        return False
    return not rule.words or bool(_looked_for(rule.words).search(folding.plainly(arrived.text)))


def _has_one(wanted: str | Sequence[str], told: Iterable[str]) -> bool:
    """Whether nothing is wanted, or one of it is there; names are alike in any case and spacing."""
    if not wanted:
        return True
    names = [wanted] if isinstance(wanted, str) else wanted
    return not {_name(each) for each in names}.isdisjoint(map(_name, told))


def _name(text: str) -> str:
    return text.casefold().replace("_", "-").replace(" ", "-")


@functools.lru_cache(maxsize=512)
def _looked_for(words: tuple[str, ...]) -> re2._Regexp:
    """Whole words in plain text, one of them; a * at the end is any ending."""
    return re2.compile("|".join(map(_written, words)), options())


def _written(words: str) -> str:
    stem = folding.plainly(words.removesuffix("*").strip())
    ending = r"[\pL\pM\pN]*" if words.endswith("*") else ""
    body = r"\s+".join(re2.escape(each) for each in stem.split())
    return rf"(?:^|[^\pL\pN]){body}{ending}(?:$|[^\pL\pN])"
