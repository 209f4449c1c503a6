"""What a person has done to a message on the network: edits, taking back, hiding, thanking."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from amends.inbox.queries import rights
from amends.inbox.queries import thread as threads
from amends.inbox.queries.pages import message_of
from amends.outbox import actions as outbox
from amends.outbox import queries
from amends.outbox.models import DeedState
from amends.outbox.rules.deeds import DeedKind
from amends.refusals import NotFound
from amends.web import answers, frame
from amends.web.desk import Desk, at_desk, is_fragment
from amends.web.doing import choices, grounds


@require_safe
@at_desk
def menu(request: HttpRequest, desk: Desk, case_id: int, message_id: int) -> HttpResponse:
    """What can be done to a message: a menu's inside for htmx, or a page."""
    case = threads.case_of(desk.brand.pk, case_id)
    message = message_of(desk.brand.pk, message_id)
    channel = rights.channel_of(case.connection)
    if channel is None or message.connection_id != case.connection_id:
        raise NotFound(message=message_id)
    deeds = queries.deeds_shown(case, [message.pk]).get(message.pk, [])
    context = {
        "desk": desk,
        "case": case,
        "message": message,
        "choices": tuple(choices(desk, message, deeds, channel)),
        "grounds": grounds(),
        "piece": "web/records/_deeds.html",
        "heading": _("What can be done to this message on the network"),
    }
    if is_fragment(request):
        return render(request, "web/records/_deeds.html", context)
    around = frame.around(desk, place="inbox")
    return render(request, "web/records/page.html", {**around, **context})


@require_POST
@at_desk
def ask(request: HttpRequest, desk: Desk, message_id: int, kind: str) -> HttpResponse:
    """Have it done on the network."""
    if kind not in set(DeedKind):
        raise NotFound(kind=kind)
    message = message_of(desk.brand.pk, message_id)
    deed = outbox.ask_deed(
        by=desk.actor,
        message=message,
        kind=DeedKind(kind),
        now=desk.now,
        text=request.POST.get("text", "").replace("\r\n", "\n").replace("\0", ""),
        reason=request.POST.get("reason", "").replace("\0", ""),
        ground=request.POST.get("ground", "").replace("\0", ""),
        marked=request.POST.get("marked", "").replace("\0", ""),
    )
    if deed.held_by == "approval":
        return answers.done(request, _("A colleague is asked. %(why)s") % {"why": deed.trouble})
    if deed.state == DeedState.HELD:
        return answers.done(request, _("Held, not done. %(reason)s") % {"reason": deed.trouble})
    return answers.done(request, _("On its way to the network."))


@require_POST
@at_desk
def settle(request: HttpRequest, desk: Desk, deed_id: int, verb: str) -> HttpResponse:
    """Try again what stopped, or put it away."""
    deed = queries.deed_by_id(desk.brand.pk, deed_id)
    if verb == "try-again":
        outbox.try_deed_again(by=desk.actor, deed=deed, now=desk.now)
        return answers.done(request, _("Trying again."))
    if verb == "put-away":
        outbox.put_deed_away(by=desk.actor, deed=deed, now=desk.now)
        return answers.done(request, _("Put away; it will not be done."))
    raise NotFound(verb=verb)
