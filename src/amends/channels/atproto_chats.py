"""Bluesky's chats: a service of their own, which the account's server passes requests on to.

Source: the lexicons chat.bsky.convo.*. Who takes chats from whom is each person's own choice; it is asked
before a chat is opened.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from urllib.parse import quote, urlencode

from amends.channels import atproto
from amends.channels.calls import Answer, Call
from amends.channels.contract import (
    Deleted,
    Delivery,
    Disconnected,
    Item,
    Outgoing,
    Receipt,
    Refused,
    ThreadKind,
    Unsupported,
)
from amends.channels.wire import Wire

_PAGE = "50"
_AT_CHATS = {"atproto-proxy": "did:web:api.bsky.chat#bsky_chat"}
#: What an app password without the right to chats is told.
_NO_RIGHT = "Bad token method"
_THANKS = "❤️"

Asking = Callable[[Call], Answer]


class Chats:
    """One account's chats; ``ask`` makes a request as the account ``me``."""

    def __init__(self, ask: Asking, me: str) -> None:
        self._ask = ask
        self._me = me

    def require(self) -> None:
        """Refused, with what to do, where the app password does not reach the chats."""
        try:
            self._get("getLog", {})
        except Disconnected as error:
            if _NO_RIGHT not in str(error):
                raise
            raise Refused(
                "This app password does not allow direct messages. Make one that does, or turn "
                "direct messages off here."
            ) from None

    def heard(self, cursor: str) -> tuple[list[Delivery], str]:
        """What was said since the log's cursor, each with the profile of who said it, and the next one."""
        page = self._get("getLog", {"cursor": cursor} if cursor else {})
        logs = [each for each in page.each("logs") if "message" in each]
        names = self._profiles(logs)
        kept = [atproto.chat_delivery(each, names) for each in logs]
        return kept, page.maybe_text("cursor") or cursor

    def say(self, outgoing: Outgoing) -> Receipt:
        """Say it in the chat with the person, which is opened where there is none."""
        convo = self._convo(outgoing)
        message: dict[str, object] = {"text": outgoing.text}
        if facets := atproto.facets(outgoing.text, lambda _: ""):
            message["facets"] = facets
        sent = self._do("sendMessage", {"convoId": convo, "message": message}, sends=True)
        return Receipt(external_id=sent.text("id"), thread=convo, sent_at=sent.time("sentAt"))

    def find(self, outgoing: Outgoing, since: datetime) -> Receipt | None:
        """The newest message of ours with these words since then."""
        convo = self._convo(outgoing)
        page = self._get("getMessages", {"convoId": convo, "limit": _PAGE})
        for each in page.each("messages"):
            is_ours = each.inner("sender").text("did") == self._me
            is_new = each.time("sentAt") >= since - timedelta(seconds=5)
            if is_ours and is_new and each.maybe_text("text") == outgoing.text:
                return Receipt(each.text("id"), thread=convo, sent_at=each.time("sentAt"))
        return None

    def thank(self, convo: str, message: str) -> None:
        """A heart on a message; a second one changes nothing."""
        self._do("addReaction", {"convoId": convo, "messageId": message, "value": _THANKS})

    def _convo(self, outgoing: Outgoing) -> str:
        if outgoing.thread and outgoing.thread_kind is ThreadKind.CONVERSATION:
            return outgoing.thread
        if not outgoing.recipient:
            raise Unsupported("Bluesky: private messages to nobody.")
        member = {"members": outgoing.recipient}
        told = self._get("getConvoAvailability", member)
        if not told.flag("canChat"):
            raise Refused("This person takes no chats from this account.")
        if "convo" in told:
            return told.inner("convo").text("id")
        return self._get("getConvoForMembers", member).inner("convo").text("id")

    def _profiles(self, logs: list[Wire]) -> dict[str, dict[str, object]]:
        """Who wrote, by their id: the log tells no names."""
        senders = {each.inner("message").inner("sender").text("did") for each in logs}
        named = sorted(senders - {self._me})
        found: dict[str, dict[str, object]] = {}
        for some in atproto.in_parts(named):
            where = urlencode([("actors", did) for did in some])
            page = _answered(self._ask(Call("GET", f"/app.bsky.actor.getProfiles?{where}")))
            found |= {each.text("did"): each.whole() for each in page.each("profiles")}
        return found

    def _get(self, method: str, where: dict[str, str]) -> Wire:
        query = f"?{urlencode(where, quote_via=quote)}" if where else ""
        path = f"/chat.bsky.convo.{method}{query}"
        return _answered(self._ask(Call("GET", path, headers=_AT_CHATS)))

    def _do(self, method: str, told: object, *, sends: bool = False) -> Wire:
        path = f"/chat.bsky.convo.{method}"
        return _answered(self._ask(Call("POST", path, headers=_AT_CHATS, json=told, sends=sends)))


def understood(body: Wire, me: str) -> tuple[Item, ...]:
    """What an entry of the log says; nothing for kinds that are not words."""
    log = body.inner("log")
    kind = log.text("$type").partition("#")[2]
    message = log.inner("message")
    if kind == "logCreateMessage":
        profile = body.inner("profile") if "profile" in body else None
        return (atproto.chatted(log, message, profile, me),)
    if kind == "logDeleteMessage":
        return (Deleted(message.text("id"), deleted_at=message.time("sentAt")),)
    return ()


def _answered(answer: Answer) -> Wire:
    return Wire(answer.json, "the answer")
