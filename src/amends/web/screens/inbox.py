"""The inbox: a list beside the case that is open, and the pulse that keeps the list true."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from amends.channels import queries as channels
from amends.inbox.models import Case, Tag
from amends.inbox.queries import views
from amends.inbox.queries.views import Row, View, Wanted
from amends.outbox import queries as outbox
from amends.refusals import Invalid, NotFound
from amends.web import delivery, frame, reasons, words
from amends.web.desk import Desk, at_desk, is_fragment
from amends.web.screens import case as case_screen

_FILTERS = ("tag", "connection", "q")
_MOST_UNSETTLED = 30
_MOST_ROWS_WATCHED = 200


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the list, ready to be shown."""

    case: Case
    tags: tuple[Tag, ...]
    url: str
    stamp: str
    state_words: str
    shows_state: bool
    is_gone: bool = False


@dataclass(frozen=True, slots=True)
class Filter:
    """A filter that is on, and the address without it."""

    name: str
    without: str


@require_safe
@at_desk
def start(request: HttpRequest, desk: Desk) -> HttpResponse:
    """A brand's first screen; remembered as the brand to open next time."""
    response = redirect("view", desk.brand.slug, View.NEEDS_ANSWER.value)
    secure = request.is_secure()
    response.set_cookie("brand", desk.brand.slug, secure=secure, httponly=True, samesite="Lax")
    return response


@require_safe
@at_desk
def view(request: HttpRequest, desk: Desk, view: str) -> HttpResponse:
    """The list alone, a further page of it, or the whole screen."""
    wanted = wanted_by(request, desk, view)
    listed = _listed(request, desk, wanted)
    if is_fragment(request) and request.headers.get("HX-Target") == "more":
        return render(request, "web/inbox/_rows.html", {**listed, "desk": desk})
    if is_fragment(request) and request.headers.get("HX-Target") == "list":
        return render(request, "web/inbox/_list.html", {**_around(desk, wanted), **listed})
    return render(request, "web/inbox/page.html", {**_around(desk, wanted), **listed})


@require_safe
@at_desk
def case(request: HttpRequest, desk: Desk, view: str, case_id: int) -> HttpResponse:
    """The case beside its list; htmx asks for the case alone."""
    wanted = wanted_by(request, desk, view)
    query = _query(request)
    opened = case_screen.opened(
        desk, case_id, case_screen.Where(wanted.view, query, _wider(request))
    )
    if is_fragment(request):
        names = {"nav_tags": views.tags_of_brand(desk.brand.pk)}
        return render(request, "web/inbox/_open_case.html", {**names, **opened})
    listed = _listed(request, desk, wanted)
    context = {**_around(desk, wanted), **listed, **opened, "open_id": case_id}
    return render(request, "web/inbox/page.html", context)


@require_safe
@at_desk
def pulse(request: HttpRequest, desk: Desk, view: str) -> HttpResponse:
    """What changed in a list that is being read: rows in their places, numbers, banners; nothing moves.

    ``ids``: the rows shown, as ``id:stamp`` with commas; ``since``: when the list was last complete.
    """
    wanted = wanted_by(request, desk, view)
    shown = _shown(request.GET.get("ids", ""))
    since = _since(request, desk)
    changed = _changed(desk, wanted, shown, _query(request))
    appended = _appended(request, desk, wanted, shown)
    newcomers = 0 if appended else views.newcomers(wanted, since=since)
    context = {
        **_around(desk, wanted),
        **_addresses(request, desk, wanted, since=desk.now if appended else since),
        "changed": changed,
        "appended": appended,
        "newcomers": newcomers if not _is_at_its_end(request) or _newest_first(wanted) else 0,
        "open_id": _number(request.GET.get("open", "")),
        "oob": True,
    }
    return render(request, "web/inbox/_pulse.html", context)


# ------------------------------------------------------------------------- what is wanted


def wanted_by(request: HttpRequest, desk: Desk, view: str) -> Wanted:
    """The list that an address names. Raises NotFound for a view that does not exist."""
    try:
        known = View(view)
    except ValueError:
        raise NotFound(view=view) from None
    return Wanted(
        brand_id=desk.brand.pk,
        view=known,
        user_id=desk.user.pk,
        tag_id=_number(request.GET.get("tag", "")),
        connection_id=_number(request.GET.get("connection", "")),
        words=request.GET.get("q", "").replace("\0", "").strip()[:200],
    )


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 18 else None


def _wider(request: HttpRequest) -> int:
    return _number(request.GET.get("wider", "")) or 1


def _query(request: HttpRequest) -> str:
    kept = {name: request.GET[name] for name in _FILTERS if request.GET.get(name)}
    return f"?{urlencode(kept)}" if kept else ""


# ---------------------------------------------------------------------------- the list


def _around(desk: Desk, wanted: Wanted) -> dict[str, Any]:
    unsettled = list(outbox.unsettled(desk.brand.pk).select_related("case__person")[:100])
    return {
        **frame.around(desk, place="inbox", here=None if wanted.tag_id else wanted.view),
        "wanted": wanted,
        "unsettled": [_unsettled(desk, send) for send in unsettled[:_MOST_UNSETTLED]],
        "unsettled_total": len(unsettled),
    }


def _unsettled(desk: Desk, send: Any) -> dict[str, Any]:
    return {
        "name": send.case.person.name if send.case else send.recipient_name,
        "since": send.state_since,
        "words": delivery.in_short(send),
        "url": reverse("case-link", args=[desk.brand.slug, send.case_id]) if send.case_id else "#",
    }


