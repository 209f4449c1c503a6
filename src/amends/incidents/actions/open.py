"""Opening an incident: from cases, a search, a template, a program; the words to begin with lie ready."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from amends.incidents.actions.attach import MOST_CASES, attach
from amends.incidents.actions.note import write_down
from amends.incidents.models import Incident, IncidentNotice
from amends.incidents.queries.words import first_texts
from amends.incidents.rules.opening import (
    Opening,
    next_word,
    tidy_names,
    tidy_title,
    usual_severity,
)
from amends.incidents.rules.words import Attached, IncidentState, Source
from amends.refusals import Invalid
from amends.staff.models import Brand
from amends.staff.queries import colleague
from amends.staff.rules import Actor, Right


def open_incident(*, by: Actor, opening: Opening, now: datetime) -> Incident:
    """Open an incident, with its first notice as a draft; the same ``request_key`` gives the same one.

    Cases of other brands are left out. Raises NotAllowed, NotFound for an owner from elsewhere,
    `NoTitle` and Invalid.
    """
    by.require(Right.HANDLE_INCIDENTS)
    if not 0 < len(opening.request_key) <= 200:
        raise Invalid("Every request to open needs a key of its own of 1 to 200 characters.")
    if len(opening.case_ids) > MOST_CASES:
        raise Invalid("An incident is opened from at most 5,000 cases; attach more afterwards.")
    title = tidy_title(opening.title)
    if opening.owner_id is not None:
        colleague(by.brand_id, opening.owner_id)
    with transaction.atomic():
        # Two presses, two colleagues at once: one of them makes it, the other finds it.
        brand = Brand.objects.select_for_update(no_key=True).get(pk=by.brand_id)
        known = Incident.objects.filter(brand=brand, request_key=opening.request_key).first()
        return known or _open(by, brand, title, opening, now)


def _open(by: Actor, brand: Brand, title: str, opening: Opening, now: datetime) -> Incident:
    severity = opening.severity or usual_severity(opening.template)
    incident = Incident.objects.create(
        brand=brand,
        request_key=opening.request_key,
        title=title,
        template=opening.template,
        severity=severity,
        state=IncidentState.INVESTIGATING,
        state_since=now,
        services=tidy_names(opening.services),
        areas=tidy_names(opening.areas),
        owner_id=opening.owner_id or by.user_id,
        source=opening.source,
        origin=opening.origin[:1000],
        opened_by_id=by.user_id,
        opened_at=now,
        # From now on people wait for a first word: that is the first promise.
        next_update_at=next_word(severity, now),
    )
    _draft(by, incident, opening.language, now)
    facts = {"template": opening.template, "severity": severity, "source": opening.source}
    write_down(by=by, incident=incident, kind="open", facts=facts, now=now)
    _attach(by, incident, opening, now)
    return incident


def _attach(by: Actor, incident: Incident, opening: Opening, now: datetime) -> None:
    if not opening.case_ids:
        return
    how = Attached.SEARCH if opening.source is Source.SEARCH else Attached.HAND
    attach(by=by, incident=incident, case_ids=opening.case_ids, how=how, now=now)


def _draft(by: Actor, incident: Incident, language: str, now: datetime) -> None:
    main, texts = first_texts(incident, language=language, state=IncidentState.INVESTIGATING)
    IncidentNotice.objects.create(
        brand_id=incident.brand_id,
        incident=incident,
        texts=texts,
        language=main,
        written_by_id=by.user_id,
        written_at=now,
    )
