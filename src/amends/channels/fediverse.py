"""The statuses of Mastodon's API as items: what all servers that speak it have in common. Pure.

Source: docs.joinmastodon.org, entities.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from urllib.parse import urlsplit

import orjson

from amends.channels import markup, wire
from amends.channels.base import Link
from amends.channels.contract import (
    Author,
    Counted,
    Counts,
    Delivery,
    Edited,
    Item,
    Media,
    Said,
    ThreadKind,
    ThreadRef,
)
from amends.channels.streams import Event
from amends.channels.wire import Wire

#: Visibilities that everybody can read.
OPEN = frozenset({"public", "unlisted"})


def host(link: Link) -> str:
    """The server that the account lives on."""
    return urlsplit(link.settings["base_url"]).netloc.lower()


def address(account: Wire, link: Link) -> str:
    """``ada@fosstodon.org``: the address that is one on all servers. Local accounts come without a host."""
    found = account.text("acct")
    return found if "@" in found else f"{found}@{host(link)}"


def told(status: Wire, link: Link, root: str) -> Said | Edited:
    """What a status says, or how it reads since its edit; ``root``: the first status of its thread."""
    said = _said(status, link, root)
    edited_at = status.maybe_time("edited_at")
    return Edited(said, edited_at) if edited_at else said


def _said(status: Wire, link: Link, root: str) -> Said:
    account = status.inner("account")
    me = link.account.external_id if link.account else ""
    return Said(
        external_id=status.text("id"),
        thread=thread(status, link, root),
        author=Author(
            external_id=address(account, link),
            handle=f"@{address(account, link)}",
            name=account.maybe_text("display_name") or account.text("acct"),
            avatar_url=account.maybe_text("avatar"),
            followers=account.maybe_number("followers_count"),
        ),
        text=text(status),
        sent_at=status.time("created_at"),
        reply_to=status.maybe_text("in_reply_to_id"),
        url=status.maybe_text("url"),
        language=status.maybe_text("language"),
        media=tuple(_media(each) for each in status.maybe_each("media_attachments")),
        counts=counts(status),
        own=account.text("id") == me,
    )


def thread(status: Wire, link: Link, root: str) -> ThreadRef:
    """A public thread by its first post; what is private is one conversation with each person."""
    if status.text("visibility") in OPEN:
        first = root or status.maybe_text("in_reply_to_id") or status.text("id")
        url = status.maybe_text("url") if first == status.text("id") else ""
        return ThreadRef(first, ThreadKind.POST, is_public=True, url=url)
    return ThreadRef(f"direct:{_other(status, link)}", ThreadKind.CONVERSATION, is_public=False)


def _other(status: Wire, link: Link) -> str:
    """With whom a private post is: who wrote it, or whom we wrote to."""
    account = status.inner("account")
    is_own = link.account is not None and account.text("id") == link.account.external_id
    named = status.maybe_each("mentions") if is_own else []
    return address(named[0] if named else account, link)


def text(status: Wire) -> str:
    """The words without their markup, after the warning that its author put before them."""
    warning = status.maybe_text("spoiler_text")
    return f"[{warning}]\n\n{words(status)}" if warning else words(status)


def words(status: Wire) -> str:
    """The words without their markup."""
    return markup.words_of_post(status.maybe_text("content"))


def _media(media: Wire) -> Media:
    kinds = {"image": "image/*", "gifv": "video/mp4", "video": "video/mp4", "audio": "audio/*"}
    return Media(
        url=media.maybe_text("url") or media.maybe_text("remote_url"),
        content_type=kinds.get(media.maybe_text("type"), "application/octet-stream"),
        alt_text=media.maybe_text("description"),
    )


def counts(status: Wire) -> Counts:
    """How far a status has spread."""
    return Counts(
        likes=status.maybe_number("favourites_count"),
        shares=status.maybe_number("reblogs_count"),
        replies=status.maybe_number("replies_count"),
    )


def noted(note: Wire, link: Link, root: str) -> tuple[Item, ...]:
    """What a notification says; nothing for kinds that are not ours to hear."""
    kind = note.text("type")
    if kind in {"mention", "update"}:
        return (told(note.inner("status"), link, root),)
    if kind in {"favourite", "reblog"}:
        status = note.inner("status")
        return (Counted(status.text("id"), counts(status), note.time("created_at")),)
    return ()


def streamed(event: Event, now: datetime) -> Iterator[Delivery | None]:
    """What a stream's event brings; nothing for kinds that are not ours to hear."""
    if event.name == "notification":
        yield None  # fetched, so that it has its place in our cursor
    elif event.name == "delete":
        yield deleted(event.data, now)
    elif event.name == "status.update":
        status = wire.read(event.data.encode())
        once = key("status", status, status.maybe_text("edited_at"))
        yield Delivery(once, orjson.dumps({"status": status.whole()}))


def deleted(external_id: str, at: datetime) -> Delivery:
    """That a status was taken away. Nobody tells the time: it is when we heard."""
    told = {"deleted": external_id, "at": at.isoformat()}
    return Delivery(f"deleted:{external_id[:200]}", orjson.dumps(told))


def key(kind: str, told: Wire, edited: str) -> str:
    """What never changes of a notification or a status; its next edit is another delivery."""
    return f"{kind}:{told.text('id')[:200]}{':' if edited else ''}{edited[:40]}"
