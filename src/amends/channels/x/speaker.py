"""Says things on X and finds again what was said: the bodies of requests, and when two texts are the same.

Calls by the function it is handed, and so knows no transport.
"""

from __future__ import annotations

import base64
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

import regex

from amends.channels import splitting
from amends.channels.calls import Call
from amends.channels.contract import (
    Gone,
    Media,
    Outgoing,
    Receipt,
    ThreadKind,
    Unknown,
    Unsupported,
)
from amends.channels.wire import Wire
from amends.channels.x import counting, posts, reading, rights
from amends.channels.x.reader import Asks, Told, near

_ADDRESSED = regex.compile(r"^(?:[@＠]\w+\s+)+")
_LOOKED_AT = "100"
#: So many pages of what we posted are looked through for one post whose answer was lost.
_MOST_PAGES = 20
_LONGEST_ALT_TEXT = 1000
_LINK = "\ufffc"


@dataclass(frozen=True, slots=True)
class Speaker:
    """One account's speaking. ``me``: its id."""

    ask: Asks
    me: str

    def post(self, outgoing: Outgoing, replaces: str = "") -> Receipt:
        """Post or reply; ``replaces``: the id of the version that these words take the place of."""
        pictures = [self._uploaded(each, "tweet") for each in outgoing.media]
        body: dict[str, object] = {"text": outgoing.text}
        if replaces:
            body["edit_options"] = {"previous_post_id": replaces}
        elif outgoing.reply_to:
            body["reply"] = {"in_reply_to_tweet_id": outgoing.reply_to}
        if pictures:
            body["media"] = {"media_ids": pictures}
        sent = self.ask(Call("POST", "/2/tweets", json=body, sends=True)).inner("data")
        return _receipt(sent.text("id"), outgoing, None)

    def message(self, outgoing: Outgoing) -> Receipt:
        """Write a direct message, with at most one picture."""
        place = f"{self._conversation(outgoing)}/messages"
        pictures = [self._uploaded(each, "dm") for each in outgoing.media]
        body: dict[str, object] = {"text": outgoing.text} if outgoing.text.strip() else {}
        if pictures:
            body["attachments"] = [{"media_id": each} for each in pictures]
        sent = self.ask(Call("POST", place, json=body, sends=True)).inner("data")
        return Receipt(
            external_id=sent.text("dm_event_id"),
            thread=sent.text("dm_conversation_id"),
            units={rights.MESSAGE: 1},
        )

    def posted(self, outgoing: Outgoing, since: datetime) -> Receipt | None:
        """The post of ours that says this there, if there is one. Raises Unknown where nobody can tell."""
        query = {**posts.POST_QUERY, "max_results": _LOOKED_AT, "start_time": near(since)}
        for each in self._said(f"/2/users/{self.me}/tweets", query):
            answered = next(
                (id_ for how, id_ in posts.references(each.body) if how == "replied_to"), ""
            )
            if answered == outgoing.reply_to and _is_same(each.body, outgoing.text):
                return _receipt(each.id, outgoing, each.body.time("created_at"))
        return None

    def messaged(self, outgoing: Outgoing, since: datetime) -> Receipt | None:
        """The message of ours that says this there, if there is one."""
        query = {**posts.MESSAGE_QUERY, "max_results": _LOOKED_AT}
        for each in self._page(f"{self._conversation(outgoing)}/dm_events", query):
            is_ours = each.body.text("sender_id") == self.me
            is_new = reading.moment(each.body.time("created_at")) >= near(since)
            if is_ours and is_new and _is_same(each.body, outgoing.text):
                thread, sent_at = each.body.text("dm_conversation_id"), each.body.time("created_at")
                return Receipt(each.id, thread=thread, sent_at=sent_at)
        return None

    def newest_version(self, external_id: str) -> tuple[str, str]:
        """The id of a post's newest version, and its words."""
        query = {
            "post.fields": posts.POST_QUERY["post.fields"],
            "expansions": "edit_history_post_ids",
        }
        answer = self.ask(Call("GET", f"/2/tweets/{external_id}", query=query))
        if "data" not in answer:  # said beside nothing, with a 200
            raise Gone("; ".join(e.maybe_text("detail") for e in answer.maybe_each("errors")))
        post = answer.inner("data")
        return posts.newest_version(post), posts.words(post)

    def _said(self, path: str, query: dict[str, str]) -> Iterator[Told]:
        """All that is told, newest first: in a storm much is said after what is looked for."""
        token: dict[str, str] = {}
        for _ in range(_MOST_PAGES):
            page = self.ask(Call("GET", path, query={**query, **token}))
            yield from _told(page)
            following = page.inner("meta").maybe_text("next_token")
            if not following:
                return
            token = {"pagination_token": following}
        raise Unknown("More was said since then than could be looked through.")

    def _page(self, path: str, query: dict[str, str]) -> list[Told]:
        page = self.ask(Call("GET", path, query=query))
        page.inner("meta")
        return _told(page)

    def _conversation(self, outgoing: Outgoing) -> str:
        if outgoing.thread and outgoing.thread_kind is ThreadKind.CONVERSATION:
            return f"/2/dm_conversations/{outgoing.thread}"
        if not outgoing.recipient:
            raise Unsupported("X: private messages to nobody.")
        return f"/2/dm_conversations/with/{outgoing.recipient}"

    def _uploaded(self, media: Media, place: str) -> str:
        """Hand a picture over before what is said with it; alone it shows nowhere, so it may come twice."""
        if media.content is None:
            raise Unsupported("X: pictures that are only a link.")
        kind = "gif" if media.content_type == "image/gif" else "image"
        packed = base64.b64encode(media.content).decode()
        body = {"media": packed, "media_category": f"{place}_{kind}"}
        kept = (
            self.ask(Call("POST", "/2/media/upload", json=body, timeout=60))
            .inner("data")
            .text("id")
        )
        if media.alt_text:
            words = splitting.shortened(media.alt_text, _LONGEST_ALT_TEXT, len)
            described = {"id": kept, "metadata": {"alt_text": {"text": words}}}
            self.ask(Call("POST", "/2/media/metadata", json=described))
        return kept


def _told(page: Wire) -> list[Told]:
    known = posts.included(page)
    return [Told(each, known) for each in page.maybe_each("data")]


def _receipt(external_id: str, outgoing: Outgoing, sent_at: datetime | None) -> Receipt:
    thread = (outgoing.thread or outgoing.reply_to) if outgoing.reply_to else external_id
    return Receipt(
        external_id=external_id,
        thread=thread,
        url=posts.address(external_id),
        sent_at=sent_at,
        units={_charged(outgoing): 1} if sent_at is None else {},
    )


def _charged(outgoing: Outgoing) -> str:
    """What X charges for it. It says nothing of whether a reply counts as asked for, so we take the lower."""
    if next(counting.links(unicodedata.normalize("NFC", outgoing.text)), None):
        return rights.LINKED_POST
    return rights.REPLY if outgoing.reply_to else rights.POST


def _is_same(shown: Wire, text: str) -> bool:
    """Whether X shows what we sent: it writes links in its own way and puts names before a reply."""
    words = _plain(posts.words(shown))
    return words == _plain(text) or _ADDRESSED.sub("", words) == _plain(text)


def _plain(text: str) -> str:
    text = unicodedata.normalize("NFC", text)
    parts, at = [], 0
    for start, end in counting.links(text):
        parts += [text[at:start], _LINK]
        at = end
    return " ".join("".join([*parts, text[at:]]).split())
