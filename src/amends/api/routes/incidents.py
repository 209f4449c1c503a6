"""Incidents: opened, kept up to date and told to everyone; and the monitors that open them."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Status

from amends.api import cursors
from amends.api.door import actor, reader
from amends.api.schemas.affected import (
    AffectedCaseOut,
    AffectedCasePage,
    AffectedOut,
    AttachedOut,
    AttachIn,
    LedgerLineOut,
    LedgerPage,
)
from amends.api.schemas.incidents import (
    DraftIn,
    DraftOut,
    EntryIn,
    EntryOut,
    IncidentChange,
    IncidentIn,
    IncidentOut,
    IncidentPage,
    MonitorIn,
    MonitorOut,
    NewMonitorOut,
    TellIn,
    UpdateOut,
)
from amends.api.schemas.values import Cursor, Id, Limit, answers
from amends.incidents.actions import attach as attaching
from amends.incidents.actions import change, draft
from amends.incidents.actions import monitors as hearing
from amends.incidents.actions.note import add_note
from amends.incidents.actions.open import open_incident
from amends.incidents.actions.tell import tell
from amends.incidents.models import Incident, TimelineEntry
from amends.incidents.queries import affected, ledger, look
from amends.incidents.queries.standing import standings
from amends.incidents.rules.opening import Opening
from amends.incidents.rules.words import IncidentState, Source
from amends.staff.rules import Right

router = Router(tags=["incidents"])
monitors = Router(tags=["incidents"])


@router.get(
    "",
    response=answers(200, IncidentPage),
    operation_id="list_incidents",
    summary="Incidents, newest first",
)
def list_incidents(
    request: HttpRequest, cursor: Cursor | None = None, limit: Limit = 50
) -> IncidentPage:
    before = cursors.read_id(cursor)
    rows = look.incidents_page(reader(request).brand_id, before=before, limit=limit + 1)
    items = [IncidentOut.of(each) for each in rows[:limit]]
    return IncidentPage(items=items, next=cursors.after(rows, limit))


@router.post(
    "",
    response=answers(201, IncidentOut),
    operation_id="open_incident",
    summary="Open an incident",
)
def open_one(request: HttpRequest, body: IncidentIn) -> Status[IncidentOut]:
    """Nobody is told yet; the template's words lie ready as a draft."""
    by = actor(request)
    opening = Opening(
        title=body.title,
        request_key=f"api:{body.request_key}"[:200],
        template=body.template,
        severity=body.severity,
        services=tuple(body.services),
        areas=tuple(body.areas),
        owner_id=body.owner_id,
        source=Source.API,
        case_ids=tuple(body.case_ids),
        language=body.language,
    )
    made = open_incident(by=by, opening=opening, now=timezone.now())
    return Status(201, IncidentOut.of(look.incident_of(by.brand_id, made.pk)))


@router.get(
    "/{incident_id}",
    response=answers(200, IncidentOut),
    operation_id="get_incident",
    summary="One incident",
)
def get_incident(request: HttpRequest, incident_id: Id) -> Incident:
    return look.incident_of(reader(request).brand_id, incident_id)


@router.put(
    "/{incident_id}",
    response=answers(200, IncidentOut),
    operation_id="describe_incident",
    summary="Put down what is known now",
)
def describe(request: HttpRequest, incident_id: Id, body: IncidentChange) -> Incident:
    by = actor(request)
    incident = look.incident_of(by.brand_id, incident_id)
    change.describe(by=by, incident=incident, now=timezone.now(), **body.model_dump())
    return look.incident_of(by.brand_id, incident_id)


@router.get(
    "/{incident_id}/affected",
    response=answers(200, AffectedOut),
    operation_id="get_incident_affected",
    summary="Who is affected, counted",
)
def get_affected(request: HttpRequest, incident_id: Id) -> AffectedOut:
    incident = look.incident_of(reader(request).brand_id, incident_id)
    return AffectedOut.of(
        affected.affected_of(incident),
        affected.watched(incident),
        affected.complaints_of(incident, timezone.now()),
    )


@router.get(
    "/{incident_id}/cases",
    response=answers(200, AffectedCasePage),
    operation_id="list_incident_cases",
    summary="The attached cases, newest first",
)
def list_cases(
    request: HttpRequest, incident_id: Id, cursor: Cursor | None = None, limit: Limit = 50
) -> AffectedCasePage:
    incident = look.incident_of(reader(request).brand_id, incident_id)
    before = cursors.read_id(cursor)
    rows = affected.attached_cases(incident)
    rows = rows.filter(pk__lt=before) if before is not None else rows
    found = list(rows[: limit + 1])
    items = [AffectedCaseOut.model_validate(each) for each in found[:limit]]
    return AffectedCasePage(items=items, next=cursors.after(found, limit))


@router.post(
    "/{incident_id}/cases",
    response=answers(200, AttachedOut),
    operation_id="attach_incident_cases",
    summary="Attach cases",
)
def attach_cases(request: HttpRequest, incident_id: Id, body: AttachIn) -> AttachedOut:
    """Those of other brands are left out; attached again is no error."""
    by = actor(request)
    incident = look.incident_of(by.brand_id, incident_id)
    ids, now = body.case_ids, timezone.now()
    return AttachedOut(attached=attaching.attach(by=by, incident=incident, case_ids=ids, now=now))


@router.delete(
    "/{incident_id}/cases/{case_id}",
    response=answers(204, None),
    operation_id="detach_incident_case",
    summary="Take a case off",
)
def detach_case(request: HttpRequest, incident_id: Id, case_id: Id) -> Status[None]:
    """It never comes back by itself, and others like it are judged by that."""
    by = actor(request)
    incident = look.incident_of(by.brand_id, incident_id)
    attaching.detach(by=by, incident=incident, case_id=case_id, now=timezone.now())
    return Status(204, None)


