"""Bluesky: posts that name the account, answers, quotes and chats, by an app password.

Source: the lexicons of the AT protocol (app.bsky, chat.bsky, com.atproto) and docs.bsky.app. A post cannot
be edited there, and that one was taken away is told to nobody who polls: posts are looked at again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import ClassVar
from urllib.parse import urlencode

from amends.channels import (
    asking_bluesky,
    asking_words,
    atproto,
    atproto_chats,
    derived,
    jetstream,
    overhearing,
    recounts,
    wire,
)
from amends.channels.asking_bluesky import AskedByServer
from amends.channels.atproto_chats import Chats
from amends.channels.atproto_deeds import Deeds
from amends.channels.atproto_feeds import SPREAD, Feeds, deleted, newer
from amends.channels.base import Link
from amends.channels.calls import Answer, Call
from amends.channels.contract import (
    Account,
    Capabilities,
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
    Unit,
    Unknown,
    Visibility,
)
from amends.channels.media import MediaLimit
from amends.channels.rechecks import Recheck, Recount
from amends.channels.rights import Offer, Standing, Way
from amends.channels.wire import Wire

_POST = "app.bsky.feed.post"
_HEARD = frozenset({"mention", "reply", "quote"})
#: Later than every time that the network tells.
_NEVER = "~"
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
    Setting(
        overhearing.SETTING,
        "Listen to everything that is posted",
        SettingKind.TOGGLE,
        help=(
            "Every public post is held against the queries under Listening within seconds, instead of "
            "searching every five minutes. It takes some gigabytes a day of the line."
        ),
        required=False,
        default="false",
    ),
    Setting(
        "jetstream",
        "Where everything that is posted goes by",
        help="A Jetstream of Bluesky’s or one of your own.",
        required=False,
        default=jetstream.ADDRESS,
    ),
)
_CAPABILITIES = Capabilities(
    hears=frozenset(
        {
            Hears.MENTION,
            Hears.COMMENT,
            Hears.DIRECT_MESSAGE,
            Hears.DELETION,
            Hears.COUNTS,
            Hears.OWN_POST,
        }
    ),
    replies_publicly=True,
    posts=True,
    replies_privately=True,
    opens_private=True,
    reads_back=True,
    deletes=True,
    hides=True,
    likes=True,
    pins=True,
    searches=True,
    overhears=True,
    recheck=Recheck(at_once=100),
    recount=Recount(at_once=100),
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
        if _has_chats(link):
            self._chats(link).require()
        handle = me.text("handle")
        return Account(
            external_id=me.text("did"),
            handle=f"@{handle}",
            name=handle,
            url=f"https://bsky.app/profile/{handle}",
        )

    # Hearing

    search = asking_words.on_bluesky
    overhear = jetstream.overhear

    def fetch(self, link: Link, cursor: str) -> Page:
        heard, said, log, known = [*cursor.split(" "), "", "", "", ""][:4]
        is_first, feeds = not cursor, self._feeds(link)
        notes, _ = newer(feeds.notices, heard, is_first=is_first)
        own, looked_at = newer(feeds.own, said, is_first=is_first)
        chats, log = self._chats(link).heard(log) if _has_chats(link) else ([], log)
        deliveries = feeds.noted(notes)
        if cursor:  # what was posted before the account was connected is nobody's news
            deliveries += [atproto.delivery("post", each) for each in reversed(own)]
        told = {each.key for each in deliveries}
        under, known = feeds.grown(looked_at, known, said if cursor else _NEVER)
        deliveries += [each for each in under if each.key not in told] + chats
        heard = notes[0].text("indexedAt") if notes else heard
        said = own[0].text("indexedAt") if own else said
        return Page(tuple(deliveries), f"{heard} {said} {log} {known}")

    def sweep(self, link: Link, since: datetime, cursor: str) -> Page:
        kind, _, before = (cursor or "notes ").partition(" ")
        feeds = self._feeds(link)
        if kind == "own":
            return Page(tuple(feeds.since(since)), cursor)
        found, following = feeds.notices(before)
        late = [each for each in found if each.time("indexedAt") >= since]
        has_more = bool(following and found and len(late) == len(found))
        return Page(
            tuple(feeds.noted(late)), f"notes {following}" if has_more else "own", more=True
        )

    def recheck(self, link: Link, external_ids: Sequence[str]) -> Page:
        now = link.transports.clock()
        return Page(tuple(deleted(uri, now) for uri in self._feeds(link).gone(external_ids)), "")

    def recount(self, link: Link, external_ids: Sequence[str]) -> Page:
        now, shown = link.transports.clock(), self._feeds(link).shown(external_ids)
        counts = {uri: atproto.counts(post) for uri, post in shown.items()}
        return Page(tuple(recounts.delivery(uri, each, now) for uri, each in counts.items()), "")

    def parse(self, link: Link, delivery: Delivery) -> tuple[Item, ...]:
        body = wire.read(delivery.body)
        me = _me(link)
        if "log" in body:
            return atproto_chats.understood(body, me)
        if noticed := recounts.noticed(body):
            return noticed
        if "post" in body:
            return (atproto.said(body.inner("post"), me),)
        note = body.inner("note")
        if note.text("reason") in SPREAD:
            return atproto.spread(note, body)
        return (atproto.said(note, me),) if note.text("reason") in _HEARD else ()

    def _feeds(self, link: Link) -> Feeds:
        return Feeds(partial(self.call, link), _me(link))

    def _chats(self, link: Link) -> Chats:
        return Chats(partial(self.call, link), _me(link))

    def _deeds(self, link: Link) -> Deeds:
        return Deeds(partial(self.call, link), _me(link))

    # Speaking

    def deliver(self, link: Link, outgoing: Outgoing) -> Receipt:
        if outgoing.visibility is Visibility.PRIVATE:
            return self._chats(link).say(outgoing)
        record: dict[str, object] = {
            "$type": _POST,
            "text": outgoing.text,
            "createdAt": atproto.moment(link.transports.clock()),
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
        find = self._chatted if outgoing.visibility is Visibility.PRIVATE else self._kept
        found = find(link, outgoing, since)
        if found is None and asked_at < since + self.capabilities.shows_sends_within:
            raise Unknown("It is not there yet, but may still show up.")
        return found

    def _chatted(self, link: Link, outgoing: Outgoing, since: datetime) -> Receipt | None:
        return self._chats(link).find(outgoing, since)

    def _kept(self, link: Link, outgoing: Outgoing, _: datetime) -> Receipt | None:
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

    # What is done to what stands there

    def delete(self, link: Link, external_id: str, thread: str) -> None:  # noqa: ARG002 - its address says all
        self._deeds(link).delete(external_id)

    def hide(self, link: Link, external_id: str, thread: str, *, hidden: bool) -> None:
        self._deeds(link).hide(external_id, thread, link.transports.clock(), hidden=hidden)

    def like(self, link: Link, external_id: str, thread: str) -> None:
        if external_id.startswith("at://"):
            self._deeds(link).like(external_id, link.transports.clock())
        else:
            self._chats(link).thank(thread, external_id)

    def pin(self, link: Link, external_id: str, thread: str, *, pinned: bool) -> None:  # noqa: ARG002 - its address says all
        self._deeds(link).pin(external_id, pinned=pinned)

    # What may be said

    def offers(self, standing: Standing, now: datetime) -> tuple[Offer, ...]:
        public, private = derived.offers(self.name, self.capabilities, standing, now)
        if standing.settings.get("chats", "true") == "true":
            return public, private
        because = "Direct messages are turned off for this account, on its page under Connections."
        return public, Offer(Way.PRIVATE, is_open=False, because=because)


def _place(link: Link, outgoing: Outgoing) -> dict[str, str]:
    """Where a send is kept: a key of our own, so that a second try cannot be a second post."""
    return {"repo": _me(link), "collection": _POST, "rkey": atproto.record_key(outgoing.key)}


def _receipt(kept: Wire, outgoing: Outgoing) -> Receipt:
    uri = kept.text("uri")
    thread = (outgoing.thread or outgoing.reply_to) if outgoing.reply_to else uri
    return Receipt(external_id=uri, thread=thread, url=atproto.web_address(uri, ""))


def _answered(answer: Answer) -> Wire:
    return Wire(answer.json, "the answer")


def _has_chats(link: Link) -> bool:
    """Whether the account's chats are the desk's too."""
    return link.settings.get("chats") == "true"


def _me(link: Link) -> str:
    return link.account.external_id if link.account else ""
