"""Writing in a case: the draft, an answer through the gate, or a note; and the counter while typing."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from amends.inbox.actions.elsewhere import record_elsewhere
from amends.inbox.models import Case, Message
from amends.inbox.queries import thread as threads
from amends.outbox.models import Send, SendState
from amends.outbox.rules import SayKind
from amends.refusals import Invalid, NotFound
from amends.replies import actions as replies
from amends.replies import queries as drafts
from amends.replies.models import Assisted
from amends.web import answers, later, words, writing
from amends.web.desk import Desk, at_desk, is_fragment
from amends.web.screens import uploads

_KINDS = {writing.PUBLIC: SayKind.PUBLIC_REPLY, writing.PRIVATE: SayKind.PRIVATE_MESSAGE}


@require_POST
@at_desk
def say(request: HttpRequest, desk: Desk, case_id: int) -> HttpResponse:
    """Send now or later, or keep a note. The form's key makes a double press one send."""
    case = threads.case_of(desk.brand.pk, case_id)
    kind = request.POST.get("kind", "")
    if kind == writing.NOTE:
        replies.keep_note(by=desk.actor, case=case, text=_text(request), now=desk.now)
        return _said(request, desk, case, {"words": _("Note kept for the team.")})
    if kind not in _KINDS:
        raise Invalid(_("Choose whether this is public, private or a note."))
    said = replies.Answering(
        kind=_KINDS[kind],
        text=_text(request),
        request_key=_request_key(request, desk),
        uploads=uploads.ids_in(request, desk),
        to=_answered(request, case),
        at=_leaves_at(request, desk),
        and_close=request.POST.get("then") == "close",
        drafted_after=_drafted_after(request),
        overruling=request.POST.get("overruling", "").replace("\0", ""),
        assisted=_assisted(request),
    )
    send = replies.answer(by=desk.actor, case=case, said=said, now=desk.now)
    return _said(request, desk, case, _toast(desk, send))


def _text(request: HttpRequest) -> str:
    return request.POST.get("text", "").replace("\r\n", "\n").replace("\0", "")


def _request_key(request: HttpRequest, desk: Desk) -> str:
    return f"web:{desk.user.pk}:{request.POST.get('request_key', '')}"[:200]


def _answered(request: HttpRequest, case: Case) -> Message | None:
    """The message of the case that the composer says it answers; none for nonsense."""
    given = request.POST.get("to", "")
    if not (given.isascii() and given.isdigit() and len(given) < 18):
        return None
    return case.messages.filter(pk=int(given), direction="in").first()


def _drafted_after(request: HttpRequest) -> int | None:
    """The newest message that the composer knew; None once its writer knows who was faster."""
    return (
        None
        if request.POST.get("anyway")
        else _number(request.POST.get("drafted_after", "")) or None
    )


def _leaves_at(request: HttpRequest, desk: Desk) -> datetime | None:
    """The time of the button that was pressed, or the one typed beside its own button."""
    pressed = request.POST.get("at", "")
    # Without a time of their own "own" itself is read, which is none: it must not leave at once.
    own = request.POST.get("own_time", "") or pressed
    return later.chosen(own if pressed == "own" else pressed, desk.now)


def _toast(desk: Desk, send: Send) -> dict[str, Any]:
    if send.state == SendState.HELD:
        return {"words": _("Held, not sent. %(reason)s") % {"reason": send.reason}}
    if send.scheduled_at is not None:
        at = words.moment(send.not_before, desk.now)
        return {"words": _("Will be sent %(at)s.") % {"at": at}, "send": send}
    left = round((send.not_before - desk.now).total_seconds())
    if send.state != SendState.QUEUED or left <= 0:
        return {"words": _("On its way.")}
    return {"words": _("Sending in"), "until": send.not_before, "seconds": left, "send": send}


def _said(request: HttpRequest, desk: Desk, case: Case, toast: dict[str, Any]) -> HttpResponse:
    """An empty composer with a new key, and the toast with its undo."""
    if not is_fragment(request):
        return answers.done(request, toast["words"])
    context = {**_shown(desk, case), "toast": toast, "oob": True}
    response = render(request, "web/inbox/_said.html", context)
    return answers.changed(response, **{"amends:said": {"case": case.pk}})


