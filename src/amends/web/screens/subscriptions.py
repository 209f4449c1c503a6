"""Settings of the programs that are told: where, of what, how it goes, and what they were told lately."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from amends.refusals import Invalid, Refusal
from amends.staff.rules import Right
from amends.subscriptions import queries
from amends.subscriptions.actions import keep
from amends.subscriptions.models import AnnouncementState, Subscription
from amends.subscriptions.rules import CHOSEN, Topic
from amends.web import answers
from amends.web.desk import Desk, at_desk
from amends.web.screens.settings.pages import page, tried

_PLACE = "subscriptions"


@require_safe
@at_desk
def overview(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The brand's subscriptions, and adding one."""
    desk.actor.require(Right.MANAGE_CONNECTIONS)
    return _all(request, desk)


@require_safe
@at_desk
def one(request: HttpRequest, desk: Desk, subscription_id: int) -> HttpResponse:
    """One subscription, and what it was told lately."""
    return _one(request, desk, _own(desk, subscription_id))


@require_POST
@at_desk
def add(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Tell another program; its secret is on the page that answers, and never again."""
    try:
        made, secret = keep.add(
            by=desk.actor,
            name=request.POST.get("name", ""),
            url=request.POST.get("url", ""),
            topics=_topics(request),
            now=desk.now,
        )
    except Invalid as refusal:
        return _all(request, desk, refusal)
    return _one(request, desk, made, secret=secret)


@require_POST
@at_desk
def change(request: HttpRequest, desk: Desk, subscription_id: int) -> HttpResponse:
    """Change a subscription's name, address, or what it is told of."""
    subscription = _own(desk, subscription_id)

    def deed() -> str:
        keep.change(
            by=desk.actor,
            subscription=subscription,
            name=request.POST.get("name", ""),
            url=request.POST.get("url", ""),
            topics=_topics(request),
            now=desk.now,
        )
        return _("Saved.")

    back = ("subscription", desk.brand.slug, subscription_id)
    return tried(request, deed, back=back, again=partial(_one, request, desk, subscription))


@require_POST
@at_desk
def rotate(request: HttpRequest, desk: Desk, subscription_id: int) -> HttpResponse:
    """Make a new secret, shown on the page that answers."""
    secret = keep.rotate(by=desk.actor, subscription=_own(desk, subscription_id), now=desk.now)
    return _one(request, desk, _own(desk, subscription_id), secret=secret)


@require_POST
@at_desk
def act(request: HttpRequest, desk: Desk, subscription_id: int, verb: str) -> HttpResponse:
    """Try a subscription, pause, resume or remove it."""
    deed, sentence = _verbs()[verb]
    subscription = _own(desk, subscription_id)
    deed(by=desk.actor, subscription=subscription, now=desk.now)
    answers.note(request, sentence % {"name": subscription.name})
    if verb == "remove":
        return redirect(_PLACE, desk.brand.slug)
    return redirect("subscription", desk.brand.slug, subscription_id)


def _verbs() -> dict[str, tuple[Callable[..., object], str]]:
    return {
        "try": (keep.try_out, _("A test is on its way to %(name)s.")),
        "pause": (keep.pause, _("%(name)s is told nothing for now.")),
        "resume": (keep.resume, _("%(name)s is told again, first what waits.")),
        "remove": (keep.remove, _("%(name)s is told nothing any more.")),
    }


@require_POST
@at_desk
def again(request: HttpRequest, desk: Desk, announcement_id: int) -> HttpResponse:
    """Tell something once more."""
    announcement = queries.announcement_of(desk.brand.pk, announcement_id)
    keep.resend(by=desk.actor, announcement=announcement, now=desk.now)
    answers.note(request, _("It is on its way again, under the same id."))
    return redirect("subscription", desk.brand.slug, announcement.subscription_id)


def _own(desk: Desk, subscription_id: int) -> Subscription:
    desk.actor.require(Right.MANAGE_CONNECTIONS)
    return queries.subscription_of(desk.brand.pk, subscription_id)


def _topics(request: HttpRequest) -> list[Topic]:
    given = set(request.POST.getlist("topics"))
    return [topic for topic in CHOSEN if topic.value in given]


def _all(request: HttpRequest, desk: Desk, refusal: Refusal | None = None) -> HttpResponse:
    context = {
        "subscriptions": queries.subscriptions_of(desk.brand.pk),
        "topics": _words(),
        "chosen": request.POST.getlist("topics") if refusal else [],
    }
    wrong = ("add", refusal) if refusal else None
    return page(request, desk, _PLACE, "subscriptions", context, wrong=wrong)


def _one(
    request: HttpRequest,
    desk: Desk,
    subscription: Subscription,
    refusal: Refusal | None = None,
    *,
    secret: str = "",
) -> HttpResponse:
    words, states = dict(_words()), _states()
    told = [
        {
            "announcement": each,
            "topic": words.get(each.topic, _("A test")),
            "state": states[each.state],
        }
        for each in queries.announcements_of(subscription)
    ]
    context = {
        "subscription": subscription,
        "told": told,
        "topics": _words(),
        "chosen": request.POST.getlist("topics") if refusal else subscription.topics,
        "secret": secret,
    }
    wrong = ("change", refusal) if refusal else None
    return page(request, desk, _PLACE, "subscription", context, wrong=wrong)


def _states() -> dict[str, str]:
    return {
        AnnouncementState.WAITING: _("waits"),
        AnnouncementState.TOLD: _("told"),
        AnnouncementState.GIVEN_UP: _("given up"),
    }


def _words() -> list[tuple[str, str]]:
    said = {
        Topic.CASE_OPENED: _("A case is opened"),
        Topic.CASE_STATE: _("It is another’s turn in a case, or it is closed"),
        Topic.CASE_ASSIGNED: _("A case is given to a colleague or a team"),
        Topic.CASE_TAGGED: _("A tag is put on or taken off"),
        Topic.CASE_LATE: _("A promise is late"),
        Topic.MESSAGE: _("A customer writes"),
        Topic.ANSWER_SENT: _("An answer was sent"),
        Topic.ANSWER_FAILED: _("An answer failed or was refused"),
        Topic.ANSWER_UNKNOWN: _("Nobody knows whether an answer arrived"),
    }
    return [(topic.value, said[topic]) for topic in CHOSEN]
