"""Many cases at once: choosing them, looking at what will happen, watching it, taking it back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from amends.bulk import actions, queries, rules
from amends.bulk.models import ItemState, Run, RunState, Verb
from amends.bulk.rules import Foreseen, Where
from amends.inbox.actions.turn import LONGEST_SNOOZE
from amends.inbox.queries import views
from amends.incidents.actions.attach import attach
from amends.incidents.queries.look import incident_of
from amends.incidents.rules.words import Attached
from amends.refusals import Invalid, NotFound
from amends.staff import queries as staff
from amends.staff.rules import Right
from amends.web import answers, frame, many_words, runs
from amends.web.desk import Desk, at_desk, back_from, is_fragment
from amends.web.screens import inbox, incident_open
from amends.web.screens.case import snooze_choices
from amends.web.screens.incident_open import From

_A_PAGE = 50
_READ_AT_ONCE = 500


@require_POST
@at_desk
def choose(request: HttpRequest, desk: Desk, view: str) -> HttpResponseBase:
    """Do something to the chosen cases of a list: few at once, many and answers after a look.

    ``do`` is a verb, after a colon what it needs; ``case`` are ids, or ``all`` means the whole list.
    """
    if request.POST.get("do") == "incident":
        return _go(request, _incident(request, desk, view))
    if request.POST.get("do", "").startswith("attach:"):
        return _attach(request, desk, view)
    verb, facts = _wanted(request, desk)
    ids = _everything(request, desk, view) if request.POST.get("all") else _chosen(request)
    run = actions.choose(
        by=desk.actor,
        verb=verb,
        case_ids=ids,
        facts=facts,
        source=f"{view}?{request.GET.urlencode()}",
        now=desk.now,
    )
    if runs.needs_a_look(run):
        return _go(request, _url(desk, run))
    actions.begin(by=desk.actor, run=run, now=desk.now)
    return _done_now(request, desk, run)


def _attach(request: HttpRequest, desk: Desk, view: str) -> HttpResponse:
    """Attach them to an incident that is open."""
    number = inbox.number(request.POST["do"].partition(":")[2]) or 0
    incident = incident_of(desk.brand.pk, number)
    is_all = bool(request.POST.get("all"))
    ids = _everything(request, desk, view) if is_all else _chosen(request)
    how = Attached.SEARCH if is_all else Attached.HAND
    n = attach(by=desk.actor, incident=incident, case_ids=ids, how=how, now=desk.now)
    said = ngettext("%(n)d case was attached.", "%(n)d cases were attached.", n) % {"n": n}
    return answers.done(request, said)


def _incident(request: HttpRequest, desk: Desk, view: str) -> str:
    """Where an incident is opened from them: named where they fit into an address, else as the list."""
    ids = _chosen(request)
    if request.POST.get("all") or len(ids) > incident_open.MOST_NAMED:
        return incident_open.address(desk, From(view=view, query=request.GET.get("q", "")))
    return incident_open.address(desk, From(ids=tuple(ids)))


def _wanted(request: HttpRequest, desk: Desk) -> tuple[Verb, dict[str, object]]:
    word, _colon, given = request.POST.get("do", "").partition(":")
    if word not in Verb.values or word == Verb.UNDO:
        raise Invalid(do=word)
    verb = Verb(word)
    read = _FACTS.get(verb)
    return verb, read(request, desk, given) if read else {}


def _colleague(_request: HttpRequest, desk: Desk, given: str) -> dict[str, object]:
    user = staff.colleague(desk.brand.pk, inbox.number(given) or 0)
    return {"to": user.pk, "name": user.name}


def _team(_request: HttpRequest, desk: Desk, given: str) -> dict[str, object]:
    team = staff.team_of(desk.brand.pk, inbox.number(given) or 0)
    return {"team": team.pk, "name": team.name}


def _new_tag(request: HttpRequest, _desk: Desk, given: str) -> dict[str, object]:
    typed = (given or request.POST.get("tag", "")).replace("\0", "")
    name = " ".join(typed.split()).lstrip("#")
    if not 1 <= len(name) <= 60:
        raise Invalid(_("A tag has between 1 and 60 characters."))
    return {"name": name}


def _old_tag(_request: HttpRequest, desk: Desk, given: str) -> dict[str, object]:
    number = inbox.number(given) or 0
    tag = views.tags_by_id(desk.brand.pk, [number]).get(number)
    if tag is None:
        raise NotFound(tag=number)
    return {"tag": tag.pk, "name": tag.name}


def _until(request: HttpRequest, desk: Desk, given: str) -> dict[str, object]:
    try:
        moment = parse_datetime(given or request.POST.get("until", ""))
    except ValueError:
        moment = None
    if moment is None:
        raise Invalid(_("Choose a time."))
    moment = moment if moment.tzinfo else timezone.make_aware(moment)
    if not desk.now < moment <= desk.now + LONGEST_SNOOZE:
        raise Invalid(_("Choose a time from now on, within a year."))
    return {"until": moment.isoformat()}


_FACTS: dict[Verb, Callable[[HttpRequest, Desk, str], dict[str, object]]] = {
    Verb.ASSIGN: _colleague,
    Verb.TEAM: _team,
    Verb.TAG: _new_tag,
    Verb.UNTAG: _old_tag,
    Verb.SNOOZE: _until,
}


def _chosen(request: HttpRequest) -> list[int]:
    given = [inbox.number(text) for text in request.POST.getlist("case")]
    return [number for number in given if number is not None]


def _everything(request: HttpRequest, desk: Desk, view: str) -> list[int]:
    """The ids of all that the list holds, in its order, one more than a run takes at most."""
    wanted = inbox.wanted_by(request, desk, view)
    found: list[int] = []
    after = ""
    while True:
        page = views.cases(wanted, after=after, limit=_READ_AT_ONCE)
        found += [row.case_id for row in page.rows]
        after = page.following
        if not after or len(found) > rules.MOST_CASES:
            return found


@require_safe
@at_desk
def count(request: HttpRequest, desk: Desk, view: str) -> HttpResponse:
    """How many cases the whole list holds, for the button that chooses all of them."""
    desk.actor.require(Right.ORGANISE)
    n = len(_everything(request, desk, view))
    context = {"n": min(n, rules.MOST_CASES), "is_more": n > rules.MOST_CASES}
    return render(request, "web/many/_count.html", context)


@require_safe
@at_desk
def menu(request: HttpRequest, desk: Desk, name: str) -> HttpResponse:
    """What a menu of the bar offers; read when it is opened, not for every list."""
    if name not in {"assign", "tag", "snooze"}:
        raise NotFound(menu=name)
    context: dict[str, Any] = {"desk": desk, "name": name}
    if name == "assign":
        context["colleagues"] = [
            each for each in staff.colleagues(desk.brand.pk) if each.user_id != desk.user.pk
        ]
        context["teams"] = staff.teams_of(desk.brand.pk)
    elif name == "tag":
        context["tags"] = views.tags_of_brand(desk.brand.pk, limit=60)
    else:
        context["snooze_choices"] = snooze_choices(desk.now)
    return render(request, "web/many/_menu.html", context)


def _done_now(request: HttpRequest, desk: Desk, run: Run) -> HttpResponse:
    """A few are done while the person waits; the worker takes up whatever is left."""
    actions.work(run_id=run.pk, limit=rules.SURELY_MEANT, clock=timezone.now)
    run.refresh_from_db()
    tally = queries.tally(run)
    told = runs.told(run, tally, desk.now)
    sentence = runs.outcome(run, tally, desk.now)
    if not is_fragment(request):
        answers.note(request, sentence)
        where = _url(desk, run) if tally.refused or run.state == RunState.RUNNING else None
        return redirect(where or back_from(request))
    context = {"desk": desk, "told": told, "sentence": sentence}
    response = render(request, "web/many/_outcome.html", context)
    return answers.changed(response, **{"amends:many": {"run": run.pk}})


def _url(desk: Desk, run: Run) -> str:
    return reverse("run", args=[desk.brand.slug, run.pk])


def _go(request: HttpRequest, url: str) -> HttpResponseBase:
    if not is_fragment(request):
        return redirect(url)
    response = HttpResponse(status=204)
    response["HX-Redirect"] = url
    return response


# ------------------------------------------------------------------------------- one run


@require_safe
@at_desk
def overview(request: HttpRequest, desk: Desk) -> HttpResponse:
    """What was done to many lately, and by whom."""
    found = queries.runs_of(desk.brand.pk)
    tallies = queries.tallies(found)
    lines = [runs.told(run, tallies[run.pk], desk.now) for run in found]
    context = {**frame.around(desk, place="runs"), "lines": lines}
    return render(request, "web/many/overview.html", context)


@require_safe
@at_desk
def one(request: HttpRequest, desk: Desk, run_id: int) -> HttpResponse:
    """One run: to be worded, to be confirmed, under way, or done."""
    run = queries.run_of(desk.brand.pk, run_id)
    context = {**frame.around(desk, place="runs"), **_shown(request, desk, run)}
    return render(request, "web/many/one.html", context)


@require_safe
@at_desk
def progress(request: HttpRequest, desk: Desk, run_id: int) -> HttpResponse:
    """The part of a run's page that changes while it runs."""
    run = queries.run_of(desk.brand.pk, run_id)
    return render(request, "web/many/_progress.html", {"desk": desk, **_shown(request, desk, run)})


