"""Writing the playbook: its text and its form side by side, each following the other."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from amends.channels import queries as channels
from amends.playbook import actions, queries
from amends.playbook.models import PlaybookVersion
from amends.playbook.rules.document import PLAYBOOK, Reading, read
from amends.playbook.rules.document.editing import CannotEdit, rewritten
from amends.playbook.rules.document.nodes import LONGEST, plain
from amends.refusals import Invalid, Refusal
from amends.staff.rules import Right
from amends.web import answers
from amends.web.desk import Desk, at_desk
from amends.web.playbook import form
from amends.web.screens.playbook import PLACE, networks
from amends.web.screens.settings.pages import page

_FIRST = "voice"


class LaidOutOtherwise(Refusal):
    """The form cannot change a text that is laid out so; put right what is marked, or change the text."""

    code = "playbook-by-hand"


@require_safe
@at_desk
def edit(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The brand's draft; without one, what is live, which becomes a draft once it is saved."""
    desk.actor.require(Right.MANAGE_TEAM)
    written = queries.written_of(desk.brand.pk)
    source = written or queries.live_of(desk.brand.pk)
    text = source.text if source is not None else "schema_version: 1\n"
    return _page(request, desk, written, text, request.GET.get("section", _FIRST))


def _page(  # noqa: PLR0913 - a page's whole state
    request: HttpRequest,
    desk: Desk,
    written: PlaybookVersion | None,
    text: str,
    section: str,
    *,
    refusal: Refusal | None = None,
    seen: int | None = None,
) -> HttpResponse:
    context = {
        **_parts(desk, text, section),
        "written": written,
        "seen": seen if seen is not None else written.revision if written is not None else 0,
        "live": queries.live_of(desk.brand.pk),
    }
    wrong = ("edit", refusal) if refusal else None
    return page(request, desk, PLACE, "playbook_edit", context, wrong=wrong)


def _parts(desk: Desk, text: str, section: str) -> dict[str, Any]:
    """The text, what is wrong with it, and the form of one section."""
    reading = read(text[: LONGEST + 1], networks=networks())
    names = [part.name for part in _SECTIONS]
    section = section if section in names else _FIRST
    return {
        "text": text,
        "problems": reading.problems,
        "wrong_lines": " ".join(str(line) for line in sorted({p.line for p in reading.problems})),
        "section": section,
        "sections": [
            (part.name, part.label, sum(1 for p in reading.problems if p.path[:1] == (part.name,)))
            for part in _SECTIONS
        ],
        "control": _control(desk, reading, section),
    }


#: What has a form; the version of the schema is nobody's to choose.
_SECTIONS = tuple(part for part in PLAYBOOK.parts if part.name != "schema_version")


def _control(desk: Desk, reading: Reading, section: str) -> form.Control | None:
    said = plain(reading.root) if reading.root is not None else {}
    connected = channels.connections_of(desk.brand.pk)
    offered = form.Offered(
        languages=_languages(said),
        networks=tuple(dict.fromkeys(each.channel for each in connected)),
        problems=form.problems_by_path(reading.problems),
    )
    return form.section(section, said, offered)


def _languages(said: dict[str, Any]) -> tuple[str, ...]:
    spoken = said.get("languages")
    answered = spoken.get("answers") if isinstance(spoken, dict) else None
    named = answered if isinstance(answered, list) else [answered]
    return tuple(each for each in named if isinstance(each, str)) or ("en",)


@require_POST
@at_desk
def save(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Keep the text as the draft; the form's changes go into it first where they were typed."""
    section, seen = request.POST.get("section", _FIRST), _seen(request)
    text = _text(request)
    try:
        text = _with_form(request, desk, text, section)
        version = actions.save_draft(by=desk.actor, text=text, seen=seen, now=desk.now)
    except (actions.Changed, Invalid, LaidOutOtherwise) as refusal:
        written = queries.written_of(desk.brand.pk)
        # What was typed stays on the page; saved again, it takes the place of what is there now.
        now_there = written.revision if written is not None else 0
        return _page(request, desk, written, text, section, refusal=refusal, seen=now_there)
    answers.note(request, _("The draft is kept."))
    if request.POST.get("then") == "look":
        return redirect("playbook-version", desk.brand.slug, version.number)
    response = redirect("playbook-edit", desk.brand.slug)
    response["Location"] += f"?section={section}" if section.isidentifier() else ""
    return response


def _text(request: HttpRequest) -> str:
    return request.POST.get("text", "").replace("\r\n", "\n")


def _seen(request: HttpRequest) -> int:
    typed = request.POST.get("seen", "")
    return int(typed) if typed.isdecimal() and len(typed) < 10 else 0


def _with_form(request: HttpRequest, desk: Desk, text: str, section: str) -> str:
    """The text with what was typed in the form; one that nobody touched says nothing."""
    written = queries.written_of(desk.brand.pk)
    source = written or queries.live_of(desk.brand.pk)
    root = read(source.text).root if source is not None else None
    before = plain(root) if root is not None else {}
    is_touched = form.wanted(before, section, _typed(request)) != before
    return _changed(request, text, section) if is_touched else text


def _typed(request: HttpRequest) -> dict[str, str]:
    return {name: value for name, value in request.POST.items() if isinstance(value, str)}


def _changed(request: HttpRequest, text: str, section: str) -> str:
    """The text with what was typed in the form. Raises `LaidOutOtherwise`."""
    reading = read(text[: LONGEST + 1])
    said = plain(reading.root) if reading.root is not None else {}
    wanted = form.wanted(said, section, _typed(request))
    if wanted == said:
        return text
    try:
        return rewritten(text, wanted)
    except CannotEdit:
        raise LaidOutOtherwise from None


@require_POST
@at_desk
def follow_text(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The text was typed in: its problems, and the form as it says now."""
    desk.actor.require(Right.MANAGE_TEAM)
    parts = _parts(desk, _text(request), request.POST.get("section", _FIRST))
    return render(request, "web/settings/_playbook_read.html", {"desk": desk, **parts, "oob": True})


@require_POST
@at_desk
def follow_form(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The form was filled in: the text as it says now."""
    desk.actor.require(Right.MANAGE_TEAM)
    section, text = request.POST.get("section", _FIRST), _text(request)
    wrong: Refusal | None = None
    try:
        text = _changed(request, text, section)
    except LaidOutOtherwise as refusal:
        wrong = refusal
    parts = _parts(desk, text, section)
    has_gone = any(name.endswith(".gone") for name in request.POST)
    context = {"desk": desk, **parts, "oob": True, "has_gone": has_gone, "by_hand": wrong}
    return render(request, "web/settings/_playbook_followed.html", context)
