"""Approvals as their cards show them: the words, whom they answer, why they wait, who said what."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from amends.inbox.models import Message
from amends.outbox import queries
from amends.outbox.models import Approval, Deed
from amends.outbox.rules.deeds import MODERATION, DeedKind
from amends.web.delivery import network_of
from amends.web.doing import named


def shown(approval: Approval) -> dict[str, Any]:
    """One approval as its card shows it."""
    return shown_all([approval])[0]


def shown_all(approvals: Sequence[Approval]) -> list[dict[str, Any]]:
    """Several at once; what they answer is read in one look at the database."""
    heard = queries.heard_of(approvals)
    return [_shown(each, heard) for each in approvals]


def _shown(approval: Approval, heard: Mapping[int, Message]) -> dict[str, Any]:
    about = approval.send or approval.deed
    return {
        "approval": approval,
        "send": approval.send,
        "deed": _deed(approval.deed) if approval.deed is not None else None,
        "case_id": about.case_id if about is not None else None,
        "network": network_of(about) if about is not None else "",
        "heard": heard.get(approval.pk),
        "rules": list(_rules(approval)),
        "people": max((each["people"] for each in approval.asks), default=1),
        "votes": list(approval.votes.all()),
    }


def _rules(approval: Approval) -> Iterable[str]:
    """Why it waits: the playbook's rules by their names, and ours in words."""
    if approval.deed is not None and approval.deed.kind in MODERATION:
        yield named(approval.deed.ground)
        return
    for each in approval.asks:
        yield each["rule"]


def _deed(deed: Deed) -> dict[str, Any]:
    """What is to be done to which words."""
    kind = DeedKind(deed.kind)
    return {
        "kind": deed.kind,
        "wanted": {
            DeedKind.HIDE: _("Hide these words on the network"),
            DeedKind.REMOVE: _("Delete these words on the network, for good"),
            DeedKind.EDIT: _("Change what stands on the network"),
        }.get(kind, ""),
        "is_moderation": kind in MODERATION,
        "message": deed.message,
        "parts": list(_parts(deed.message.text, deed.marked)),
        "text": deed.text,
        "reason": deed.reason,
    }


def _parts(text: str, marked: str) -> Iterable[tuple[str, bool]]:
    """The words in stretches, each with whether a colleague marked it."""
    start = text.casefold().find(marked.casefold()) if marked else -1
    if start < 0 or len(text.casefold()) != len(text):
        yield text, False
        return
    end = start + len(marked)
    yield text[:start], False
    yield text[start:end], True
    yield text[end:], False
