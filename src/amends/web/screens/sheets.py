"""Spreadsheets: a file given to us, its rows looked at as messages, and read in."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from amends.channels import queries as channels
from amends.channels.plain.times import Form
from amends.listening import queries
from amends.listening.actions import sheets
from amends.listening.models import Sheet, SheetState
from amends.listening.rules.sheets import BadRow, Holds, Plan, message
from amends.refusals import Invalid, NotFound, Refusal
from amends.staff.rules import Right
from amends.web import answers, frame
from amends.web.desk import Desk, at_desk, status_of

SHOWN = 20
BEST = (5, 10, 100)

HOLDS: dict[Holds, Promise] = {
    Holds.TEXT: gettext_lazy("Text"),
    Holds.TITLE: gettext_lazy("Title"),
    Holds.TIME: gettext_lazy("Time"),
    Holds.AUTHOR: gettext_lazy("Author"),
    Holds.AUTHOR_ID: gettext_lazy("Author’s id"),
    Holds.RATING: gettext_lazy("Rating"),
    Holds.LINK: gettext_lazy("Link"),
    Holds.ID: gettext_lazy("Id"),
    Holds.THREAD: gettext_lazy("Thread"),
}
FORMS: dict[Form, Promise] = {
    Form.WORDS: gettext_lazy("2026-12-31 14:05, or in words"),
    Form.DAY_FIRST: gettext_lazy("31.12.2026 14:05, the day first"),
    Form.MONTH_FIRST: gettext_lazy("12/31/2026 2:05 PM, the month first"),
    Form.UNIX: gettext_lazy("seconds since 1970"),
}
STATES: dict[SheetState, Promise] = {
    SheetState.DRAFT: gettext_lazy("not read in yet"),
    SheetState.RUNNING: gettext_lazy("being read in"),
    SheetState.STOPPED: gettext_lazy("stopped"),
    SheetState.DONE: gettext_lazy("done"),
}
_TURNS: dict[str, Callable[..., None]] = {
    "begin": sheets.begin,
    "stop": sheets.stop,
    "forget": sheets.forget,
}


@dataclass(frozen=True, slots=True)
class Row:
    """A row as the message that it would become, or why it is none."""

    number: int
    text: str = ""
    author: str = ""
    sent_at: datetime | None = None
    rating: int | None = None
    link: str = ""
    problem: str = ""
    is_known: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing that a column may hold, and which column is said to."""

    name: str
    title: Promise
    column: int | None
    is_needed: bool


@require_http_methods(["GET", "POST"])
@at_desk
def overview(request: HttpRequest, desk: Desk, connection_id: int) -> HttpResponse:
    """The files that were read in through a connection, and the next one."""
    desk.actor.require(Right.MANAGE_INTAKE)
    connection = channels.connection_of(desk.brand.pk, connection_id)
    refusal: Refusal | None = None
    if request.method == "POST":
        try:
            return redirect("sheet", desk.brand.slug, _kept(request, desk, connection_id).pk)
        except NotFound:
            raise
        except Refusal as no:
            refusal = no
    context = {
        **frame.around(desk, place="connections"),
        "connection": connection,
        "sheets": [(each, STATES[SheetState(each.state)]) for each in _newest(connection_id, desk)],
        "refusal": refusal,
        "megabytes": sheets.LARGEST // 1_000_000,
    }
    status = status_of(refusal) if refusal else 200
    return render(request, "web/connections/sheets.html", context, status=status)


def _newest(connection_id: int, desk: Desk) -> list[Sheet]:
    return list(queries.sheets_of(channels.connection_of(desk.brand.pk, connection_id))[:50])


