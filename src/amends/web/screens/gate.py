"""What waits for a yes, and what the brake held: looked at one by one, on a phone and from a mail as well."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from amends.outbox import queries
from amends.outbox.actions import approvals as actions
from amends.outbox.actions import links
from amends.outbox.models import Approval, ApprovalState, Deed, DeedState, Send, SendState
from amends.refusals import Refusal
from amends.replies import actions as replies
from amends.staff.models import Brand
from amends.staff.rules import Actor
from amends.web import answers, frame
from amends.web.approving import shown, shown_all
from amends.web.desk import Desk, at_desk, status_of


@require_safe
@at_desk
def approvals(request: HttpRequest, desk: Desk) -> HttpResponse:
    """What waits for this person's yes, and what of theirs waits for a colleague's."""
    brand, user = desk.brand.pk, desk.user.pk
    context = {
        **frame.around(desk, place="approvals"),
        "asked": shown_all(queries.to_approve(brand, user)),
        "own": shown_all(queries.asked_by(brand, user)),
    }
    return render(request, "web/gate/approvals.html", context)


@require_POST
@at_desk
def approve(request: HttpRequest, desk: Desk, approval_id: int) -> HttpResponse:
    """Say yes."""
    approval = queries.approval_by_id(desk.brand.pk, approval_id)
    return answers.done(request, _approve(request, desk.actor, approval))


@require_POST
@at_desk
def give_back(request: HttpRequest, desk: Desk, approval_id: int) -> HttpResponse:
    """Say no, and why."""
    approval = queries.approval_by_id(desk.brand.pk, approval_id)
    return answers.done(request, _give_back(request, desk.actor, approval))


@require_safe
@at_desk
def held(request: HttpRequest, desk: Desk) -> HttpResponse:
    """What the brake held; each leaves, is changed or thrown away by itself, never all at once."""
    context = {
        **frame.around(desk, place="approvals"),
        "sends": queries.held_by_the_brake(desk.brand.pk),
        "count": queries.held_count(desk.brand.pk),
    }
    return render(request, "web/gate/held.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
def by_link(request: HttpRequest, mark: str) -> HttpResponse:
    """The page behind the link in a mail: it only shows; a press says yes or no, once."""
    try:
        approval, by = links.behind(mark, timezone.now())
        if request.method != "POST":
            return _link_page(request, approval)
        verb = _give_back if request.POST.get("verb") == "give-back" else _approve
        return _link_page(request, approval, verb(request, by, approval))
    except Refusal as refusal:
        context = {"refusal": refusal}
        return render(request, "web/refused.html", context, status=status_of(refusal))


def _link_page(request: HttpRequest, approval: Approval, done: str = "") -> HttpResponse:
    is_open = approval.state == ApprovalState.WAITING
    brand = Brand.objects.get(pk=approval.brand_id)
    context = {
        "one": shown(approval),
        "brand": brand,
        "now": timezone.now(),
        "done": done or ("" if is_open else _("This was decided already.")),
    }
    return render(request, "web/gate/link.html", context)


def _approve(request: HttpRequest, by: Actor, approval: Approval) -> str:
    about = actions.approve(
        by=by, approval=approval, seen=request.POST.get("seen", "-"), now=timezone.now()
    )
    return _said_yes_to_deed(about) if isinstance(about, Deed) else _said_yes(about)


def _said_yes_to_deed(deed: Deed) -> str:
    if deed.state == DeedState.QUEUED:
        return _("Approved; it is on its way to the network.")
    return _("Approved, but it is not done: %(reason)s") % {"reason": deed.trouble}


def _said_yes(send: Send) -> str:
    if send.state == SendState.QUEUED:
        return _("Approved; it leaves now.") if send.scheduled_at is None else _("Approved.")
    return _("Approved, but it has not left: %(reason)s") % {"reason": send.reason}


def _give_back(request: HttpRequest, by: Actor, approval: Approval) -> str:
    comment = request.POST.get("comment", "")
    replies.give_back(by=by, approval=approval, comment=comment, now=timezone.now())
    return _("Given back; your comment is with it.")
