"""What a Bluesky account is told and what stands there: notifications, its own posts, answers under them.

Source: the lexicons app.bsky.notification, app.bsky.feed and com.atproto.repo. The network tells nobody of an
answer or a quote that it saw before what it is about, and of no deletion: so counts and posts are compared.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from urllib.parse import urlencode

import orjson

from amends.channels import atproto
from amends.channels.calls import Answer, Call
from amends.channels.contract import Delivery, Gone, Refused
from amends.channels.wire import Wire

_PAGE = "50"
#: So many pages of news are read at once; what is older is found by the sweep.
_MOST_PAGES = 10
#: So many posts' answers and quotes are read at once; the others have their turn at the next look.
_MOST_READ = 6
_SWEPT = 20
#: Answers to answers under a post of ours concern it, too, as far as the network's own notifications go.
_DEPTH = "5"
SPREAD = frozenset({"like", "repost", "like-via-repost", "repost-via-repost"})

Asking = Callable[[Call], Answer]
#: A page of things, newest first, and the cursor of the older ones; asked for by a cursor.
Paged = Callable[[str], tuple[list[Wire], str]]


class Feeds:
    """What the account ``me`` is told; ``ask`` makes a request as it."""

    def __init__(self, ask: Asking, me: str) -> None:
        self._ask = ask
        self._me = me

    def notices(self, cursor: str) -> tuple[list[Wire], str]:
        """A page of notifications, newest first."""
        return self._page("app.bsky.notification.listNotifications", "notifications", cursor, {})

    def own(self, cursor: str) -> tuple[list[Wire], str]:
        """A page of the account's own posts and answers, newest first, with how far each has spread."""
        where = {"actor": self._me, "filter": "posts_with_replies"}
        found, following = self._page("app.bsky.feed.getAuthorFeed", "feed", cursor, where)
        return [each.inner("post") for each in found if "reason" not in each], following

    def noted(self, notes: Sequence[Wire]) -> list[Delivery]:
        """Notifications, oldest first; who likes or reposts comes with how far the post has spread."""
        spread = {each.maybe_text("reasonSubject") for each in notes if _spreads(each)} - {""}
        posts = {uri: post.whole() for uri, post in self._posts(sorted(spread)).items()}
        return [
            atproto.delivery("note", each, posts.get(each.maybe_text("reasonSubject")))
            for each in reversed(notes)
        ]

    def grown(self, own: Sequence[Wire], known: str, than: str) -> tuple[list[Delivery], str]:
        """Answers and quotes of own posts that have more of them than are ``known``; and what is now.

        What was posted later than ``than`` had none when we looked last. Older posts that are not known were
        there before us: what stands under them already is nobody's news.
        """
        before, after = _counts(known), dict[str, tuple[int, int]]()
        found: list[Delivery] = []
        reads = 0
        for post in own:
            key, now = _key(post), _spread_of(post)
            was = before.get(key, (0, 0) if post.text("indexedAt") > than else now)
            if _has_more(now, was) and reads >= _MOST_READ:
                after[key] = was
                continue
            if _has_more(now, was):
                reads += 1
                found += self._about(post, was)
            after[key] = now
        return found, _written(after)

    def since(self, moment: datetime) -> list[Delivery]:
        """The newest own posts since a moment, and what since then stands under them and quotes them."""
        own, _ = self.own("")
        found = [
            atproto.delivery("post", each)
            for each in reversed(own)
            if each.time("indexedAt") >= moment
        ]
        spread = [each for each in own if _has_more(_spread_of(each), (0, 0))]
        for post in spread[:_SWEPT]:
            found += self._about(post, (0, 0), moment)
        return found

    def gone(self, uris: Sequence[str]) -> Iterator[str]:
        """Those of the posts that were taken away. Whoever blocked us hides theirs, which is no deletion."""
        for some in atproto.in_parts([uri for uri in uris if uri.startswith("at://")]):
            stand = self._posts(some)
            yield from (uri for uri in some if uri not in stand and not self._is_kept(uri))

    def shown(self, uris: Sequence[str]) -> dict[str, Wire]:
        """Those of the posts that stand and are shown to us, by their addresses."""
        return self._posts([uri for uri in uris if uri.startswith("at://")])

    def _about(
        self, post: Wire, was: tuple[int, int], moment: datetime | None = None
    ) -> list[Delivery]:
        """What others said about a post of ours, as if it had been notified: under the same keys."""
        answers, quotes = _spread_of(post)
        uri = post.text("uri")
        found: list[tuple[str, Wire]] = []
        try:
            if answers > was[0]:
                found += [("reply", each) for each in self._answers(uri)]
            if quotes > was[1]:
                where = {"uri": uri}
                page, _ = self._page("app.bsky.feed.getQuotes", "posts", "", where)
                found += [("quote", each) for each in reversed(page)]
        except (Gone, Refused):  # it was taken away meanwhile
            return []
        return [
            _as_notified(each, reason)
            for reason, each in found
            if each.inner("author").text("did") != self._me
            and (moment is None or each.time("indexedAt") >= moment)
        ]

    def _answers(self, uri: str) -> list[Wire]:
        where = {"uri": uri, "depth": _DEPTH, "parentHeight": "0"}
        told = self._get("app.bsky.feed.getPostThread", urlencode(where))
        return list(_under(told.inner("thread")))

    def _is_kept(self, uri: str) -> bool:
        parts = uri.removeprefix("at://").split("/")
        where = dict(zip(("repo", "collection", "rkey"), parts, strict=False))
        try:
            self._get("com.atproto.repo.getRecord", urlencode(where))
        except Refused as error:
            return "RecordNotFound" not in str(error)
        return True

    def _posts(self, uris: Sequence[str]) -> dict[str, Wire]:
        """The posts that are shown to us, by their addresses."""
        found: dict[str, Wire] = {}
        for some in atproto.in_parts(list(uris)):
            told = self._get("app.bsky.feed.getPosts", urlencode([("uris", uri) for uri in some]))
            found |= {each.text("uri"): each for each in told.each("posts")}
        return found

    def _page(
        self, method: str, name: str, cursor: str, where: dict[str, str]
    ) -> tuple[list[Wire], str]:
        asked = {**where, "limit": _PAGE, **({"cursor": cursor} if cursor else {})}
        told = self._get(method, urlencode(asked))
        return told.each(name), told.maybe_text("cursor")

    def _get(self, method: str, query: str) -> Wire:
        return Wire(self._ask(Call("GET", f"/{method}?{query}")).json, "the answer")


