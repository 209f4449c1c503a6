"""Mastodon, and servers that speak its API (Pleroma, GoToSocial, snac and others).

Source: docs.joinmastodon.org, methods and entities. Servers differ: what only some have (streams, keys
against doubles, contexts) is used where it is there and missed nowhere.
"""

from __future__ import annotations

import functools
import threading
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import ClassVar
from urllib.parse import quote

import orjson

from amends.channels import (
    asking_mastodon,
    asking_words,
    counting,
    fediverse,
    fediverse_calls,
    fediverse_looks,
    fediverse_words,
    recounts,
    wire,
)
from amends.channels.base import Channel, Link
from amends.channels.calls import Answer, Call
from amends.channels.consent import Ask, Beginning, Permission
from amends.channels.contract import (
    Account,
    Capabilities,
    Delivery,
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
from amends.channels.fediverse_words import Rule
from amends.channels.media import MediaLimit
from amends.channels.rechecks import Recheck, Recount
from amends.channels.wire import Wire

PAGE = 40
#: A line that is silent for longer is dead: servers send a comment every quarter of a minute.
SILENCE_SECONDS = 90
_SETTINGS = (
    Setting(
        "base_url",
        "Your server",
        help="Where the account lives, for example https://mastodon.social.",
    ),
    Setting(
        "token",
        "Access token",
        SettingKind.SECRET,
        help=(
            "On your server: Preferences, Development, New application, with the rights read, "
            "write:statuses and write:media. It shows the token after saving."
        ),
        entry=Entry.KEY,
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
    warns=True,
    replies_privately=True,
    opens_private=True,
    streams=True,
    reads_back=True,
    idempotent_sends=True,
    edits=True,
    deletes=True,
    likes=True,
    pins=True,
    searches=True,
    recheck=Recheck(at_once=40, private=True),
    recount=Recount(at_once=40),
    sends_media=True,
    media_limit=MediaLimit(
        count=4,
        largest=16_000_000,
        together=64_000_000,
        types=frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"}),
        describes=True,
    ),
    public_limit=Limit(Rule().room, Unit.WEIGHTED),
    private_limit=Limit(Rule().room, Unit.WEIGHTED),
    shows_sends_within=timedelta(seconds=15),
    poll_every=timedelta(seconds=30),
)

_NEEDS = (
    "The address of the server where the account lives.",
    "Somebody who can sign in to the account there.",
)


class Mastodon(Channel):
    """A Mastodon account."""

    slug: ClassVar[str] = "mastodon"
    name: ClassVar[str] = "Mastodon"
    mark: ClassVar[str] = "M"
    colour: ClassVar[str] = "#6364ff"
    settings: ClassVar[tuple[Setting, ...]] = _SETTINGS
    learns: ClassVar[tuple[str, ...]] = asking_mastodon.LEARNS
    needs: ClassVar[tuple[str, ...]] = _NEEDS
    permissions: ClassVar[tuple[Permission, ...]] = asking_mastodon.PERMISSIONS
    asks: ClassVar[bool] = True
    capabilities: ClassVar[Capabilities] = _CAPABILITIES

    #: The limits of every server; one that sets its own has a kind of its own (`suited`).
    rule: ClassVar[Rule] = Rule()

    def suited(self, settings: Mapping[str, str]) -> Channel:
        rule = fediverse_words.rule(settings)
        return self if rule == self.rule else _by(rule)

    # How it is called

    def base_url(self, link: Link) -> str:
        return link.settings["base_url"]

    def headers(self, link: Link) -> Mapping[str, str]:
        return {"authorization": f"Bearer {link.secrets.get('token', '')}"}

    def explain(self, answer: Answer) -> str:
        try:
            told = Wire(answer.json, "the answer")
            return told.maybe_text("error_description") or told.maybe_text("error")
        except Malformed:
            return ""

    def disconnects(self, answer: Answer) -> bool:
        # A revoked token is 401 on most servers, 403 with these words on some.
        return super().disconnects(answer) or "access token" in self.explain(answer).lower()

    def identify(self, link: Link) -> Account:
        me = _answered(self.call(link, Call("GET", "/api/v1/accounts/verify_credentials")))
        return Account(
            external_id=me.text("id"),
            handle=fediverse.address(me, link),
            name=me.maybe_text("display_name"),
            url=me.maybe_text("url"),
            avatar_url=me.maybe_text("avatar"),
            facts=fediverse_calls.rule(partial(self.call, link)).facts(),
        )

    def begin_asking(self, link: Link, ask: Ask) -> Beginning:
        app = _answered(self.call(link, asking_mastodon.app(ask)))
        return asking_mastodon.beginning(self.base_url(link), app, ask)

    def finish_asking(self, link: Link, ask: Ask, code: str) -> Renewal:
        told = self.call(link, asking_mastodon.exchange(link.secrets, ask, code))
        return asking_mastodon.renewal(_answered(told), link.secrets)

    def try_writing(self, link: Link) -> str:
        """A draft for later that only the account sees; where a server posts it at once, a direct post to
        nobody. Either is taken away again.
        """
        draft = _answered(self.call(link, asking_mastodon.draft(link.transports.clock())))
        kind = "scheduled_statuses" if "scheduled_at" in draft else "statuses"
        self.call(link, Call("DELETE", f"/api/v1/{kind}/{quote(draft.text('id'), safe='')}"))
        return "A draft that only the account can see was written and taken away again."

    # Hearing

    search = asking_words.on_fediverse

    def fetch(self, link: Link, cursor: str) -> Page:
        heard, _, said = cursor.partition(" ")
        notes = self._list(link, "/api/v1/notifications", {"min_id": heard} if heard else {})
        if cursor:
            own = self._list(link, self._mine(link), {"min_id": said} if said else {})
        else:  # what was posted before the account was connected is nobody's news
            own = []
            newest = self._list(link, self._mine(link), {"limit": "1"})
            said = newest[0].text("id") if newest else ""
        deliveries = [self._note(link, each) for each in reversed(notes)]
        deliveries += [self._own(link, each) for each in reversed(own)]
        heard = notes[0].text("id") if notes else heard
        said = own[0].text("id") if own else said
        full = bool(cursor) and PAGE in {len(notes), len(own)}
        return Page(tuple(deliveries), f"{heard} {said}", more=full)

    def sweep(self, link: Link, since: datetime, cursor: str) -> Page:
        kind, _, before = (cursor or "notes ").partition(" ")
        where = {"max_id": before} if before else {}
        path = "/api/v1/notifications" if kind == "notes" else self._mine(link)
        found = self._list(link, path, where)
        late = [each for each in found if each.time("created_at") >= since]
        deliveries = [
            self._note(link, each) if kind == "notes" else self._own(link, each)
            for each in reversed(late)
        ]
        if kind == "own" and not before:
            me = link.account.external_id if link.account else ""
            deliveries += fediverse_looks.under(partial(self.call, link), found, me, since)
        if len(late) == PAGE:
            return Page(tuple(deliveries), f"{kind} {late[-1].text('id')}", more=True)
        return Page(tuple(deliveries), "own ", more=kind == "notes")

    def recheck(self, link: Link, external_ids: Sequence[str]) -> Page:
        now = link.transports.clock()
        looked = fediverse_looks.again(partial(self.call, link), external_ids, now)
        return Page(tuple(looked), "")

    def recount(self, link: Link, external_ids: Sequence[str]) -> Page:
        now = link.transports.clock()
        return Page(tuple(fediverse_looks.spread(partial(self.call, link), external_ids, now)), "")

    def stream(self, link: Link, stop: threading.Event) -> Iterator[Delivery | None]:
        where = fediverse_calls.streaming(partial(self.call, link), self.base_url(link))
        call = Call("GET", f"{where}/api/v1/streaming/user", timeout=SILENCE_SECONDS)
        yield None  # whatever happened before the line stood
        try:
            for event in self.listen(link, call, stop):
                yield from fediverse.streamed(event, link.transports.clock())
        except Gone:
            raise self.unsupported("streams on this server") from None

    def parse(self, link: Link, delivery: Delivery) -> tuple[Item, ...]:
        body = wire.read(delivery.body)
        if noticed := recounts.noticed(body):
            return noticed
        if "status" in body:
            return (fediverse.told(body.inner("status"), link, body.maybe_text("root")),)
        return fediverse.noted(body.inner("notification"), link, body.maybe_text("root"))

    def _list(self, link: Link, path: str, where: Mapping[str, str]) -> list[Wire]:
        """A page of a list, newest first."""
        answer = self.call(link, Call("GET", path, query={"limit": str(PAGE), **where}))
        return Wire({"page": answer.json}, "the answer").each("page")

    def _mine(self, link: Link) -> str:
        account = link.account.external_id if link.account else ""
        return f"/api/v1/accounts/{quote(account, safe='')}/statuses"

    def _note(self, link: Link, note: Wire) -> Delivery:
        """A notification, with the first post of the thread that it is from."""
        body: dict[str, object] = {"notification": note.whole()}
        edited = ""
        if note.maybe_text("type") in {"mention", "update"} and "status" in note:
            status = note.inner("status")
            edited = status.maybe_text("edited_at")
            body["root"] = self._root(link, status)
        return Delivery(fediverse.key("note", note, edited), orjson.dumps(body))

    def _own(self, link: Link, status: Wire) -> Delivery:
        """A post of our own, with the first one of the thread that it is in."""
        body = {"status": status.whole(), "root": self._root(link, status)}
        return Delivery(
            fediverse.key("status", status, status.maybe_text("edited_at")), orjson.dumps(body)
        )

    def _root(self, link: Link, status: Wire) -> str:
        """The id of a public thread's first post; ``""`` for that itself and where nobody can tell."""
        is_answer = bool(status.maybe_text("in_reply_to_id"))
        if not is_answer or status.maybe_text("visibility") not in fediverse.OPEN:
            return ""
        try:
            path = f"{fediverse_looks.path(status.text('id'))}/context"
            before = _answered(self.call(link, Call("GET", path))).maybe_each("ancestors")
        except Gone:
            return ""
        return before[0].text("id") if before else ""

    # Speaking

    def count(self, text: str, visibility: Visibility) -> int:  # noqa: ARG002 - all are counted alike
        """Characters as readers see them; a link counts 23, and of ``@ada@fosstodon.org`` only ``@ada``."""
        return counting.fediverse(text, self.rule.link)

    def limit_for(self, visibility: Visibility) -> Limit | None:  # noqa: ARG002 - all are alike
        """As long as this account's server takes it, less the name that may go before the words."""
        return Limit(self.rule.room, Unit.WEIGHTED)

    def deliver(self, link: Link, outgoing: Outgoing) -> Receipt:
        place = self._place(link, outgoing)
        pictures = [
            fediverse_calls.uploaded(partial(self.call, link), each) for each in outgoing.media
        ]
        body = {
            "status": fediverse_words.worded(outgoing, link),
            **place,
            **({"in_reply_to_id": outgoing.reply_to} if outgoing.reply_to else {}),
            **({"media_ids": pictures} if pictures else {}),
            **({"spoiler_text": outgoing.warning} if outgoing.warning else {}),
        }
        call = Call(
            "POST",
            "/api/v1/statuses",
            headers={"idempotency-key": outgoing.key},
            json=body,
            sends=True,
        )
        return fediverse_words.receipt(_answered(self.call(link, call)), link, outgoing.thread)

    def look_up(self, link: Link, outgoing: Outgoing, since: datetime) -> Receipt | None:
        asked_at, me = link.transports.clock(), link.account.external_id if link.account else ""
        ask = partial(self.call, link)
        for sent in fediverse_looks.lately(ask, self._mine(link), since, outgoing.reply_to, me):
            is_same = sent.maybe_text("in_reply_to_id") == outgoing.reply_to
            if is_same and fediverse_words.alike(fediverse.words(sent), outgoing, link):
                return fediverse_words.receipt(sent, link, outgoing.thread)
        if asked_at < since + self.capabilities.shows_sends_within:
            raise Unknown("It is not there yet, but may still show up.")
        return None

    def edit(self, link: Link, external_id: str, outgoing: Outgoing) -> Receipt:
        path = fediverse_looks.path(external_id)
        before = _answered(self.call(link, Call("GET", path)))
        body = fediverse_words.rewritten(before, outgoing, link)
        kept = _answered(self.call(link, Call("PUT", path, json=body, sends=True)))
        return fediverse_words.receipt(kept, link, outgoing.thread)

    def delete(self, link: Link, external_id: str, thread: str) -> None:  # noqa: ARG002 - its id says all
        if not fediverse_looks.take_back(partial(self.call, link), external_id):
            raise self.unsupported("taking back what was said on this server")

    def like(self, link: Link, external_id: str, thread: str) -> None:  # noqa: ARG002 - its id says all
        self.call(link, Call("POST", f"{fediverse_looks.path(external_id)}/favourite"))

    def pin(self, link: Link, external_id: str, thread: str, *, pinned: bool) -> None:  # noqa: ARG002 - its id says all
        act = "pin" if pinned else "unpin"
        self.call(link, Call("POST", f"{fediverse_looks.path(external_id)}/{act}"))

    def _place(self, link: Link, outgoing: Outgoing) -> dict[str, object]:
        """Who can read it: a public answer is as public as what it answers and never more, a private one
        is direct. A public answer keeps the warning of what it answers.
        """
        if outgoing.visibility is Visibility.PRIVATE:
            if not outgoing.recipient:
                raise self.unsupported("private messages to nobody")
            return {"visibility": "direct"}
        if not outgoing.reply_to:
            return {"visibility": "public"}
        answered = _answered(self.call(link, Call("GET", fediverse_looks.path(outgoing.reply_to))))
        visibility = answered.text("visibility")
        if visibility not in fediverse.OPEN:
            raise Refused("What this answers is not public, so a public answer would widen it.")
        return {"visibility": visibility, **fediverse_words.warned(answered)}


@functools.lru_cache(maxsize=64)
def _by(rule: Rule) -> Channel:
    """The channel on servers with this rule."""
    kind: type[Mastodon] = type("Mastodon", (Mastodon,), {"rule": rule})
    return kind()


def _answered(answer: Answer) -> Wire:
    return Wire(answer.json, "the answer")
