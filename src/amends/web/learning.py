"""What the desk learns, in words: the questions of a round, and what was learnt of each kind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from amends.inbox.models import Tag
from amends.triage.actions.ask_people import answers_to
from amends.triage.models import Learning, RoundQuestion, SetAsideWhy
from amends.triage.queries.labels import labels_of
from amends.triage.queries.learnt import history
from amends.triage.rules.labels import JUDGED, RECALIBRATES, Kind
from amends.web.judged import KINDS, MOODS

_ASKS: Mapping[Kind, str] = {
    Kind.NEEDS: gettext_noop("Does this need an answer?"),
    Kind.COMPLAINT: gettext_noop("What is this?"),
    Kind.MOOD: gettext_noop("How do they feel?"),
}
_YES_NO: Mapping[str, str] = {
    "yes": gettext_noop("It needs an answer"),
    "no": gettext_noop("It needs none"),
}
_TITLES: Mapping[Kind, tuple[Promise, Promise]] = {
    Kind.NEEDS: (
        gettext_lazy("What needs an answer"),
        gettext_lazy("From corrections, noise checks, rounds, answers, and closing without one."),
    ),
    Kind.COMPLAINT: (
        gettext_lazy("What is a complaint"),
        gettext_lazy("From corrections, rounds, and what you answered and left as it was."),
    ),
    Kind.MOOD: (
        gettext_lazy("How customers feel"),
        gettext_lazy("From corrections, rounds, and what you answered and left as it was."),
    ),
}
_BECAME: Mapping[str, str] = {
    SetAsideWhy.NO_BETTER: gettext_noop("No better than before on labels unseen: not used"),
    SetAsideWhy.REPLACED: gettext_noop("A later version took over"),
    SetAsideWhy.WORSE_SINCE: gettext_noop("Worse on labels since: the desk took it back"),
    SetAsideWhy.BY_HAND: gettext_noop("A lead took it back"),
    SetAsideWhy.ERASED: gettext_noop("Forgotten with somebody’s words"),
}


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer to a question: what is sent, its word, and its key."""

    value: str
    word: str
    key: int


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of the round, as it is shown."""

    question: RoundQuestion
    asks: str
    answers: list[Answer]
    is_long: bool


def asked(question: RoundQuestion) -> Asked:
    """The question with its answers; nothing shows what the desk thinks, so that nobody is led."""
    kind = Kind(question.kind)
    words = {Kind.NEEDS: _YES_NO, Kind.COMPLAINT: KINDS, Kind.MOOD: MOODS}[kind]
    found = [
        Answer(value, _(words[value]), key) for key, value in enumerate(answers_to(kind), start=1)
    ]
    return Asked(question, _(_ASKS[kind]), found, is_long=len(found) > 4)


@dataclass(frozen=True, slots=True)
class Version:
    """One version of what was learnt: its number and figures in percent, and what became of it."""

    learning: Learning
    before: float
    after: float
    became: str

    @property
    def judges(self) -> bool:
        """Whether it judges now."""
        return not self.became


@dataclass(frozen=True, slots=True)
class Learnt:
    """What was learnt of a kind: labels, versions the newest first, and the one in force."""

    kind: str
    title: Promise
    teaches: Promise
    labels: int
    missing: int
    versions: list[Version]

    @property
    def in_force(self) -> Version | None:
        """The version that judges now; None: as the desk ships."""
        return next((each for each in self.versions if each.judges), None)


def kinds(brand_id: int, now: datetime) -> list[Learnt]:
    """What was learnt of messages, by kind."""
    return [_learnt(brand_id, kind, now) for kind in JUDGED]


def _learnt(brand_id: int, kind: Kind, now: datetime) -> Learnt:
    labels = sum(each.is_said for each in labels_of(brand_id, kind, now=now))
    title, teaches = _TITLES[kind]
    missing = max(0, RECALIBRATES - labels)
    return Learnt(kind.value, title, teaches, labels, missing, versions(brand_id, kind))


def versions(brand_id: int, kind: Kind) -> list[Version]:
    """The newest versions of a kind."""
    return [
        Version(
            each,
            100 * each.figures.get("before", 0),
            100 * each.figures.get("after", 0),
            _(_BECAME[each.why]) if each.why else "",
        )
        for each in history(brand_id, kind)
    ]


@dataclass(frozen=True, slots=True)
class TagFigures:
    """How well a tag is suggested, on cases unseen: shares in percent, and the precisions it reaches."""

    name: str
    labels: int
    given: int
    precision: float
    recall: float
    best: int


@dataclass(frozen=True, slots=True)
class LearntTags:
    """What was learnt of tags."""

    versions: list[Version]
    tags: list[TagFigures]

    @property
    def in_force(self) -> Version | None:
        """The version that suggests now."""
        return next((each for each in self.versions if each.judges), None)


def tags(brand_id: int) -> LearntTags:
    """What was learnt of tags, each tag of the version that suggests now."""
    found = LearntTags(versions(brand_id, Kind.TAGS), [])
    if found.in_force is None:
        return found
    told = found.in_force.learning.figures.get("tags", [])
    known = Tag.objects.filter(brand_id=brand_id, pk__in=[each["tag"] for each in told])
    names = dict(known.values_list("pk", "name"))
    found.tags.extend(
        TagFigures(
            names[each["tag"]],
            each["labels"],
            each["given"],
            100 * each["precision"],
            100 * each["recall"],
            max(each["levels"], default=0),
        )
        for each in told
        if each["tag"] in names
    )
    found.tags.sort(key=lambda each: (-each.labels, each.name))
    return found
