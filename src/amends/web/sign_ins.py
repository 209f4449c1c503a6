"""Which browser somebody sits at: noted now and then while it is used, and told in words."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.http import HttpRequest
from django.utils.translation import gettext as _

from amends.staff import actions
from amends.staff.models import User

_NOTED_EVERY = timedelta(minutes=10)
_MARK = "noted"
#: The first that a browser's own description contains: most claim to be several.
_BROWSERS = (
    ("Edg/", "Edge"),
    ("OPR/", "Opera"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
_SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
)


def note(request: HttpRequest, user: User, now: datetime) -> None:
    """Remember that this browser is in use; a write every some minutes, not one a page."""
    key = request.session.session_key
    last = request.session.get(_MARK, 0)
    if key is None or now.timestamp() - last < _NOTED_EVERY.total_seconds():
        return
    request.session[_MARK] = int(now.timestamp())
    device = device_of(request.headers.get("User-Agent", ""))
    actions.note_sign_in(user=user, session_key=key, device=device, now=now)


def note_again(request: HttpRequest) -> None:
    """The session has another key now: the next page notes it as it is."""
    request.session.pop(_MARK, None)


def device_of(agent: str) -> str:
    """A browser and its system in words, from what it says of itself."""
    browser = next((name for part, name in _BROWSERS if part in agent), "")
    system = next((name for part, name in _SYSTEMS if part in agent), "")
    if browser and system:
        return _("%(browser)s on %(system)s") % {"browser": browser, "system": system}
    return browser or system or _("A browser")
