"""Maintenance of the service, and who is told: two pages beside the status page's settings."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from amends.refusals import Invalid, NotFound, Refusal
from amends.staff.rules import Right
from amends.status.actions import maintain, subscribe
from amends.status.actions.maintain import Plan
from amends.status.models import Maintenance, StatusPage
from amends.status.queries import subscribers as told
from amends.status.queries.pages import components_of, own_page
from amends.status.rules.states import MaintenanceState, NoticeState
from amends.status.rules.tongues import LANGUAGES
from amends.web import answers
from amends.web.desk import Desk, at_desk
from amends.web.dialogs import number_in
from amends.web.screens.settings.pages import page as settings_page
from amends.web.screens.settings.pages import tried
from amends.web.screens.status_settings import PLACE, typed

_MOST_SHOWN = 30


@require_safe
@at_desk
def maintenance(request: HttpRequest, desk: Desk) -> HttpResponse:
    """What is planned, what is going on, what was; and planning more."""
    desk.actor.require(Right.ANNOUNCE)
    return _page(request, desk)


def _page(
    request: HttpRequest, desk: Desk, form: str = "", refusal: Refusal | None = None
) -> HttpResponse:
    status = own_page(desk.brand.pk)
    works = Maintenance.objects.filter(page=status).order_by("-starts_at", "-pk")[:_MOST_SHOWN]
    names = {each.pk: each.name for each in components_of(desk.brand.pk)}
    words = _states()
    chosen = request.POST.getlist("components") if refusal else []
    context = {
        "status": status,
        "blank": [(code, LANGUAGES[code], "", "") for code in status.languages],
        "components": [(pk, name, str(pk) in chosen) for pk, name in names.items()],
        "lines": [
            {
                "work": work,
                "form": f"work-{work.pk}",
                "state": words[work.state],
                "concerned": ", ".join(names[pk] for pk in work.component_ids if pk in names),
                "components": [(pk, name, pk in work.component_ids) for pk, name in names.items()],
                "words": [
                    (code, LANGUAGES[code], work.titles.get(code, ""), work.words.get(code, ""))
                    for code in status.languages
                ],
                "is_ahead": work.state in {MaintenanceState.PLANNED, MaintenanceState.RUNNING},
            }
            for work in works
        ],
    }
    wrong = (form, refusal) if refusal else None
    return settings_page(request, desk, PLACE, "status_maintenance", context, wrong=wrong)


def _states() -> dict[str, str]:
    return {
        MaintenanceState.PLANNED: _("planned"),
        MaintenanceState.RUNNING: _("going on"),
        MaintenanceState.FINISHED: _("finished"),
        MaintenanceState.CANCELLED: _("cancelled"),
    }


@require_POST
@at_desk
def plan(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Announce work that is to come."""
    status = own_page(desk.brand.pk)

    def deed() -> str:
        maintain.plan(by=desk.actor, page=status, what=_plan(request, status), now=desk.now)
        return _("It is announced. It begins and ends by itself.")

    return _tried(request, desk, "plan", deed)


@require_POST
@at_desk
def work(request: HttpRequest, desk: Desk, work_id: int) -> HttpResponse:
    """Change work, begin or end it now, or call it off."""
    found = Maintenance.objects.select_related("page").filter(brand_id=desk.brand.pk, pk=work_id)
    known = found.first()
    if known is None:
        raise NotFound(maintenance=work_id)
    does: dict[str, tuple[Callable[[], object], str]] = {
        "change": (
            lambda: maintain.change(
                by=desk.actor, work=known, what=_plan(request, known.page), now=desk.now
            ),
            _("Saved; subscribers are told of it."),
        ),
        "begin": (partial(maintain.begin, by=desk.actor, work=known, now=desk.now), _("It began.")),
        "finish": (
            partial(maintain.finish, by=desk.actor, work=known, now=desk.now),
            _("It is finished."),
        ),
        "cancel": (
            partial(maintain.cancel, by=desk.actor, work=known, now=desk.now),
            _("It is called off."),
        ),
    }
    verb = request.POST.get("do", "")
    if verb not in does:
        raise Invalid(do=verb)
    act, sentence = does[verb]

    def deed() -> str:
        act()
        return sentence

    return _tried(request, desk, f"work-{known.pk}", deed)


def _plan(request: HttpRequest, status: StatusPage) -> Plan:
    given, others = request.POST, status.languages[1:]
    return Plan(
        title=typed(request, "title"),
        titles={code: typed(request, f"title-{code}") for code in others},
        words={code: typed(request, f"words-{code}") for code in status.languages},
        starts_at=_moment(request, "starts_at"),
        ends_at=_moment(request, "ends_at"),
        components=[number_in(each) for each in given.getlist("components")],
        is_told="is_told" in given,
    )


def _moment(request: HttpRequest, name: str) -> datetime:
    """A moment as the brand's clock shows it. Raises Invalid."""
    try:
        found = parse_datetime(request.POST.get(name, ""))
    except ValueError:
        found = None
    if found is None:
        raise Invalid(_("Say the day and the time."), field=name)
    return timezone.make_aware(found) if timezone.is_naive(found) else found


def _tried(request: HttpRequest, desk: Desk, form: str, deed: Callable[[], str]) -> HttpResponse:
    again = partial(_page, request, desk, form)
    return tried(request, deed, back=("status-maintenance", desk.brand.slug), again=again)


# ----------------------------------------------------------------------------------- subscribers


@require_safe
@at_desk
def subscribers(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Who is told, and what became of the last week's notices."""
    desk.actor.require(Right.MANAGE_CONNECTIONS)
    search = request.GET.get("q", "").replace("\0", "").strip()[:200]
    delivered = told.delivered(desk.brand.pk, desk.now)
    words = _delivery_words()
    context = {
        "status": own_page(desk.brand.pk),
        "search": search,
        "counted": told.counted(desk.brand.pk),
        "delivered": [(words[state], count) for state, count in delivered.items() if count],
        "subscribers": told.subscribers_of(desk.brand.pk, search=search)[: told.MOST_SHOWN],
        "most": told.MOST_SHOWN,
    }
    return settings_page(request, desk, PLACE, "status_subscribers", context)


def _delivery_words() -> dict[str, str]:
    return {
        NoticeState.WAITING: _("waiting"),
        NoticeState.SENDING: _("being sent"),
        NoticeState.SENT: _("sent"),
        NoticeState.UNKNOWN: _("perhaps arrived"),
        NoticeState.GIVEN_UP: _("given up"),
        NoticeState.DROPPED: _("not needed any more"),
    }


@require_POST
@at_desk
def forget(request: HttpRequest, desk: Desk, subscriber_id: int) -> HttpResponse:
    """Forget a subscriber."""
    found = told.subscriber_of(desk.brand.pk, subscriber_id)
    subscribe.remove(by=desk.actor, subscriber=found, now=desk.now)
    answers.note(request, _("%(address)s is forgotten.") % {"address": found.address})
    return redirect("status-subscribers", desk.brand.slug)
