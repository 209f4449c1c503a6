"""Which chats can be told, and which addresses of theirs are taken. Pure."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlsplit

from amends.refusals import Invalid

#: By the scheme of their address. Only chats: nothing that runs a command, writes a file or rings a phone.
SERVICES: dict[str, str] = {
    "slack": "Slack",
    "workflows": "Microsoft Teams",
    "mmost": "Mattermost",
    "mmosts": "Mattermost",
    "matrix": "Matrix",
    "matrixs": "Matrix",
    "tgram": "Telegram",
    "discord": "Discord",
    "ntfy": "ntfy",
    "ntfys": "ntfy",
    "rocket": "Rocket.Chat",
    "rockets": "Rocket.Chat",
    "gchat": "Google Chat",
    "zulip": "Zulip",
    "wxteams": "Webex",
    "webex": "Webex",
    "gotify": "Gotify",
    "gotifys": "Gotify",
    "json": "A program of yours (JSON)",
    "jsons": "A program of yours (JSON)",
}
#: Web addresses that a chat itself gives out, by the end of their host's name.
WEBHOOKS: dict[str, str] = {
    "hooks.slack.com": "Slack",
    "discord.com": "Discord",
    "discordapp.com": "Discord",
    ".logic.azure.com": "Microsoft Teams",
    ".api.powerplatform.com": "Microsoft Teams",
    "chat.googleapis.com": "Google Chat",
    "webexapis.com": "Webex",
    "ntfy.sh": "ntfy",
}
#: Parts after the "?" that say where in the chat it goes, or are its key. Anything else is refused: some
#: name a file of the server's, or another address to call.
_PARTS = frozenset(
    {
        *("to", "channel", "channels", "team", "topic", "thread", "threadkey", "messagethreadid"),
        *("token", "key", "auth", "mode", "route", "webhook", "workspace", "workflow", "id"),
        *("sig", "sp", "sv", "se", "api-version", "ver", "version", "v", "msgtype", "path"),
        *("priority", "tags", "silent", "preview", "method", "botname", "footer", "image"),
        *("avatar", "blocks", "discovery"),
    }
)
LONGEST = 2_000


class BadChatAddress(Invalid):
    """This is no address of a chat that we know; look below at how each chat's address is written."""

    code = "bad-chat-address"


def require_address(address: str) -> None:
    """Raises `BadChatAddress` unless alerts may be sent there, as far as the address itself tells."""
    if not service_named(address) or len(address) > LONGEST or not address.isprintable():
        raise BadChatAddress(field="address")
    # A chat's room is written "#care" before the "?", so that a fragment is none here.
    # A ";" parts them as well: so does the library that reads them.
    asked = address.partition("?")[2].replace(";", "&")
    parts = parse_qsl(asked, keep_blank_values=True)
    names = {name.strip().lower() for name, _ in parts}
    if strange := sorted(names - _PARTS):
        raise BadChatAddress(
            f"“{strange[0]}” in this address is not taken; leave it out.", field="address"
        )


def service_named(address: str) -> str:
    """The chat's name as people say it; empty for what is none that we know."""
    try:
        parts = urlsplit(address.strip())
        host = (parts.hostname or "").lower()
    except ValueError:
        return ""
    if parts.scheme.lower() == "https":
        found = (name for end, name in WEBHOOKS.items() if _ends(host, end))
        return next(found, "")
    return SERVICES.get(parts.scheme.lower(), "")


def _ends(host: str, end: str) -> bool:
    return host == end or host.endswith(end if end.startswith(".") else f".{end}")