def _shown(desk: Desk, case: Case) -> dict[str, Any]:
    page = threads.case_page(desk.brand.pk, case.pk)
    composer = writing.composer(desk, page)
    return {
        "desk": desk,
        "opened": page,
        "composer": composer,
        "counter": writing.counter(page.case, composer.kind, composer.text),
    }


@require_POST
@at_desk
def answered_there(request: HttpRequest, desk: Desk, case_id: int) -> HttpResponse:
    """The customer was answered on the network itself: the case waits for them."""
    case = threads.case_of(desk.brand.pk, case_id)
    record_elsewhere(by=desk.actor, case=case, text=_text(request), now=desk.now)
    return answers.done(request, _("Noted: you answered on the network. The clock stands."))


@require_safe
@at_desk
def composer(request: HttpRequest, desk: Desk, case_id: int) -> HttpResponse:
    """The composer as it stands on the server now: after an undo, or when another page wrote on."""
    case = threads.case_of(desk.brand.pk, case_id)
    return render(request, "web/inbox/_composer.html", _shown(desk, case))


@require_POST
@at_desk
def count(request: HttpRequest, desk: Desk, case_id: int) -> HttpResponse:
    """The counter for the words so far in the network's own counting, and what to look at first."""
    case = threads.case_of(desk.brand.pk, case_id)
    kind, text = request.POST.get("kind", ""), _text(request)
    files = [each.upload for each in writing.enclosed(desk, uploads.given(request))]
    context = {
        "counter": writing.counter(case, kind, text),
        "hints": writing.hints(desk, case, kind, text, files),
    }
    return render(request, "web/inbox/_counted.html", context)


# -------------------------------------------------------------------------------------- drafts


@require_POST
@at_desk
def draft(request: HttpRequest, desk: Desk, case_id: int) -> HttpResponse:
    """Keep what is being written; 409 with the newer revision when another page wrote on meanwhile."""
    case = threads.case_of(desk.brand.pk, case_id)
    try:
        kept = replies.keep_draft(
            by=desk.actor, case=case, writing=_writing(request, desk, case), now=desk.now
        )
    except replies.DraftChanged as told:
        facts = {"revision": told.facts.get("revision", 0), "words": told.sentence}
        return JsonResponse(facts, status=409)
    return JsonResponse({"revision": kept})


def _writing(request: HttpRequest, desk: Desk, case: Case) -> replies.Writing:
    return replies.Writing(
        kind=request.POST.get("kind", ""),
        text=_text(request),
        page=_page(request),
        serial=_number(request.POST.get("serial", "")),
        seen=_number(request.POST.get("seen", "")),
        uploads=tuple(uploads.given(request)),
        answers=_answered(request, case),
        request_key=_request_key(request, desk),
        assisted=_assisted(request),
    )


def _assisted(request: HttpRequest) -> str:
    given = request.POST.get("assisted", "")
    return given if given in Assisted.values else ""


def _page(request: HttpRequest) -> UUID:
    with suppress(ValueError):
        return UUID(request.POST.get("page", ""))
    raise Invalid


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 18 else 0


@require_POST
@at_desk
def take_over(request: HttpRequest, desk: Desk, draft_id: int) -> HttpResponse:
    """A colleague's draft as one's own; theirs stays."""
    theirs = drafts.draft_by_id(desk.brand.pk, draft_id)
    replies.take_over(by=desk.actor, draft=theirs, page=uuid4(), now=desk.now)
    if not is_fragment(request):
        return redirect("case-link", desk.brand.slug, theirs.case_id)
    response = answers.done(request, _("Copied: it is your draft now, too."))
    return answers.changed(response, **{"amends:rewrite": {"case": theirs.case_id}})


@require_safe
@at_desk
def others(request: HttpRequest, desk: Desk, case_id: int) -> HttpResponse:
    """What colleagues are writing in the case."""
    case = threads.case_of(desk.brand.pk, case_id)
    if not desk.may_organise:
        raise NotFound
    found = drafts.drafts_of_others(case, desk.user.pk)
    if request.GET.get("stamp") == writing.drafts_stamp(found):
        return HttpResponse(status=204)
    context = {"desk": desk, "case_id": case.pk, "others": found}
    return render(request, "web/inbox/_drafts.html", context)
