"""What happened to a case, as quiet sentences for its thread. What the thread shows anyway is left out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.utils.translation import gettext as _

from amends.inbox.models import CaseEvent, CaseEventKind
from amends.web import words


def sentence(event: CaseEvent, now: datetime, names: Mapping[int, str]) -> str:
    """The event in words; empty when the messages and notes around it already say so.

    ``names``: colleagues' names by their id, for whom a case was given to.
    """
    who = event.by.name if event.by else _("Amends")
    if event.kind == CaseEventKind.ASSIGNED:
        return _assigned(event, who, names)
    if event.kind == CaseEventKind.SNOOZED:
        return _snoozed(event, who, now)
    if event.kind in {CaseEventKind.TAGGED, CaseEventKind.UNTAGGED}:
        return _tagged(event, who)
    return _plain(event, who)


def _plain(event: CaseEvent, who: str) -> str:
    by_hand = event.by_id is not None
    said = {
        CaseEventKind.CLOSED: _("%(who)s closed the case"),
        CaseEventKind.REOPENED: _("%(who)s reopened the case")
        if by_hand
        else _("The case came back"),
        CaseEventKind.WOKEN: _("The snooze ended"),
        CaseEventKind.WAITING_COLLEAGUE: _("%(who)s waits for a colleague"),
        CaseEventKind.WAITING_CUSTOMER: _("%(who)s waits for the customer") if by_hand else "",
        CaseEventKind.NEEDS_ANSWER: _("%(who)s put it back into the queue") if by_hand else "",
        CaseEventKind.TAKEN_OFFLINE: _("Taken offline"),
        CaseEventKind.MOVED: _("The case moved"),
    }.get(CaseEventKind(event.kind), "")
    return said % {"who": who} if "%(who)s" in said else said


def _assigned(event: CaseEvent, who: str, names: Mapping[int, str]) -> str:
    to = event.facts.get("to")
    if to is None:
        return _("%(who)s gave the case back to everybody") % {"who": who}
    if to == event.by_id:
        return _("%(who)s took the case") % {"who": who}
    name = names.get(to, _("a former colleague")) if isinstance(to, int) else str(to)
    return _("%(who)s assigned the case to %(name)s") % {"who": who, "name": name}


def _tagged(event: CaseEvent, who: str) -> str:
    facts = {"who": who, "tag": event.facts.get("name") or event.facts.get("tag") or "?"}
    if event.kind == CaseEventKind.TAGGED:
        return _("%(who)s added the tag “%(tag)s”") % facts
    return _("%(who)s took the tag “%(tag)s” off") % facts


def _snoozed(event: CaseEvent, who: str, now: datetime) -> str:
    try:
        until = datetime.fromisoformat(str(event.facts.get("until", "")))
    except ValueError:
        return _("%(who)s snoozed the case") % {"who": who}
    return _("%(who)s snoozed the case until %(at)s") % {"who": who, "at": words.moment(until, now)}
