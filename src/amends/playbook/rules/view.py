"""A draft as the rules see it: everything that several of them need is worked out once. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from amends.playbook.rules import folding, languages
from amends.playbook.rules.draft import Draft, Intent, Kind, Mood
from amends.playbook.rules.folding import Folded
from amends.playbook.rules.lexicon import Heard, Saying, places
from amends.playbook.rules.links import Link, found
from amends.playbook.rules.policy import OnNetwork, Policy
from amends.playbook.rules.sayings import lexicon

_SENTENCE = re.compile(r"[^.!?…\n]+(?:[.!?…]+(?!\s|$)[^.!?…\n]+)*[.!?…]*")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
#: A number to call, an address to write to, a page to open.
_ROUTE = re.compile(r"\d(?: ?\d){6}|@\w|://")
_DIGIT = re.compile(r"\d")
_UPSET = frozenset({Mood.UNHAPPY, Mood.ANGRY, Mood.GRIEVING})
#: What a sentence says that is of use to somebody for whom something went wrong.
_OF_USE = (
    "is-sorry",
    "condoles",
    "thanks",
    "helps",
    "way",
    "asks-details",
    "gives",
    "empathises",
)
_MOODS = (
    ("mourns", Mood.GRIEVING),
    ("rages", Mood.ANGRY),
    ("complains", Mood.UNHAPPY),
    ("praises", Mood.HAPPY),
)


class Place(NamedTuple):
    """A stretch of the text as it was given."""

    start: int
    end: int
    text: str


@dataclass(frozen=True)
class View:
    """A draft, and the policy that it is held to."""

    draft: Draft
    policy: Policy

    @cached_property
    def clean(self) -> Folded:
        """The text without disguises."""
        return folding.clean(self.draft.text)

    @cached_property
    def plain(self) -> Folded:
        """The text as words are looked for in it."""
        return folding.plain(self.clean)

    @cached_property
    def tight(self) -> Folded:
        """The clean text with words drawn together that were s p a c e d out."""
        return folding.drawn_together(self.clean)

    @cached_property
    def digits(self) -> int:
        """How many digits the clean text has."""
        return len(_DIGIT.findall(self.clean.text))

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """The links of the clean text."""
        return found(self.clean.text)

    @cached_property
    def names_route(self) -> bool:
        """Whether the text names one of the brand's ways to private, or leads anywhere at all."""
        lowered = self.clean.text.lower()
        own = (*self.policy.private.own_contacts, *(each.where for each in self.policy.routes))
        return bool(self.links) or any(each.lower() in lowered for each in own if each)

    @cached_property
    def language(self) -> str:
        """What the text is written in; "" when nothing says so."""
        return self.guessed or self.draft.language

    @cached_property
    def guessed(self) -> str:
        """What the text itself looks like."""
        return languages.guess_plain(self.plain.text)

    @cached_property
    def spoken(self) -> tuple[str, ...]:
        """The languages whose sayings are looked for: of the text and as declared, else all."""
        some = [each for each in (self.draft.language, self.guessed) if each in languages.KNOWN]
        known = tuple(dict.fromkeys(some))
        if not known and self.draft.situation.language in languages.KNOWN:
            return () if self.draft.language else (self.draft.situation.language,)
        return known or (() if self.draft.language else languages.KNOWN)

    @cached_property
    def _heard(self) -> dict[str, list[Saying]]:
        return _hear(self.plain.text, self.spoken)

    @cached_property
    def _told(self) -> dict[str, list[Saying]]:
        """What the customer's last words say."""
        said = folding.plainly(self.draft.situation.said)
        of = self.draft.situation.language or languages.guess_plain(said)
        return _hear(said, (of,) if of in languages.KNOWN else languages.KNOWN)

    def heard(self, topic: str) -> Iterator[tuple[Heard, int, int]]:
        """What the text says of a topic, and where in the original."""
        if topic not in self._located:
            self._located[topic] = [
                (each, *self.plain.back(each.start, each.end))
                for saying in self._heard.get(topic, ())
                for each in places(saying, self.plain.text)
            ]
        return iter(self._located[topic])

    @cached_property
    def _located(self) -> dict[str, list[tuple[Heard, int, int]]]:
        """Where each topic was found that was asked for: several rules ask for the same."""
        return {}

    def says(self, *topics: str) -> bool:
        """Whether the text says anything of one of the topics."""
        return any(topic in self._heard for topic in topics)

    def customer_says(self, topic: str) -> bool:
        """Whether the customer's last words say anything of a topic."""
        return topic in self._told

    def brand_said(self, topic: str) -> bool:
        """Whether an earlier answer in the thread says anything of a topic."""
        return any(
            topic in _hear(folding.plainly(answer), self.spoken)
            for answer in self.draft.situation.answers
        )

    @cached_property
    def mood(self) -> Mood:
        """How the customer feels, told or heard."""
        told = self.draft.situation.mood
        if told is not Mood.UNKNOWN or not self.draft.situation.said:
            return told
        if self.customer_says("complains") and self.customer_says("praises"):
            return Mood.ANGRY if self.customer_says("rages") else Mood.UNKNOWN
        return next((mood for topic, mood in _MOODS if self.customer_says(topic)), Mood.UNKNOWN)

    @cached_property
    def intent(self) -> Intent:
        """What the customer wants, told or heard."""
        told = self.draft.situation.intent
        if told is not Intent.UNKNOWN:
            return told
        if self.mood in _UPSET:
            return Intent.COMPLAINT
        if self.mood is Mood.HAPPY:
            return Intent.PRAISE
        return Intent.QUESTION if "?" in self.draft.situation.said else Intent.UNKNOWN

    @property
    def went_wrong(self) -> bool:
        """Whether this answers somebody for whom something went wrong."""
        is_answer = self.draft.kind is Kind.ANSWER
        return is_answer and (self.intent is Intent.COMPLAINT or self.mood in _UPSET)

    @cached_property
    def is_cold(self) -> bool:
        """Whether something went wrong for the customer and nobody is sorry, here or before in the thread."""
        if not self.went_wrong or not self.spoken or self.says("is-sorry", "condoles"):
            return False
        return not self.brand_said("is-sorry")

    @property
    def is_upset(self) -> bool:
        """Whether the customer is unhappy, angry or grieving."""
        return self.mood in _UPSET

    @cached_property
    def sentences(self) -> tuple[Place, ...]:
        """The sentences of the text."""
        return tuple(
            Place(match.start(), match.end(), match.group())
            for match in _SENTENCE.finditer(self.draft.text)
            if match.group().strip()
        )

    @cached_property
    def idle(self) -> tuple[Place, ...]:
        """The sentences that neither regret, thank, understand, help, ask nor lead anywhere."""
        used = [start for topic in _OF_USE for _, start, _ in self.heard(topic)]
        return tuple(
            each
            for each in self.sentences
            if not any(each.start <= start < each.end for start in used)
            and not _ROUTE.search(each.text)
        )

    @cached_property
    def words(self) -> tuple[Place, ...]:
        """The words of the text: letters, with what joins them."""
        found = _WORD.finditer(self.draft.text)
        return tuple([Place(*match.span(), match[0]) for match in found])

    @cached_property
    def here(self) -> OnNetwork:
        """The policy's own words for this network; all None where it has none."""
        own = (each for each in self.policy.networks if each.network == self.draft.network)
        return next(own, OnNetwork(self.draft.network))


def _hear(text: str, spoken: tuple[str, ...]) -> dict[str, list[Saying]]:
    heard: dict[str, list[Saying]] = {}
    for language in spoken if text else ():
        for topic, some in lexicon(language).topics(text).items():
            heard.setdefault(topic, []).extend(some)
    return heard
