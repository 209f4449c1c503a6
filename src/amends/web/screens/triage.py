"""What is made of messages: correcting it, pinning, and looking after what was let go."""

from __future__ import annotations

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from amends.inbox.actions.rank import pin as pin_case
from amends.inbox.actions.rank import unpin
from amends.inbox.queries import thread as threads
from amends.inbox.queries.pages import message_of
from amends.refusals import Invalid, Refusal
from amends.triage.actions import wish
from amends.triage.actions.correct import Correction, correct_waiting
from amends.triage.queries import noise
from amends.triage.queries.waiting import weights_of
from amends.web import answers
from amends.web.desk import Desk, at_desk
from amends.web.screens.settings.pages import page, tried

_SAYS = {"yes": True, "no": False}


@require_POST
@at_desk
def correct(request: HttpRequest, desk: Desk, message_id: int) -> HttpResponse:
    """Say what a message is; how urgent it is, what is at stake and whether it rests, of all that waits."""
    told = request.POST
    correction = Correction(
        act=told.get("act") or None,
        mood=told.get("mood") or None,
        urgency=told.get("urgency") or None,
        needs_answer=_SAYS.get(told.get("needs", "")),
        stakes=told.get("stakes") or None,
    )
    message = message_of(desk.brand.pk, message_id)
    some = correct_waiting(by=desk.actor, message=message, correction=correction, now=desk.now)
    return answers.done(request, _corrected(correction, len(some)))


def _corrected(correction: Correction, count: int) -> str:
    if correction.act is not None or correction.mood is not None:
        return _("Corrected for the newest message. It stands by your word now.")
    if count == 1:
        return _("Corrected. It stands by your word now.")
    said = ngettext(
        "Corrected in %(count)d message. The case stands by your word now.",
        "Corrected in all %(count)d messages that it was about. The case stands by your word now.",
        count,
    )
    return said % {"count": count}


@require_POST
@at_desk
def pin(request: HttpRequest, desk: Desk, case_id: int) -> HttpResponse:
    """Put a case before everything else, or let it stand where it would."""
    case = threads.case_of(desk.brand.pk, case_id)
    if request.POST.get("pin") == "no":
        unpin(by=desk.actor, case=case, now=desk.now)
        return answers.done(request, _("The pin is off."))
    pin_case(by=desk.actor, case=case, now=desk.now)
    return answers.done(request, _("Pinned to the top."))


# ---------------------------------------------------------------------------- settings


@require_safe
@at_desk
def overview(request: HttpRequest, desk: Desk) -> HttpResponse:
    """What comes first, what is let go, and how often that was wrong."""
    return _page(request, desk)


def _page(request: HttpRequest, desk: Desk, refusal: Refusal | None = None) -> HttpResponse:
    wishes = noise.settings_of(desk.brand.pk)
    context = {
        "wishes": wishes,
        "given_below": request.POST.get("below", "") if refusal else wishes.below,
        "most": wish.MOST,
        "drawn": noise.drawn(desk.brand.pk),
        "error": noise.error_of(desk.brand.pk, timezone.localdate(desk.now)),
        "days": noise.DAYS,
        "weights": weights_of(desk.brand.pk),
    }
    wrong = ("wishes", refusal) if refusal else None
    return page(request, desk, "triage", "triage", context, wrong=wrong)


@require_POST
@at_desk
def save(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Let go of what needs no answer, or of nothing."""

    def deed() -> str:
        below = request.POST.get("below", "")
        if not below.isascii() or not below.isdigit():
            raise Invalid(_("Write the chance as a number."), field="below")
        lets_go = request.POST.get("lets_go") == "yes"
        chance = min(int(below[:6]), 1_000)
        wish.set_wishes(by=desk.actor, lets_go=lets_go, below=chance, now=desk.now)
        return _("Saved. The queue follows within a minute.")

    again = partial(_page, request, desk)
    return tried(request, deed, back=("triage", desk.brand.slug), again=again)


@require_POST
@at_desk
def check(request: HttpRequest, desk: Desk, check_id: int) -> HttpResponse:
    """Say of a case that was let go whether that was right."""

    def deed() -> str:
        needed = request.POST.get("needed") == "yes"
        found = noise.check_of(desk.brand.pk, check_id)
        wish.look_at(by=desk.actor, check=found, needed=needed, now=desk.now)
        return _("It is back in the queue.") if needed else _("Noted: it needed no answer.")

    again = partial(_page, request, desk)
    return tried(request, deed, back=("triage", desk.brand.slug), again=again)
