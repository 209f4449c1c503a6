"""One case: its header, thread, composer and context; and the pulse that keeps the thread true."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from amends.inbox.models import Case, CaseState
from amends.inbox.queries import beside, records
from amends.inbox.queries import thread as threads
from amends.inbox.queries.thread import CasePage
from amends.inbox.queries.views import View
from amends.outbox import queries as outbox
from amends.outbox.models import Send, SendState
from amends.planned import planned
from amends.staff import queries as staff
from amends.web import delivery, reasons, timeline, writing
from amends.web.company import company
from amends.web.desk import Desk, at_desk

_VIEW_OF = {
    CaseState.NEEDS_ANSWER: View.NEEDS_ANSWER,
    CaseState.WAITING_CUSTOMER: View.WAITING_CUSTOMER,
    CaseState.WAITING_COLLEAGUE: View.WAITING_COLLEAGUE,
    CaseState.SNOOZED: View.SNOOZED,
    CaseState.CLOSED: View.CLOSED,
}


@dataclass(frozen=True, slots=True)
class Where:
    """From which list a case was opened, and how much of its thread is wanted."""

    view: View
    query: str = ""
    wider: int = 1


@dataclass(frozen=True, slots=True)
class Choice:
    """A moment to snooze until."""

    words: str
    at: datetime


@require_safe
@at_desk
def link(request: HttpRequest, desk: Desk, case_id: int) -> HttpResponse:
    """A case by its number alone: opened in the list where it is now."""
    case = threads.case_of(desk.brand.pk, case_id)
    if case.merged_into_id is not None and "as-it-was" not in request.GET:
        return redirect("case-link", desk.brand.slug, case.merged_into_id)
    return redirect("case", desk.brand.slug, _VIEW_OF[CaseState(case.state)].value, case_id)


@require_safe
@at_desk
def thread(request: HttpRequest, desk: Desk, view: str, case_id: int) -> HttpResponse:
    """The thread again if it reads differently than ``stamp`` says; else 204."""
    with planned():
        case = threads.case_of(desk.brand.pk, case_id)
        now_reads = stamp(desk, case)
    if request.GET.get("stamp") == now_reads:
        return HttpResponse(status=204)
    wider = request.GET.get("wider", "")
    far = int(wider) if wider.isascii() and wider.isdigit() and len(wider) < 6 else 1
    where = Where(View(view) if view in set(View) else View.OPEN, "", far)
    with planned():
        context = {**opened(desk, case_id, where), "oob": True}
        return render(request, "web/inbox/_thread_refreshed.html", context)


def opened(desk: Desk, case_id: int, where: Where) -> dict[str, Any]:
    """Everything an open case shows. Raises NotFound, also for another brand's case."""
    page = threads.case_page(desk.brand.pk, case_id, wider=where.wider)
    shown = [message.pk for message in page.messages]
    sends = {send.message_id: send for send in outbox.sends_shown(page.case, shown)}
    deeds = outbox.deeds_shown(page.case, shown)
    names = staff.names_of(records.colleagues_named(page.events))
    case = page.case
    around = records.around(case)
    return {
        "desk": desk,
        "opened": page,
        "timeline": timeline.blocks(desk, page, sends, deeds, names),
        "around": around,
        "following": next((f for f in around.followers if f.user_id == desk.user.pk), None),
        "state_words": reasons.state_words(case, desk.now),
        "state_tint": reasons.state_tint(case, desk.now, desk.hours),
        "case_waits": case.state in {CaseState.CLOSED, CaseState.SNOOZED},
        "seen": seen(case),
        "why": delivery.open_question(sends.values()) or reasons.why(case, desk.now),
        "person_url": reverse("person", args=[desk.brand.slug, case.person_id]),
        "identities": beside.identities(case),
        "earlier": beside.earlier_cases(case),
        "thread_link": timeline.web_address(page.threads[0].url) if page.threads else "",
        "composer": writing.composer(desk, page),
        "counter": writing.Counter(),
        "company": company(desk, case.pk),
        **_addresses(desk, page, where, sends),
    }


def _addresses(
    desk: Desk, page: CasePage, where: Where, sends: Mapping[int, Send]
) -> dict[str, str]:
    here = [desk.brand.slug, where.view.value]
    case_url = reverse("case", args=[*here, page.case.pk])
    thread_url = reverse("thread", args=[*here, page.case.pk])
    now_reads = _stamp(desk, page.case, page.stamp, sends.values())
    joint = "&" if where.query else "?"
    widest = where.wider >= threads.WIDEST
    return {
        "view_url": reverse("view", args=here) + where.query,
        "thread_url": f"{thread_url}?stamp={now_reads}&wider={where.wider}",
        "widen_url": "" if widest else f"{case_url}{where.query}{joint}wider={where.wider + 1}",
    }


def stamp(desk: Desk, case: Case) -> str:
    """A word that changes when the open case would read differently."""
    return _stamp(desk, case, threads.stamp(case), outbox.open_sends(case))


def _stamp(desk: Desk, case: Case, thread_reads: str, sends: Iterable[Send]) -> str:
    """Only the sends that are under way or need a look are told: all others have their messages."""
    facts = [
        # An undo that has run out reads differently though nothing in the tables changed.
        (send.pk, send.state, send.tries, send.not_before, send.look_up_at, _may_leave(send, desk))
        for send in sends
        if send.state in outbox.OPEN
    ]
    kept = (case.tags, case.team_id, case.fields, case.person_id, case.marks, case.pinned_at)
    done = outbox.deeds_stamp(case)
    said = (thread_reads, case.state, case.assignee_id, kept, sorted(facts), done)
    return f"{zlib.crc32(repr(said).encode()):08x}"


def _may_leave(send: Send, desk: Desk) -> bool:
    return send.state == SendState.QUEUED and send.not_before <= desk.now


def seen(case: Case) -> str:
    """How the case stood when it was shown, for forms: state, newest word from the customer, holder."""
    heard = case.last_in_at.isoformat() if case.last_in_at else ""
    return f"{case.state}|{heard}|{case.assignee_id or ''}"


def snooze_choices(now: datetime) -> list[Choice]:
    """Moments that people mean when they say later, in the brand's time."""
    here = timezone.localtime(now)
    morning = here.replace(hour=9, minute=0, second=0, microsecond=0)
    to_monday = (7 - here.weekday()) % 7 or 7
    choices = [
        Choice(_("In an hour"), now + timedelta(hours=1)),
        Choice(_("In three hours"), now + timedelta(hours=3)),
        Choice(_("Tomorrow morning"), morning + timedelta(days=1)),
    ]
    if to_monday > 1:
        choices.append(Choice(_("Monday morning"), morning + timedelta(days=to_monday)))
    return choices
