"""The playbook in the settings: what holds, how it came to be, where to begin, and what is decided."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from amends.channels import registry
from amends.outbox.actions.rehearse import rehearse
from amends.playbook import actions, queries
from amends.playbook.models import PlaybookVersion, VersionState
from amends.playbook.rules.document import read
from amends.refusals import NotFound, Refusal
from amends.staff.rules import Right
from amends.web import answers
from amends.web.desk import Desk, at_desk
from amends.web.playbook.changes import changes
from amends.web.playbook.tried import came_to
from amends.web.screens.settings.pages import page, tried

PLACE = "playbook"


@require_safe
@at_desk
def overview(request: HttpRequest, desk: Desk) -> HttpResponse:
    """What holds, what is being written, and every version; or where to begin."""
    return _overview(request, desk)


def _overview(
    request: HttpRequest, desk: Desk, form: str = "", refusal: Refusal | None = None
) -> HttpResponse:
    brand = desk.brand.pk
    live = queries.live_of(brand)
    context = {
        "live": live,
        "summary": _summary(live),
        "written": queries.written_of(brand),
        "versions": queries.history_of(brand)[:100],
        "starters": queries.starters(),
        "choice": queries.settings_of(brand),
        "may_edit": desk.may(Right.MANAGE_TEAM),
    }
    wrong = (form, refusal) if refusal else None
    return page(request, desk, PLACE, "playbook", context, wrong=wrong)


def _summary(version: PlaybookVersion | None) -> list[tuple[str, int]]:
    """What a playbook holds, in numbers that say how much it is."""
    playbook = read(version.text).playbook if version is not None else None
    if playbook is None:
        return []
    return [
        (_("Words never said"), len(playbook.words.never)),
        (_("Promises"), len(playbook.promises.own)),
        (_("Own rules"), len(playbook.rules.own)),
        (_("Notices"), len(playbook.notices)),
        (_("Approvals"), len(playbook.approvals)),
        (_("Rules on arrival"), len(playbook.arrival)),
        (_("Languages"), len(playbook.languages.answers)),
    ]


@require_safe
@at_desk
def starter(request: HttpRequest, desk: Desk, slug: str) -> HttpResponse:
    """One of the playbooks to begin with, before it is chosen."""
    found = queries.starter(slug)
    written = queries.written_of(desk.brand.pk)
    context = {
        "starter": found,
        "lines": found.text.splitlines(),
        "written": written,
        "may_edit": desk.may(Right.MANAGE_TEAM),
    }
    return page(request, desk, PLACE, "playbook_starter", context)


@require_POST
@at_desk
def begin(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Begin a draft: with a starter, with a version's text, or with nearly nothing."""
    text = _beginning(desk, request.POST.get("with", ""))
    written = queries.written_of(desk.brand.pk)
    if written is not None:
        answers.note(request, _("There is a draft already; here it is."))
        return redirect("playbook-edit", desk.brand.slug)
    actions.save_draft(by=desk.actor, text=text, seen=0, now=desk.now)
    answers.note(request, _("A draft is begun. Nothing holds before it is put live."))
    return redirect("playbook-edit", desk.brand.slug)


def _beginning(desk: Desk, given: str) -> str:
    if given.isdecimal():
        return queries.version_of(desk.brand.pk, _whole(given)).text
    return queries.starter(given).text if given else "schema_version: 1\n"


