"""Who may listen: a signed-in member of the brand, asking from a page of ours. Asked again every minute."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import auth
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest
from django.http.cookie import parse_cookie

from amends.refusals import NotAllowed, NotFound, Refusal
from amends.staff.models import Brand, User
from amends.staff.queries import actor_for
from amends.staff.rules import Right, Via
from amends.web.live.hub import Pass


class NotSignedIn(Refusal):
    """Sign in to see changes as they happen."""

    code = "not-signed-in"


class NotFromHere(Refusal):
    """The live feed is for the desk's own pages."""

    code = "not-from-here"


def require_own_page(headers: Mapping[str, str], *, is_secure: bool) -> None:
    """Raises NotFromHere for another site's page or a host that is not ours, as Django would."""
    request = HttpRequest()
    request.META = {"HTTP_HOST": headers.get("host", ""), "SERVER_NAME": "", "SERVER_PORT": "0"}
    try:
        host = request.get_host()
    except DisallowedHost:
        raise NotFromHere from None
    if settings.SECURE_SSL_REDIRECT and not is_secure:
        raise NotFromHere
    if headers.get("sec-fetch-site", "same-origin") not in {"same-origin", "none"}:
        raise NotFromHere
    origin = headers.get("origin")
    if origin and origin not in settings.CSRF_TRUSTED_ORIGINS and _host_of(origin) != host:
        raise NotFromHere


def _host_of(origin: str) -> str:
    try:
        return urlsplit(origin).netloc
    except ValueError:
        return ""


def admitted(cookie: str, brand: str) -> Pass:
    """Who comes with this Cookie header to the brand of this slug.

    Raises NotSignedIn, NotFound for a brand they do not work for, and NotAllowed. Reads the database.
    """
    key = parse_cookie(cookie).get(settings.SESSION_COOKIE_NAME, "")
    return _admit(key, brand)


def may_stay(holder: Pass) -> bool:
    """Whether they could still come in: signed out, removed and closed accounts may not."""
    try:
        return _admit(holder.session_key, holder.brand) == holder
    except Refusal:
        return False


def _admit(session_key: str, slug: str) -> Pass:
    user = _user_of(session_key)
    brand = Brand.objects.filter(slug=slug).first()
    if brand is None:
        raise NotFound(brand=slug)
    actor_for(user, brand, Via.WEB).require(Right.READ)
    return Pass(user.pk, brand.pk, slug, session_key)


def _user_of(session_key: str) -> User:
    if not session_key:
        raise NotSignedIn
    request = HttpRequest()
    request.session = import_module(settings.SESSION_ENGINE).SessionStore(session_key)
    user = auth.get_user(request)
    if not isinstance(user, User):
        raise NotSignedIn
    if not user.is_active:
        raise NotAllowed
    return user
