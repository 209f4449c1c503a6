"""How a part of the service does, how a trouble goes, and which of several states counts. Pure."""

from __future__ import annotations

import enum
from collections.abc import Iterable


class ComponentState(enum.StrEnum):
    """How a part of the service does."""

    OPERATIONAL = "operational"
    MAINTENANCE = "maintenance"
    DEGRADED = "degraded"
    PARTIAL = "partial"
    MAJOR = "major"


class EventState(enum.StrEnum):
    """How far a public trouble has come."""

    INVESTIGATING = "investigating"
    IDENTIFIED = "identified"
    WATCHING = "watching"
    RESOLVED = "resolved"


class MaintenanceState(enum.StrEnum):
    """How far a maintenance has come."""

    PLANNED = "planned"
    RUNNING = "running"
    FINISHED = "finished"
    CANCELLED = "cancelled"


class Way(enum.StrEnum):
    """How a subscriber is told."""

    MAIL = "mail"
    WEBHOOK = "webhook"


class NoticeState(enum.StrEnum):
    """What became of a notice to a subscriber."""

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    UNKNOWN = "unknown"
    GIVEN_UP = "given_up"
    DROPPED = "dropped"


#: From the best to the worst: of several the last counts.
ORDER: tuple[ComponentState, ...] = (
    ComponentState.OPERATIONAL,
    ComponentState.MAINTENANCE,
    ComponentState.DEGRADED,
    ComponentState.PARTIAL,
    ComponentState.MAJOR,
)
#: How much of its time a part counts as down in each state.
DOWN: dict[ComponentState, float] = {
    ComponentState.OPERATIONAL: 0.0,
    ComponentState.MAINTENANCE: 0.0,
    ComponentState.DEGRADED: 0.0,
    ComponentState.PARTIAL: 0.3,
    ComponentState.MAJOR: 1.0,
}


def worst(states: Iterable[ComponentState]) -> ComponentState:
    """The one of them that counts; operational when there is none."""
    return max(states, key=ORDER.index, default=ComponentState.OPERATIONAL)


class Overall(enum.StrEnum):
    """The one sentence at the head of the page."""

    FINE = "fine"
    MAINTENANCE = "maintenance"
    DEGRADED = "degraded"
    PARTIAL = "partial"
    MAJOR = "major"
    #: Everything works by our measure, and yet a trouble is open.
    TROUBLE = "trouble"


def overall(states: Iterable[ComponentState], *, is_troubled: bool) -> Overall:
    """What the page says first. ``is_troubled``: a trouble is open.

    All down is major; one of several down is partial, as its readers would say.
    """
    known = list(states)
    at_worst = worst(known)
    if at_worst is ComponentState.MAJOR:
        is_all = all(state is ComponentState.MAJOR for state in known)
        return Overall.MAJOR if is_all else Overall.PARTIAL
    if at_worst is ComponentState.OPERATIONAL:
        return Overall.TROUBLE if is_troubled else Overall.FINE
    if at_worst is ComponentState.MAINTENANCE and is_troubled:
        return Overall.TROUBLE
    return Overall(at_worst.value)
