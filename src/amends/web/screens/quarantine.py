"""The quarantine: deliveries that nobody understood, with their raw bytes, to try again or put aside."""

from __future__ import annotations

from datetime import UTC, datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from amends.listening import queries
from amends.listening.actions import quarantine as actions
from amends.refusals import Invalid
from amends.staff.rules import Right
from amends.web import answers, frame
from amends.web.desk import Desk, at_desk

_PAGE = 50
#: More raw text than this helps nobody on a screen.
_SHOWN = 20_000


@require_safe
@at_desk
def overview(request: HttpRequest, desk: Desk) -> HttpResponse:
    """What lies in quarantine, newest first."""
    before = _before(request.GET.get("before", ""))
    found = queries.quarantine(desk.brand.pk, before=before, limit=_PAGE + 1)
    following = ""
    if len(found) > _PAGE:
        last = found[_PAGE - 1]
        here = reverse("quarantine", args=[desk.brand.slug])
        following = f"{here}?before={last.received_at.timestamp()}_{last.pk}"
    context = {
        **frame.around(desk, place="quarantine"),
        "deliveries": found[:_PAGE],
        "following": following,
    }
    return render(request, "web/quarantine/overview.html", context)


@require_safe
@at_desk
def one(request: HttpRequest, desk: Desk, delivery_id: int) -> HttpResponse:
    """One delivery: why it is here, and its raw bytes as text."""
    desk.actor.require(Right.MANAGE_INTAKE)
    delivery = queries.delivery_of(desk.brand.pk, delivery_id)
    body = bytes(delivery.body)
    context = {
        **frame.around(desk, place="quarantine"),
        "delivery": delivery,
        "raw": as_text(body[:_SHOWN]),
        "size": len(body),
        "is_cut": len(body) > _SHOWN,
    }
    return render(request, "web/quarantine/one.html", context)


@require_POST
@at_desk
def again(request: HttpRequest, desk: Desk, delivery_id: int) -> HttpResponse:
    """Have it read again; with ``alike``, everything of the connection with the same problem."""
    if request.POST.get("alike"):
        count = actions.rerun_alike(by=desk.actor, delivery_id=delivery_id, now=desk.now)
        sentence = ngettext("%(n)d is read again.", "%(n)d are read again.", count) % {"n": count}
    else:
        actions.rerun(by=desk.actor, delivery_id=delivery_id, now=desk.now)
        sentence = _("It is read again; if it still cannot be understood, it comes back here.")
    answers.note(request, sentence)
    return redirect("quarantine", desk.brand.slug)


@require_POST
@at_desk
def dismiss(request: HttpRequest, desk: Desk, delivery_id: int) -> HttpResponse:
    """Put it aside for good, with a reason."""
    reason = request.POST.get("reason", "")
    actions.dismiss(by=desk.actor, delivery_id=delivery_id, reason=reason, now=desk.now)
    answers.note(request, _("Put aside; its raw bytes stay."))
    return redirect("quarantine", desk.brand.slug)


def as_text(body: bytes) -> str:
    """Raw bytes so that a person sees each of them: what cannot be printed is shown as an escape."""
    text = body.decode("utf-8", "backslashreplace")
    return "".join(
        sign if sign.isprintable() or sign in "\n\t" else f"\\x{ord(sign):02x}" for sign in text
    )


def _before(text: str) -> tuple[datetime, int] | None:
    if not text:
        return None
    at, _bar, number = text.partition("_")
    try:
        return datetime.fromtimestamp(float(at), tz=UTC), int(number)
    except (ValueError, OverflowError, OSError):
        raise Invalid(before=text) from None
