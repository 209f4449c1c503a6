"""The incidents room's tables: the trouble, what was said of it where, and who was told in the end."""

from __future__ import annotations

from amends.incidents.models.told import (
    Broadcast,
    LeftAlone,
    Recipient,
    Resemblance,
    Review,
    Watch,
)
from amends.incidents.models.troubles import (
    AffectedCase,
    Incident,
    IncidentNotice,
    IncidentUpdate,
    Monitor,
    MonitorAlarm,
    NoticePost,
    PostPart,
    TimelineEntry,
)

__all__ = [
    "AffectedCase",
    "Broadcast",
    "Incident",
    "IncidentNotice",
    "IncidentUpdate",
    "LeftAlone",
    "Monitor",
    "MonitorAlarm",
    "NoticePost",
    "PostPart",
    "Recipient",
    "Resemblance",
    "Review",
    "TimelineEntry",
    "Watch",
]
