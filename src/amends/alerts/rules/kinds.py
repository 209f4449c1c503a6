"""The kinds of alerts, who may have them, and by which ways when nobody chose."""

from __future__ import annotations

import enum
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from amends.staff.rules import Right, Role


class Kind(enum.StrEnum):
    """What an alert tells of."""

    MENTIONED = "mentioned"
    ASSIGNED = "assigned"
    HANDED_OVER = "handed_over"
    TEAM = "team"
    NEW = "new"
    REPLY = "reply"
    LATE = "late"
    TEAM_LATE = "team_late"
    SEND = "send"
    #: Somebody's words wait for my yes.
    APPROVAL = "approval"
    #: My words were approved or given back.
    DECIDED = "decided"
    CONNECTION = "connection"
    QUARANTINE = "quarantine"
    #: More people than usual say the same.
    SPIKE = "spike"
    #: A single matter is about to be seen by very many.
    SPREAD = "spread"


class Mail(enum.StrEnum):
    """How an alert comes by mail."""

    NO = "no"
    AT_ONCE = "at_once"
    DIGEST = "digest"


class Detail(enum.StrEnum):
    """How much of a customer leaves the desk with an alert."""

    HIDDEN = "hidden"
    NAMES = "names"
    WORDS = "words"


@dataclass(frozen=True, slots=True)
class Ways:
    """By which ways an alert of a kind comes to somebody."""

    desk: bool = True
    push: bool = False
    mail: Mail = Mail.NO

    @property
    def is_none(self) -> bool:
        """Whether it comes by no way at all."""
        return not self.desk and not self.push and self.mail is Mail.NO


@dataclass(frozen=True, slots=True)
class Happening:
    """Something that people may have to be told of.

    ``source`` is the same whenever the same thing is told again; ``gather`` is what happenings share that
    become one alert while nobody has read it (empty: each is its own). Without ``user_ids`` it concerns
    everybody who may know; ``not_to`` did it, or learns of it in another way. ``is_for_chats``: the brand's
    chats may be told as well.
    """

    brand_id: int
    kind: Kind
    source: str
    at: datetime
    user_ids: tuple[int, ...] = ()
    not_to: int | None = None
    case_id: int | None = None
    gather: str = ""
    is_for_chats: bool = True
    facts: dict[str, object] = field(default_factory=dict)


#: What it takes to be told of a kind; everything else needs a place in the brand.
NEEDS: dict[Kind, Right] = {
    Kind.ASSIGNED: Right.ANSWER,
    Kind.HANDED_OVER: Right.ANSWER,
    Kind.TEAM: Right.ANSWER,
    Kind.LATE: Right.ANSWER,
    Kind.SEND: Right.ANSWER,
    Kind.APPROVAL: Right.ANSWER,
    Kind.DECIDED: Right.ANSWER,
    Kind.TEAM_LATE: Right.MANAGE_INTAKE,
    Kind.CONNECTION: Right.MANAGE_CONNECTIONS,
    Kind.QUARANTINE: Right.MANAGE_INTAKE,
    Kind.SPIKE: Right.HANDLE_INCIDENTS,
    Kind.SPREAD: Right.ANSWER,
}

#: What may come in quiet hours to somebody who allows it.
URGENT = frozenset(
    {
        Kind.LATE,
        Kind.SEND,
        Kind.CONNECTION,
        Kind.MENTIONED,
        Kind.APPROVAL,
        Kind.SPIKE,
        Kind.SPREAD,
    }
)

#: What a chat can be told: what concerns the brand, and nobody's own wishes.
FOR_CHATS = (
    Kind.NEW,
    Kind.TEAM,
    Kind.REPLY,
    Kind.LATE,
    Kind.SEND,
    Kind.CONNECTION,
    Kind.QUARANTINE,
    Kind.SPIKE,
    Kind.SPREAD,
)

_HERE = Ways()
_AT_ONCE = Ways(push=True)
_USUAL: dict[Kind, Ways] = {
    Kind.MENTIONED: Ways(push=True, mail=Mail.AT_ONCE),
    Kind.ASSIGNED: _AT_ONCE,
    Kind.HANDED_OVER: _AT_ONCE,
    Kind.TEAM: _HERE,
    Kind.NEW: Ways(desk=False),
    Kind.REPLY: _AT_ONCE,
    Kind.LATE: Ways(push=True, mail=Mail.DIGEST),
    Kind.TEAM_LATE: Ways(mail=Mail.DIGEST),
    Kind.SEND: Ways(push=True, mail=Mail.AT_ONCE),
    Kind.APPROVAL: Ways(push=True, mail=Mail.AT_ONCE),
    Kind.DECIDED: _AT_ONCE,
    Kind.CONNECTION: Ways(push=True, mail=Mail.AT_ONCE),
    Kind.QUARANTINE: Ways(mail=Mail.DIGEST),
    Kind.SPIKE: Ways(push=True, mail=Mail.AT_ONCE),
    Kind.SPREAD: Ways(push=True, mail=Mail.AT_ONCE),
}
#: Who only looks is told of what colleagues want them to see, and when they come to look.
_LOOKING = {
    Kind.MENTIONED: Ways(mail=Mail.DIGEST),
    Kind.REPLY: _HERE,
}
_BY_ROLE: dict[Role, dict[Kind, Ways]] = {Role.VIEWER: _LOOKING}


def usual(role: Role, kind: Kind) -> Ways:
    """By which ways an alert comes to somebody of this role who chose nothing."""
    return _BY_ROLE.get(role, {}).get(kind, _USUAL[kind])


#: Alike happenings become one unread alert when they come within this time of the one before…
GATHERS_FOR = timedelta(minutes=2)
#: …but not for longer than this: who is away for long is told again.
GATHERS_AT_MOST = timedelta(minutes=15)


def gathers(*, began: datetime, newest: datetime, now: datetime) -> bool:
    """Whether an unread alert still takes in what is alike."""
    return now - newest <= GATHERS_FOR and now - began <= GATHERS_AT_MOST
