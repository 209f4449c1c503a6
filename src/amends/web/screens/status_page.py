"""The status page as everybody reads it: its files, and the forms that cannot be files."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import lru_cache, wraps
from pathlib import Path
from typing import Concatenate, ParamSpec, cast

from django.conf import settings
from django.db import Error
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from amends.refusals import Invalid, NotFound
from amends.status import serving
from amends.status.actions import subscribe as actions
from amends.status.actions.subscribe import TooManyAsk, Wish
from amends.status.models import StatusPage
from amends.status.queries import marks
from amends.status.queries.pages import public_page
from amends.status.queries.snapshot import snapshot
from amends.status.rules.sayings import SAYINGS
from amends.status.rules.states import Way
from amends.status.rules.tongues import wished
from amends.status.serving import Answer, Folders, Place
from amends.status.site.files import Site

log = logging.getLogger(__name__)

P = ParamSpec("P")
_View = Callable[Concatenate[HttpRequest, str, P], HttpResponse]
_MOST_COMPONENTS = 100


def _kept_up(view: _View[P]) -> _View[P]:
    """While the database is away readers get what lies in the folder, and forms say "later"."""

    @wraps(view)
    def kept(request: HttpRequest, slug: str, *given: P.args, **named: P.kwargs) -> HttpResponse:
        try:
            return view(request, slug, *given, **named)
        except NotFound:
            return _not_here(request, slug)
        except Error:
            log.warning("The database is away; the status page %s is served from its folder", slug)
            return _without_database(request, slug)

    return cast("_View[P]", kept)


@require_safe
@_kept_up
def public(request: HttpRequest, slug: str, path: str = "") -> HttpResponse:
    """A file of a public page."""
    return answered(request, public_page(slug), path)


def answered(request: HttpRequest, page: StatusPage, path: str) -> HttpResponse:
    """A file of a page as it is at this moment. Raises NotFound."""
    now, site = timezone.now(), _site(page)

    def read(name: str) -> tuple[bytes, float] | None:
        found = site.files.get(name)
        return (found.make(), now.timestamp()) if found else None

    place = Place(page.slug, path, tuple(page.languages), read)
    told = serving.answer(place, _headers(request), request.META["QUERY_STRING"])
    if told is None:
        raise NotFound(path=path)
    return _response(told)


def _site(page: StatusPage) -> Site:
    """The page of this minute: asking for what is not there makes us read everything once, not often."""
    minute = timezone.now().replace(second=0, microsecond=0)
    return _read_whole(page.pk, page.version, minute)


@lru_cache(maxsize=4)
def _read_whole(page_id: int, version: int, minute: datetime) -> Site:
    del version, minute
    page = StatusPage.objects.select_related("brand").get(pk=page_id)
    return Site(snapshot(page, timezone.now()))


@csrf_exempt  # nobody is signed in here: nothing that a forged form could use
@require_POST
@_kept_up
def subscribe(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask an address whether it wants news."""
    page, given = public_page(slug), request.POST
    language = (
        given.get("language", "") if given.get("language") in page.languages else page.language
    )
    site, say = _site(page), SAYINGS[language]
    done = {"title": say.asked, "lead": say.asked_lead, "at": "../"}
    if given.get("website"):  # a field that people do not see
        return _page(site.message(language, **done))
    try:
        secret = actions.ask(page=page, wish=_wish(request, language), now=timezone.now())
    except TooManyAsk:
        later = {"title": say.later_title, "lead": say.later_lead, "at": "../"}
        return _page(site.message(language, **later), 503)
    except Invalid:
        return _page(site.form(language, wrong=say.wrong_address, at="../"), 422)
    return _page(site.message(language, secret=secret, **done))


def _wish(request: HttpRequest, language: str) -> Wish:
    given = request.POST
    way = Way.WEBHOOK if given.get("way") == "webhook" else Way.MAIL
    ids = given.getlist("component")[:_MOST_COMPONENTS]
    chosen = [int(each) for each in ids if each.isascii() and each.isdigit() and len(each) < 18]
    return Wish(way, given.get("address", ""), language, chosen)