def _kept(request: HttpRequest, desk: Desk, connection_id: int) -> Sheet:
    file = request.FILES.get("file")
    if file is None:
        raise Invalid(_("Choose a file."))
    if (file.size or 0) > sheets.LARGEST:
        told = _("The file is larger than %(n)s MB.") % {"n": sheets.LARGEST // 1_000_000}
        raise sheets.NotAFile(told)
    return sheets.keep_sheet(
        by=desk.actor,
        connection=channels.connection_of(desk.brand.pk, connection_id),
        name=file.name or "",
        content=file.read(),
        now=desk.now,
    )


@require_safe
@at_desk
def one(request: HttpRequest, desk: Desk, sheet_id: int) -> HttpResponse:
    """A file: what its columns hold and its first rows as messages; or how far it is."""
    return _page(request, desk, _sheet(desk, sheet_id))


@require_safe
@at_desk
def progress(request: HttpRequest, desk: Desk, sheet_id: int) -> HttpResponse:
    """How far it is, again."""
    sheet = _sheet(desk, sheet_id)
    context = {"desk": desk, "sheet": sheet, "state": STATES[SheetState(sheet.state)]}
    return render(request, "web/connections/_sheet_progress.html", context)


@require_POST
@at_desk
def plan(request: HttpRequest, desk: Desk, sheet_id: int) -> HttpResponse:
    """Say what the columns hold, and look again; or begin at once."""
    sheet = _sheet(desk, sheet_id)
    try:
        sheets.plan_sheet(
            by=desk.actor,
            sheet=sheet,
            columns=_columns(request),
            form=_form(request),
            best=_number(request.POST.get("best", "")) or BEST[0],
            is_live=request.POST.get("arrival") == "live",
        )
        if request.POST.get("do") == "begin":
            sheets.begin(by=desk.actor, sheet=sheet, now=desk.now)
    except Invalid as refusal:
        return _page(request, desk, sheet, refusal)
    return redirect("sheet", desk.brand.slug, sheet.pk)


@require_POST
@at_desk
def turn(request: HttpRequest, desk: Desk, sheet_id: int, to: str) -> HttpResponse:
    """Begin, stop, go on, or let the file go."""
    sheet = _sheet(desk, sheet_id)
    deed = _TURNS.get(to)
    if deed is None:
        raise NotFound
    deed(by=desk.actor, sheet=sheet, now=desk.now)
    if to == "forget":
        answers.note(request, _("%(name)s is forgotten.") % {"name": sheet.name})
        return redirect("sheets", desk.brand.slug, sheet.connection_id)
    return redirect("sheet", desk.brand.slug, sheet.pk)


def _sheet(desk: Desk, sheet_id: int) -> Sheet:
    desk.actor.require(Right.MANAGE_INTAKE)
    return queries.sheet_of(desk.brand.pk, sheet_id)


def _page(
    request: HttpRequest, desk: Desk, sheet: Sheet, refusal: Refusal | None = None
) -> HttpResponse:
    context = {
        **frame.around(desk, place="connections"),
        "sheet": sheet,
        "connection": sheet.connection,
        "state": STATES[SheetState(sheet.state)],
        "refusal": refusal,
    }
    if sheet.state == SheetState.DRAFT:
        found = sheets.plan_of(sheet)
        context |= {
            "names": list(enumerate(sheets.names_of(sheet))),
            "choices": _choices(found),
            "forms": [(each.value, title) for each, title in FORMS.items()],
            "scales": BEST,
            "plan": found,
            "rows": _rows(sheet, found),
        }
    status = status_of(refusal) if refusal else 200
    return render(request, "web/connections/sheet.html", context, status=status)


def _choices(found: Plan) -> list[Choice]:
    needed = (Holds.TEXT, Holds.TIME)
    return [
        Choice(holds.value, title, found.columns.get(holds), holds in needed)
        for holds, title in HOLDS.items()
    ]


def _rows(sheet: Sheet, found: Plan) -> list[Row]:
    """The first rows as they would become messages."""
    rows = enumerate(itertools.islice(sheets.rows_of(sheet), SHOWN), 2)
    read = [(number, _read(row, found, sheet.made_at)) for number, row in rows]
    ids = [str(each["id"]) for _number, each in read if isinstance(each, dict)]
    known = queries.known_rows(sheet, ids)
    return [_shown(number, each, known) for number, each in read]


def _read(row: list[str], found: Plan, now: datetime) -> dict[str, object] | str:
    try:
        return message(row, found, now)
    except BadRow as bad:
        return str(bad)


def _shown(number: int, told: dict[str, object] | str, known: frozenset[str]) -> Row:
    if isinstance(told, str):
        return Row(number, problem=told)
    author, rating = told["author"], told["rating"]
    return Row(
        number=number,
        text=str(told["text"])[:300],
        author=str(author["name"]) if isinstance(author, dict) else "",
        sent_at=datetime.fromisoformat(str(told["sent_at"])),
        rating=rating if isinstance(rating, int) else None,
        link=str(told["url"]),
        is_known=told["id"] in known,
    )


def _columns(request: HttpRequest) -> dict[Holds, int]:
    given = {holds: _number(request.POST.get(f"column-{holds}", "")) for holds in Holds}
    return {holds: column for holds, column in given.items() if column is not None}


def _form(request: HttpRequest) -> Form:
    try:
        return Form(request.POST.get("form", Form.WORDS))
    except ValueError:
        raise Invalid(_("Choose how the times are written.")) from None


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 4 else None
