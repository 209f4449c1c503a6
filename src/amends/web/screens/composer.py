"""Writing in a case: an answer through the gate, or a note; and the counter while typing."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from amends.inbox.actions.note import write_note
from amends.inbox.models import Case
from amends.inbox.queries import thread as threads
from amends.outbox import actions as outbox
from amends.outbox.models import Send, SendState
from amends.outbox.rules import SayKind
from amends.refusals import Invalid
from amends.web import answers, writing
from amends.web.desk import Desk, at_desk, is_fragment

_KINDS = {writing.PUBLIC: SayKind.PUBLIC_REPLY, writing.PRIVATE: SayKind.PRIVATE_MESSAGE}


@require_POST
@at_desk
def say(request: HttpRequest, desk: Desk, case_id: int) -> HttpResponse:
    """Send, or keep a note. The form's key makes a double press one send."""
    case = threads.case_of(desk.brand.pk, case_id)
    text = request.POST.get("text", "").replace("\r\n", "\n").replace("\0", "")
    kind = request.POST.get("kind", "")
    if kind == writing.NOTE:
        write_note(by=desk.actor, case=case, text=text, now=desk.now)
        return _said(request, desk, case, {"words": _("Note kept for the team.")})
    if kind not in _KINDS:
        raise Invalid(_("Choose whether this is public, private or a note."))
    send = outbox.say(
        by=desk.actor,
        case=case,
        kind=_KINDS[kind],
        text=text,
        request_key=f"web:{desk.user.pk}:{request.POST.get('request_key', '')}"[:200],
        now=desk.now,
    )
    return _said(request, desk, case, _toast(desk, send))


def _toast(desk: Desk, send: Send) -> dict[str, Any]:
    if send.state == SendState.HELD:
        return {"words": _("Held, not sent. %(reason)s") % {"reason": send.reason}}
    left = round((send.not_before - desk.now).total_seconds())
    if send.state != SendState.QUEUED or left <= 0:
        return {"words": _("On its way.")}
    return {"words": _("Sending in"), "until": send.not_before, "seconds": left, "send": send}


def _said(request: HttpRequest, desk: Desk, case: Case, toast: dict[str, Any]) -> HttpResponse:
    """An empty composer with a new key, and the toast with its undo."""
    if not is_fragment(request):
        return answers.done(request, toast["words"])
    page = threads.case_page(desk.brand.pk, case.pk)
    context = {
        "desk": desk,
        "opened": page,
        "composer": writing.composer(desk, page),
        "counter": writing.Counter(),
        "toast": toast,
        "oob": True,
    }
    response = render(request, "web/inbox/_said.html", context)
    return answers.changed(response, **{"amends:said": {"case": case.pk}})


@require_POST
@at_desk
def count(request: HttpRequest, desk: Desk, case_id: int) -> HttpResponse:
    """The counter for the words so far, in the network's own counting."""
    case = threads.case_of(desk.brand.pk, case_id)
    text = request.POST.get("text", "").replace("\r\n", "\n")
    counted = writing.counter(case, request.POST.get("kind", ""), text)
    return render(request, "web/inbox/_counter.html", {"counter": counted})
