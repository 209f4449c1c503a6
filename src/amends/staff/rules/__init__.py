"""What the staff may do, and when it works. Pure."""

from __future__ import annotations

from amends.staff.rules.roles import (
    RIGHTS,
    SCOPES,
    Actor,
    AlreadyMember,
    AlreadySetUp,
    BadToken,
    LastOwner,
    Newcomer,
    Right,
    Role,
    Scope,
    SetupLinkSpent,
    Via,
    WeakPassword,
    WorksElsewhere,
    WrongPassword,
    narrowed,
    operator,
    system,
)

__all__ = [
    "RIGHTS",
    "SCOPES",
    "Actor",
    "AlreadyMember",
    "AlreadySetUp",
    "BadToken",
    "LastOwner",
    "Newcomer",
    "Right",
    "Role",
    "Scope",
    "SetupLinkSpent",
    "Via",
    "WeakPassword",
    "WorksElsewhere",
    "WrongPassword",
    "narrowed",
    "operator",
    "system",
]
