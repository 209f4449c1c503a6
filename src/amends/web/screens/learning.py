"""What the desk learns: the daily round, suggested tags, and what was learnt, with the way back."""

from __future__ import annotations

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from amends.inbox.queries import thread as threads
from amends.refusals import Refusal
from amends.triage.actions import ask_people, hint
from amends.triage.actions.learn import take_back
from amends.triage.models import SetAsideWhy
from amends.triage.queries import learnt, noise, rounds
from amends.triage.rules.labels import LEVELS
from amends.web import answers, frame, learning
from amends.web.desk import Desk, at_desk
from amends.web.dialogs import number_in
from amends.web.screens.settings.pages import page, tried


@require_safe
@at_desk
def daily_round(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The next question of today's round; or that it is done, or may begin."""
    today = rounds.round_of(desk.brand.pk, timezone.localdate(desk.now))
    context = {
        **frame.around(desk, place="round"),
        "today": today,
        "asked": learning.asked(today.next) if today.next else None,
        "can_go_back": today.done > 0,
    }
    return render(request, "web/triage/round.html", context)


@require_POST
@at_desk
def begin(request: HttpRequest, desk: Desk) -> HttpResponse:  # noqa: ARG001 - Django gives it
    """Draw today's round, or twelve more."""
    ask_people.begin(by=desk.actor, now=desk.now)
    return redirect("round", desk.brand.slug)


@require_POST
@at_desk
def answer(request: HttpRequest, desk: Desk, question_id: int) -> HttpResponse:
    """Say what a message is, or pass it by."""
    question = rounds.question_of(desk.brand.pk, question_id)
    said = request.POST.get("said", "")
    ask_people.answer(by=desk.actor, question=question, said=said, now=desk.now)
    return redirect("round", desk.brand.slug)


@require_POST
@at_desk
def again(request: HttpRequest, desk: Desk) -> HttpResponse:  # noqa: ARG001 - Django gives it
    """Ask the last one again."""
    ask_people.ask_again(by=desk.actor, now=desk.now)
    return redirect("round", desk.brand.slug)


# --------------------------------------------------------------------------- suggested tags


@require_POST
@at_desk
def suggested_tag(request: HttpRequest, desk: Desk, case_id: int) -> HttpResponse:
    """Take a suggested tag, or say that it does not fit."""
    case = threads.case_of(desk.brand.pk, case_id)
    wanted = number_in(request.POST.get("tag", ""))
    if request.POST.get("fits") == "no":
        hint.dismiss(by=desk.actor, case=case, tag_id=wanted, now=desk.now)
        return answers.done(request, _("Noted: it does not fit here."))
    tag = hint.take(by=desk.actor, case=case, tag_id=wanted, now=desk.now)
    return answers.done(request, _("Tagged “%(tag)s”.") % {"tag": tag.name})


# --------------------------------------------------------------------------------- settings


@require_safe
@at_desk
def overview(request: HttpRequest, desk: Desk) -> HttpResponse:
    """What the desk has learnt, by kind."""
    return _page(request, desk)


def _page(request: HttpRequest, desk: Desk, refusal: Refusal | None = None) -> HttpResponse:
    context = {
        "kinds": learning.kinds(desk.brand.pk, desk.now),
        "tags": learning.tags(desk.brand.pk),
        "tags_from": noise.settings_of(desk.brand.pk).tags_from,
        "levels": LEVELS,
    }
    wrong = ("tags", refusal) if refusal else None
    return page(request, desk, "learnt", "learnt", context, wrong=wrong)


@require_POST
@at_desk
def go_back(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Let judge what judged before."""

    def deed() -> str:
        found = learnt.learning_of(desk.brand.pk, request.POST.get("kind", ""))
        take_back(by=desk.actor, learning=found, why=SetAsideWhy.BY_HAND, now=desk.now)
        return _("Taken back. What waits is judged anew within a minute.")

    shown = partial(_page, request, desk)
    return tried(request, deed, back=("learnt", desk.brand.slug), again=shown)


@require_POST
@at_desk
def set_tags(request: HttpRequest, desk: Desk) -> HttpResponse:
    """From which precision on the desk puts on tags by itself."""

    def deed() -> str:
        percent = number_in(request.POST.get("percent", ""))
        hint.set_tags_from(by=desk.actor, percent=percent, now=desk.now)
        if not percent:
            return _("Saved. The desk only suggests tags.")
        return _("Saved. The desk puts on tags that were right %(n)d times of 100.") % {
            "n": percent
        }

    shown = partial(_page, request, desk)
    return tried(request, deed, back=("learnt", desk.brand.slug), again=shown)
