"""The practice network: a small pretend network for the first run, rehearsals and tests.

Wire format: docs/channels/demo-wire-format.md. It keeps every event, so reading begins with the first.
"""

from __future__ import annotations

import contextlib
import hashlib
import hmac
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import ClassVar
from urllib.parse import quote

import orjson

from amends.channels import recounts, wire
from amends.channels.base import Channel, Link
from amends.channels.calls import Answer, Call
from amends.channels.consent import Permission
from amends.channels.contract import (
    Account,
    Capabilities,
    Delivery,
    Gone,
    Hears,
    Item,
    Limit,
    Malformed,
    Media,
    Outgoing,
    Page,
    Receipt,
    Refused,
    Setting,
    SettingKind,
    ThreadKind,
    Unit,
    Unknown,
    Visibility,
)
from amends.channels.media import DOT, MediaLimit
from amends.channels.practice_wire import items_of, spread_of
from amends.channels.rechecks import Recount
from amends.channels.wire import Wire

PAGE = "200"
SIGNATURE = "x-practice-signature"
STALE_AFTER = timedelta(minutes=5)
#: What stands at an id is told by how the id begins.
PLACES: Mapping[str, str] = {
    "post": "posts",
    "comment": "comments",
    "message": "messages",
    "review": "reviews",
    "reply": "replies",
}

_CAPABILITIES = Capabilities(
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
    posts=True,
    replies_privately=True,
    opens_private=True,
    pushes=True,
    reads_back=True,
    idempotent_sends=True,
    edits=True,
    deletes=True,
    hides=True,
    removes=True,
    likes=True,
    pins=True,
    recount=Recount(at_once=50, every=timedelta(minutes=1)),
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
    needs: ClassVar[tuple[str, ...]] = (
        "The practice network: `amends demo` starts it beside the desk, `python -m amends.practice` alone.",
        "The access token of a brand there, which it prints when it starts.",
    )
    permissions: ClassVar[tuple[Permission, ...]] = (
        Permission("everything", "because nothing on it is real: no customer, no post, no money"),
    )
    capabilities: ClassVar[Capabilities] = _CAPABILITIES

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

    def recount(self, link: Link, external_ids: Sequence[str]) -> Page:
        now, found = link.transports.clock(), []
        for each in external_ids:
            with contextlib.suppress(Gone):
                told = self.call(link, Call("GET", f"/v1/{_place_of(each)}/{_id(each)}"))
                found.append(recounts.delivery(each, spread_of(_answered(told)), now))
        return Page(tuple(found), "")

    def parse(self, link: Link, delivery: Delivery) -> tuple[Item, ...]:
        body = wire.read(delivery.body)
        if "counted" in body:
            return (recounts.counted(body),)
        events = body.each("events") if "events" in body else [body]
        return tuple(item for event in events for item in items_of(event, link.account))

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

    # What can be done to what stands there

    def edit(self, link: Link, external_id: str, outgoing: Outgoing) -> Receipt:
        self.check(outgoing)
        place = _place_of(external_id)
        if place in {"messages", "reviews"}:
            raise self.unsupported("edits of private messages")
        said = {"text": outgoing.text}
        call = Call("PATCH", f"/v1/{place}/{_id(external_id)}", json=said, sends=True)
        edited = _answered(self.call(link, call))
        return Receipt(
            external_id=edited.text("id"),
            thread=edited.text("thread"),
            url=edited.maybe_text("url"),
            sent_at=edited.time("edited_at"),
        )

    def delete(self, link: Link, external_id: str, thread: str) -> None:  # noqa: ARG002 - its id says it all
        call = Call("DELETE", f"/v1/{_place_of(external_id)}/{_id(external_id)}", sends=True)
        with contextlib.suppress(Gone):
            self.call(link, call)

    def hide(self, link: Link, external_id: str, thread: str, *, hidden: bool) -> None:  # noqa: ARG002 - its id says it all
        if _place_of(external_id) != "comments":
            raise self.unsupported("hiding of anything but comments")
        path = f"/v1/comments/{_id(external_id)}/hide"
        self.call(link, Call("POST", path, json={"hidden": hidden}, sends=True))

    def like(self, link: Link, external_id: str, thread: str) -> None:  # noqa: ARG002 - its id says it all
        path = f"/v1/{_place_of(external_id)}/{_id(external_id)}/like"
        self.call(link, Call("POST", path, sends=True))

    def pin(self, link: Link, external_id: str, thread: str, *, pinned: bool) -> None:  # noqa: ARG002 - its id says it all
        if _place_of(external_id) != "posts":
            raise self.unsupported("pinning of anything but posts")
        path = f"/v1/posts/{_id(external_id)}/pin"
        self.call(link, Call("POST", path, json={"pinned": pinned}, sends=True))

    def try_writing(self, link: Link) -> str:
        """A picture of one dot, which shows nowhere unless something is said with it."""
        self._uploaded(link, Media(content=DOT, content_type="image/png"))
        return "A picture of one dot was handed over; nobody sees it, and nothing was posted."

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


def _place_of(external_id: str) -> str:
    """Where the network keeps what has this id. Raises Refused for an id that is none of its own."""
    place = PLACES.get(external_id.partition("_")[0])
    if place is None:
        raise Refused("This is no id of the practice network.")
    return place


def _id(external_id: str) -> str:
    return quote(external_id, safe="")


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
