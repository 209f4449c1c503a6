"""The practice network: a small pretend network for the first run, rehearsals and tests.

Wire format: docs/channels/demo-wire-format.md. It keeps every event, so reading begins with the first.
"""

from __future__ import annotations

import hashlib
import hmac
import mimetypes
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import ClassVar
from urllib.parse import quote

import orjson

from amends.channels import wire
from amends.channels.base import Channel, Link
from amends.channels.calls import Answer, Call
from amends.channels.contract import (
    Account,
    Author,
    Capabilities,
    Counted,
    Counts,
    Deleted,
    Delivery,
    Edited,
    Hears,
    Item,
    Limit,
    Malformed,
    Media,
    Outgoing,
    Page,
    Receipt,
    Refused,
    Said,
    Setting,
    SettingKind,
    ThreadKind,
    ThreadRef,
    Unit,
    Unknown,
    Visibility,
)
from amends.channels.media import MediaLimit
from amends.channels.wire import Wire

PAGE = "200"
SIGNATURE = "x-practice-signature"
STALE_AFTER = timedelta(minutes=5)
KINDS: Mapping[str, ThreadKind] = {
    "post": ThreadKind.POST,
    "comment": ThreadKind.POST,
    "message": ThreadKind.CONVERSATION,
    "review": ThreadKind.REVIEW,
    "reply": ThreadKind.REVIEW,
}