def _listed(request: HttpRequest, desk: Desk, wanted: Wanted) -> dict[str, Any]:
    page = views.cases(wanted, after=request.GET.get("after", ""))
    query = _query(request)
    lines = [_line(desk, wanted, row, query) for row in page.rows]
    here = reverse("view", args=[desk.brand.slug, wanted.view.value])
    joint = "&" if query else "?"
    return {
        **_addresses(request, desk, wanted, since=desk.now, ended=not page.following),
        "rows": lines,
        "title": frame.title_of(wanted.view),
        "order_words": _order_words(wanted),
        "filters": _filters(request, desk, wanted),
        "has_connections": bool(lines) or channels.connections_of(desk.brand.pk).exists(),
        "following": f"{here}{query}{joint}after={page.following}" if page.following else "",
    }


def _addresses(
    request: HttpRequest, desk: Desk, wanted: Wanted, *, since: datetime, ended: bool | None = None
) -> dict[str, Any]:
    """Where the list is, and where its pulse is felt; the pulse remembers since when and how far."""
    query = _query(request)
    here = [desk.brand.slug, wanted.view.value]
    at_its_end = _is_at_its_end(request) if ended is None else ended
    felt = urlencode({"since": since.isoformat(), "ended": "yes" if at_its_end else ""})
    return {
        "view_url": reverse("view", args=here),
        "list_url": reverse("view", args=here) + query,
        "pulse_url": f"{reverse('pulse', args=here)}{query}{'&' if query else '?'}{felt}",
    }


def _order_words(wanted: Wanted) -> str:
    if _newest_first(wanted):
        return _("newest first")
    return _("longest wait first") if wanted.view == View.NEEDS_ANSWER else _("oldest first")


def _newest_first(wanted: Wanted) -> bool:
    return wanted.view == View.CLOSED


def _filters(request: HttpRequest, desk: Desk, wanted: Wanted) -> list[Filter]:
    names = []
    if wanted.tag_id is not None:
        tags = views.tags_by_id(desk.brand.pk, [wanted.tag_id])
        names.append(("tag", next((tag.name for tag in tags.values()), "?")))
    if wanted.connection_id is not None:
        connection = channels.connection_of(desk.brand.pk, wanted.connection_id)
        names.append(("connection", connection.name))
    if wanted.words:
        names.append(("q", f"“{wanted.words}”"))
    here = reverse("view", args=[desk.brand.slug, wanted.view.value])
    return [Filter(name, here + _without(request, field)) for field, name in names]


def _without(request: HttpRequest, field: str) -> str:
    kept = {n: request.GET[n] for n in _FILTERS if request.GET.get(n) and n != field}
    return f"?{urlencode(kept)}" if kept else ""


def _line(desk: Desk, wanted: Wanted, row: Row, query: str, *, is_gone: bool = False) -> Line:
    case = row.case
    state_words = reasons.state_words(case, desk.now)
    return Line(
        case=case,
        tags=row.tags,
        url=reverse("case", args=[desk.brand.slug, wanted.view.value, case.pk]) + query,
        stamp=_stamp(desk, row, is_gone=is_gone),
        state_words=state_words,
        shows_state=wanted.view in {View.MINE, View.OPEN},
        is_gone=is_gone,
    )


def _stamp(desk: Desk, row: Row, *, is_gone: bool) -> str:
    """Changes when the row would read differently, so that only such rows are sent again."""
    case = row.case
    said = (
        case.state,
        words.lasting(desk.now - case.state_since),
        case.preview,
        case.assignee_id,
        case.taken_offline_at,
        [tag.name for tag in row.tags],
        is_gone,
    )
    return f"{zlib.crc32(repr(said).encode()):08x}"


# --------------------------------------------------------------------------- the pulse


def _shown(text: str) -> dict[int, str]:
    """What the page says it shows; nonsense is nothing shown."""
    pairs = (part.partition(":") for part in text.split(",")[:_MOST_ROWS_WATCHED])
    return {number: stamp for name, _colon, stamp in pairs if (number := _number(name)) is not None}


def _since(request: HttpRequest, desk: Desk) -> datetime:
    try:
        since = datetime.fromisoformat(request.GET.get("since", ""))
    except ValueError:
        return desk.now
    if since.tzinfo is None:
        raise Invalid
    return since


def _is_at_its_end(request: HttpRequest) -> bool:
    return bool(request.GET.get("ended"))


def _changed(desk: Desk, wanted: Wanted, shown: dict[int, str], query: str) -> list[Line]:
    """The shown rows that read differently now; those that left the list stay, and say where they went."""
    if not shown:
        return []
    still = views.rows_of(wanted, shown)
    left = Wanted(brand_id=desk.brand.pk, view=View.OPEN)
    gone = views.rows_of(left, shown.keys() - still.keys())
    closed = views.rows_of(
        Wanted(brand_id=desk.brand.pk, view=View.CLOSED), shown.keys() - still.keys() - gone.keys()
    )
    lines = [_line(desk, wanted, row, query) for row in still.values()]
    lines += [
        _line(desk, wanted, row, query, is_gone=True) for row in [*gone.values(), *closed.values()]
    ]
    return [line for line in lines if shown.get(line.case.pk) != line.stamp]


def _appended(
    request: HttpRequest, desk: Desk, wanted: Wanted, shown: dict[int, str]
) -> list[Line]:
    """New cases at the end of a list that is shown to its end: there they move nothing."""
    is_in_order = wanted.view in {View.NEEDS_ANSWER, View.WAITING_COLLEAGUE, View.WAITING_CUSTOMER}
    if not _is_at_its_end(request) or not is_in_order or len(shown) >= views.PAGE or wanted.words:
        return []
    page = views.cases(wanted)
    fresh = [row for row in page.rows if row.case.pk not in shown]
    return [_line(desk, wanted, row, _query(request)) for row in fresh]