@csrf_exempt  # the address itself is the proof
@require_http_methods(["GET", "HEAD", "POST"])
@_kept_up
def confirm(request: HttpRequest, slug: str, mark: str) -> HttpResponse:
    """Ask once more, because mail programs open links by themselves; then tell them from now on."""
    page = public_page(slug)
    try:
        subscriber = marks.who_confirms(slug, mark)
        if request.method == "POST":
            actions.confirm(subscriber=subscriber, now=timezone.now())
    except marks.LinkSpent:
        language = wished(request.headers.get("Accept-Language", ""), page.languages)
        say = SAYINGS[language]
        return _message(page, language, {"title": say.spent, "lead": say.spent_lead}, 410)
    language = str(subscriber.wish.get("language", subscriber.language))
    say = SAYINGS[language if language in page.languages else page.language]
    if request.method == "POST":
        return _message(page, language, {"title": say.confirmed, "lead": say.confirmed_lead})
    lead = say.confirm_lead.format(address=subscriber.address)
    return _message(page, language, {"title": say.confirm, "lead": lead, "button": say.confirm_do})


@csrf_exempt  # RFC 8058: the mail program posts without a cookie
@require_http_methods(["GET", "HEAD", "POST"])
@_kept_up
def stop(request: HttpRequest, slug: str, mark: str) -> HttpResponse:
    """Tell somebody no more: one click in a mail program, or a button here."""
    subscriber = marks.who_stops(slug, mark)
    page = subscriber.page
    language = subscriber.language if subscriber.language in page.languages else page.language
    say = SAYINGS[language]
    if request.method == "POST":
        actions.stop(subscriber=subscriber, now=timezone.now())
        return _message(page, language, {"title": say.stopped, "lead": say.stopped_lead})
    lead = say.stop_lead.format(address=subscriber.address)
    return _message(page, language, {"title": say.stop, "lead": lead, "button": say.stop_do})


def _message(
    page: StatusPage, language: str, facts: Mapping[str, str], status: int = 200
) -> HttpResponse:
    site = _site(page)
    return _page(site.message(language, at="../../", **facts), status)


def _page(content: bytes, status: int = 200) -> HttpResponse:
    told = Answer(
        status,
        (*serving.page_headers(), ("Cache-Control", "no-store")),
        content,
    )
    return _response(told)


def _not_here(request: HttpRequest, slug: str) -> HttpResponse:
    place = _folder_place(slug)
    if place is None:
        return HttpResponse("Not found.\n", status=404, content_type="text/plain; charset=utf-8")
    return _response(serving.missing(place, _headers(request), request.META["QUERY_STRING"]))


def _without_database(request: HttpRequest, slug: str) -> HttpResponse:
    place = _folder_place(slug, request.path.removeprefix(f"{serving.PREFIX}{slug}/"))
    if place is None:
        return HttpResponse("Try later.\n", status=503, content_type="text/plain; charset=utf-8")
    headers, query = _headers(request), request.META["QUERY_STRING"]
    told = serving.answer(place, headers, query) if request.method in {"GET", "HEAD"} else None
    return _response(told or serving.later(place, headers, query))


def _folder_place(slug: str, path: str = "") -> Place | None:
    folders = Folders(Path(settings.DATA_FOLDER) / "status")
    return folders.place("", f"{serving.PREFIX}{slug}/{path}")


def _headers(request: HttpRequest) -> dict[str, str]:
    # Without the packed form: the desk packs its answers itself.
    names = ("Accept-Language", "If-None-Match", "If-Modified-Since")
    return {name.lower(): request.headers[name] for name in names if name in request.headers}


def _response(told: Answer) -> HttpResponse:
    response = HttpResponse(told.body, status=told.status)
    for name, value in told.headers:
        response[name] = value
    return response