def newer(page: Paged, than: str, *, is_first: bool) -> tuple[list[Wire], list[Wire]]:
    """What is newer than a time of the network's own, and all that was looked at for it, newest first.

    At the first look one page. Where nothing stood there then, all that stands there since is new.
    """
    found: list[Wire] = []
    seen: list[Wire] = []
    following = ""
    for _ in range(_MOST_PAGES):
        things, following = page(following)
        fresh = [each for each in things if not than or each.text("indexedAt") > than]
        found, seen = found + fresh, seen + things
        if is_first or len(fresh) < len(things) or not following or not things:
            break
    return found, seen


def deleted(uri: str, now: datetime) -> Delivery:
    """That a post was taken away. The network tells no time: it is when we noticed."""
    told = {"deleted": uri, "at": now.isoformat()}
    return Delivery(f"deleted:{uri[:400]}", orjson.dumps(told))


def _as_notified(post: Wire, reason: str) -> Delivery:
    return atproto.delivery("note", Wire({**post.whole(), "reason": reason}, "the post"))


def _under(thread: Wire) -> Iterator[Wire]:
    """The posts under a thread's first; what is blocked or not found has none."""
    for each in thread.maybe_each("replies"):
        if "post" in each:
            yield each.inner("post")
            yield from _under(each)


def _spreads(note: Wire) -> bool:
    return note.maybe_text("reason") in SPREAD


# What is known of own posts: ``key:answers:quotes`` for each, as part of a cursor.


def _key(post: Wire) -> str:
    return post.text("uri").rpartition("/")[2]


def _spread_of(post: Wire) -> tuple[int, int]:
    return post.maybe_number("replyCount") or 0, post.maybe_number("quoteCount") or 0


def _has_more(now: tuple[int, int], was: tuple[int, int]) -> bool:
    return now[0] > was[0] or now[1] > was[1]


def _written(counts: dict[str, tuple[int, int]]) -> str:
    return ",".join(f"{key}:{answers}:{quotes}" for key, (answers, quotes) in counts.items())


def _counts(known: str) -> dict[str, tuple[int, int]]:
    parts = (each.rsplit(":", 2) for each in known.split(","))
    told = (each for each in parts if len(each) == 3 and each[1].isdigit() and each[2].isdigit())
    return {key: (int(answers), int(quotes)) for key, answers, quotes in told}
