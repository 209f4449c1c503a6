"""Settings of one's own alerts: by which ways, when, to which browsers; and the way out of mail."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from amends.alerts.actions import browsers, chats, wish
from amends.alerts.actions.ways.outside import whose_stop
from amends.alerts.queries import wishes
from amends.alerts.rules.manner import Manner
from amends.channels.queries import own_mail_server
from amends.refusals import NotAllowed, NotFound, Refusal
from amends.staff import queries as staff
from amends.staff.models import Brand
from amends.staff.rules import Via
from amends.staff.rules.hours import available_zones
from amends.web import alerts_form, answers
from amends.web.desk import Desk, at_desk
from amends.web.screens.settings.pages import page, tried

_DAYS = (0, 1, 2, 3, 4, 5, 6)


@require_safe
@at_desk
def mine(request: HttpRequest, desk: Desk) -> HttpResponse:
    """What the person at the desk is told, how and when."""
    return _page(request, desk)


@require_POST
@at_desk
def save(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Keep what they chose."""

    def deed() -> str:
        ways, manner = alerts_form.ways_in(request.POST), alerts_form.manner_in(request.POST)
        wish.choose(by=desk.actor, ways=ways, manner=manner, now=desk.now)
        return _("Saved. This is how you are told from now on.")

    back = ("notifications", desk.brand.slug)
    return tried(request, deed, back=back, again=lambda no: _page(request, desk, no))


@require_POST
@at_desk
def usual(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Everything as usual for their role again."""
    wish.as_usual(by=desk.actor, now=desk.now)
    answers.note(request, _("Everything is as usual for your role."))
    return redirect("notifications", desk.brand.slug)


@require_POST
@at_desk
def subscribe(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Push to this browser from now on, for every brand that its person works for."""
    keys = {name: request.POST.get(name, "") for name in ("p256dh", "auth")}
    for brand in desk.brands:
        actor = staff.actor_for(desk.user, brand, Via.WEB)
        browsers.subscribe(
            by=actor,
            endpoint=request.POST.get("endpoint", ""),
            keys=keys,
            name=request.POST.get("name", ""),
            now=desk.now,
        )
    return redirect("notifications", desk.brand.slug)


@require_POST
@at_desk
def unsubscribe(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Push nothing to a browser any more, for no brand."""
    for brand in desk.brands:
        actor = staff.actor_for(desk.user, brand, Via.WEB)
        browsers.unsubscribe(by=actor, mark=request.POST.get("mark", ""), now=desk.now)
    answers.note(request, _("Nothing is pushed to that browser any more."))
    return redirect("notifications", desk.brand.slug)


@require_POST
@at_desk
def try_one(request: HttpRequest, desk: Desk, target_id: int) -> HttpResponse:
    """Send a test to a browser of one's own."""
    target = wishes.own_target_of(desk.brand.pk, desk.user.pk, target_id)
    chats.ask_to_try(by=desk.actor, target=target)
    answers.note(request, _("A test is on its way."))
    return redirect("notifications", desk.brand.slug)


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, mark: str) -> HttpResponse:
    """The way out in each mail: a page with one button, and the one click of RFC 8058.

    The signed address is who asks; a mail program that presses it has neither cookie nor token.
    """
    try:
        brand_id, user_id = whose_stop(mark)
        brand, user = Brand.objects.get(pk=brand_id), staff.colleague(brand_id, user_id)
        actor = staff.actor_for(user, brand, Via.WEB)
    except (NotFound, NotAllowed, Brand.DoesNotExist):
        return render(request, "web/alerts/stop.html", {"is_unknown": True}, status=404)
    if request.method == "POST":
        wish.stop_mail(by=actor, now=timezone.now())
    facts = {"brand": brand, "user": user, "is_done": request.method == "POST"}
    return render(request, "web/alerts/stop.html", facts)


def _page(request: HttpRequest, desk: Desk, refusal: Refusal | None = None) -> HttpResponse:
    listener = wishes.listener(desk.brand.pk, desk.user.pk)
    manner: Manner = listener.manner
    times = [alerts_form.clock(minute) for minute in manner.digest_at] or ["08:00"]
    context = {
        "alert_lines": alerts_form.lines_of(listener),
        "mails": alerts_form.mails(),
        "details": alerts_form.details(),
        "manner": manner,
        "quiet_from": alerts_form.clock(manner.quiet_from),
        "quiet_until": alerts_form.clock(manner.quiet_until),
        "digest_times": (times + [""] * 2)[: max(2, len(times))],
        "every": alerts_form.EVERY,
        "days": [(day, day in manner.quiet_days, _day(day)) for day in _DAYS],
        "zones": sorted(available_zones()),
        "browsers": wishes.browsers_of(desk.brand.pk, desk.user.pk),
        "push_key": browsers.push_key(now=desk.now).public,
        "has_mail": own_mail_server() is not None,
        "mail_stopped": listener.mail_stopped,
        "is_usual": not listener.chosen,
    }
    wrong = ("wishes", refusal) if refusal else None
    return page(request, desk, "notifications", "notifications", context, wrong=wrong)


def _day(day: int) -> str:
    names = (_("Mon"), _("Tue"), _("Wed"), _("Thu"), _("Fri"), _("Sat"), _("Sun"))
    return str(names[day])
