"""Roles, what each may do, and who is acting. Pure."""

from __future__ import annotations

import enum
from collections.abc import Iterable
from dataclasses import dataclass, field

from amends.refusals import NotAllowed, Refusal


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
    HANDLE_INCIDENTS = "handle incidents"
    ANNOUNCE = "tell everyone"
    MANAGE_CONNECTIONS = "manage connections"
    MANAGE_INTAKE = "manage intake"
    BRAKE = "brake"
    HIDE = "hide"
    OVERRULE = "overrule the playbook"
    MANAGE_TOKENS = "manage tokens"
    MANAGE_TEAM = "manage team"
    MANAGE_STAFF = "manage staff"


#: Whoever sees the trouble first opens the incident; what everybody reads is a lead's word.
_AGENT = frozenset({Right.READ, Right.ANSWER, Right.ORGANISE, Right.HANDLE_INCIDENTS})
_LEAD = _AGENT | {
    Right.ANNOUNCE,
    Right.MANAGE_CONNECTIONS,
    Right.MANAGE_INTAKE,
    Right.BRAKE,
    Right.HIDE,
    Right.OVERRULE,
    Right.MANAGE_TOKENS,
    Right.MANAGE_TEAM,
}

RIGHTS: dict[Role, frozenset[Right]] = {
    Role.VIEWER: frozenset({Right.READ}),
    Role.AGENT: _AGENT,
    Role.LEAD: _LEAD,
    Role.OWNER: _LEAD | {Right.MANAGE_STAFF},
}


class Scope(enum.StrEnum):
    """What a token may be used for: its user's rights, narrowed to these."""

    READ = "read"
    ANSWER = "answer"
    ORGANISE = "organise"
    MANAGE = "manage"


#: No scope gives rights over tokens or staff: a stolen token must not make itself company.
SCOPES: dict[Scope, frozenset[Right]] = {
    Scope.READ: frozenset({Right.READ}),
    Scope.ANSWER: frozenset({Right.ANSWER}),
    Scope.ORGANISE: frozenset({Right.ORGANISE, Right.HANDLE_INCIDENTS}),
    Scope.MANAGE: frozenset(
        {
            Right.HANDLE_INCIDENTS,
            Right.ANNOUNCE,
            Right.MANAGE_CONNECTIONS,
            Right.MANAGE_INTAKE,
            Right.BRAKE,
            Right.HIDE,
            Right.OVERRULE,
            Right.MANAGE_TEAM,
        }
    ),
}


def narrowed(role: Role, scopes: Iterable[Scope]) -> frozenset[Right]:
    """What a role may do through a token with these scopes."""
    return RIGHTS[role] & frozenset().union(*(SCOPES[scope] for scope in scopes))


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


def operator(brand_id: int) -> Actor:
    """Whoever may run commands on the machine: everything is theirs already."""
    return Actor(brand_id=brand_id, rights=frozenset(Right), via=Via.COMMAND, name="Operator")


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Somebody who is about to get an account."""

    email: str
    name: str
    password: str = field(repr=False)


class AlreadySetUp(Refusal):
    """This desk already has its first account; sign in, or ask an owner for an account."""

    code = "already-set-up"


class SetupLinkSpent(Refusal):
    """This set-up link was used or is too old; start Amends again and it prints a new one."""

    code = "setup-link-spent"


class WeakPassword(Refusal):
    """This password is too easy to guess; use at least twelve characters that mean nothing."""

    code = "weak-password"


class WrongPassword(Refusal):
    """This is not your password; nothing was changed."""

    code = "wrong-password"


class AlreadyMember(Refusal):
    """This person already works for the brand; change their role instead."""

    code = "already-member"


class LastOwner(Refusal):
    """A brand needs an owner; make somebody else an owner first."""

    code = "last-owner"


class WorksElsewhere(Refusal):
    """This person also works for another brand; remove them from yours instead."""

    code = "works-elsewhere"


class InvitationSpent(Refusal):
    """This invitation was used, withdrawn or is too old; ask whoever sent it for a new one."""

    code = "invitation-spent"


class OtherAddress(Refusal):
    """This invitation is for another e-mail address; sign in with that one, or ask for a new invitation."""

    code = "other-address"


class BadToken(Refusal):
    """This token is unknown, revoked or expired; have a new one made."""

    code = "unauthenticated"
