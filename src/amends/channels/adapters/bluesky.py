"""Bluesky: posts that name the account, answers, quotes and chats, by an app password.

Source: the lexicons of the AT protocol (app.bsky, chat.bsky, com.atproto) and docs.bsky.app. A post cannot
be edited there; who takes one away is told to nobody who polls.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import ClassVar
from urllib.parse import urlencode

from amends.channels import asking_bluesky, atproto, wire
from amends.channels.asking_bluesky import AskedByServer
from amends.channels.base import Link
from amends.channels.calls import Answer, Call
from amends.channels.contract import (
    Account,
    Capabilities,
    Deleted,
    Delivery,
    Disconnected,
    Entry,
    Hears,
    Item,
    Limit,
    Malformed,
    Media,
    Outgoing,
    Page,
    Receipt,
    Refused,
    Renewal,
    Setting,
    SettingKind,
    ThreadKind,
    Unit,
    Unknown,
    Visibility,
)
from amends.channels.media import MediaLimit
from amends.channels.wire import Wire

_POST = "app.bsky.feed.post"
_PAGE = "50"
#: So many pages of news are read at once; what is older is found by the sweep.
_MOST_PAGES = 10
_HEARD = frozenset({"mention", "reply", "quote"})
_CHAT = {"atproto-proxy": "did:web:api.bsky.chat#bsky_chat"}
_SPENT = frozenset({"ExpiredToken", "InvalidToken", "AccountTakedown", "AuthenticationRequired"})
_SETTINGS = (
    Setting("handle", "Handle", help="For example northpost.bsky.social, without the @."),
    Setting(
        "password",
        "App password",
        SettingKind.SECRET,
        help=(
            "On Bluesky: Settings, Privacy and security, App passwords. Never the account's own "
            "password. Allow access to direct messages if Amends should answer them."
        ),
        entry=Entry.KEY,
    ),
    Setting(
        "chats",
        "Read and answer direct messages",
        SettingKind.TOGGLE,
        help="Needs an app password that allows access to direct messages.",
        required=False,
        default="true",
    ),
    Setting(
        "base_url",
        "Server of the account",
        help="Leave it as it is unless the account lives on a server of its own.",
        default="https://bsky.social",
    ),
)
_CAPABILITIES = Capabilities(
    hears=frozenset(
        {
            Hears.MENTION,
            Hears.COMMENT,
            Hears.DIRECT_MESSAGE,
            Hears.DELETION,
            Hears.OWN_POST,
        }
    ),
    replies_publicly=True,
    replies_privately=True,
    opens_private=True,
    reads_back=True,
    sends_media=True,
    media_limit=MediaLimit(
        count=4,
        largest=1_000_000,
        together=4_000_000,
        types=frozenset({"image/png", "image/jpeg", "image/webp"}),
        describes=True,
    ),
    public_limit=Limit(300, Unit.GRAPHEMES),
    private_limit=Limit(1000, Unit.GRAPHEMES),
    shows_sends_within=timedelta(seconds=15),
    poll_every=timedelta(seconds=20),
)


class Bluesky(AskedByServer):
    """A Bluesky account."""

    slug: ClassVar[str] = "bluesky"
    name: ClassVar[str] = "Bluesky"
    mark: ClassVar[str] = "B"
    colour: ClassVar[str] = "#0a7aff"
    settings: ClassVar[tuple[Setting, ...]] = _SETTINGS
    capabilities: ClassVar[Capabilities] = _CAPABILITIES

    # How it is called

    def base_url(self, link: Link) -> str:
        return f"{asking_bluesky.server(link)}/xrpc"

    def headers(self, link: Link) -> Mapping[str, str]:
        return {"authorization": asking_bluesky.authorization(link)}

    def explain(self, answer: Answer) -> str:
        try:
            told = Wire(answer.json, "the answer")
            words = (told.maybe_text(name) for name in ("error", "message", "error_description"))
            return ": ".join(filter(None, words))
        except Malformed:
            return ""

    def disconnects(self, answer: Answer) -> bool:
        # A spent session is 400 here, with its name.
        return super().disconnects(answer) or self.explain(answer).partition(":")[0] in _SPENT

    def renew(self, link: Link) -> Renewal:
        """A session: the one we have made fresh, else a new one. Few may be begun in a day."""
        if self.was_asked(link):
            return self.renew_asked(link)
        now = link.transports.clock()
        if refresh := link.secrets.get("refresh", ""):
            own = {"authorization": f"Bearer {refresh}"}
            try:
                call = Call("POST", "/com.atproto.server.refreshSession", headers=own)
                return atproto.session(_answered(self.call(link, call)), now)
            except (Disconnected, Refused):
                pass  # too old, or used already: begin anew
        asked = {"identifier": link.settings["handle"], "password": link.secrets["password"]}
        call = Call(
            "POST", "/com.atproto.server.createSession", headers={"authorization": ""}, json=asked
        )
        return atproto.session(_answered(self.call(link, call)), now)

    def identify(self, link: Link) -> Account:
        me = _answered(self.call(link, Call("GET", "/com.atproto.server.getSession")))
        handle = me.text("handle")
        return Account(
            external_id=me.text("did"),
            handle=f"@{handle}",
            name=handle,
            url=f"https://bsky.app/profile/{handle}",
        )

    # Hearing

    def fetch(self, link: Link, cursor: str) -> Page:
        heard, said, log = ([*cursor.split(" "), "", ""] if cursor else ["", "", ""])[:3]
        notes = _newer(self._notifications(link), heard)
        own = _newer(self._own_posts(link), said)
        chats, log = self._chats(link, log)
        deliveries = [atproto.delivery("note", each) for each in reversed(notes)]
        if cursor:  # what was posted before the account was connected is nobody's news
            deliveries += [atproto.delivery("post", each) for each in reversed(own)]
        deliveries += chats
        heard = notes[0].text("indexedAt") if notes else heard
        said = own[0].text("indexedAt") if own else said
        return Page(tuple(deliveries), f"{heard} {said} {log}")

    def sweep(self, link: Link, since: datetime, cursor: str) -> Page:
        found, following = self._page(link, _swept(cursor))
        late = [each for each in found if each.time("indexedAt") >= since]
        deliveries = tuple(atproto.delivery("note", each) for each in reversed(late))
        is_whole = len(late) == len(found)
        return Page(deliveries, following, more=bool(following and found and is_whole))

    def parse(self, link: Link, delivery: Delivery) -> tuple[Item, ...]:
        body = wire.read(delivery.body)
        me = link.account.external_id if link.account else ""
        if "log" in body:
            return _chatted(body, me)
        if "post" in body:
            return (atproto.said(body.inner("post"), me),)
        note = body.inner("note")
        return (atproto.said(note, me),) if note.text("reason") in _HEARD else ()

    def _notifications(self, link: Link) -> Callable[[str], tuple[list[Wire], str]]:
        return lambda cursor: self._page(link, _swept(cursor))

    def _own_posts(self, link: Link) -> Callable[[str], tuple[list[Wire], str]]:
        def page(cursor: str) -> tuple[list[Wire], str]:
            where = {
                "actor": link.account.external_id if link.account else "",
                "filter": "posts_with_replies",
                "limit": _PAGE,
                **({"cursor": cursor} if cursor else {}),
            }
            found, following = self._page(
                link, (f"/app.bsky.feed.getAuthorFeed?{urlencode(where)}", "feed")
            )
            own = [each.inner("post") for each in found if "reason" not in each]
            return own, following

        return page

    def _page(self, link: Link, where: tuple[str, str]) -> tuple[list[Wire], str]:
        """The things of a page, newest first, and the cursor of the older ones."""
        path, name = where
        page = _answered(self.call(link, Call("GET", path)))
        return page.each(name), page.maybe_text("cursor")

    def _chats(self, link: Link, cursor: str) -> tuple[list[Delivery], str]:
        """What was said in chats since the log's cursor, each with the profile of who said it."""
        if link.settings.get("chats") != "true":
            return [], cursor
        where = f"?{urlencode({'cursor': cursor})}" if cursor else ""
        page = _answered(
            self.call(link, Call("GET", f"/chat.bsky.convo.getLog{where}", headers=_CHAT))
        )
        logs = [each for each in page.each("logs") if "message" in each]
        names = self._profiles(link, logs)
        kept = [atproto.chat_delivery(each, names) for each in logs]
        return kept, page.maybe_text("cursor") or cursor

    def _profiles(self, link: Link, logs: list[Wire]) -> dict[str, dict[str, object]]:
        """Who wrote, by their id: the log tells no names."""
        me = link.account.external_id if link.account else ""
        senders = sorted(
            {each.inner("message").inner("sender").text("did") for each in logs} - {me}
        )
        found: dict[str, dict[str, object]] = {}
        for start in range(0, len(senders), 25):
            where = urlencode([("actors", did) for did in senders[start : start + 25]])
            page = _answered(self.call(link, Call("GET", f"/app.bsky.actor.getProfiles?{where}")))
            found |= {each.text("did"): each.whole() for each in page.each("profiles")}
        return found

    # Speaking

    def deliver(self, link: Link, outgoing: Outgoing) -> Receipt:
        if outgoing.visibility is Visibility.PRIVATE:
            return self._chat(link, outgoing)
        record: dict[str, object] = {
            "$type": _POST,
            "text": outgoing.text,
            "createdAt": link.transports.clock()
            .isoformat(timespec="milliseconds")
            .replace("+00:00", "Z"),
        }
        if facets := atproto.facets(outgoing.text, lambda handle: self.owner_of(link, handle)):
            record["facets"] = facets
        if outgoing.reply_to:
            record["reply"] = self._reply(link, outgoing)
        if outgoing.media:
            pictures = [self._uploaded(link, each) for each in outgoing.media]
            record["embed"] = {"$type": "app.bsky.embed.images", "images": pictures}
        body = {**_place(link, outgoing), "record": record}
        call = Call("POST", "/com.atproto.repo.createRecord", json=body, sends=True)
        return _receipt(_answered(self.call(link, call)), outgoing)

    def look_up(self, link: Link, outgoing: Outgoing, since: datetime) -> Receipt | None:
        asked_at = link.transports.clock()
        is_private = outgoing.visibility is Visibility.PRIVATE
        found = self._chatted(link, outgoing, since) if is_private else self._kept(link, outgoing)
        if found is None and asked_at < since + self.capabilities.shows_sends_within:
            raise Unknown("It is not there yet, but may still show up.")
        return found

    def _kept(self, link: Link, outgoing: Outgoing) -> Receipt | None:
        """The post under the key that only this send has."""
        call = Call("GET", f"/com.atproto.repo.getRecord?{urlencode(_place(link, outgoing))}")
        try:
            return _receipt(_answered(self.call(link, call)), outgoing)
        except Refused as error:
            if "RecordNotFound" in str(error):
                return None
            raise

    def _reply(self, link: Link, outgoing: Outgoing) -> dict[str, object]:
        root = outgoing.thread or outgoing.reply_to
        wanted = list(dict.fromkeys((root, outgoing.reply_to)))
        where = urlencode([("uris", uri) for uri in wanted])
        page = _answered(self.call(link, Call("GET", f"/app.bsky.feed.getPosts?{where}")))
        found = {each.text("uri"): each.text("cid") for each in page.each("posts")}
        missing = [uri for uri in wanted if uri not in found]
        if missing:
            raise Refused("What this answers is no longer there.")
        parts = {"root": root, "parent": outgoing.reply_to}
        return {part: {"uri": uri, "cid": found[uri]} for part, uri in parts.items()}

    def _uploaded(self, link: Link, media: Media) -> dict[str, object]:
        """Hand a picture over before the post; alone it shows nowhere, so it may come twice."""
        if media.content is None:
            raise self.unsupported("pictures that are only a link")
        kind = {"content-type": media.content_type}
        call = Call(
            "POST", "/com.atproto.repo.uploadBlob", headers=kind, content=media.content, timeout=60
        )
        blob = _answered(self.call(link, call)).inner("blob")
        return {"alt": media.alt_text, "image": blob.whole()}

    # Chats

    def _chat(self, link: Link, outgoing: Outgoing) -> Receipt:
        convo = self._convo(link, outgoing)
        message: dict[str, object] = {"text": outgoing.text}
        if facets := atproto.facets(outgoing.text, lambda _: ""):
            message["facets"] = facets
        call = Call(
            "POST",
            "/chat.bsky.convo.sendMessage",
            headers=_CHAT,
            json={"convoId": convo, "message": message},
            sends=True,
        )
        sent = _answered(self.call(link, call))
        return Receipt(external_id=sent.text("id"), thread=convo, sent_at=sent.time("sentAt"))

    def _convo(self, link: Link, outgoing: Outgoing) -> str:
        if outgoing.thread and outgoing.thread_kind is ThreadKind.CONVERSATION:
            return outgoing.thread
        if not outgoing.recipient:
            raise self.unsupported("private messages to nobody")
        where = urlencode({"members": outgoing.recipient})
        call = Call("GET", f"/chat.bsky.convo.getConvoForMembers?{where}", headers=_CHAT)
        return _answered(self.call(link, call)).inner("convo").text("id")

    def _chatted(self, link: Link, outgoing: Outgoing, since: datetime) -> Receipt | None:
        convo, me = self._convo(link, outgoing), link.account.external_id if link.account else ""
        where = urlencode({"convoId": convo, "limit": _PAGE})
        call = Call("GET", f"/chat.bsky.convo.getMessages?{where}", headers=_CHAT)
        for each in _answered(self.call(link, call)).each("messages"):
            is_ours = each.inner("sender").text("did") == me
            is_new = each.time("sentAt") >= since - timedelta(seconds=5)
            if is_ours and is_new and each.maybe_text("text") == outgoing.text:
                return Receipt(each.text("id"), thread=convo, sent_at=each.time("sentAt"))
        return None


