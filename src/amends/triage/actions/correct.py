"""Corrections: what a person says of a message goes before what the desk made of it, and stays."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from amends.audit.actions import record
from amends.inbox.actions.events import require_case, write_down
from amends.inbox.models import CaseEventKind, Direction, Message
from amends.refusals import Invalid, NotFound, Refusal
from amends.staff.rules import Actor, Right
from amends.triage.actions.judge import judge_case
from amends.triage.actions.order import put_in_order
from amends.triage.models import Judgement
from amends.triage.rules.judgement import Act, Mood, Urgency

#: The mood's score that a person's word stands for.
MOODS: Mapping[str, float] = {
    "angry": -0.9,
    "unhappy": -0.4,
    Mood.NEUTRAL: 0.0,
    "happy": 0.6,
}
_FIELDS = ("act", "mood_score", "urgency", "needs")


class NothingToJudge(Refusal):
    """This is no message of a customer’s, so nothing was made of it."""

    code = "nothing-to-judge"


@dataclass(frozen=True, slots=True)
class Correction:
    """What a message is, as far as somebody says; None: as the desk has it."""

    act: str | None = None
    mood: str | None = None
    urgency: str | None = None
    needs_answer: bool | None = None

    def values(self) -> dict[str, object]:
        """The columns that it sets. Raises Invalid for a word that means nothing."""
        if self.act is not None and self.act not in set(Act):
            raise Invalid("Choose what the message does from the list.", field="act")
        if self.mood is not None and self.mood not in MOODS:
            raise Invalid("Choose a mood from the list.", field="mood")
        if self.urgency is not None and self.urgency not in set(Urgency):
            raise Invalid("Choose an urgency from the list.", field="urgency")
        told = {
            "act": self.act,
            "mood_score": None if self.mood is None else MOODS[self.mood],
            "urgency": self.urgency,
            "needs": self.needs_answer,
        }
        return {name: value for name, value in told.items() if value is not None}


@transaction.atomic
def correct(*, by: Actor, message: Message, correction: Correction, now: datetime) -> Judgement:
    """Say what a message is; its case stands by that at once. The same again is no error.

    Who says what the desk says, too, agrees: nothing changes, but it teaches.

    Raises NotAllowed, NotFound, Invalid, and NothingToJudge for our own words.
    """
    values = correction.values()
    case = message.case
    if case is None or message.direction != Direction.IN:
        by.require(Right.ORGANISE)
        raise NothingToJudge if message.brand_id == by.brand_id else NotFound
    require_case(by, case, Right.ORGANISE)
    if not values:
        raise Invalid("Say what it is.", field="act")
    judgement = _judgement_of(message, now)
    before = {name: getattr(judgement, name) for name in _FIELDS}
    changed = {name: value for name, value in values.items() if before[name] != value}
    is_first_word = not set(values) <= set(judgement.said)
    if changed or is_first_word:
        _set(judgement, by, before, values, now)
    if changed:
        facts = {"message": message.pk, **{name: str(value) for name, value in changed.items()}}
        what = ("correct", CaseEventKind.CORRECTED)
        write_down(by=by, case=case, what=what, facts=facts, now=now)
    elif is_first_word:
        facts = {"message": message.pk, "about": sorted(values)}
        record(by=by, action="triage.agree", target=f"case:{case.pk}", facts=facts, now=now)
    put_in_order(brand_id=by.brand_id, case_ids=[case.pk], now=now)
    return judgement


def _judgement_of(message: Message, now: datetime) -> Judgement:
    """What was made of it, made now where the worker did not come to it yet; locked."""
    found = Judgement.objects.select_for_update().filter(message=message)
    if not found.exists():
        judge_case(brand_id=message.brand_id, message_ids=[message.pk], now=now)
    return found.get()


def _set(
    judgement: Judgement,
    by: Actor,
    before: Mapping[str, object],
    values: Mapping[str, object],
    now: datetime,
) -> None:
    """Keeps what the desk itself had said, whatever people said since."""
    judgement.was = judgement.was or dict(before)
    judgement.said = sorted({*judgement.said, *values})
    for name, value in values.items():
        setattr(judgement, name, value)
    judgement.corrected_by_id, judgement.corrected_at = by.user_id, now
    judgement.save(update_fields=[*values, "said", "was", "corrected_by", "corrected_at"])
