"""What people say to a spike or a common issue: an incident of it, or no problem, which teaches."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from amends.audit.actions import record
from amends.inbox.actions import bell
from amends.incidents.actions.open import open_incident
from amends.incidents.models import Incident
from amends.incidents.rules.opening import LONGEST_TITLE, Opening
from amends.incidents.rules.words import IncidentState, Source
from amends.refusals import Invalid, NotFound, Refusal
from amends.staff.rules import Actor, Right
from amends.trends.actions.habits import habit_of
from amends.trends.models import Habit, Issue, RaisedBar, Spike, SpikeState
from amends.trends.queries import found
from amends.trends.rules.same import outgrown

#: False alarms a week that somebody may put up with.
FEWEST, MOST = 0.25, 14.0


class IsAnswered(Refusal):
    """Somebody answered this spike already; look at what was said."""

    code = "spike-answered"


@transaction.atomic
def incident_of_spike(*, by: Actor, spike: Spike, title: str, now: datetime) -> Incident:
    """Open an incident with the cases of a spike; again gives the same one.

    Raises NotAllowed, NotFound, and as `open_incident`.
    """
    by.require(Right.HANDLE_INCIDENTS)
    _lock_spike(by, spike)
    if spike.incident is not None:
        return spike.incident
    opening = Opening(
        title=title[:LONGEST_TITLE],
        request_key=f"spike:{spike.pk}",
        source=Source.SPIKE,
        origin=", ".join(spike.words),
        case_ids=tuple(found.cases_of_spike(spike)),
    )
    incident = open_incident(by=by, opening=opening, now=now)
    spike.state, spike.incident = SpikeState.INCIDENT, incident
    _settle(by, spike, {"incident": incident.pk}, now)
    return incident


@transaction.atomic
def incident_of_issue(*, by: Actor, issue: Issue, now: datetime) -> Incident:
    """Open an incident with the cases of a common issue; while it is open, again gives the same one.

    Raises NotAllowed, NotFound, and as `open_incident`.
    """
    by.require(Right.HANDLE_INCIDENTS)
    if issue.brand_id != by.brand_id:
        raise NotFound(issue=issue.pk)
    habit_of(by.brand_id)
    issue.refresh_from_db()
    known = issue.incident
    if known is not None and known.state != IncidentState.RESOLVED:
        return known
    opening = Opening(
        title=issue.name[:LONGEST_TITLE],
        request_key=f"issue:{issue.pk}:{known.pk if known else 0}",
        source=Source.CASES,
        origin=", ".join(issue.words),
        case_ids=tuple(found.cases_of_issue(issue, now)),
    )
    incident = open_incident(by=by, opening=opening, now=now)
    Issue.objects.filter(pk=issue.pk).update(incident=incident)
    return incident


@transaction.atomic
def no_problem(*, by: Actor, spike: Spike, now: datetime) -> None:
    """It is nothing: from now on the same must surprise half as much again as this did.

    Again is no error. Raises NotAllowed, NotFound, and `IsAnswered` where an incident was opened.
    """
    by.require(Right.ORGANISE)
    habit = _lock_spike(by, spike)
    if spike.state == SpikeState.INCIDENT:
        raise IsAnswered
    if spike.state == SpikeState.NO_PROBLEM:
        return
    raised = max(outgrown(spike.score) - habit.bar, 0.0)
    _raise(by, spike.terms, raised, now)
    spike.state = SpikeState.NO_PROBLEM
    _settle(by, spike, {"raised": round(raised, 1)}, now)


def _raise(by: Actor, terms: Collection[int], by_score: float, now: datetime) -> None:
    known = dict(
        RaisedBar.objects.filter(brand_id=by.brand_id, term__in=terms).values_list(
            "term", "by_score"
        )
    )
    rows = [
        RaisedBar(
            brand_id=by.brand_id,
            term=term,
            by_score=max(by_score, known.get(term, 0.0)),
            by_id=by.user_id,
            at=now,
        )
        for term in terms
    ]
    RaisedBar.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["brand", "term"],
        update_fields=["by_score", "by", "at"],
    )


def _lock_spike(by: Actor, spike: Spike) -> Habit:
    if spike.brand_id != by.brand_id:
        raise NotFound(spike=spike.pk)
    habit = habit_of(by.brand_id)
    spike.refresh_from_db()
    return habit


def _settle(by: Actor, spike: Spike, facts: dict[str, object], now: datetime) -> None:
    spike.settled_by_id, spike.settled_at = by.user_id, now
    spike.save(update_fields=["state", "incident", "settled_by", "settled_at"])
    bell.ring(brand_id=by.brand_id, cases=())
    target, told = f"spike:{spike.pk}", {"state": str(spike.state), **facts}
    record(by=by, action="trends.answer", target=target, facts=told, now=now)


@transaction.atomic
def set_budget(*, by: Actor, alarms: float, now: datetime) -> None:
    """How many false alarms a week the brand puts up with; the bar follows with the next night.

    Raises NotAllowed and Invalid.
    """
    by.require(Right.MANAGE_INTAKE)
    if not FEWEST <= alarms <= MOST:
        raise Invalid("Choose from 0.25 to 14 false alarms a week.", field="budget")
    habit = habit_of(by.brand_id)
    if habit.budget == alarms:
        return
    Habit.objects.filter(pk=habit.pk).update(budget=alarms)
    target, facts = f"brand:{by.brand_id}", {"budget": alarms, "was": habit.budget}
    record(by=by, action="trends.set_budget", target=target, facts=facts, now=now)
