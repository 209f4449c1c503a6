"""The clocks of the cases: what a brand promises in which hours, and whose promise is or will be broken."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db import connection as database
from django.db.models import QuerySet

from amends.inbox.models import Case, CaseState
from amends.inbox.queries import rights
from amends.inbox.rules import Turn
from amends.inbox.rules.clocks import UNLESS_TOLD, Promised, due_at, promise_for
from amends.staff import queries as staff
from amends.staff.rules.hours import Hours


@dataclass(frozen=True, slots=True)
class Clocks:
    """A brand's hours and promises; those of a connection by its id, the brand's own by None."""

    hours: Hours
    promises: Mapping[int | None, Promised] = field(default_factory=dict)

    def promised(self, connection_id: int | None) -> Promised:
        """What is promised to who writes to this connection."""
        promises = self.promises
        return promises.get(connection_id) or promises.get(None) or UNLESS_TOLD

    def due_at(self, connection_id: int, turn: Turn) -> datetime | None:
        """By when a case of this connection is to be answered; None while no clock runs."""
        return due_at(turn, self.promised(connection_id), self.hours)

    def due_of(self, case: Case) -> datetime | None:
        """By when a case is to be answered, as it stands: earlier where its last right to answer ends."""
        if case.state != CaseState.NEEDS_ANSWER:
            return None
        return rights.pulled(case, self.due_at(case.connection_id, turn_of(case)))

    def promise_of(self, case: Case) -> int | None:
        """The minutes of working time that the case's customer was promised; None while no clock runs."""
        return promise_for(turn_of(case), self.promised(case.connection_id))


_PROMISES = (
    "SELECT connection_id, first_minutes, next_minutes FROM inbox_promise WHERE brand_id = %s"
)


def clocks_of(brand_id: int, hours: Hours | None = None) -> Clocks:
    """The brand's clocks, in two questions to the database, or one when its ``hours`` are known.

    Raises NotFound.
    """
    with database.cursor() as cursor:
        cursor.execute(_PROMISES, [brand_id])
        rows = cursor.fetchall()
    promises: dict[int | None, Promised] = {
        connection_id: Promised(first, later) for connection_id, first, later in rows
    }
    return Clocks(hours or staff.hours_of(brand_id), promises)


def turn_of(case: Case) -> Turn:
    """The turn that a case is at, with the times that decide its clock."""
    return Turn(
        state=case.state,
        state_since=case.state_since,
        last_in_at=case.last_in_at,
        last_out_at=case.last_out_at,
        answered_elsewhere_at=case.answered_elsewhere_at,
    )


def due_of(case: Case) -> datetime | None:
    """By when a case is to be answered, by the brand's promise as it is now, while we may answer."""
    if case.state != CaseState.NEEDS_ANSWER:
        return None
    return clocks_of(case.brand_id).due_of(case)


# ------------------------------------------------------------------ broken and soon to be broken


@dataclass(frozen=True, slots=True)
class Breach:
    """A case whose promise is, or at ``due_at`` will be, broken; ids and a person's name, no words."""

    case_id: int
    due_at: datetime
    person: str
    connection_id: int
    assignee_id: int | None
    team_id: int | None


def breaching(brand_id: int, before: datetime, limit: int) -> list[Breach]:
    """Up to ``limit`` cases that are due before a moment, the most urgent first; late ones among them."""
    columns = ("pk", "due_at", "person__name", "connection_id", "assignee_id", "team_id")
    found = _due(brand_id, before).order_by("due_at", "pk")
    return [Breach(*row) for row in found.values_list(*columns)[:limit]]


def _due(brand_id: int, before: datetime) -> QuerySet[Case]:
    return Case.objects.filter(brand_id=brand_id, due_at__lt=before)
