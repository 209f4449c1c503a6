"""Order in the records: merging, splitting and linking cases, who follows one, spam, and the way back."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from amends.inbox.actions import follow as following
from amends.inbox.actions import link as linking
from amends.inbox.actions import set_aside
from amends.inbox.models import Case, Message, Note, SetAside
from amends.inbox.queries import records
from amends.inbox.queries import thread as threads
from amends.outbox.actions import moves
from amends.refusals import Invalid
from amends.staff import queries as staff
from amends.triage.actions import wish
from amends.web import answers, events
from amends.web.desk import Desk, at_desk
from amends.web.dialogs import dialog, number_in, opened
from amends.web.screens.menus import assignable

_MOST_MESSAGES = 300


# ------------------------------------------------------------------------------- merging


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk
def merge(request: HttpRequest, desk: Desk, case_id: int) -> HttpResponse:
    """Choose the case that this one goes into, or put it there."""
    case = threads.case_of(desk.brand.pk, case_id)
    if request.method != "POST":
        heading = _("Merge this case into another")
        context = {"case": case, "others": records.other_cases(case), "heading": heading}
        return dialog(request, desk, "_merge", context)
    into = _named(request, desk, "into")
    moves.merge_cases(by=desk.actor, case=case, into=into, now=desk.now)
    facts = {"origin": case.pk, "target": into.pk}
    told = _("#%(origin)s went into #%(target)s. It can be taken back beside the case.") % facts
    return opened(request, desk, into.pk, told)


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk
def split(request: HttpRequest, desk: Desk, case_id: int) -> HttpResponse:
    """Choose the messages that become a case of their own, or make it."""
    case = threads.case_of(desk.brand.pk, case_id)
    if request.method != "POST":
        own = Message.objects.filter(case=case).exclude(external_id=None, deleted_at__isnull=False)
        newest = own.select_related("identity", "author").order_by("-sent_at", "-pk")
        shown = list(newest[:_MOST_MESSAGES])[::-1]
        context = {"case": case, "messages_of_case": shown, "heading": _("Split the case")}
        return dialog(request, desk, "_split", context)
    chosen = [number_in(text) for text in request.POST.getlist("message")]
    move = moves.split_case(by=desk.actor, case=case, messages=chosen, now=desk.now)
    facts = {"number": move.target_id}
    told = _("Case #%(number)s is there now. It can be taken back beside the case.") % facts
    return opened(request, desk, move.target_id, told)


@require_POST
@at_desk
def undo_move(request: HttpRequest, desk: Desk, move_id: int) -> HttpResponse:
    """Take a merge or a split back."""
    move = records.move_of(desk.brand.pk, move_id)
    moves.undo_move(by=desk.actor, move=move, now=desk.now)
    return opened(request, desk, move.origin_id, _("It is as it was before."))


# -------------------------------------------------------------------------------- linking


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk
def link(request: HttpRequest, desk: Desk, case_id: int) -> HttpResponse:
    """Choose a case to link with, or link it."""
    case = threads.case_of(desk.brand.pk, case_id)
    if request.method != "POST":
        heading = _("Link with another case")
        context = {"case": case, "others": records.other_cases(case, limit=8), "heading": heading}
        return dialog(request, desk, "_link", context)
    other = _named(request, desk, "other")
    linking.link(by=desk.actor, case=case, other=other, now=desk.now)
    return answers.done(request, _("Linked with #%(number)s.") % {"number": other.pk})


@require_POST
@at_desk
def unlink(request: HttpRequest, desk: Desk, case_id: int) -> HttpResponse:
    """Take a link away."""
    case = threads.case_of(desk.brand.pk, case_id)
    other = _named(request, desk, "other")
    linking.unlink(by=desk.actor, case=case, other=other, now=desk.now)
    return answers.done(request, _("No longer linked with #%(number)s.") % {"number": other.pk})


def _named(request: HttpRequest, desk: Desk, field: str) -> Case:
    """The case that a form names: chosen from the list, else typed as "#12" or as its address."""
    typed = (request.POST.get(f"{field}_typed") or "").strip().rstrip("/")
    text = typed.rpartition("/")[2].lstrip("#") or request.POST.get(field, "")
    if not text:
        raise Invalid(_("Choose a case, or type its number."))
    return threads.case_of(desk.brand.pk, number_in(text))


# ------------------------------------------------------------------------------ following


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk
def colleague(request: HttpRequest, desk: Desk, case_id: int) -> HttpResponse:
    """Choose a colleague to work along, or add them."""
    case = threads.case_of(desk.brand.pk, case_id)
    if request.method != "POST":
        heading = _("Add a colleague to this case")
        people = [each for each in assignable(desk) if each.member.user_id != desk.user.pk]
        context = {"case": case, "colleagues": people, "heading": heading}
        return dialog(request, desk, "_colleague", context)
    user = staff.colleague(desk.brand.pk, number_in(request.POST.get("user", "")))
    following.join(by=desk.actor, case=case, user=user, now=desk.now, as_collaborator=True)
    return answers.done(request, _("%(name)s works on it with you.") % {"name": user.name})


@require_POST
@at_desk
def follow(request: HttpRequest, desk: Desk, case_id: int) -> HttpResponse:
    """Follow the case oneself."""
    case = threads.case_of(desk.brand.pk, case_id)
    following.join(by=desk.actor, case=case, user=desk.user, now=desk.now)
    return answers.done(request, _("You follow this case."))


@require_POST
@at_desk
def unfollow(request: HttpRequest, desk: Desk, case_id: int) -> HttpResponse:
    """Let somebody, or oneself, follow no longer."""
    case = threads.case_of(desk.brand.pk, case_id)
    chosen = request.POST.get("user", "")
    user = staff.colleague(desk.brand.pk, number_in(chosen)) if chosen else desk.user
    following.leave(by=desk.actor, case=case, user=user, now=desk.now)
    if user.pk == desk.user.pk:
        return answers.done(request, _("You no longer follow this case."))
    return answers.done(request, _("%(name)s was removed.") % {"name": user.name})


# ------------------------------------------------------------------------------ set aside


@require_POST
@at_desk
def spam(request: HttpRequest, desk: Desk, case_id: int) -> HttpResponse:
    """Close the case as spam."""
    case = threads.case_of(desk.brand.pk, case_id)
    set_aside.mark_spam(by=desk.actor, case=case, now=desk.now)
    return answers.done(request, _("Closed as spam. It counts for nothing."))


@require_POST
@at_desk
def put_back(request: HttpRequest, desk: Desk, case_id: int) -> HttpResponse:
    """It was no spam; or it needs an answer after all."""
    case = threads.case_of(desk.brand.pk, case_id)
    if case.set_aside == SetAside.NOISE:
        wish.bring_back(by=desk.actor, case=case, now=desk.now)
        return answers.done(request, _("It is back in the queue."))
    set_aside.put_back(by=desk.actor, case=case, now=desk.now)
    return answers.done(request, _("The case is as it was."))


# -------------------------------------------------------------------------------- reading


@require_safe
@at_desk
def history(request: HttpRequest, desk: Desk, case_id: int) -> HttpResponse:
    """Everything that happened to the case, newest first, in words."""
    case = threads.case_of(desk.brand.pk, case_id)
    happened = records.history(case)
    named = staff.names_of(records.colleagues_named(happened))
    told = [(event, events.sentence(event, desk.now, named)) for event in happened]
    lines = [{"at": event.at, "says": says} for event, says in told if says]
    context = {"case": case, "lines": lines, "heading": _("What happened to this case")}
    return dialog(request, desk, "_history", context)


@require_safe
@at_desk
def words_of_tags(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The tags to choose from while typing one."""
    known = records.tag_words(desk.brand.pk)
    return render(request, "web/records/_tag_words.html", {"tags": known})


@require_safe
@at_desk
def as_text(request: HttpRequest, desk: Desk, case_id: int) -> HttpResponse:
    """The case's messages and notes as plain text, to keep or to print."""
    page = threads.case_page(desk.brand.pk, case_id, wider=threads.WIDEST)
    own = [message for message in page.messages if message.case_id == page.case.pk]
    said: list[tuple[datetime, str, Message | Note]] = []
    said += [(message.sent_at, "message", message) for message in own]
    said += [(note.written_at, "note", note) for note in page.notes]
    context = {"desk": desk, "case": page.case, "said": sorted(said, key=lambda each: each[0])}
    response = render(request, "web/records/case.txt", context, content_type="text/plain")
    response["Content-Disposition"] = f'attachment; filename="case-{case_id}.txt"'
    response["X-Content-Type-Options"] = "nosniff"
    return response
