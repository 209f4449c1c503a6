"""The memory of moderation: what was taken from sight, as it stood, why, and by whose word; read only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from amends.outbox import queries
from amends.outbox.models import Decision, Moderation
from amends.outbox.rules.deeds import DeedKind
from amends.outbox.rules.moderation import Ground
from amends.web.desk import Desk, at_desk
from amends.web.dialogs import number_in
from amends.web.doing import grounds, named
from amends.web.screens.settings.pages import page

_PAGE = 30
_YEAR = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Line:
    """A record as it is read: what became of it, the class in words, and what stood around it."""

    record: Moderation
    ground: str
    state: str
    tint: str
    context: tuple[dict[str, Any], ...]


@require_safe
@at_desk
def moderation(request: HttpRequest, desk: Desk) -> HttpResponse:
    """A page of the memory, newest first, of one class where one is asked for."""
    asked, before = request.GET.get("ground", ""), request.GET.get("before", "")
    ground = asked if asked in set(Ground) else ""
    below = number_in(before) if before else None
    found = queries.moderation_page(desk.brand.pk, ground=ground, before=below, limit=_PAGE + 1)
    counts = queries.hidden_counts(desk.brand.pk, desk.now - _YEAR)
    context = {
        "lines": [_line(each) for each in found[:_PAGE]],
        "older": _older(ground, found),
        "grounds": grounds(),
        "ground": ground,
        "counts": [(named(each), counts[each]) for each in Ground if each in counts],
    }
    return page(request, desk, "moderation", "moderation", context)


def _older(ground: str, found: list[Moderation]) -> str:
    if len(found) <= _PAGE:
        return ""
    kept = {"ground": ground} if ground else {}
    return "?" + urlencode({**kept, "before": found[_PAGE - 1].pk})


def _line(record: Moderation) -> Line:
    state, tint = _became(record)
    context = tuple({**each, "at": parse_datetime(each["at"])} for each in record.context)
    return Line(record, named(record.ground), state, tint, context)


def _became(record: Moderation) -> tuple[str, str]:
    """What became of the wish, and how it is coloured."""
    if record.undone_at is not None:
        return _("shown again"), ""
    if record.done_at is not None:
        is_gone = record.kind == DeedKind.REMOVE
        return (_("deleted there"), "late") if is_gone else (_("hidden there"), "soon")
    return {
        Decision.ASKED: (_("waits for a second person"), "soon"),
        Decision.ALLOWED: (_("allowed, not done"), ""),
        Decision.RETURNED: (_("stays in sight"), ""),
        Decision.WITHDRAWN: (_("withdrawn"), ""),
    }[Decision(record.decision)]
