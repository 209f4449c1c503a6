"""Writing a notice: one draft per incident, kept as it is typed, the same for all who write on it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from amends.incidents.actions.note import require_incident
from amends.incidents.models import Incident, IncidentNotice
from amends.incidents.queries.words import begin_with
from amends.incidents.rules.opening import NothingToSay
from amends.incidents.rules.words import IncidentState, NoticeState
from amends.outbox.queries import uploads_of
from amends.playbook.rules.languages import KNOWN
from amends.refusals import Invalid
from amends.staff.rules import Actor, Right

LONGEST_TEXT = 10_000
#: What a network may have of its own.
_OWN = frozenset({"language", "text", "skip"})


@dataclass(frozen=True, slots=True)
class Wording:
    """A notice as it is written: words by language, and what is different by connection id."""

    texts: Mapping[str, str]
    language: str
    content_warning: str = ""
    plan: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    uploads: Sequence[int] = ()
    is_correction: bool = False


@transaction.atomic
def begin(*, by: Actor, incident: Incident, state: IncidentState, now: datetime) -> IncidentNotice:
    """The incident's draft; a new one with the words for ``state`` and the last one's languages if none is.

    Raises NotAllowed and NotFound.
    """
    require_incident(by, incident, Right.HANDLE_INCIDENTS)
    locked = Incident.objects.select_for_update().select_related("brand").get(pk=incident.pk)
    draft = locked.notices.filter(state=NoticeState.DRAFT).first()
    if draft is not None:
        return draft
    last = locked.notices.order_by("-pk").first()
    languages = list(last.texts) if last is not None else ["en"]
    return IncidentNotice.objects.create(
        brand_id=locked.brand_id,
        incident=locked,
        texts=begin_with(locked, languages, state),
        language=last.language if last is not None else languages[0],
        plan=_ways(last.plan) if last is not None else {},
        written_by_id=by.user_id,
        written_at=now,
    )


def _ways(plan: Mapping[str, Mapping[str, object]]) -> dict[str, dict[str, object]]:
    """Languages and left-out networks stay as they were; words are new each time."""
    kept = {way: {k: v for k, v in own.items() if k != "text"} for way, own in plan.items()}
    return {way: own for way, own in kept.items() if own}


@transaction.atomic
def write(*, by: Actor, notice: IncidentNotice, wording: Wording, now: datetime) -> IncidentNotice:
    """Keep what was written so far. Raises NotAllowed, NotFound, Invalid, and NothingToSay once told."""
    require_incident(by, notice.incident, Right.HANDLE_INCIDENTS)
    kept = IncidentNotice.objects.select_for_update().get(pk=notice.pk)
    if kept.state != NoticeState.DRAFT:
        raise NothingToSay("This notice was said already; begin a new one.")
    kept.texts = _texts(wording)
    kept.language = wording.language
    kept.content_warning = " ".join(wording.content_warning.split())[:200]
    kept.plan = {str(int(way)): _own(own) for way, own in wording.plan.items()}
    kept.uploads = [each.pk for each in uploads_of(by.brand_id, wording.uploads)]
    kept.is_correction = wording.is_correction
    kept.written_by_id, kept.written_at = by.user_id, now
    kept.save()
    return kept


def _texts(wording: Wording) -> dict[str, str]:
    texts = {each: text.strip() for each, text in wording.texts.items()}
    if wording.language not in texts or not set(texts) <= set(KNOWN):
        raise Invalid(
            "A notice is written in languages that the playbook knows, one of them first."
        )
    if any(len(text) > LONGEST_TEXT for text in texts.values()):
        raise Invalid("A notice has at most 10,000 characters in each language.")
    return {each: text for each, text in texts.items() if text or each == wording.language}


def _own(own: Mapping[str, object]) -> dict[str, object]:
    if not set(own) <= _OWN or not isinstance(own.get("skip", False), bool):
        raise Invalid(
            "For one network only its language, its own words, or leaving it out can be said."
        )
    if own.get("language", "") not in {"", *KNOWN} or len(str(own.get("text", ""))) > LONGEST_TEXT:
        raise Invalid("A network’s own words are in a language that the playbook knows.")
    return {name: value for name, value in own.items() if value}


@transaction.atomic
def put_away(*, by: Actor, notice: IncidentNotice, now: datetime) -> None:
    """Say nothing of this draft. Again is no error. Raises NotAllowed and NotFound."""
    require_incident(by, notice.incident, Right.HANDLE_INCIDENTS)
    drafts = IncidentNotice.objects.filter(pk=notice.pk, state=NoticeState.DRAFT)
    drafts.update(state=NoticeState.PUT_AWAY, written_at=now)
