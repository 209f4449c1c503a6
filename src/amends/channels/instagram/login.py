"""Asks an account's owner at Instagram's own login, and keeps the token alive.

Source: developers.facebook.com/docs/instagram-platform, business login and refresh_access_token: a code is
good for an hour's token, that for one of 60 days, and this is made fresh once it is a day old.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from urllib.parse import urlencode

from amends.channels.base import Link
from amends.channels.calls import Call
from amends.channels.consent import Ask, Beginning, Permission
from amends.channels.contract import Disconnected, Refused, Renewal, Setting
from amends.channels.graph.channel import GraphChannel
from amends.channels.wire import Wire

#: The token, and when it ends, as was said when we got it.
LEARNS = ("token", "token_ends")
#: A token that is too young to be made fresh is tried again so soon.
TOO_YOUNG = timedelta(days=2)
_FORM = {"content-type": "application/x-www-form-urlencoded", "authorization": ""}
ADDRESSES = (
    Setting(
        "login_url",
        "Address of Instagram's login",
        help="Another one only for rehearsals with the practice network.",
        required=False,
        default="https://www.instagram.com",
    ),
    Setting(
        "code_url",
        "Address that takes the login's codes",
        help="Another one only for rehearsals with the practice network.",
        required=False,
        default="https://api.instagram.com",
    ),
)


def begin(link: Link, ask: Ask, permissions: Iterable[Permission]) -> Beginning:
    """Where the owner allows us in. Raises Refused without the app's ID."""
    if not link.settings.get("app_id"):
        raise Refused("The Instagram app ID is needed to ask the account's owner.")
    query = {
        "client_id": link.settings["app_id"],
        "redirect_uri": ask.back,
        "response_type": "code",
        "scope": ",".join(each.name for each in permissions),
        "state": ask.state,
    }
    login = link.settings["login_url"].rstrip("/")
    return Beginning(f"{login}/oauth/authorize?{urlencode(query)}")


def token(channel: GraphChannel, link: Link, ask: Ask, code: str) -> Renewal:
    """The owner's token for a code, made to live for 60 days instead of an hour."""
    form = {
        "client_id": link.settings["app_id"],
        "client_secret": link.secrets["app_secret"],
        "grant_type": "authorization_code",
        "redirect_uri": ask.back,
        # What the browser brings may end with what is no part of the code.
        "code": code.removesuffix("#_"),
    }
    where = f"{link.settings['code_url'].rstrip('/')}/oauth/access_token"
    content = urlencode(form).encode()
    told = Wire(
        channel.call(link, Call("POST", where, headers=_FORM, content=content)).json, "the answer"
    )
    brief = (told.each("data") or [told])[0] if "data" in told else told
    asked = {"grant_type": "ig_exchange_token", "client_secret": link.secrets["app_secret"]}
    head = {"authorization": f"Bearer {brief.text('access_token')}"}
    call = Call("GET", "/access_token", query=asked, headers=head)
    return _kept(Wire(channel.call(link, call).json, "the answer"), link.transports.clock())


def renewed(channel: GraphChannel, link: Link) -> Renewal:
    """A fresh token for 60 days; one that is too young for that is tried again soon.

    Raises Disconnected once the one we have has ended.
    """
    now = link.transports.clock()
    try:
        told = channel.asked(link, "/refresh_access_token", grant_type="ig_refresh_token")
    except Refused:
        ends = _known_end(link)
        if ends is not None and ends <= now:
            raise Disconnected("The token has ended; ask the owner again.") from None
        known = {name: link.secrets[name] for name in LEARNS if name in link.secrets}
        return Renewal(known, now + TOO_YOUNG, ends)
    return _kept(told, now)


def _kept(told: Wire, now: datetime) -> Renewal:
    ends = now + timedelta(seconds=told.maybe_number("expires_in") or 0)
    secrets = {"token": told.text("access_token"), "token_ends": ends.isoformat()}
    return Renewal(secrets, good_until=ends, ends_at=ends)


def _known_end(link: Link) -> datetime | None:
    try:
        return datetime.fromisoformat(link.secrets.get("token_ends", ""))
    except ValueError:
        return None
