"""Order in the records of cases: teams' queues, merging and splitting, links, followers, fields, spam."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Status

from amends.api.door import actor, reader
from amends.api.routes.cases import told
from amends.api.schemas.inbox import CaseOut
from amends.api.schemas.records import (
    CaseEventOut,
    FollowingIn,
    HandOverIn,
    IntoIn,
    LockOut,
    MoveOut,
    RecordsOut,
    SplitIn,
    TeamIdIn,
    ValueIn,
)
from amends.api.schemas.values import Id, answers
from amends.inbox.actions import assign, fields, follow, link, lock, set_aside
from amends.inbox.models import Case, CaseMove
from amends.inbox.queries import records
from amends.inbox.queries.presence import Lock
from amends.inbox.queries.thread import case_of
from amends.outbox.actions import moves
from amends.staff.queries import colleague, team_of
from amends.staff.rules import Actor

on_cases = Router(tags=["cases"])
moved = Router(tags=["cases"])


def _case(request: HttpRequest, case_id: int) -> tuple[Actor, Case]:
    by = actor(request)
    return by, case_of(by.brand_id, case_id)


def _records(by: Actor, case_id: int) -> RecordsOut:
    return RecordsOut.of(records.around(case_of(by.brand_id, case_id)))


@on_cases.get(
    "/{case_id}/records",
    response=answers(200, RecordsOut),
    operation_id="get_records",
    summary="Followers, links, moves and fields of a case",
)
def get_records(request: HttpRequest, case_id: Id) -> RecordsOut:
    return _records(reader(request), case_id)


@on_cases.get(
    "/{case_id}/events",
    response=answers(200, list[CaseEventOut]),
    operation_id="list_case_events",
    summary="What happened to a case",
)
def list_events(request: HttpRequest, case_id: Id) -> list[CaseEventOut]:
    """Newest first, two hundred at most."""
    case = case_of(reader(request).brand_id, case_id)
    return [CaseEventOut.of(event) for event in records.history(case)]


@on_cases.put(
    "/{case_id}/team",
    response=answers(200, CaseOut),
    operation_id="assign_case_to_team",
    summary="Put a case into a team's queue, or into none",
)
def assign_team(request: HttpRequest, case_id: Id, body: TeamIdIn) -> CaseOut:
    by, case = _case(request, case_id)
    team = None if body.team_id is None else team_of(by.brand_id, body.team_id)
    assign.assign_team(by=by, case=case, team=team, now=timezone.now())
    return told(by, case_id)


@on_cases.post(
    "/{case_id}/hand-over",
    response=answers(200, CaseOut),
    operation_id="hand_over_case",
    summary="Give a case away and say why, in one",
)
def hand_over(request: HttpRequest, case_id: Id, body: HandOverIn) -> CaseOut:
    by, case = _case(request, case_id)
    to = (
        team_of(by.brand_id, body.team_id)
        if body.team_id is not None
        else colleague(by.brand_id, body.user_id or 0)
    )
    assign.hand_over(by=by, case=case, to=to, text=body.text, now=timezone.now())
    return told(by, case_id)


# ------------------------------------------------------------------------- merging, splitting


@on_cases.post(
    "/{case_id}/merge",
    response=answers(200, MoveOut),
    operation_id="merge_cases",
    summary="Put a case into another of the same person",
)
def merge(request: HttpRequest, case_id: Id, body: IntoIn) -> CaseMove:
    """What is still on its way holds a case together (409, `sends-under-way`)."""
    by, case = _case(request, case_id)
    into = case_of(by.brand_id, body.into)
    return moves.merge_cases(by=by, case=case, into=into, now=timezone.now())


@on_cases.post(
    "/{case_id}/split",
    response=answers(201, MoveOut),
    operation_id="split_case",
    summary="Make some messages a case of their own",
)
def split(request: HttpRequest, case_id: Id, body: SplitIn) -> Status[CaseMove]:
    """`target_id` is the new case. The same messages again are refused: they are there no longer."""
    by, case = _case(request, case_id)
    move = moves.split_case(by=by, case=case, messages=body.message_ids, now=timezone.now())
    return Status(201, move)


@moved.post(
    "/{move_id}/undo",
    response=answers(200, MoveOut),
    operation_id="undo_move",
    summary="Take a merge or a split back",
)
def undo(request: HttpRequest, move_id: Id) -> CaseMove:
    by = actor(request)
    move = records.move_of(by.brand_id, move_id)
    moves.undo_move(by=by, move=move, now=timezone.now())
    return records.move_of(by.brand_id, move_id)


# ------------------------------------------------------------------------- links, followers


@on_cases.put(
    "/{case_id}/links/{other_id}",
    response=answers(200, RecordsOut),
    operation_id="link_cases",
    summary="Let two cases point at each other",
)
def add_link(request: HttpRequest, case_id: Id, other_id: Id) -> RecordsOut:
    by, case = _case(request, case_id)
    link.link(by=by, case=case, other=case_of(by.brand_id, other_id), now=timezone.now())
    return _records(by, case_id)


@on_cases.delete(
    "/{case_id}/links/{other_id}",
    response=answers(200, RecordsOut),
    operation_id="unlink_cases",
    summary="Take a link away",
)
def remove_link(request: HttpRequest, case_id: Id, other_id: Id) -> RecordsOut:
    by, case = _case(request, case_id)
    link.unlink(by=by, case=case, other=case_of(by.brand_id, other_id), now=timezone.now())
    return _records(by, case_id)


@on_cases.put(
    "/{case_id}/followers/{user_id}",
    response=answers(200, RecordsOut),
    operation_id="follow_case",
    summary="Let a colleague follow a case, or work on it",
)
def add_follower(request: HttpRequest, case_id: Id, user_id: Id, body: FollowingIn) -> RecordsOut:
    by, case = _case(request, case_id)
    user = colleague(by.brand_id, user_id)
    follow.join(
        by=by, case=case, user=user, now=timezone.now(), as_collaborator=body.is_collaborator
    )
    return _records(by, case_id)


@on_cases.delete(
    "/{case_id}/followers/{user_id}",
    response=answers(200, RecordsOut),
    operation_id="unfollow_case",
    summary="Let a colleague follow a case no longer",
)
def remove_follower(request: HttpRequest, case_id: Id, user_id: Id) -> RecordsOut:
    by, case = _case(request, case_id)
    follow.leave(by=by, case=case, user=colleague(by.brand_id, user_id), now=timezone.now())
    return _records(by, case_id)


@on_cases.put(
    "/{case_id}/fields/{field_id}",
    response=answers(200, RecordsOut),
    operation_id="set_case_field",
    summary="Say what a field holds on a case",
)
def set_field(request: HttpRequest, case_id: Id, field_id: Id, body: ValueIn) -> RecordsOut:
    by, case = _case(request, case_id)
    field = records.field_of(by.brand_id, field_id)
    fields.set_field(by=by, case=case, field=field, value=body.value, now=timezone.now())
    return _records(by, case_id)


# ------------------------------------------------------------------------- spam, the lock


@on_cases.post(
    "/{case_id}/spam",
    response=answers(200, CaseOut),
    operation_id="mark_spam",
    summary="Close a case as spam",
)
def spam(request: HttpRequest, case_id: Id) -> CaseOut:
    by, case = _case(request, case_id)
    set_aside.mark_spam(by=by, case=case, now=timezone.now())
    return told(by, case_id)


@on_cases.post(
    "/{case_id}/put-back",
    response=answers(200, CaseOut),
    operation_id="put_back_case",
    summary="It was no spam, or needs an answer after all",
)
def put_back(request: HttpRequest, case_id: Id) -> CaseOut:
    by, case = _case(request, case_id)
    set_aside.put_back(by=by, case=case, now=timezone.now())
    return told(by, case_id)


@on_cases.put(
    "/{case_id}/lock",
    response=answers(200, LockOut),
    operation_id="lock_case",
    summary="Keep others from answering for ten minutes",
)
def take_lock(request: HttpRequest, case_id: Id) -> Lock:
    by, case = _case(request, case_id)
    return lock.take_lock(by=by, case=case, now=timezone.now())


@on_cases.delete(
    "/{case_id}/lock",
    response=answers(200, CaseOut),
    operation_id="unlock_case",
    summary="Let everybody answer again",
)
def hand_back_lock(request: HttpRequest, case_id: Id) -> CaseOut:
    by, case = _case(request, case_id)
    lock.hand_back_lock(by=by, case=case, now=timezone.now())
    return told(by, case_id)
