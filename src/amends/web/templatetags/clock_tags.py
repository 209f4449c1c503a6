"""The clocks of cases in templates: the ring, and why a case stands where it stands."""

from __future__ import annotations

from django import template
from django.utils.safestring import SafeString

from amends.inbox.models import Case, CaseState
from amends.inbox.queries.clocks import clocks_of
from amends.web import ordering, pieces
from amends.web.desk import Desk

register = template.Library()


@register.simple_tag
def clock(case: Case, desk: Desk) -> SafeString:
    """The clock of a case that needs an answer; nothing for any other."""
    if case.state != CaseState.NEEDS_ANSWER:
        return SafeString("")
    return pieces.clock(case.due_at, case.state_since, desk.now, desk.hours)


@register.simple_tag
def order_of(case: Case, desk: Desk) -> ordering.Order | None:
    """Why a case stands where it stands in its list."""
    if case.state != CaseState.NEEDS_ANSWER:
        return None
    return ordering.order_of(case, desk, clocks_of(desk.brand.pk, desk.hours))