class Demo(Channel):
    """The practice network."""

    slug: ClassVar[str] = "demo"
    name: ClassVar[str] = "Practice network"
    mark: ClassVar[str] = "P"
    colour: ClassVar[str] = "#2f6f5e"
    settings: ClassVar[tuple[Setting, ...]] = (
        Setting(
            "base_url",
            "Address of the practice network",
            help="Where `python -m amends.practice` listens, for example http://127.0.0.1:8411.",
            default="http://127.0.0.1:8411",
        ),
        Setting("token", "Access token of the brand's account", SettingKind.SECRET),
        Setting(
            "webhook_secret",
            "Secret that signs what is pushed to us",
            SettingKind.SECRET,
            help="At least 16 characters; leave it empty and we make one.",
            required=False,
            made=True,
        ),
    )
    capabilities: ClassVar[Capabilities] = Capabilities(
        hears=frozenset(
            {
                Hears.MENTION,
                Hears.COMMENT,
                Hears.DIRECT_MESSAGE,
                Hears.REVIEW,
                Hears.EDIT,
                Hears.DELETION,
                Hears.COUNTS,
                Hears.OWN_POST,
            }
        ),
        replies_publicly=True,
        replies_privately=True,
        opens_private=True,
        pushes=True,
        reads_back=True,
        idempotent_sends=True,
        sends_media=True,
        media_limit=MediaLimit(
            count=4,
            largest=5_000_000,
            together=20_000_000,
            types=frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"}),
            describes=True,
        ),
        public_limit=Limit(500, Unit.GRAPHEMES),
        private_limit=Limit(2000, Unit.GRAPHEMES),
        private_window=timedelta(days=7),
        shows_sends_within=timedelta(seconds=10),
        poll_every=timedelta(seconds=10),
    )

    # How it is called

    def base_url(self, link: Link) -> str:
        return link.settings["base_url"]

    def headers(self, link: Link) -> Mapping[str, str]:
        return {"authorization": f"Bearer {link.secrets['token']}"}

    def explain(self, answer: Answer) -> str:
        code, message = _problem(answer)
        return f"{code}: {message}" if code else ""

    def disconnects(self, answer: Answer) -> bool:
        return super().disconnects(answer) or _problem(answer)[0] == "account_revoked"

    def identify(self, link: Link) -> Account:
        account = _answered(self.call(link, Call("GET", "/v1/me"))).inner("account")
        return Account(
            external_id=account.text("id"),
            handle=account.maybe_text("handle"),
            name=account.maybe_text("name"),
            avatar_url=account.maybe_text("avatar_url"),
        )

    def subscribe(self, link: Link, url: str) -> None:
        asked = {"url": url, "secret": link.secrets["webhook_secret"]}
        self.call(link, Call("PUT", "/v1/webhook", json=asked))

    # Hearing

    def fetch(self, link: Link, cursor: str) -> Page:
        return self._events(link, {"after": cursor} if cursor else {})

    def sweep(self, link: Link, since: datetime, cursor: str) -> Page:
        return self._events(link, {"after": cursor} if cursor else {"since": _moment(since)})

    def parse(self, link: Link, delivery: Delivery) -> tuple[Item, ...]:
        body = wire.read(delivery.body)
        events = body.each("events") if "events" in body else [body]
        return tuple(item for event in events for item in _items(event, link.account))

    def verify(self, link: Link, delivery: Delivery, now: datetime) -> None:
        secret = link.secrets.get("webhook_secret", "")
        if not secret:
            raise Refused("This connection has no secret to check signatures with.")
        stamp, signed = _signature(delivery.headers.get(SIGNATURE, ""))
        if abs(now.timestamp() - int(stamp)) > STALE_AFTER.total_seconds():
            raise Refused("The signature is too old or from the future.")
        whole = stamp.encode() + b"." + delivery.body
        expected = hmac.new(secret.encode(), whole, hashlib.sha256).hexdigest()
        if not hmac.compare_digest(expected.encode(), signed.encode()):
            raise Refused("The signature is wrong.")

    def delivery_key(self, body: bytes, headers: Mapping[str, str]) -> str:  # noqa: ARG002 - its id is in the body
        try:
            return _key("hook", wire.read(body).text("delivery_id"), body)
        except Malformed:
            return _key("hook", "", body)

    def _events(self, link: Link, where: Mapping[str, str]) -> Page:
        query = {**where, "limit": PAGE}
        page = _answered(self.call(link, Call("GET", "/v1/events", query=query)))
        bodies = [orjson.dumps(event) for event in page.listed("events")]
        return Page(
            deliveries=tuple(Delivery(_event_key(body), body) for body in bodies),
            cursor=page.text("next"),
            more=page.flag("has_more"),
        )

    # Speaking

    def deliver(self, link: Link, outgoing: Outgoing) -> Receipt:
        path, where = self._place(link, outgoing)
        pictures = [self._uploaded(link, each) for each in outgoing.media]
        said = {"text": outgoing.text, **({"media": pictures} if pictures else {})}
        call = Call(
            "POST",
            path,
            headers={"idempotency-key": outgoing.key},
            json={**where, **said, "client_ref": outgoing.key},
            sends=True,
        )
        return _receipt(_answered(self.call(link, call)))

    def look_up(self, link: Link, outgoing: Outgoing, since: datetime) -> Receipt | None:
        asked_at = link.transports.clock()
        for page in self._sent(link, outgoing.key):
            for sent in page.each("sent"):
                return _receipt(sent)
        if asked_at < since + self.capabilities.shows_sends_within:
            raise Unknown("It is not there yet, but may still show up.")
        return None

    def _uploaded(self, link: Link, media: Media) -> dict[str, str]:
        """Hand a picture over before what is said with it; alone it shows nowhere, so it may come twice."""
        if media.content is None:
            raise self.unsupported("pictures that are only a link")
        kind = {"content-type": media.content_type}
        call = Call("POST", "/v1/media", headers=kind, content=media.content)
        picture = _answered(self.call(link, call)).inner("media")
        return {"id": picture.text("id"), "alt": media.alt_text}

    def _place(self, link: Link, outgoing: Outgoing) -> tuple[str, dict[str, str]]:
        """The address to post to, and what in the body says where it belongs."""
        if outgoing.visibility is Visibility.PRIVATE:
            return "/v1/messages", self._addressee(outgoing)
        if outgoing.thread_kind is ThreadKind.REVIEW:
            return f"/v1/reviews/{quote(self._review(link, outgoing), safe='')}/reply", {}
        if not outgoing.thread:
            return "/v1/posts", {}
        parent = {"parent": outgoing.reply_to} if outgoing.reply_to else {}
        return "/v1/comments", {"thread": outgoing.thread, **parent}

    def _addressee(self, outgoing: Outgoing) -> dict[str, str]:
        if outgoing.thread and outgoing.thread_kind is ThreadKind.CONVERSATION:
            return {"conversation": outgoing.thread}
        if not outgoing.recipient:
            raise self.unsupported("private messages to nobody")
        return {"to": outgoing.recipient}

    def _review(self, link: Link, outgoing: Outgoing) -> str:
        if outgoing.reply_to:
            return outgoing.reply_to
        if not outgoing.thread:
            raise self.unsupported("reviews of its own")
        thread = _answered(
            self.call(link, Call("GET", f"/v1/threads/{quote(outgoing.thread, safe='')}"))
        )
        return thread.inner("root").text("id")

    def _sent(self, link: Link, ref: str) -> Iterator[Wire]:
        query = {"client_ref": ref}
        while True:
            page = _answered(self.call(link, Call("GET", "/v1/sent", query=query)))
            yield page
            if not page.flag("has_more"):
                return
            after = page.text("next")
            if after == query.get("after"):
                raise page.wrong("next", "does not move on")
            query = {"client_ref": ref, "after": after}


