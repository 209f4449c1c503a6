"""Why a case stands where it stands in its list: the facts of its order, in words. Decides nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from amends.inbox.models import Case, CaseState
from amends.inbox.queries import rights
from amends.inbox.queries.clocks import Clocks, turn_of
from amends.inbox.rules.clocks import was_answered
from amends.staff.rules.hours import is_open, next_opening
from amends.triage.queries.waiting import sum_of_case
from amends.triage.rules.priority import Place, Step
from amends.web import clocks as faces
from amends.web import judged, words
from amends.web.desk import Desk


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that decides the order: what it is about, what it is, and its colour."""

    term: str
    said: str
    tint: str = ""


@dataclass(frozen=True, slots=True)
class Order:
    """Why a case stands where it does: one line, and the facts behind it."""

    line: str
    facts: tuple[Fact, ...]


def order_of(case: Case, desk: Desk, clocks: Clocks) -> Order | None:
    """What put a case that needs an answer where it is; None for one that waits for nothing from us."""
    if case.state != CaseState.NEEDS_ANSWER:
        return None
    facts = [_promise(case, clocks), _waiting(case, desk)]
    if case.due_at is not None:
        facts += [_due(case, case.due_at, desk), *_closed(desk, clocks)]
    ends_at = _pulled_by(case, clocks)
    if ends_at is not None:
        facts.append(_right(ends_at, desk))
    place = _place(case)
    facts += [_step(step) for step in place.steps]
    if case.pinned_at is not None:
        facts.append(Fact(_("Pinned"), words.moment(case.pinned_at, desk.now), "soon"))
    said = (_line(case, desk, clocks, ends_at), judged.steps_line(place.steps))
    return Order(" ".join(each for each in said if each), tuple(facts))


def _place(case: Case) -> Place:
    """How far before its promise the case stands, and why: told only of what the list goes by."""
    came = sum_of_case(case) if case.sooner else None
    return came.place if came else Place()


def _step(step: Step) -> Fact:
    about, moved = judged.step_words(step)
    return Fact(about[:1].upper() + about[1:], moved, "soon")


def _pulled_by(case: Case, clocks: Clocks) -> datetime | None:
    """When the last right to answer ends, if that is what the case's clock goes by."""
    promised = clocks.due_at(case.connection_id, turn_of(case))
    if case.due_at is None or (promised is not None and promised <= case.due_at):
        return None
    return rights.end_of(case)


def _right(ends_at: datetime, desk: Desk) -> Fact:
    at = words.upcoming(ends_at, desk.now)
    if desk.now > ends_at:
        return Fact(_("Right to answer"), _("ended %(at)s") % {"at": at}, "late")
    return Fact(_("Right to answer"), _("ends %(at)s") % {"at": at}, "soon")


def _line(case: Case, desk: Desk, clocks: Clocks, ends_at: datetime | None) -> str:
    if ends_at is not None:
        return _line_of_right(ends_at, desk)
    now, waits = desk.now, words.lasting(max(desk.now - case.state_since, timedelta()))
    if case.due_at is None:
        return _("Nothing is promised here: it stands by how long it has waited, %(span)s.") % {
            "span": waits
        }
    if now >= case.due_at:
        late = faces.late_words(case.due_at, now, clocks.hours)
        return _("Its promise is broken, and what is late comes first: %(late)s.") % {"late": late}
    face = faces.face(case.due_at, case.state_since, now, clocks.hours)
    said = {"at": words.upcoming(case.due_at, now), "left": words.lasting(face.left)}
    if not is_open(now, clocks.hours):
        return _("It is due %(at)s. The clock stands while you are closed.") % said
    return _("It is due %(at)s, with %(left)s of working time left.") % said


def _line_of_right(ends_at: datetime, desk: Desk) -> str:
    said = {"at": words.upcoming(ends_at, desk.now)}
    if desk.now > ends_at:
        return _("The right to answer ended %(at)s, and it was due before that.") % said
    return _("We may answer only until %(at)s, so it is due before that.") % said


def _promise(case: Case, clocks: Clocks) -> Fact:
    minutes = clocks.promise_of(case)
    term = _("Next answer") if was_answered(turn_of(case)) else _("First answer")
    if minutes is None:
        return Fact(term, _("no promise"))
    return Fact(term, _("within %(span)s") % {"span": words.working(minutes)})


def _waiting(case: Case, desk: Desk) -> Fact:
    since = words.moment(case.state_since, desk.now)
    span = words.lasting(max(desk.now - case.state_since, timedelta()))
    said = _("%(at)s, for %(span)s") % {"at": since, "span": span}
    return Fact(_("Waits since"), said)


def _due(case: Case, due_at: datetime, desk: Desk) -> Fact:
    face = faces.face(due_at, case.state_since, desk.now, desk.hours)
    tint = "" if face.urgency is words.Urgency.OK else face.urgency.value
    return Fact(_("Due"), words.upcoming(due_at, desk.now), tint)


def _closed(desk: Desk, clocks: Clocks) -> list[Fact]:
    opens = next_opening(desk.now, clocks.hours)
    if opens is None or opens <= desk.now:
        return []
    said = _("closed, opens %(at)s") % {"at": words.upcoming(opens, desk.now)}
    return [Fact(_("Hours"), said)]
