"""The daily round: what is asked today, and what could be."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from amends.inbox.models import Direction, SetAside
from amends.refusals import NotFound
from amends.triage.models import Judgement, RoundQuestion
from amends.triage.queries.labels import FIELDS
from amends.triage.rules.asking import Doubtful
from amends.triage.rules.labels import JUDGED, Kind

_LATELY = timedelta(days=14)
#: The newest messages among which a round is chosen.
_MOST = 1_000


@dataclass(frozen=True, slots=True)
class Round:
    """A day's questions: how many there are, how many were answered or passed by, and the next."""

    total: int
    answered: int
    passed: int
    next: RoundQuestion | None

    @property
    def done(self) -> int:
        """How many are behind us."""
        return self.answered + self.passed

    @property
    def place(self) -> int:
        """The next one's number, from 1."""
        return self.done + 1


def round_of(brand_id: int, day: date) -> Round:
    """The brand's round of a day; empty before somebody begins it."""
    asked = list(
        RoundQuestion.objects.filter(brand_id=brand_id, day=day, message__deleted_at=None)
        .select_related("message__connection", "message__identity", "message__judgement")
        .order_by("pk")
    )
    behind = [each for each in asked if each.at is not None]
    answered = sum(each.answer != "" for each in behind)
    ahead = next((each for each in asked if each.at is None), None)
    return Round(len(asked), answered, len(behind) - answered, ahead)


def question_of(brand_id: int, question_id: int) -> RoundQuestion:
    """One question of the brand. Raises NotFound."""
    found = RoundQuestion.objects.filter(brand_id=brand_id, pk=question_id)
    question = found.select_related("message").first()
    if question is None:
        raise NotFound(question=question_id)
    return question


def last_answered(brand_id: int, day: date, user_id: int | None) -> RoundQuestion | None:
    """What this person answered or passed by last today."""
    found = RoundQuestion.objects.filter(brand_id=brand_id, day=day, by_id=user_id)
    return found.filter(at__isnull=False).order_by("-at", "-pk").first()


def doubtful(brand_id: int, *, now: datetime) -> list[Doubtful]:
    """The brand's newest messages that nobody said everything of and that no round asked about."""
    asked = RoundQuestion.objects.filter(brand_id=brand_id).values("message_id")
    made = (
        Judgement.objects.filter(
            brand_id=brand_id,
            message__brand_id=brand_id,
            message__direction=Direction.IN,
            message__deleted_at=None,
            message__is_automatic=False,
            message__sent_at__gt=now - _LATELY,
            message__case__person__blocked_at=None,
        )
        .exclude(message__case=None)
        .exclude(message__case__set_aside__in=[SetAside.SPAM, SetAside.BLOCKED])
        .exclude(message__text="")
        .exclude(message_id__in=asked)
        .select_related("message__connection", "message__case")
        .order_by("-message__sent_at", "-message_id")
    )
    return [_doubtful(each) for each in made[:_MOST]]


def _doubtful(made: Judgement) -> Doubtful:
    message = made.message
    case = message.case
    return Doubtful(
        message_id=message.pk,
        person_id=case.person_id if case else 0,
        words=made.words,
        sort=(made.language, message.connection.channel),
        act=made.act,
        act_chance=made.act_chance,
        needs_chance=made.needs_chance,
        mood_score=made.mood_score,
        sent_at=message.sent_at,
        open_kinds=frozenset(kind for kind in JUDGED if FIELDS[kind] not in made.said),
    )


def said_counts(brand_id: int) -> dict[Kind, int]:
    """How many labels people gave of each kind."""
    said = Judgement.objects.filter(brand_id=brand_id, corrected_at__isnull=False)
    return {kind: said.filter(said__contains=[FIELDS[kind]]).count() for kind in JUDGED}
