"""The clock and the state of incidents in templates."""

from __future__ import annotations

from datetime import datetime

from django import template
from django.utils.safestring import SafeString

from amends.inbox.models import Case
from amends.incidents.models import Incident
from amends.incidents.queries.affected import Beside, incidents_beside
from amends.incidents.rules.words import IncidentState
from amends.web import incident_words

register = template.Library()


@register.simple_tag
def promise_clock(incident: Incident, now: datetime, css: str = "") -> SafeString:
    """What is left until the next word was promised, with its ring; nothing where none was."""
    return incident_words.ring(incident, now, css)


#: More open at a time is a list of its own.
_MOST_OPEN = 6


@register.simple_tag
def incidents_of(case: Case) -> list[Beside]:
    """The incidents that a case belongs to, and those that are open: it may belong to one of them."""
    return incidents_beside(case, limit=_MOST_OPEN)


@register.simple_tag
def incident_state(incident: Incident) -> str:
    """How far we are with it, in a word."""
    return str(incident_words.STATES[IncidentState(incident.state)])
