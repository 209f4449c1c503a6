"""What can be done to a message that stands on the network, and what became of it, in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from amends.channels.base import Channel
from amends.channels.contract import Capabilities
from amends.inbox.models import Direction, Message
from amends.outbox.models import Deed, DeedState
from amends.outbox.rules.deeds import DeedKind
from amends.outbox.rules.moderation import Ground
from amends.staff.rules import Right
from amends.web import words
from amends.web.desk import Desk


@dataclass(frozen=True, slots=True)
class Choice:
    """One deed that can be asked for; ``asks``: what its form needs, ``text``, ``ground`` or ``sure``."""

    kind: str
    words: str
    icon: str
    asks: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """What became of a deed; ``stopped``: its id where a person must decide what follows.

    ``waits``: for a colleague's yes, so that trying again would be of no use.
    """

    sentence: str
    tint: str = ""
    stopped: int | None = None
    waits: bool = False


@dataclass(frozen=True, slots=True)
class Doing:
    """Whether a message has a menu, and what was done to it."""

    has_choices: bool = False
    told: tuple[Told, ...] = ()

    def __bool__(self) -> bool:
        return self.has_choices or bool(self.told)


def doing(desk: Desk, message: Message, deeds: Sequence[Deed], channel: Channel | None) -> Doing:
    """Whether this person may ask for anything, and the state of what was asked for."""
    told = tuple(said for said in (_told(deed, desk.now) for deed in _newest(deeds)) if said)
    may = channel is not None and next(choices(desk, message, deeds, channel), None) is not None
    return Doing(may, told)


def _newest(deeds: Iterable[Deed]) -> list[Deed]:
    """The newest of each kind; hiding and showing again are one."""
    newest: dict[str, Deed] = {}
    for deed in deeds:
        newest["hide" if deed.kind == DeedKind.SHOW else deed.kind] = deed
    return list(newest.values())


def is_hidden(deeds: Iterable[Deed]) -> bool:
    """Whether the last that was done was to hide it."""
    done = [
        deed.kind
        for deed in deeds
        if deed.state == DeedState.DONE and deed.kind in {DeedKind.HIDE, DeedKind.SHOW}
    ]
    return bool(done) and done[-1] == DeedKind.HIDE


def choices(
    desk: Desk, message: Message, deeds: Sequence[Deed], channel: Channel
) -> Iterator[Choice]:
    """What this person may have done to the message on its network."""
    can = channel.capabilities
    if not desk.may_answer or not message.external_id or message.deleted_at is not None:
        return
    if message.direction == Direction.OUT:
        if can.edits:
            yield Choice(DeedKind.EDIT, _("Edit"), "pen", "text")
        if can.deletes:
            yield Choice(DeedKind.DELETE, _("Take back"), "undo", "sure")
        return
    if can.likes and not any(each.kind == DeedKind.LIKE for each in deeds):
        yield Choice(DeedKind.LIKE, _("Thank with a like"), "ok")
    if message.is_public and desk.may(Right.HIDE):
        yield from _moderating(can, deeds)


def _moderating(can: Capabilities, deeds: Sequence[Deed]) -> Iterator[Choice]:
    if can.hides and is_hidden(deeds):
        yield Choice(DeedKind.SHOW, _("Show again"), "open")
    elif can.hides:
        yield Choice(DeedKind.HIDE, _("Hide…"), "no", "ground")
    if can.removes:
        yield Choice(DeedKind.REMOVE, _("Delete…"), "close", "ground")


def grounds() -> list[tuple[str, str]]:
    """The classes for which somebody's words may be taken from sight, as they are chosen from."""
    return [(ground, named(ground)) for ground in Ground]


def named(ground: str) -> str:
    """A class in words."""
    return {
        Ground.SPAM: _("Spam"),
        Ground.THREAT: _("A threat"),
        Ground.HATE: _("Hate"),
        Ground.PRIVATE: _("Private data"),
        Ground.LAW: _("Against the law"),
    }[Ground(ground)]


# -------------------------------------------------------------------------- what became of it


def _told(deed: Deed, now: datetime) -> Told | None:
    who = deed.asked_by.name if deed.asked_by else _("Amends")
    facts = {"who": who, "at": words.moment(deed.state_since, now), "why": deed.reason}
    if deed.state == DeedState.DONE:
        return _done(deed, facts)
    what = _what(deed.kind)
    if deed.state in {DeedState.QUEUED, DeedState.DOING}:
        if deed.tries and deed.trouble:
            return Told(_("%(what)s: trying again. %(why)s") % {"what": what, "why": deed.trouble})
        return Told(_("%(what)s: on its way…") % {"what": what})
    if deed.held_by == "approval":
        waits = _("%(what)s: %(who)s asked for it. %(why)s")
        return Told(
            waits % {"what": what, "who": who, "why": deed.trouble}, "soon", deed.pk, waits=True
        )
    told = in_short(deed.kind, deed.state, deed.trouble)
    tint = "soon" if deed.state in {DeedState.HELD, DeedState.UNKNOWN} else "late"
    return Told(told, tint, deed.pk)


def _done(deed: Deed, facts: dict[str, str]) -> Told | None:
    if deed.kind == DeedKind.LIKE:
        return Told(_("Thanked with a like by %(who)s, %(at)s") % facts)
    if deed.kind == DeedKind.HIDE:
        return Told(_("Hidden by %(who)s, %(at)s: %(why)s") % facts)
    if deed.kind == DeedKind.REMOVE:
        return Told(_("Deleted by %(who)s, %(at)s: %(why)s") % facts)
    return None


def _what(kind: str) -> str:
    return {
        DeedKind.EDIT: _("Edit"),
        DeedKind.DELETE: _("Taking back"),
        DeedKind.HIDE: _("Hiding"),
        DeedKind.SHOW: _("Showing again"),
        DeedKind.REMOVE: _("Deleting"),
        DeedKind.LIKE: _("Like"),
        DeedKind.PIN: _("Pinning"),
        DeedKind.UNPIN: _("Letting the pin go"),
    }[DeedKind(kind)]


def in_short(kind: str, state: str, trouble: str) -> str:
    """A stopped deed in a few words."""
    said = {
        DeedState.HELD: _("%(what)s: held, not done."),
        DeedState.REFUSED: _("%(what)s: the network refused it."),
        DeedState.FAILED: _("%(what)s: not done."),
        DeedState.UNKNOWN: _("%(what)s: nobody knows whether it was done."),
    }[DeedState(state)]
    return f"{said % {'what': _what(kind)}} {trouble}".strip()
