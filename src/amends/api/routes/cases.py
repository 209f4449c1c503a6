"""Cases: lists, one, and what can be done with it."""

from __future__ import annotations

from typing import Annotated, Literal

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router, Schema

from amends.api import cursors
from amends.api.door import actor, reader
from amends.api.schemas.inbox import AssigneeIn, CaseOut, CasePage, StateIn, TagIn
from amends.api.schemas.values import Cursor, Id, Limit, Moment, answers
from amends.inbox.actions import assign, tag, turn
from amends.inbox.models import Case, CaseState
from amends.inbox.queries.pages import CaseFilter, cases_page, tag_of
from amends.inbox.queries.thread import case_of
from amends.inbox.queries.views import tags_by_id
from amends.refusals import Invalid
from amends.staff.queries import colleague
from amends.staff.rules import Actor

router = Router(tags=["cases"])


class CaseQuery(Schema):
    """Which cases."""

    state: CaseState | None = None
    assignee: Id | Literal["me", "none"] | None = None
    tag: Id | None = None
    connection: Id | None = None
    person: Id | None = None
    updated_since: Moment | None = None
    cursor: Cursor | None = None
    limit: Limit = 50


@router.get("", response=answers(200, CasePage), operation_id="list_cases", summary="Cases")
def list_cases(request: HttpRequest, query: Annotated[CaseQuery, Query()]) -> CasePage:
    """The brand's cases, newest first."""
    by = reader(request)
    wanted = CaseFilter(
        state=query.state,
        assignee_id=_assignee(by, query.assignee),
        tag_id=query.tag,
        connection_id=query.connection,
        person_id=query.person,
        updated_since=query.updated_since,
    )
    before = cursors.read_id(query.cursor)
    rows = cases_page(by.brand_id, wanted, before=before, limit=query.limit + 1)
    shown = rows[: query.limit]
    tags = tags_by_id(by.brand_id, {tag_id for case in shown for tag_id in case.tags})
    items = [CaseOut.of(case, tags) for case in shown]
    return CasePage(items=items, next=cursors.after(rows, query.limit))


def _assignee(by: Actor, wanted: int | str | None) -> int | None:
    if wanted == "me":
        return by.user_id
    return 0 if wanted == "none" else wanted  # type: ignore[return-value] # only "me" and "none" are words


@router.get("/{case_id}", response=answers(200, CaseOut), operation_id="get_case", summary="A case")
def get_case(request: HttpRequest, case_id: Id) -> CaseOut:
    return _out(case_of(reader(request).brand_id, case_id))


@router.put(
    "/{case_id}/assignee",
    response=answers(200, CaseOut),
    operation_id="assign_case",
    summary="Give a case to a colleague, or to nobody",
)
def assign_case(request: HttpRequest, case_id: Id, body: AssigneeIn) -> CaseOut:
    by, now = actor(request), timezone.now()
    case = case_of(by.brand_id, case_id)
    if body.user_id is None:
        assign.unassign(by=by, case=case, now=now)
    else:
        assign.assign(by=by, case=case, to=colleague(by.brand_id, body.user_id), now=now)
    return _out(case)


@router.put(
    "/{case_id}/state",
    response=answers(200, CaseOut),
    operation_id="turn_case",
    summary="Say whose turn it is",
)
def turn_case(request: HttpRequest, case_id: Id, body: StateIn) -> CaseOut:
    """A closed case goes back to `needs_answer` only; `snoozed` needs `until`."""
    by = actor(request)
    case = case_of(by.brand_id, case_id)
    _turn(by, case, body)
    return _out(case)


def _turn(by: Actor, case: Case, body: StateIn) -> None:
    now = timezone.now()
    if (body.state is CaseState.SNOOZED) != (body.until is not None):
        raise Invalid("Send `until` with `snoozed`, and only then.", field="until")
    if body.until is not None:
        turn.snooze(by=by, case=case, until=body.until, now=now)
    elif body.state is CaseState.CLOSED:
        turn.close(by=by, case=case, now=now)
    elif body.state is CaseState.WAITING_COLLEAGUE:
        turn.wait_for_colleague(by=by, case=case, now=now)
    elif body.state is CaseState.WAITING_CUSTOMER:
        turn.wait_for_customer(by=by, case=case, now=now)
    elif case.state == CaseState.CLOSED:
        turn.reopen(by=by, case=case, now=now)
    else:
        turn.mark_needs_answer(by=by, case=case, now=now)


@router.post(
    "/{case_id}/tags", response=answers(200, CaseOut), operation_id="tag_case", summary="Add a tag"
)
def tag_case(request: HttpRequest, case_id: Id, body: TagIn) -> CaseOut:
    by = actor(request)
    case = case_of(by.brand_id, case_id)
    tag.add_tag(by=by, case=case, name=body.name, now=timezone.now())
    return _out(case)


@router.delete(
    "/{case_id}/tags/{tag_id}",
    response=answers(200, CaseOut),
    operation_id="untag_case",
    summary="Take a tag off",
)
def untag_case(request: HttpRequest, case_id: Id, tag_id: Id) -> CaseOut:
    by = actor(request)
    case = case_of(by.brand_id, case_id)
    tag.remove_tag(by=by, case=case, tag=tag_of(by.brand_id, tag_id), now=timezone.now())
    return _out(case)


def told(by: Actor, case_id: int) -> CaseOut:
    """A case as it is now. Raises NotFound."""
    return _out(case_of(by.brand_id, case_id))


def _out(case: Case) -> CaseOut:
    return CaseOut.of(case, tags_by_id(case.brand_id, case.tags))
