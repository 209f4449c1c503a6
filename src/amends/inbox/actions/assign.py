"""Who holds a case, and in whose queue it is."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from amends import queue
from amends.inbox.actions.events import require_case, write_down
from amends.inbox.actions.note import write_note
from amends.inbox.models import Case, CaseEventKind
from amends.inbox.rules import ChangedMeanwhile
from amends.refusals import NotFound, Refusal
from amends.staff.models import HandsOut, Team, TeamMember, User
from amends.staff.queries import rights_of
from amends.staff.rules import Actor, Right


class CannotHold(Refusal):
    """Only somebody who may answer for the brand can hold a case."""

    code = "cannot-hold"


@transaction.atomic
def assign(*, by: Actor, case: Case, to: User, now: datetime) -> None:
    """Give a case to a colleague; to who holds it already is no error.

    Raises NotAllowed, NotFound, CannotHold, and ChangedMeanwhile when somebody else took or got it
    since the caller looked.
    """
    require_case(by, case, Right.ORGANISE)
    if Right.ANSWER not in rights_of(user_id=to.pk, brand_id=case.brand_id):
        raise CannotHold
    _hand(by, case, to.pk, "assign", now)


@transaction.atomic
def unassign(*, by: Actor, case: Case, now: datetime) -> None:
    """Put a case back for anybody. Raises NotAllowed, NotFound, ChangedMeanwhile."""
    require_case(by, case, Right.ORGANISE)
    _hand(by, case, None, "unassign", now)


@transaction.atomic
def assign_team(*, by: Actor, case: Case, team: Team | None, now: datetime) -> None:
    """Put a case into a team's queue, or into none; where the team hands out, somebody of it gets it.

    Whoever holds it keeps it only as a member of the team. Raises NotAllowed, NotFound, and
    ChangedMeanwhile when it went to another team since the caller looked.
    """
    require_case(by, case, Right.ORGANISE)
    if team is not None and team.brand_id != case.brand_id:
        raise NotFound
    before, to = case.team_id, team.pk if team else None
    if before == to:
        return
    as_seen = Case.objects.filter(Q(team=before) if before else Q(team=None), pk=case.pk)
    changed = as_seen.update(team_id=to)
    case.refresh_from_db(fields=["team"])
    if changed:
        name = team.name if team else ""
        facts: dict[str, object] = {"from": before, "to": to, "name": name}
        what = ("assign_team", CaseEventKind.TEAM_ASSIGNED)
        write_down(by=by, case=case, what=what, facts=facts, now=now)
        _leave_to(by, case, team, now)
    elif case.team_id != to:
        raise ChangedMeanwhile


def _leave_to(by: Actor, case: Case, team: Team | None, now: datetime) -> None:
    """Who is not of the team lets go, and the team's own way of handing out decides."""
    if team is None:
        return
    members = TeamMember.objects.filter(team=team, membership__user=case.assignee_id)
    if case.assignee_id is not None and not members.exists():
        _hand(by, case, None, "unassign", now)
    if team.hands_out != HandsOut.NO:
        queue.defer("inbox.hand_out", team_id=team.pk)


@transaction.atomic
def hand_over(*, by: Actor, case: Case, to: User | Team, text: str, now: datetime) -> None:
    """Give a case away and say why, in one: neither happens without the other.

    Raises what `assign` or `assign_team` and `write_note` raise.
    """
    require_case(by, case, Right.ORGANISE)
    # The case before the audit trail, which the note holds from then on.
    Case.objects.select_for_update(no_key=True).get(pk=case.pk)
    if isinstance(to, Team):
        write_note(by=by, case=case, text=text, now=now)
        assign_team(by=by, case=case, team=to, now=now)
    else:
        write_note(by=by, case=case, text=text, now=now, mentions=[to.pk])
        assign(by=by, case=case, to=to, now=now)


def _hand(by: Actor, case: Case, to: int | None, verb: str, now: datetime) -> None:
    before = case.assignee_id
    if before == to:
        return
    as_seen = Case.objects.filter(pk=case.pk, assignee_id=before)
    changed = as_seen.update(assignee_id=to)
    case.refresh_from_db(fields=["assignee"])
    if changed:
        facts: dict[str, object] = {"from": before, "to": to}
        what = (verb, CaseEventKind.ASSIGNED)
        write_down(by=by, case=case, what=what, facts=facts, now=now)
    elif case.assignee_id != to:
        raise ChangedMeanwhile
