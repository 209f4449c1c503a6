"""The daily round: the few messages whose label teaches most are drawn, and people say what they are."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import transaction

from amends.refusals import Invalid, NotFound, Refusal
from amends.staff.models import Brand
from amends.staff.rules import Actor, Right
from amends.triage.actions.correct import MOODS, Correction, correct
from amends.triage.models import RoundQuestion
from amends.triage.queries.rounds import doubtful, last_answered, said_counts
from amends.triage.rules.asking import ROUND, most_telling
from amends.triage.rules.judgement import Act
from amends.triage.rules.labels import Kind


class NothingToAsk(Refusal):
    """There is nothing to ask about now; come back when more came in."""

    code = "nothing-to-ask"


class NotThisRound(Refusal):
    """A colleague was faster with this one; here is the next."""

    code = "not-this-round"


class NothingSaidYet(Refusal):
    """You said nothing in today’s round that could be taken back."""

    code = "nothing-said-yet"


@transaction.atomic
def begin(*, by: Actor, now: datetime) -> int:
    """Draw today's round, or a further one when all of it is answered; returns how many were drawn.

    Who begins twice, or beside a colleague, finds the one that is there. Raises NotAllowed, NothingToAsk.
    """
    by.require(Right.ORGANISE)
    brand = Brand.objects.select_for_update(no_key=True).get(pk=by.brand_id)
    day = now.astimezone(ZoneInfo(brand.time_zone)).date()
    open_ones = RoundQuestion.objects.filter(brand=brand, day=day, at=None)
    if open_ones.filter(message__deleted_at=None).exists():
        return 0
    # What nobody came to on its day may be asked again.
    RoundQuestion.objects.filter(brand=brand, day__lt=day, at=None).delete()
    asks = most_telling(doubtful(brand.pk, now=now), said_counts(brand.pk), now=now, many=ROUND)
    if not asks:
        raise NothingToAsk
    questions = [
        RoundQuestion(brand=brand, message_id=each.message_id, kind=each.kind, day=day)
        for each in asks
    ]
    return len(RoundQuestion.objects.bulk_create(questions))


@transaction.atomic
def answer(*, by: Actor, question: RoundQuestion, said: str, now: datetime) -> None:
    """Say what a message is, or pass it by with nothing said. Its case stands by that at once.

    Raises NotAllowed, NotFound, Invalid, and NotThisRound where somebody answered it already.
    """
    by.require(Right.ORGANISE)
    mine = RoundQuestion.objects.select_for_update().filter(brand_id=by.brand_id, pk=question.pk)
    found = mine.select_related("message").first()
    if found is None:
        raise NotFound
    if (found.by_id, found.answer) == (by.user_id, said) and found.at is not None:
        return  # the same press, twice
    if found.at is not None:
        raise NotThisRound
    if said:
        wish = correction_of(Kind(found.kind), said)
        correct(by=by, message=found.message, correction=wish, now=now)
    found.answer, found.by_id, found.at = said, by.user_id, now
    found.save(update_fields=["answer", "by", "at"])


@transaction.atomic
def ask_again(*, by: Actor, now: datetime) -> RoundQuestion:
    """Ask again what this person said last today: their next word goes before it.

    Raises NotAllowed and NothingSaidYet.
    """
    by.require(Right.ORGANISE)
    brand = Brand.objects.select_for_update(no_key=True).get(pk=by.brand_id)
    day = now.astimezone(ZoneInfo(brand.time_zone)).date()
    last = last_answered(brand.pk, day, by.user_id)
    if last is None:
        raise NothingSaidYet
    last.answer, last.by_id, last.at = "", None, None
    last.save(update_fields=["answer", "by", "at"])
    return last


def correction_of(kind: Kind, said: str) -> Correction:
    """What an answer in the round says of a message. Raises Invalid for no answer to this question."""
    if said not in answers_to(kind):
        raise Invalid("Choose one of the answers.", field="said")
    if kind is Kind.NEEDS:
        return Correction(needs_answer=said == "yes")
    if kind is Kind.COMPLAINT:
        return Correction(act=said)
    return Correction(mood=said)


def answers_to(kind: Kind) -> list[str]:
    """The words by which a question of this kind is answered, in the order of their keys."""
    if kind is Kind.NEEDS:
        return ["yes", "no"]
    return [each.value for each in Act] if kind is Kind.COMPLAINT else list(MOODS)