def _answered(answer: Answer) -> Wire:
    return Wire(answer.json, "the answer")


def _problem(answer: Answer) -> tuple[str, str]:
    """The code and the sentence of an error answer; empty where it has none."""
    try:
        error = _answered(answer).inner("error")
        return error.maybe_text("code"), error.maybe_text("message")
    except Malformed:
        return "", ""


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="milliseconds")


def _key(kind: str, network_id: str, body: bytes) -> str:
    """A key by the network's id, or by the body where that is missing or absurd."""
    usable = 0 < len(network_id) <= 200
    return f"{kind}:{network_id if usable else 'sha256:' + hashlib.sha256(body).hexdigest()}"


def _event_key(body: bytes) -> str:
    # One odd event must not hold up its page: it gets a key, and is quarantined when it is parsed.
    try:
        return _key("event", wire.read(body).text("event_id"), body)
    except Malformed:
        return _key("event", "", body)


def _signature(header: str) -> tuple[str, str]:
    """The time and the digest of a signature header. Raises Refused."""
    parts = dict(part.strip().partition("=")[::2] for part in header.split(","))
    stamp, signed = parts.get("t", ""), parts.get("v1", "")
    if not (stamp.isascii() and stamp.isdigit() and len(stamp) <= 12 and signed):
        raise Refused("The signature is missing or makes no sense.")
    return stamp, signed


def _receipt(sent: Wire) -> Receipt:
    return Receipt(
        external_id=sent.text("id"),
        thread=sent.text("thread"),
        url=sent.maybe_text("url"),
        sent_at=sent.time("created_at"),
    )


def _items(event: Wire, account: Account | None) -> Iterator[Item]:
    """What an event says; nothing for kinds of events that are not in the wire format we know."""
    what, _, happened = event.text("type").partition(".")
    if what not in KINDS or happened not in {"created", "edited", "deleted", "hidden", "shown"}:
        return
    if account and event.text("account") != account.external_id:
        raise event.wrong("account", f"is not {account.external_id}")
    told = event.inner("object")
    if told.text("object") != what:
        raise told.wrong("object", f"is not {what}")
    if happened == "created":
        yield _said(told, event.text("account"))
    elif happened == "edited":
        yield Edited(_said(told, event.text("account")), edited_at=told.time("edited_at"))
    elif happened == "deleted":
        yield Deleted(told.text("id"), deleted_at=told.time("deleted_at"))
    else:
        # Hiding is the network's own business; what is new for us is how far the comment has spread.
        yield Counted(
            told.text("id"), _counts(told) or Counts(), counted_at=event.time("created_at")
        )


def _said(told: Wire, account: str) -> Said:
    author = told.inner("author")
    return Said(
        external_id=told.text("id"),
        thread=_thread(told),
        author=_author(author),
        text=told.maybe_text("text"),
        sent_at=told.time("created_at"),
        reply_to=told.maybe_text("parent"),
        url=told.maybe_text("url"),
        language=told.maybe_text("lang"),
        rating=_rating(told),
        media=tuple(_media(each) for each in told.maybe_each("media")),
        counts=_counts(told),
        own=author.text("id") == account,
        client_ref=told.maybe_text("client_ref"),
    )


def _rating(told: Wire) -> int | None:
    rating = told.maybe_number("rating")
    if rating is not None and not 1 <= rating <= 5:
        raise told.wrong("rating", "is not from 1 to 5")
    return rating


def _thread(told: Wire) -> ThreadRef:
    kind = KINDS[told.text("object")]
    return ThreadRef(
        external_id=told.text("thread"),
        kind=kind,
        is_public=kind is not ThreadKind.CONVERSATION,
        url=told.maybe_text("url").partition("#")[0],
    )


def _author(author: Wire) -> Author:
    return Author(
        external_id=author.text("id"),
        handle=author.maybe_text("handle"),
        name=author.maybe_text("name"),
        avatar_url=author.maybe_text("avatar_url"),
        followers=author.maybe_number("followers"),
    )


def _media(media: Wire) -> Media:
    url = media.text("url")
    guessed, _ = mimetypes.guess_type(url)
    return Media(
        url=url,
        content_type=guessed or "application/octet-stream",
        alt_text=media.maybe_text("alt"),
    )


def _counts(told: Wire) -> Counts | None:
    if "counts" not in told:
        return None
    counts = told.inner("counts")
    return Counts(
        likes=counts.maybe_number("likes"),
        shares=counts.maybe_number("shares"),
        replies=counts.maybe_number("comments"),
    )
