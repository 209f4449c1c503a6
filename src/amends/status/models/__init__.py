"""The status room's tables."""

from __future__ import annotations

from amends.status.models.events import (
    EventComponent,
    Maintenance,
    StatusEvent,
    StatusUpdate,
)
from amends.status.models.pages import Component, ComponentSpell, StatusPage
from amends.status.models.subscribers import Subscriber, SubscriberNotice

__all__ = [
    "Component",
    "ComponentSpell",
    "EventComponent",
    "Maintenance",
    "StatusEvent",
    "StatusPage",
    "StatusUpdate",
    "Subscriber",
    "SubscriberNotice",
]
