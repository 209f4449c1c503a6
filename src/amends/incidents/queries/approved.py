"""The approved answer: what a case's customer may be told of its incident at this moment."""

from __future__ import annotations

from dataclasses import dataclass

from amends.inbox.models import Case, Direction, Message
from amends.incidents.models import AffectedCase, Incident, IncidentUpdate
from amends.incidents.rules.greeting import personal


@dataclass(frozen=True, slots=True)
class ApprovedAnswer:
    """The incident's newest words under a personal first line, in the customer's language if there."""

    incident: Incident
    text: str
    language: str


def approved_answer(case: Case) -> ApprovedAnswer | None:
    """What everybody was told last of the newest incident that a case belongs to; None while nothing."""
    belongs = AffectedCase.objects.filter(
        brand_id=case.brand_id, case=case, detached_at=None
    ).values("incident")
    updates = IncidentUpdate.objects.filter(incident__in=belongs).select_related("incident")
    update = updates.order_by("-pk").first()
    if update is None:
        return None
    texts = {update.language: update.text, **update.translations}
    theirs = _language(case)
    language = theirs if theirs in texts else update.language
    words = personal(texts[language], name=case.person.name, language=language)
    return ApprovedAnswer(update.incident, words, language)


def _language(case: Case) -> str:
    heard = Message.objects.filter(case=case, direction=Direction.IN, deleted_at=None)
    newest = heard.order_by("-sent_at", "-pk").values_list("language", flat=True).first() or ""
    return newest.partition("-")[0].lower()
