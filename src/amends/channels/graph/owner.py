"""Asks an account's owner at Meta's login, exchanges codes and tokens, and looks at how long tokens live.

Source: developers.facebook.com/docs/facebook-login, manually built login and long-lived tokens.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode

from amends.channels.base import Link
from amends.channels.calls import Call
from amends.channels.consent import Ask, Beginning, Permission
from amends.channels.contract import Disconnected, Refused, Renewal, Setting, SettingKind
from amends.channels.graph.channel import VERSION, GraphChannel
from amends.channels.wire import Wire

GRAPH = "https://graph.facebook.com"
LOGIN = "https://www.facebook.com"
#: A token is looked at once a day: four fifths of this.
LOOK_AGAIN = timedelta(hours=30)
_SOON = timedelta(hours=1)

APP_SETTINGS = (
    Setting(
        "app_id",
        "App ID",
        help="At developers.facebook.com, your app, App settings, Basic.",
    ),
    Setting(
        "app_secret",
        "App secret",
        SettingKind.SECRET,
        help="On the same page. It signs what Meta pushes to us, so nothing comes in without it.",
    ),
    Setting(
        "verify_token",
        "Verify token",
        SettingKind.SECRET,
        help="What Meta says when it checks our address; leave it empty and we make one.",
        required=False,
        made=True,
    ),
)
ADDRESSES = (
    Setting(
        "base_url",
        "Address of the Graph API",
        help="Another one only for rehearsals with the practice network.",
        default=GRAPH,
    ),
    Setting(
        "login_url",
        "Address of Meta's login",
        help="Another one only for rehearsals with the practice network.",
        default=LOGIN,
    ),
)


def begin(link: Link, ask: Ask, permissions: Iterable[Permission]) -> Beginning:
    """Where the owner allows us in."""
    query = {
        "client_id": link.settings["app_id"],
        "redirect_uri": ask.back,
        "state": ask.state,
        "response_type": "code",
        "scope": ",".join(each.name for each in permissions),
    }
    login = link.settings["login_url"].rstrip("/")
    return Beginning(f"{login}/{VERSION}/dialog/oauth?{urlencode(query)}")


def user_token(channel: GraphChannel, link: Link, ask: Ask, code: str) -> str:
    """The owner's token for a code, made to live for two months instead of an hour."""
    brief = _token(channel, link, {"redirect_uri": ask.back, "code": code})
    return _token(channel, link, {"grant_type": "fb_exchange_token", "fb_exchange_token": brief})


def state(channel: GraphChannel, link: Link) -> Wire:
    """What Meta says of our token: whether it is valid, until when, and what it may do."""
    call = Call(
        "GET",
        "/debug_token",
        query={"input_token": channel.token(link)},
        headers=as_app(link),
    )
    return Wire(channel.call(link, call).json, "the answer").inner("data")


def looked_after(channel: GraphChannel, link: Link) -> Renewal:
    """The same token, looked at: Disconnected when it has ended, else when to look again.

    Meta ends a token with its owner's password, role or consent, and tells nobody: so it is asked daily.
    """
    now = link.transports.clock()
    told = state(channel, link)
    if not told.flag("is_valid"):
        why = told.inner("error").maybe_text("message") if "error" in told else ""
        raise Disconnected(why or "Meta says that the token has ended.")
    until = ends(told)
    if until is not None and until <= now:
        raise Disconnected("What the owner allowed has ended; ask them again.")
    again = min(until or now + LOOK_AGAIN, now + LOOK_AGAIN)
    return Renewal({channel.token_secret: channel.token(link)}, max(again, now + _SOON), until)


def ends(told: Wire) -> datetime | None:
    """When a token or the consent behind it ends, whichever comes first; None: neither by itself."""
    names = ("expires_at", "data_access_expires_at")
    moments = [told.maybe_number(name) or 0 for name in names]
    first = min((each for each in moments if each > 0), default=0)
    if not first:
        return None
    try:
        return datetime.fromtimestamp(first, UTC)
    except (ValueError, OverflowError, OSError):
        raise told.wrong("expires_at", "is no time") from None


def lacking(told: Wire, wanted: Iterable[str]) -> list[str]:
    """Which of the wanted permissions a token does not carry."""
    carried = told.listed("scopes") if "scopes" in told else []
    return [each for each in wanted if each not in carried]


def as_app(link: Link) -> Mapping[str, str]:
    """The head of a call that the app makes for itself."""
    app, secret = link.settings.get("app_id", ""), link.secrets.get("app_secret", "")
    return {"authorization": f"Bearer {app}|{secret}"}


def push_to(channel: GraphChannel, link: Link, about: str, url: str, fields: Iterable[str]) -> None:
    """Have the app's pushes about one kind of object, such as "page", sent to ``url``."""
    asked = {
        "object": about,
        "callback_url": url,
        "verify_token": link.secrets.get("verify_token", ""),
        "fields": ",".join(fields),
        "include_values": True,
    }
    path = f"/{link.settings['app_id']}/subscriptions"
    channel.call(link, Call("POST", path, headers=as_app(link), json=asked))


def pushes_to(channel: GraphChannel, link: Link, about: str, url: str) -> bool:
    """Whether the app's pushes about one kind of object still go to ``url``."""
    path = f"/{link.settings['app_id']}/subscriptions"
    told = Wire(channel.call(link, Call("GET", path, headers=as_app(link))).json, "the answer")
    return any(
        each.maybe_text("object") == about
        and each.maybe_text("callback_url") == url
        and each.flag("active")
        for each in told.each("data")
    )


def told_of(channel: GraphChannel, link: Link, path: str, fields: Iterable[str]) -> bool:
    """Whether an account tells an app of all these; with its own token it sees only ours."""
    wanted = set(fields)
    apps = channel.listed(link, path).data
    return any(wanted <= set(map(str, each.listed("subscribed_fields"))) for each in apps)


def _token(channel: GraphChannel, link: Link, asked: Mapping[str, str]) -> str:
    """A token for a code or another token; asked as a form, for addresses are written down everywhere."""
    form = {
        "client_id": link.settings["app_id"],
        "client_secret": link.secrets["app_secret"],
        **asked,
    }
    call = Call(
        "POST",
        "/oauth/access_token",
        headers={
            "content-type": "application/x-www-form-urlencoded",
            # Nobody's: the form says who asks.
            "authorization": "",
        },
        content=urlencode(form).encode(),
    )
    return Wire(channel.call(link, call).json, "the answer").text("access_token")


def chosen_page(channel: GraphChannel, link: Link, user: str) -> Wire:
    """The Page that the connection is for, with the token that the owner's token gives for it."""
    call = Call(
        "GET",
        "/me/accounts",
        query={"fields": "id,name,access_token", "limit": "100"},
        headers={"authorization": f"Bearer {user}"},
    )
    pages = Wire(channel.call(link, call).json, "the answer").each("data")
    wanted = link.settings.get("page_id", "")
    fitting = [each for each in pages if not wanted or each.maybe_text("id") == wanted]
    if len(fitting) == 1:
        return fitting[0]
    names = ", ".join(f"{each.maybe_text('name')} ({each.maybe_text('id')})" for each in pages)
    if not fitting:
        raise Refused(f"You opened another Page for us than that one: {names or 'none'}.")
    raise Refused(f"You look after several Pages; give the ID of one of them: {names}.")
