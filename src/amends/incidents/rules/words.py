"""The names of what an incident can be: its state, how bad, what kind, and who noticed it. Pure."""

from __future__ import annotations

import enum


class IncidentState(enum.StrEnum):
    """How far we are with it; customers are told the same word."""

    INVESTIGATING = "investigating"
    IDENTIFIED = "identified"
    WATCHING = "watching"
    RESOLVED = "resolved"


class Severity(enum.StrEnum):
    """How bad it is for the people affected."""

    MINOR = "minor"
    MAJOR = "major"
    CRITICAL = "critical"


class Template(enum.StrEnum):
    """What kind of trouble it is: the words to begin with hang on it."""

    SITE_DOWN = "site_down"
    SHIPPING_DELAY = "shipping_delay"
    LONG_WAITS = "long_waits"
    RECALL = "recall"
    DATA_PROBLEM = "data_problem"
    CLOSED_TODAY = "closed_today"
    OTHER = "other"


class Source(enum.StrEnum):
    """How we came to know."""

    HAND = "hand"
    CASES = "cases"
    SEARCH = "search"
    SPIKE = "spike"
    API = "api"
    MONITOR = "monitor"


class Attached(enum.StrEnum):
    """How a case came to an incident."""

    HAND = "hand"
    SEARCH = "search"
    AUTOMATIC = "automatic"


class MonitorKind(enum.StrEnum):
    """Which program watches."""

    ALERTMANAGER = "alertmanager"
    UPTIME_KUMA = "uptime_kuma"
    GENERIC = "generic"


class Pinning(enum.StrEnum):
    """Whether its first notice is to stand on top of every account that can keep one there."""

    NO = "no"
    WANTED = "wanted"
    #: It is over, or somebody thought better of it: what is pinned is being let go.
    ENDING = "ending"


class NoticeState(enum.StrEnum):
    """Whether everybody was told."""

    DRAFT = "draft"
    TOLD = "told"
    PUT_AWAY = "put_away"


class PostState(enum.StrEnum):
    """Whether a notice was asked for on a network; what became of it there, its sends say."""

    ASKED = "asked"
    STOPPED = "stopped"
    SKIPPED = "skipped"
