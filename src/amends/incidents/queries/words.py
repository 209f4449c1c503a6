"""The words of an incident's notices: which languages, what to begin with, and what is filled in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils import translation
from django.utils.formats import date_format

from amends.incidents.models import Incident
from amends.incidents.rules.texts import LANGUAGES, filled, meant, template_text
from amends.incidents.rules.words import IncidentState, Template
from amends.playbook.queries import playbook_of
from amends.staff.models import Brand
from amends.status.queries.pages import address_of, page_of

#: What stays in a draft until everybody is told, because it changes with the promise.
NEXT = "{notice.next_update}"


def languages_of(brand_id: int) -> tuple[str, ...]:
    """The languages that the brand answers in, its first one first; English without a playbook."""
    playbook = playbook_of(brand_id)
    answers = playbook.languages.answers if playbook is not None else ()
    return answers or ("en",)


def first_texts(
    incident: Incident, *, language: str, state: IncidentState
) -> tuple[str, dict[str, str]]:
    """The main language, and the words to begin with in every language of the brand."""
    own = languages_of(incident.brand_id)
    main = language or own[0]
    known = [each for each in dict.fromkeys((main, *own)) if each in LANGUAGES] or ["en"]
    return (main if main in known else known[0]), begin_with(incident, known, state)


def begin_with(
    incident: Incident, languages: Iterable[str], state: IncidentState
) -> dict[str, str]:
    """The template's words for a state, with what the incident knows; the next word's time stays open."""
    template = Template(incident.template)
    return {
        each: filled(
            template_text(template, state, each),
            {**_known(incident, each), "notice.next_update": NEXT},
        )
        for each in languages
    }


def brand_templates(incident: Incident) -> dict[str, Mapping[str, str]]:
    """The brand's own notice templates by name: words by language, filled in likewise."""
    playbook = playbook_of(incident.brand_id)
    notices = playbook.notices if playbook is not None else ()
    return {
        each.name: {
            language: filled(text, {**_known(incident, language), "notice.next_update": NEXT})
            for language, text in each.says.items()
        }
        for each in notices
    }


def _known(incident: Incident, language: str) -> dict[str, str]:
    what = ", ".join(incident.services) or meant(Template(incident.template), language)
    return {
        "notice.what": what or incident.title,
        "notice.where": ", ".join(incident.areas),
        "notice.link": _link(incident.brand_id),
        "notice.since": moment_in(incident.opened_at, incident.opened_at, incident.brand, language),
    }


def _link(brand_id: int) -> str:
    """Where the status page is; "" while nobody can see it."""
    page = page_of(brand_id)
    return address_of(page) if page is not None and page.is_public else ""


def said(
    text: str, incident: Incident, *, language: str, at: datetime | None, now: datetime
) -> str:
    """The words as they are said now: the time of the next word is put in, in the brand's own time."""
    values = _known(incident, language)
    if at is not None:
        values["notice.next_update"] = moment_in(at, now, incident.brand, language)
    return filled(text.strip(), values)


def moment_in(at: datetime, now: datetime, brand: Brand, language: str) -> str:
    """A moment in words of a language: "15:30", or with its day when that is not today's."""
    zone = ZoneInfo(brand.time_zone)
    there, today = at.astimezone(zone), now.astimezone(zone).date()
    if there.date() == today:
        return f"{there:%H:%M}"
    with translation.override(language):
        return f"{date_format(there, 'MONTH_DAY_FORMAT')}, {there:%H:%M}"
