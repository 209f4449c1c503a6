"""What is being written for everybody: the words, each network's look, and what the playbook says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from amends.incidents.models import Incident, IncidentNotice
from amends.incidents.queries import look
from amends.incidents.queries.previews import OnNetwork, findings_in_notice, previews
from amends.incidents.queries.words import begin_with, brand_templates, said
from amends.incidents.rules.opening import next_state, next_word
from amends.incidents.rules.words import IncidentState, Severity
from amends.outbox.queries import uploads_of
from amends.playbook.rules import Level
from amends.playbook.rules.languages import KNOWN
from amends.staff.rules import Right
from amends.status.queries.pages import page_of
from amends.web import incident_words, media, words
from amends.web.desk import Desk
from amends.web.writing import Enclosed

LANGUAGES = {
    "en": "English",
    "de": "Deutsch",
    "fr": "Français",
    "es": "Español",
    "nl": "Nederlands",
    "it": "Italiano",
    "pt": "Português",
}
_TINTS = {Level.BLOCK: "stop", Level.WARN: "warn", Level.ADVISE: "warn"}


@dataclass(frozen=True, slots=True)
class Check:
    """One line of what the playbook says."""

    sentence: str
    tint: str
    where: str = ""


def writing(
    desk: Desk,
    incident: Incident,
    *,
    state: IncidentState | None = None,
    next_at: datetime | None = None,
) -> dict[str, Any]:
    """The draft with its previews; nothing where nobody writes. ``state``, ``next_at``: as chosen so far."""
    draft = look.draft_of(incident)
    here, told = IncidentState(incident.state), incident.updates.exists()
    usual = next_state(here) if told else here
    context: dict[str, Any] = {
        "draft": draft,
        "following": usual,
        "states": incident_words.STATES.items(),
    }
    if draft is None:
        return context
    chosen = state or _worded_for(draft, usual)
    at = next_at or _offered(incident, desk.now, is_first=not told)
    looks = previews(draft, next_at=None if chosen is IncidentState.RESOLVED else at, now=desk.now)
    page = page_of(desk.brand.pk)
    pictures = [
        Enclosed(each, media.upload_url(desk, each))
        for each in uploads_of(desk.brand.pk, draft.uploads)
    ]
    return {
        **context,
        "chosen": chosen,
        "next_input": words.local_input(at),
        "texts": [(each, LANGUAGES.get(each, each), draft.texts[each]) for each in _order(draft)],
        "more_languages": [(each, LANGUAGES[each]) for each in KNOWN if each not in draft.texts],
        "languages": [(each, LANGUAGES.get(each, each)) for each in draft.texts],
        "looks": looks,
        "own_words": [
            (each.connection, draft.plan.get(str(each.connection.pk), {}).get("text", ""))
            for each in looks
            if each.parts or each.is_left_out
        ],
        "pictures": pictures,
        "n_networks": sum(bool(each.parts) for each in looks),
        "status_page": page if page is not None and page.is_public else None,
        "checks": [*_checks(desk, draft, at, chosen, looks), *_seen_by_all(pictures)],
        "own_templates": brand_templates(draft.incident),
        "may_tell": desk.may(Right.ANNOUNCE),
    }


def _worded_for(draft: IncidentNotice, usual: IncidentState) -> IncidentState:
    """The state whose words the draft still has as they were laid ready; else the usual one."""
    states: list[IncidentState] = [usual, *IncidentState]
    for state in states:
        if begin_with(draft.incident, draft.texts, state) == draft.texts:
            return state
    return usual


def _seen_by_all(pictures: Sequence[Enclosed]) -> Iterator[Check]:
    """That a picture without words shows nothing to who cannot see it."""
    if any(not each.upload.alt_text.strip() for each in pictures):
        yield Check(_("Say of each picture what it shows, for those who cannot see it."), "warn")


def _offered(incident: Incident, now: datetime, *, is_first: bool) -> datetime:
    """The promise that stands if nobody was told of it yet and it lies ahead, else a new one."""
    standing = incident.next_update_at
    if is_first and standing is not None and standing > now:
        return standing
    return next_word(Severity(incident.severity), now)


def _order(draft: IncidentNotice) -> list[str]:
    """The language it was written in first, then the others."""
    return sorted(draft.texts, key=lambda each: (each != draft.language, each))


def _checks(
    desk: Desk,
    draft: IncidentNotice,
    at: datetime,
    state: IncidentState,
    looks: list[OnNetwork],
) -> list[Check]:
    """What the playbook says of each language that is read somewhere, each sentence once."""
    promised = None if state is IncidentState.RESOLVED else at
    read = {draft.language, *(each.language for each in looks if each.parts)}
    found: dict[tuple[str, str], Check] = {}
    for language in (each for each in _order(draft) if each in read):
        text = said(
            draft.texts[language], draft.incident, language=language, at=promised, now=desk.now
        )
        for each in findings_in_notice(draft, text, language, desk.actor):
            place = LANGUAGES.get(language, language) if len(read) > 1 else ""
            check = Check(str(each.sentence), _TINTS[each.level], place)
            found.setdefault((check.sentence, place), check)
    if not found:
        good = _("Says what, who, what to do meanwhile, and when the next word comes.")
        return [Check(good, "pass")]
    return list(found.values())