def _shown(request: HttpRequest, desk: Desk, run: Run) -> dict[str, Any]:
    which = request.GET.get("which", "")
    items = queries.items_of(run)
    if which in {"pass", "hold", "block"}:
        items = items.filter(verdict=which)
    elif which in ItemState.values:
        items = items.filter(state=which)
    page = Paginator(items, _A_PAGE).get_page(request.GET.get("page"))
    is_answer = run.verb == Verb.ANSWER
    foreseen = queries.foreseen(run) if is_answer else Foreseen()
    return {
        "told": runs.told(run, queries.tally(run), desk.now),
        "foreseen": foreseen,
        "judged": run.total - foreseen.unseen,
        "sendable": foreseen.passing + foreseen.held,
        "is_answer": is_answer,
        "is_own": run.by_id == desk.user.pk,
        "which": which,
        "page": page,
        "lines": [many_words.line(item) for item in page],
        "wheres": many_words.wheres(run),
        "variables": many_words.variables(),
        "saved_replies": many_words.saved_replies(desk),
    }


@require_POST
@at_desk
def word(request: HttpRequest, desk: Desk, run_id: int) -> HttpResponse:
    """Write the answers of a draft: each customer's own words are made here and shown next."""
    run = queries.run_of(desk.brand.pk, run_id)
    where = request.POST.get("where", Where.AS_WRITTEN.value)
    if where not in set(Where):
        raise Invalid(where=where)
    text = request.POST.get("text", "")
    actions.word(
        by=desk.actor,
        run=run,
        text=text,
        where=Where(where),
        text_of=many_words.text_of(desk, text),
    )
    # The first page is seen at once; the worker's job does the rest.
    actions.judge(run_id=run.pk, limit=_A_PAGE, now=desk.now)
    return redirect(_url(desk, run))


@require_POST
@at_desk
def turn(request: HttpRequest, desk: Desk, run_id: int, to: str) -> HttpResponse:
    """Begin it, stop it, let it go on, or take it back."""
    run = queries.run_of(desk.brand.pk, run_id)
    if to not in _TURNS:
        raise NotFound(turn=to)
    after = _TURNS[to](by=desk.actor, run=run, now=desk.now) or run
    if to == "undo" and after.total <= rules.SURELY_MEANT:
        return _done_now(request, desk, after)
    return redirect(_url(desk, after))


_TURNS: dict[str, Callable[..., Run | None]] = {
    "begin": actions.begin,
    "stop": actions.cancel,
    "go-on": actions.go_on,
    "undo": actions.undo,
}
