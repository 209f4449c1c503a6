"""Why a case stands where it stands, in one or two sentences. Reads the case, decides nothing."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from amends.inbox.models import Case, CaseState
from amends.inbox.queries.views import Row
from amends.staff.rules.hours import Hours
from amends.web import clocks, words

#: Translated when one is said, not all of them for each row.
_STATES = {
    CaseState.NEEDS_ANSWER: gettext_noop("Needs an answer"),
    CaseState.WAITING_CUSTOMER: gettext_noop("Waiting on the customer"),
    CaseState.WAITING_COLLEAGUE: gettext_noop("Waiting on a colleague"),
    CaseState.CLOSED: gettext_noop("Closed"),
}


def state_words(case: Case | Row, now: datetime) -> str:
    """Whose turn it is, in a few words."""
    if case.state == CaseState.SNOOZED and case.snoozed_until is not None:
        return _("Snoozed until %(at)s") % {"at": words.moment(case.snoozed_until, now)}
    said = _STATES.get(CaseState(case.state))
    return _(said) if said else case.state


def state_tint(case: Case, now: datetime, hours: Hours) -> str:
    """The colour of the state: by the clock while the customer waits."""
    if case.state != CaseState.NEEDS_ANSWER:
        return ""
    if case.due_at is None:
        return "act"
    urgency = clocks.face(case.due_at, case.state_since, now, hours).urgency
    return "act" if urgency == words.Urgency.OK else str(urgency)


def why(case: Case, now: datetime) -> str:
    """Why the case is in the list it is in."""
    facts = {
        "name": case.person.name,
        "at": words.moment(case.state_since, now),
        "span": words.lasting(now - case.state_since),
    }
    tell = {
        CaseState.NEEDS_ANSWER: _why_waiting,
        CaseState.WAITING_CUSTOMER: _why_customer,
        CaseState.WAITING_COLLEAGUE: _why_colleague,
        CaseState.SNOOZED: _why_snoozed,
        CaseState.CLOSED: _why_closed,
    }[CaseState(case.state)]
    return tell(case, facts, now)


def _why_waiting(case: Case, facts: dict[str, str], now: datetime) -> str:
    if case.last_in_at is None:
        return _("It has needed an answer since %(at)s.") % facts
    if now - case.state_since < words.MINUTE:
        return _("%(name)s wrote just now.") % facts
    if case.last_out_at is None or case.last_out_at < case.state_since:
        return (
            _("%(name)s wrote at %(at)s, has had no answer since, and has waited %(span)s.") % facts
        )
    return _("It has needed an answer since %(at)s, for %(span)s.") % facts


def _why_customer(case: Case, facts: dict[str, str], _now: datetime) -> str:
    if case.answered_elsewhere_at is not None and case.answered_elsewhere_at == case.state_since:
        return (
            _("Somebody answered on the network itself at %(at)s. It is %(name)s’s turn.") % facts
        )
    return _("You answered at %(at)s. It is %(name)s’s turn.") % facts


def _why_colleague(_case: Case, facts: dict[str, str], _now: datetime) -> str:
    return _("It has waited on a colleague since %(at)s, for %(span)s.") % facts


def _why_snoozed(case: Case, facts: dict[str, str], now: datetime) -> str:
    until = words.moment(case.snoozed_until, now) if case.snoozed_until else ""
    return _("It comes back %(until)s, or when %(name)s writes.") % {**facts, "until": until}


def _why_closed(_case: Case, facts: dict[str, str], _now: datetime) -> str:
    return _("It was closed %(at)s. When %(name)s writes again, it comes back.") % facts