def _newer(page: Callable[[str], tuple[list[Wire], str]], than: str) -> list[Wire]:
    """What is newer than a time of the network's own, newest first; one page where that is not known."""
    newer: list[Wire] = []
    following = ""
    for _ in range(_MOST_PAGES):
        found, following = page(following)
        fresh = [each for each in found if not than or each.text("indexedAt") > than]
        newer += fresh
        if not than or len(fresh) < len(found) or not following or not found:
            break
    return newer


def _swept(cursor: str) -> tuple[str, str]:
    where = {"limit": _PAGE, **({"cursor": cursor} if cursor else {})}
    return f"/app.bsky.notification.listNotifications?{urlencode(where)}", "notifications"


def _place(link: Link, outgoing: Outgoing) -> dict[str, str]:
    """Where a send is kept: a key of our own, so that a second try cannot be a second post."""
    me = link.account.external_id if link.account else ""
    return {"repo": me, "collection": _POST, "rkey": atproto.record_key(outgoing.key)}


def _receipt(kept: Wire, outgoing: Outgoing) -> Receipt:
    uri = kept.text("uri")
    thread = (outgoing.thread or outgoing.reply_to) if outgoing.reply_to else uri
    return Receipt(external_id=uri, thread=thread, url=atproto.web_address(uri, ""))


def _answered(answer: Answer) -> Wire:
    return Wire(answer.json, "the answer")


def _chatted(body: Wire, me: str) -> tuple[Item, ...]:
    log = body.inner("log")
    kind = log.text("$type").partition("#")[2]
    message = log.inner("message")
    if kind == "logCreateMessage":
        profile = body.inner("profile") if "profile" in body else None
        return (atproto.chatted(log, message, profile, me),)
    if kind == "logDeleteMessage":
        return (Deleted(message.text("id"), deleted_at=message.time("sentAt")),)
    return ()
