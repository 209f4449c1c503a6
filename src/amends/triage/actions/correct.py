"""Corrections: what a person says of a message goes before what the desk made of it, and stays."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from amends.audit.actions import record
from amends.inbox.actions.events import note_event, require_case
from amends.inbox.models import Case, CaseEventKind, Direction, Message
from amends.refusals import Invalid, NotFound, Refusal
from amends.staff.rules import Actor, Right
from amends.triage.actions.judge import judge_case
from amends.triage.actions.order import put_in_order
from amends.triage.models import Judgement
from amends.triage.queries.made import waiting_upto
from amends.triage.rules.judgement import Act, Harm, Mood, Urgency
from amends.triage.rules.said import FIELDS, Stakes, harms_at, harms_by

#: The mood's score that a person's word stands for.
MOODS: Mapping[str, float] = {
    "angry": -0.9,
    "unhappy": -0.4,
    Mood.NEUTRAL: 0.0,
    "happy": 0.6,
}


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
    #: All that is at stake, or what a person says of that by one press.
    harms: Sequence[str] | None = None
    stakes: str | None = None

    @property
    def lowers(self) -> bool:
        """Whether it takes weight off a matter: then every message of it has to weigh less."""
        return self.urgency == Urgency.NONE or self.needs_answer is False or self.stakes is not None

    def values(self) -> dict[str, Any]:
        """The columns that it sets on any message. Raises Invalid for a word that means nothing."""
        if self.act is not None and self.act not in set(Act):
            raise Invalid("Choose what the message does from the list.", field="act")
        if self.mood is not None and self.mood not in MOODS:
            raise Invalid("Choose a mood from the list.", field="mood")
        if self.urgency is not None and self.urgency not in set(Urgency):
            raise Invalid("Choose an urgency from the list.", field="urgency")
        if self.harms is not None and not set(self.harms) <= set(Harm):
            raise Invalid("Choose what is at stake from the list.", field="harms")
        if self.stakes is not None and self.stakes not in set(Stakes):
            raise Invalid("Choose what is at stake from the list.", field="stakes")
        told = {
            "act": self.act,
            "mood_score": None if self.mood is None else MOODS[self.mood],
            "urgency": self.urgency,
            "needs": self.needs_answer,
            "harms": None if self.harms is None else _listed(self.harms),
        }
        return {name: value for name, value in told.items() if value is not None}

    def values_for(self, made: Judgement) -> dict[str, Any]:
        """The columns that it says something of, for what was made of one message."""
        values = self.values()
        if self.stakes is not None:
            values["harms"] = harms_by(Stakes(self.stakes), made.harms, made.harms_heard)
        return values


def _listed(harms: Collection[str]) -> list[str]:
    return [each.value for each in Harm if each in set(harms)]


@transaction.atomic
def correct(*, by: Actor, message: Message, correction: Correction, now: datetime) -> Judgement:
    """Say what a message is; its case stands by that at once. The same again is no error.

    Who says what the desk says, too, agrees: nothing changes, but it teaches.

    Raises NotAllowed, NotFound, Invalid, and NothingToJudge for our own words.
    """
    case = _case_of(by, message, correction)
    made = _judgement_of(message, now)
    _say(by, case, [made], correction, now)
    return made


@transaction.atomic
def correct_waiting(
    *, by: Actor, message: Message, correction: Correction, now: datetime
) -> list[Judgement]:
    """Say what a case is by its newest message: what lowers it is said of all that wait up to that one.

    For the gravest of them gives the case its place. What raises it is enough to be said of one, and takes
    back what people said to the contrary of the others. Returns what was said something of; raises as
    `correct`.
    """
    case = _case_of(by, message, correction)
    if not Judgement.objects.filter(message=message).exists():
        _judgement_of(message, now)
    ids = {message.pk, *waiting_upto(case, message)}
    # In the order in which the worker takes them: nobody waits for each other.
    locked = Judgement.objects.select_for_update().filter(message__in=ids).order_by("message_id")
    known = {each.message_id: each for each in locked}
    made = known.pop(message.pk)
    some = [made, *(each for each in known.values() if _concerns(each, correction))]
    _say(by, case, some, correction, now)
    return some


def _case_of(by: Actor, message: Message, correction: Correction) -> Case:
    values = correction.values()
    case = message.case
    if case is None or message.direction != Direction.IN:
        by.require(Right.ORGANISE)
        raise NothingToJudge if message.brand_id == by.brand_id else NotFound
    require_case(by, case, Right.ORGANISE)
    if not values and correction.stakes is None:
        raise Invalid("Say what it is.", field="act")
    return case


def _concerns(made: Judgement, correction: Correction) -> bool:
    """Whether it says of this message, too, what its newest one is."""
    if correction.act is not None or correction.mood is not None:
        return False
    values = correction.values_for(made)
    if not any(getattr(made, name) != value for name, value in _all_of(made, values).items()):
        return False
    return correction.lowers or not set(values).isdisjoint(made.said)


def _say(
    by: Actor, case: Case, some: Sequence[Judgement], correction: Correction, now: datetime
) -> None:
    """One event, or one word of agreement, for the case."""
    changed, ids, agreed = _set_all(by, some, correction, now)
    newest, target = some[0].message_id, f"case:{case.pk}"
    more = {"messages": ids} if ids != [newest] else {}
    facts = {"message": newest, **more, **changed}
    if changed:
        kind = CaseEventKind.CORRECTED
        note_event(case=case, kind=kind, by_id=by.user_id, at=now, facts=facts)
    put_in_order(brand_id=by.brand_id, case_ids=[case.pk], now=now)
    # Last: who holds the trail waits for nothing that others hold while they wait for it.
    if changed:
        record(by=by, action="inbox.correct", target=target, facts=facts, now=now)
    elif agreed:
        about = {"message": newest, "about": sorted(agreed)}
        record(by=by, action="triage.agree", target=target, facts=about, now=now)


def _set_all(
    by: Actor, some: Sequence[Judgement], correction: Correction, now: datetime
) -> tuple[dict[str, object], list[int], set[str]]:
    """What was changed, of which messages, and what was said of them, be it that it is right."""
    changed: dict[str, object] = {}
    ids, agreed = [], set[str]()
    for made in some:
        said = correction.values_for(made)
        values = _all_of(made, said)
        other = {name: value for name, value in values.items() if getattr(made, name) != value}
        if not other and set(said) <= set(made.said):
            continue
        _set(made, by, values, said, now)
        agreed |= set(said)
        if other:
            changed |= {name: _told(value) for name, value in other.items()}
            ids.append(made.message_id)
    return changed, ids, agreed


def _told(value: Any) -> str:
    return ", ".join(value) if isinstance(value, list) else str(value)


def _judgement_of(message: Message, now: datetime) -> Judgement:
    """What was made of it, made now where the worker did not come to it yet; locked."""
    found = Judgement.objects.select_for_update().filter(message=message)
    if not found.exists():
        judge_case(brand_id=message.brand_id, message_ids=[message.pk], now=now)
    return found.get()


def _all_of(made: Judgement, said: Mapping[str, Any]) -> dict[str, Any]:
    """What was said, and what follows: where nothing presses, nothing is at stake that could press."""
    if "urgency" not in said or "harms" in said:
        return dict(said)
    heard = made.harms if "harms" in made.said else made.harms_heard
    return {**said, "harms": harms_at(said["urgency"], heard)}


def _set(
    made: Judgement, by: Actor, values: Mapping[str, Any], said: Collection[str], now: datetime
) -> None:
    """Keeps what the desk itself had said, whatever people said since."""
    made.was = {name: getattr(made, name) for name in FIELDS} | (made.was or {})
    made.said = sorted({*made.said, *said})
    for name, value in values.items():
        setattr(made, name, value)
    made.corrected_by_id, made.corrected_at = by.user_id, now
    made.save(update_fields=[*values, "said", "was", "corrected_by", "corrected_at"])
