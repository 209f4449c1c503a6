"""Roles, what each may do, and who is acting. Pure."""

from __future__ import annotations

import enum
from dataclasses import dataclass

from amends.refusals import NotAllowed


class Role(enum.StrEnum):
    """What a person is for a brand."""

    OWNER = "owner"
    LEAD = "lead"
    AGENT = "agent"
    VIEWER = "viewer"


class Right(enum.StrEnum):
    """One kind of thing that a role may or may not do."""

    READ = "read"
    ANSWER = "answer"
    ORGANISE = "organise"
    MANAGE_CONNECTIONS = "manage connections"
    MANAGE_INTAKE = "manage intake"
    BRAKE = "brake"
    MANAGE_TOKENS = "manage tokens"
    MANAGE_STAFF = "manage staff"


_AGENT = frozenset({Right.READ, Right.ANSWER, Right.ORGANISE})
_LEAD = _AGENT | {Right.MANAGE_CONNECTIONS, Right.MANAGE_INTAKE, Right.BRAKE, Right.MANAGE_TOKENS}

RIGHTS: dict[Role, frozenset[Right]] = {
    Role.VIEWER: frozenset({Right.READ}),
    Role.AGENT: _AGENT,
    Role.LEAD: _LEAD,
    Role.OWNER: _LEAD | {Right.MANAGE_STAFF},
}


class Via(enum.StrEnum):
    """The door through which somebody acts."""

    WEB = "web"
    API = "api"
    COMMAND = "command"
    SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class Actor:
    """Who is acting, for which brand, and what they may do. Made by a door, checked by every action.

    ``rights`` is what the membership's role gives, narrowed by a token's scopes when it came by API.
    """

    brand_id: int
    rights: frozenset[Right]
    via: Via
    user_id: int | None = None
    name: str = ""

    def require(self, right: Right) -> None:
        """Raises `NotAllowed` unless this actor has the right."""
        if right not in self.rights:
            raise NotAllowed(right=str(right))


def system(brand_id: int) -> Actor:
    """The desk itself, doing what it was told to do by a rule or a clock."""
    return Actor(brand_id=brand_id, rights=frozenset(Right), via=Via.SYSTEM, name="Amends")
