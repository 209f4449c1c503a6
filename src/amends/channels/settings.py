"""What a connection must know, and the secrets that networks give for it. Pure."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime


class SettingKind(enum.StrEnum):
    """How a connection's setting is asked for and kept; SECRET is encrypted at rest and never shown."""

    TEXT = "text"
    SECRET = "secret"  # noqa: S105 - the name of a kind, not a secret
    NUMBER = "number"
    CHOICE = "choice"
    TOGGLE = "toggle"


class Entry(enum.StrEnum):
    """By which way of connecting a setting is needed: with a key that a person brings, or by asking there."""

    EITHER = "either"
    KEY = "key"
    ASKING = "asking"


@dataclass(frozen=True, slots=True)
class Setting:
    """One thing a connection must know. ``made``: where it is not given, we make a random one."""

    name: str
    label: str
    kind: SettingKind = SettingKind.TEXT
    help: str = ""
    required: bool = True
    default: str = ""
    choices: tuple[str, ...] = ()
    made: bool = False
    entry: Entry = Entry.EITHER


@dataclass(frozen=True, slots=True)
class Renewal:
    """Secrets that the network gave us, perhaps in place of old ones; ``good_until``: when they end.

    ``ends_at``: when even renewing ends, so that the owner must be asked again; None: it does not.
    """

    secrets: Mapping[str, str] = field(repr=False)
    good_until: datetime | None
    ends_at: datetime | None = None