@router.get(
    "/{incident_id}/ledger",
    response=answers(200, LedgerPage),
    operation_id="list_incident_ledger",
    summary="The closure ledger: who was told, and who not and why",
)
def list_ledger(
    request: HttpRequest, incident_id: Id, cursor: Cursor | None = None, limit: Limit = 50
) -> LedgerPage:
    """In the order of turns; empty before telling each one has begun."""
    incident = look.incident_of(reader(request).brand_id, incident_id)
    closing = ledger.closing_of(incident)
    if closing is None:
        return LedgerPage(items=[], next=None)
    rows = ledger.rows_of(closing).order_by("pk")
    after = cursors.read_id(cursor)
    found = list((rows.filter(pk__gt=after) if after is not None else rows)[: limit + 1])
    items = [LedgerLineOut.of(each) for each in found[:limit]]
    return LedgerPage(items=items, next=cursors.after(found, limit))


@router.get(
    "/{incident_id}/timeline",
    response=answers(200, list[EntryOut]),
    operation_id="get_incident_timeline",
    summary="What happened behind the scenes",
)
def timeline(request: HttpRequest, incident_id: Id) -> list[TimelineEntry]:
    """Newest first, at most 200."""
    incident = look.incident_of(reader(request).brand_id, incident_id)
    return look.timeline_of(incident, limit=200)


@router.post(
    "/{incident_id}/timeline",
    response=answers(201, EntryOut),
    operation_id="note_incident",
    summary="Write into the timeline",
)
def note(request: HttpRequest, incident_id: Id, body: EntryIn) -> Status[TimelineEntry]:
    """Customers never see it."""
    by = actor(request)
    incident = look.incident_of(by.brand_id, incident_id)
    return Status(201, add_note(by=by, incident=incident, text=body.text, now=timezone.now()))


@router.get(
    "/{incident_id}/updates",
    response=answers(200, list[UpdateOut]),
    operation_id="list_incident_updates",
    summary="What everybody was told, and where it stands",
)
def updates(request: HttpRequest, incident_id: Id) -> list[UpdateOut]:
    incident = look.incident_of(reader(request).brand_id, incident_id)
    found = look.updates_of(incident)
    there = standings([each.notice for each in found if hasattr(each, "notice")])
    return [
        UpdateOut.of(each, there[each.notice.pk] if hasattr(each, "notice") else [])
        for each in found
    ]


@router.put(
    "/{incident_id}/draft",
    response=answers(200, DraftOut),
    operation_id="write_incident_draft",
    summary="Write what everybody will be told",
)
def write(request: HttpRequest, incident_id: Id, body: DraftIn) -> DraftOut:
    """What is different on single networks stays as colleagues chose it."""
    by, now = actor(request), timezone.now()
    by.require(Right.HANDLE_INCIDENTS)
    incident = look.incident_of(by.brand_id, incident_id)
    state = IncidentState(incident.state)
    begun = draft.begin(by=by, incident=incident, state=state, now=now)
    wording = draft.Wording(plan=begun.plan, uploads=begun.uploads, **body.model_dump())
    return DraftOut.of(draft.write(by=by, notice=begun, wording=wording, now=now))


@router.get(
    "/{incident_id}/draft",
    response=answers(200, DraftOut | None),
    operation_id="get_incident_draft",
    summary="What is being written for everybody",
)
def get_draft(request: HttpRequest, incident_id: Id) -> DraftOut | None:
    found = look.draft_of(look.incident_of(reader(request).brand_id, incident_id))
    return DraftOut.of(found) if found is not None else None


@router.post(
    "/{incident_id}/tell",
    response=answers(201, UpdateOut),
    operation_id="tell_everyone",
    summary="Tell everyone",
)
def tell_all(request: HttpRequest, incident_id: Id, body: TellIn) -> Status[UpdateOut]:
    """On every network and the status page, through the gate. The same draft again is told once."""
    by = actor(request)
    incident = look.incident_of(by.brand_id, incident_id)
    notice = look.notice_in(incident, body.notice_id)
    update = tell(
        by=by,
        notice=notice,
        state=body.state,
        next_update_at=body.next_update_at,
        now=timezone.now(),
    )
    return Status(201, UpdateOut.of(update, standings([notice])[notice.pk]))


@monitors.get(
    "",
    response=answers(200, list[MonitorOut]),
    operation_id="list_monitors",
    summary="Monitors that are heard",
)
def list_monitors(request: HttpRequest) -> list[MonitorOut]:
    by = actor(request)
    by.require(Right.MANAGE_CONNECTIONS)
    return [MonitorOut.of(each) for each in look.monitors_of(by.brand_id)]


@monitors.post(
    "",
    response=answers(201, NewMonitorOut),
    operation_id="add_monitor",
    summary="Hear a monitor",
)
def add_monitor(request: HttpRequest, body: MonitorIn) -> Status[NewMonitorOut]:
    """Its secret is told this once. What it sees opens incidents; nobody is told by itself."""
    by = actor(request)
    made, secret = hearing.add_monitor(by=by, now=timezone.now(), **body.model_dump())
    return Status(201, NewMonitorOut(monitor=MonitorOut.of(made), secret=secret))


@monitors.delete(
    "/{monitor_id}",
    response=answers(204, None),
    operation_id="close_monitor",
    summary="Hear a monitor no more",
)
def close_monitor(request: HttpRequest, monitor_id: Id) -> Status[None]:
    by = actor(request)
    by.require(Right.MANAGE_CONNECTIONS)
    monitor = look.monitor_of(by.brand_id, monitor_id)
    hearing.close_monitor(by=by, monitor=monitor, now=timezone.now())
    return Status(204, None)