@require_safe
@at_desk
def version(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """One version: what it changed, what it would do, and what can be decided about it."""
    return _version(request, desk, number)


def _version(
    request: HttpRequest, desk: Desk, number: int, form: str = "", refusal: Refusal | None = None
) -> HttpResponse:
    found = queries.version_of(desk.brand.pk, number)
    live = queries.live_of(desk.brand.pk)
    against = _against(desk, found, live, request.GET.get("against", ""))
    run = queries.dry_run_of(found)
    is_open = found.state in {VersionState.DRAFT, VersionState.IN_REVIEW}
    playbook = read(found.text, networks=networks()).playbook
    context = {
        "version": found,
        "has_arrival": playbook is not None and bool(playbook.arrival),
        "live": live,
        "against": against,
        "changes": changes(against.text if against is not None else "", found.text),
        "others": [each for each in queries.history_of(desk.brand.pk)[:50] if each.pk != found.pk],
        "problems": read(found.text, networks=networks()).problems if is_open else (),
        "run": run,
        "came": came_to(run) if run is not None else None,
        "is_open": is_open,
        "is_own": desk.user.pk in {*found.writers, found.asked_by_id},
        "choice": queries.settings_of(desk.brand.pk),
        "may_edit": desk.may(Right.MANAGE_TEAM),
        "may_approve": _may_approve(desk),
    }
    wrong = (form, refusal) if refusal else None
    return page(request, desk, PLACE, "playbook_version", context, wrong=wrong)


def networks() -> frozenset[str]:
    """The slugs of the networks that this desk has."""
    return frozenset(registry.channels())


def _may_approve(desk: Desk) -> bool:
    is_owners = queries.settings_of(desk.brand.pk).owner_approves
    return desk.may(Right.MANAGE_STAFF if is_owners else Right.MANAGE_TEAM)


def _against(
    desk: Desk, found: PlaybookVersion, live: PlaybookVersion | None, asked: str
) -> PlaybookVersion | None:
    """What a version is compared with: the one asked for, else what is live, else the one before it."""
    if asked.isdecimal():
        return queries.version_of(desk.brand.pk, _whole(asked))
    if live is not None and live.pk != found.pk:
        return live
    if found.began_from is not None and found.began_from != found.number:
        return queries.version_of(desk.brand.pk, found.began_from)
    return None


@require_safe
@at_desk
def dry_run(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """How far a dry run is, for the page that shows it."""
    found = queries.version_of(desk.brand.pk, number)
    run = queries.dry_run_of(found)
    context = {
        "desk": desk,
        "version": found,
        "run": run,
        "came": came_to(run) if run is not None else None,
        "may_edit": desk.may(Right.MANAGE_TEAM),
    }
    return render(request, "web/settings/_playbook_dry_run.html", context)


# ------------------------------------------------------------------------------------- decisions


@require_POST
@at_desk
def choose(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Say whether two people are needed."""

    def deed() -> str:
        actions.choose(
            by=desk.actor,
            needs_second="needs_second" in request.POST,
            owner_approves="owner_approves" in request.POST,
            now=desk.now,
        )
        return _("Kept.")

    again = partial(_overview, request, desk, "choose")
    return tried(request, deed, back=(PLACE, desk.brand.slug), again=again)


@require_POST
@at_desk
def decide(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """Ask for a review, approve, give back, put live, try, throw away, or let an old one hold again."""
    verb = _VERBS.get(request.POST.get("do", ""))
    if verb is None:
        raise NotFound
    seen = _whole(request.POST.get("seen", ""))
    deed = partial(verb, desk, number, seen, request.POST.get("comment", ""))
    again = partial(_version, request, desk, number, "decide")
    return tried(request, deed, back=("playbook-version", desk.brand.slug, number), again=again)


def _whole(typed: str) -> int:
    return int(typed) if typed.isdecimal() and len(typed) < 10 else 0


def _ask(desk: Desk, _number: int, seen: int, comment: str) -> str:
    actions.ask_review(by=desk.actor, seen=seen, comment=comment, networks=networks(), now=desk.now)
    return _("A colleague can look at it now.")


def _approve(desk: Desk, _number: int, seen: int, comment: str) -> str:
    actions.approve(by=desk.actor, seen=seen, comment=comment, now=desk.now)
    return _("Approved. It can be put live.")


def _give_back(desk: Desk, _number: int, seen: int, comment: str) -> str:
    actions.give_back(by=desk.actor, seen=seen, comment=comment, now=desk.now)
    return _("It is a draft again.")


def _go_live(desk: Desk, _number: int, seen: int, comment: str) -> str:
    actions.go_live(by=desk.actor, seen=seen, comment=comment, networks=networks(), now=desk.now)
    return _("It is live: every text is held to it from now on.")


def _throw_away(desk: Desk, _number: int, seen: int, _comment: str) -> str:
    actions.throw_away(by=desk.actor, seen=seen, now=desk.now)
    return _("The draft is thrown away; it stays in the history.")


def _roll_back(desk: Desk, number: int, _seen: int, comment: str) -> str:
    back = actions.roll_back(by=desk.actor, number=number, comment=comment, now=desk.now)
    facts = {"number": number, "new": back.number}
    return _("Version %(number)s holds again, as version %(new)s.") % facts


def _try(desk: Desk, number: int, _seen: int, _comment: str) -> str:
    rehearse(by=desk.actor, number=number, now=desk.now)
    return _("It is being tried on your last answers.")


_VERBS: dict[str, Callable[[Desk, int, int, str], str]] = {
    "ask-review": _ask,
    "approve": _approve,
    "give-back": _give_back,
    "go-live": _go_live,
    "throw-away": _throw_away,
    "roll-back": _roll_back,
    "try": _try,
}
