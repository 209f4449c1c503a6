"""X: posts that name or quote the account, answers to it, and direct messages, by version 2 of its API.

Source: docs.x.com and its published schema. X charges for what is read and written: every page and every
receipt says how much.
"""

from __future__ import annotations

import contextlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import ClassVar

from amends.channels import recounts, wire
from amends.channels.base import Channel, Link
from amends.channels.calls import Answer, Call
from amends.channels.consent import Ask, Beginning, Permission
from amends.channels.contract import (
    Account,
    Capabilities,
    ChannelError,
    Delivery,
    Disconnected,
    Entry,
    Gone,
    Hears,
    Item,
    Limit,
    Malformed,
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
from amends.channels.costs import Price
from amends.channels.media import MediaLimit
from amends.channels.rights import Offer, Standing
from amends.channels.wire import Wire
from amends.channels.x import asking, counting, hooks, looking, older, posts, pushed, rights
from amends.channels.x.reader import Asks, Reader
from amends.channels.x.speaker import Speaker

_SETTINGS = (
    Setting(
        "client_id",
        "Client ID of your app",
        help="On console.x.com: your app, Keys and tokens, OAuth 2.0.",
    ),
    Setting(
        "client_secret",
        "Client secret of your app",
        SettingKind.SECRET,
        help="Beside the client ID. Apps of the type “native” have none.",
        required=False,
    ),
    Setting(
        "refresh",
        "Refresh token of the account",
        SettingKind.SECRET,
        help="From your own OAuth 2.0 flow with offline.access; it is renewed from then on.",
        entry=Entry.KEY,
    ),
    Setting(
        "consumer_secret",
        "API key secret of your app",
        SettingKind.SECRET,
        help="Under “Consumer keys”. It proves that a push comes from X; without it X is only asked.",
        required=False,
    ),
    Setting(
        "bearer",
        "Bearer token of your app",
        SettingKind.SECRET,
        help="Needed, with the secret above, to have posts and messages pushed to us at once.",
        required=False,
    ),
    Setting(
        "tier",
        "Kind of access",
        SettingKind.CHOICE,
        help="Self-serve apps may reply only to somebody who mentions or quotes the account.",
        default=rights.SELF_SERVE,
        choices=(rights.SELF_SERVE, rights.ENTERPRISE),
    ),
    Setting(
        "messages",
        "Read and answer direct messages",
        SettingKind.TOGGLE,
        required=False,
        default="true",
    ),
    Setting(
        "base_url",
        "Address of the API",
        help="Leave it as it is, unless you try things out on a network of your own.",
        default=asking.API,
    ),
)
_CAPABILITIES = Capabilities(
    hears=frozenset(
        {
            Hears.MENTION,
            Hears.COMMENT,
            Hears.DIRECT_MESSAGE,
            Hears.EDIT,
            Hears.DELETION,
            Hears.COUNTS,
            Hears.OWN_POST,
        }
    ),
    replies_publicly=True,
    posts=True,
    replies_privately=True,
    opens_private=True,
    pushes=True,
    reads_back=True,
    edits=True,
    deletes=True,
    hides=True,
    likes=True,
    recheck=looking.PACE,
    recount=looking.COUNTING,
    watches=hooks.MOST_WATCHED,
    sends_media=True,
    media_limit=MediaLimit(
        count=4,
        largest=5_000_000,
        together=20_000_000,
        types=frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"}),
        describes=True,
    ),
    public_limit=Limit(280, Unit.WEIGHTED),
    private_limit=Limit(10_000, Unit.CODE_POINTS),
    shows_sends_within=timedelta(seconds=30),
    poll_every=timedelta(seconds=120),
)


class X(Channel):
    """An X account."""

    slug: ClassVar[str] = "x"
    name: ClassVar[str] = "X"
    mark: ClassVar[str] = "X"
    colour: ClassVar[str] = "#0f1419"
    asks: ClassVar[bool] = True
    learns: ClassVar[tuple[str, ...]] = ("access", "refresh")
    needs: ClassVar[tuple[str, ...]] = (
        "An app of your own on console.x.com, with credits: X charges for every post and message.",
        "In its settings OAuth 2.0 with the type “web app”, and our address as one to come back to.",
        "The client ID and secret, and for pushes the API key secret and the bearer token.",
    )
    permissions: ClassVar[tuple[Permission, ...]] = asking.PERMISSIONS
    prices: ClassVar[tuple[Price, ...]] = rights.PRICES
    settings: ClassVar[tuple[Setting, ...]] = _SETTINGS
    capabilities: ClassVar[Capabilities] = _CAPABILITIES

    # How it is called

    def base_url(self, link: Link) -> str:
        return link.settings["base_url"]

    def headers(self, link: Link) -> Mapping[str, str]:
        return {"authorization": f"Bearer {link.secrets.get('access', '')}"}

    def explain(self, answer: Answer) -> str:
        try:
            told = Wire(answer.json, "the answer")
            said = told.maybe_text("detail") or told.maybe_text("error_description")
            return said or next((e.maybe_text("message") for e in told.maybe_each("errors")), "")
        except Malformed:
            return ""

    def begin_asking(self, link: Link, ask: Ask) -> Beginning:
        base = self.base_url(link).rstrip("/")
        return Beginning(asking.address(base, link.settings["client_id"], ask))

    def finish_asking(self, link: Link, ask: Ask, code: str) -> Renewal:
        call = asking.exchange(*_app(link), ask, code)
        return asking.tokens(self._ask(link)(call), link.transports.clock())

    def renew(self, link: Link) -> Renewal | None:
        refresh = link.secrets.get("refresh", "")
        if not refresh:
            return None
        try:
            told = self._ask(link)(asking.renewal(*_app(link), refresh))
        except Refused as error:  # a spent or withdrawn refresh token is 400 here
            raise Disconnected(error.detail) from None
        return asking.tokens(told, link.transports.clock(), refresh)

    def identify(self, link: Link) -> Account:
        query = {"user.fields": posts.POST_QUERY["user.fields"]}
        me = self._ask(link)(Call("GET", "/2/users/me", query=query)).inner("data")
        handle = me.text("username")
        return Account(
            external_id=me.text("id"),
            handle=f"@{handle}",
            name=me.maybe_text("name"),
            url=f"https://x.com/{handle}",
            avatar_url=me.maybe_text("profile_image_url"),
        )

    # Hearing

    def fetch(self, link: Link, cursor: str) -> Page:
        return self._reader(link).fetch(cursor)

    def sweep(self, link: Link, since: datetime, cursor: str) -> Page:
        return self._reader(link).sweep(since, cursor)

    def recheck(self, link: Link, external_ids: Sequence[str]) -> Page:
        return looking.again(self._ask(link), external_ids, link.transports.clock())

    def recount(self, link: Link, external_ids: Sequence[str]) -> Page:
        return looking.spread(self._ask(link), external_ids, link.transports.clock())

    def parse(self, link: Link, delivery: Delivery) -> tuple[Item, ...]:
        body = wire.read(delivery.body)
        if "counted" in body:
            return (recounts.counted(body),)
        if "data" in body:
            return pushed.items(body.inner("data"), _me(link), link.transports.clock())
        if "gone" in body:
            return (looking.deleted(body.inner("gone")),)
        known = posts.included(body)
        if "message" in body:
            event = body.inner("message")
            is_said = event.text("event_type") == "MessageCreate"
            return (posts.message(event, known, _me(link)),) if is_said else ()
        return (posts.heard(body.inner("post"), known, _me(link)),)

    def verify(self, link: Link, delivery: Delivery, now: datetime) -> None:  # noqa: ARG002 - X signs no time
        signed = delivery.headers.get(pushed.SIGNATURE, "")
        pushed.verify(link.secrets.get("consumer_secret", ""), delivery.body, signed)

    def delivery_key(self, body: bytes, headers: Mapping[str, str]) -> str:  # noqa: ARG002 - its id is in the body
        return pushed.key(body)

    def pushed_units(self, body: bytes) -> Mapping[str, int]:
        return pushed.units(body)

    def challenge(self, link: Link, query: Mapping[str, str]) -> str | None:
        secret, token = link.secrets.get("consumer_secret", ""), query.get("crc_token", "")
        return pushed.response(secret, token) if secret and token else None

    def subscribe(self, link: Link, url: str) -> None:
        self._hooks(link).subscribe(url, _me(link), _wanted(link))

    def pushes_to(self, link: Link, url: str) -> bool:
        return self._hooks(link).stand(url, _me(link), _wanted(link))

    def watch(self, link: Link, url: str, authors: Sequence[str]) -> None:
        self._hooks(link).watch(url, _me(link), authors)

    def _hooks(self, link: Link) -> hooks.Hooks:
        if not link.secrets.get("bearer") or not link.secrets.get("consumer_secret"):
            raise self.unsupported("pushes without the API key secret and the bearer token")
        return hooks.Hooks(self._ask(link), link.secrets["bearer"])

    def _reader(self, link: Link) -> Reader:
        handle = link.account.handle if link.account else ""
        now = link.transports.clock()
        return Reader(self._ask(link), _me(link), handle, now, _reads_messages(link))

    # Speaking

    def check(self, outgoing: Outgoing) -> None:
        super().check(outgoing)
        if outgoing.visibility is Visibility.PRIVATE and len(outgoing.media) > 1:
            raise self.unsupported("more than one picture with a direct message")

    def count(self, text: str, visibility: Visibility) -> int:
        if visibility is Visibility.PUBLIC:
            return counting.weigh(text)
        return super().count(text, visibility)

    def offers(self, standing: Standing, now: datetime) -> tuple[Offer, ...]:  # noqa: ARG002 - X sets no windows
        return rights.offers(standing)

    def deliver(self, link: Link, outgoing: Outgoing) -> Receipt:
        speaker = self._speaker(link)
        is_private = outgoing.visibility is Visibility.PRIVATE
        return speaker.message(outgoing) if is_private else speaker.post(outgoing)

    def look_up(self, link: Link, outgoing: Outgoing, since: datetime) -> Receipt | None:
        asked_at = link.transports.clock()
        speaker = self._speaker(link)
        is_private = outgoing.visibility is Visibility.PRIVATE
        found = (speaker.messaged if is_private else speaker.posted)(outgoing, since)
        if found is None and asked_at < since + self.capabilities.shows_sends_within:
            raise Unknown("It is not there yet, but may still show up.")
        return found

    def _speaker(self, link: Link) -> Speaker:
        return Speaker(self._ask(link), _me(link))

    # What can be done to what stands there

    def edit(self, link: Link, external_id: str, outgoing: Outgoing) -> Receipt:
        if outgoing.visibility is Visibility.PRIVATE:
            raise self.unsupported("edits of direct messages")
        self.check(outgoing)
        speaker = self._speaker(link)
        newest, words = speaker.newest_version(external_id)
        if words == outgoing.text.strip():  # asked for before
            return Receipt(external_id, outgoing.thread, url=posts.address(external_id))
        edited = speaker.post(outgoing, replaces=newest)
        # Here a post keeps the id of its first version.
        return replace(edited, external_id=external_id, url=posts.address(external_id))

    def delete(self, link: Link, external_id: str, thread: str) -> None:
        # Only the ids of conversations are two of persons, joined.
        place = "dm_events" if "-" in thread else "tweets"
        with contextlib.suppress(Gone):
            self.call(link, Call("DELETE", f"/2/{place}/{external_id}", sends=True))

    def hide(self, link: Link, external_id: str, thread: str, *, hidden: bool) -> None:  # noqa: ARG002 - its id says it all
        path = f"/2/tweets/{external_id}/hidden"
        self.call(link, Call("PUT", path, json={"hidden": hidden}, sends=True))

    def like(self, link: Link, external_id: str, thread: str) -> None:  # noqa: ARG002 - its id says it all
        path = f"/2/users/{_me(link)}/likes"
        self.call(link, Call("POST", path, json={"tweet_id": external_id}, sends=True))

    def named(self, answer: Answer, call: Call, detail: str, now: datetime) -> ChannelError | None:
        if older.is_needed(answer, call):
            return _UnknownNames(detail)
        return super().named(answer, call, detail, now)

    def _ask(self, link: Link) -> Asks:
        def ask(call: Call) -> Wire:
            try:
                answer = self.call(link, call)
            except _UnknownNames:
                answer = self.call(link, older.asked(call))
            return Wire(answer.json, "the answer")

        return ask


class _UnknownNames(Refused):
    """X does not know what it calls things now."""


def _me(link: Link) -> str:
    return link.account.external_id if link.account else ""


def _reads_messages(link: Link) -> bool:
    return link.settings.get("messages") == "true"


def _wanted(link: Link) -> tuple[str, ...]:
    """What we ask X to push."""
    return (*pushed.PUBLIC_EVENTS, *(pushed.PRIVATE_EVENTS if _reads_messages(link) else ()))


def _app(link: Link) -> tuple[str, str]:
    return link.settings["client_id"], link.secrets.get("client_secret", "")
