"""What the composer offers in a case: the ways to answer that the network has, and its counter."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from django.utils.translation import gettext as _

from amends.channels import registry
from amends.channels.base import Channel
from amends.channels.contract import Unit, Unsupported, Visibility
from amends.inbox.models import Case
from amends.inbox.queries.thread import CasePage
from amends.web.desk import Desk

PUBLIC, PRIVATE, NOTE = "public", "private", "note"
_VISIBILITY = {PUBLIC: Visibility.PUBLIC, PRIVATE: Visibility.PRIVATE}


@dataclass(frozen=True, slots=True)
class Tab:
    """One way to write; ``cannot`` says in words why it is closed."""

    kind: str
    words: str
    icon: str
    cannot: str = ""


@dataclass(frozen=True, slots=True)
class Composer:
    """The composer as it is first shown: its key makes two presses one send."""

    tabs: tuple[Tab, ...]
    kind: str
    placeholder: str
    request_key: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Counter:
    """How long the text is for the network; empty before anything is typed."""

    words: str = ""
    tint: str = ""


def composer(desk: Desk, page: CasePage) -> Composer:
    """The ways to write in this case. It opens where the customer wrote last: private stays private."""
    tabs = _tabs(desk, page)
    usable = [tab.kind for tab in tabs if not tab.cannot]
    last = page.last_in
    began_public = last.is_public if last is not None else page.case.thread.is_public
    wanted = PUBLIC if began_public else PRIVATE
    kind = wanted if wanted in usable else usable[0]
    name = page.case.person.name
    return Composer(
        tabs=tabs,
        kind=kind,
        placeholder=_("Write to %(name)s…") % {"name": name},
        request_key=str(uuid.uuid4()),
    )


def _tabs(desk: Desk, page: CasePage) -> tuple[Tab, ...]:
    public = private = _("Your role does not answer customers.")
    channel = _channel(page.case)
    if desk.may_answer and channel is not None:
        public = _why_not_public(channel, page)
        private = _why_not_private(channel, page)
    is_mail = page.case.thread.kind == "mail"
    tabs = [
        Tab(PUBLIC, _("Public reply"), "globe", public),
        Tab(PRIVATE, _("Reply by mail") if is_mail else _("Private message"), "lock", private),
        Tab(NOTE, _("Note to team"), "note"),
    ]
    return tuple(tab for tab in tabs if not (tab.kind == PUBLIC and public and is_mail))


def _channel(case: Case) -> Channel | None:
    try:
        return registry.channel(case.connection.channel)
    except registry.NoSuchChannel:
        return None


def _why_not_public(channel: Channel, page: CasePage) -> str:
    if not channel.capabilities.replies_publicly:
        return _("%(network)s has no public replies.") % {"network": channel.name}
    if page.public_thread is None:
        return _("This was written in private, so there is no public reply.")
    return ""


def _why_not_private(channel: Channel, page: CasePage) -> str:
    can = channel.capabilities
    if not can.replies_privately:
        return _("%(network)s has no private messages for us.") % {"network": channel.name}
    if page.private_thread is None and not can.opens_private:
        return _("On %(network)s the customer must write privately first.") % {
            "network": channel.name
        }
    return ""


def counter(case: Case, kind: str, text: str) -> Counter:
    """The length as the case's network counts it, against its limit."""
    visibility, channel = _VISIBILITY.get(kind), _channel(case)
    if visibility is None or channel is None or not text:
        return Counter()
    try:
        length = channel.count(text, visibility)
    except Unsupported:
        return Counter()
    limit = channel.limit_for(visibility)
    if limit is None:
        return Counter()
    facts = {"length": length, "limit": limit.size, "unit": _unit(limit.unit)}
    if length > limit.size:
        facts["over"] = length - limit.size
        return Counter(_("%(length)d of %(limit)d, %(over)d too many %(unit)s") % facts, "late")
    tint = "soon" if length > 0.9 * limit.size else ""
    return Counter(_("%(length)d of %(limit)d") % facts, tint)


def _unit(unit: Unit) -> str:
    return {
        Unit.GRAPHEMES: _("characters"),
        Unit.CODE_POINTS: _("characters"),
        Unit.UTF8_BYTES: _("bytes"),
        Unit.UTF16_UNITS: _("characters"),
        Unit.WEIGHTED: _("characters"),
    }[unit]
