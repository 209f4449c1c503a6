"""What is done to what stands on Bluesky: our own records taken away or pinned, likes, and answers hidden.

Source: the lexicons com.atproto.repo, app.bsky.feed.like, app.bsky.feed.threadgate and
app.bsky.actor.profile, whose pinnedPost is one post. Nothing there can be
edited. Every record has a key that follows from what it is about, so that asking twice does no harm.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from urllib.parse import urlencode

from amends.channels import atproto
from amends.channels.calls import Answer, Call
from amends.channels.contract import Gone, Refused
from amends.channels.wire import Wire

_GATE = "app.bsky.feed.threadgate"
_LIKE = "app.bsky.feed.like"
_PROFILE = "app.bsky.actor.profile"
#: The one profile record that an account has.
_SELF = "self"
#: A threadgate holds so many hidden answers. Source: its lexicon.
_MOST_HIDDEN = 300

Asking = Callable[[Call], Answer]


class Deeds:
    """What the account ``me`` does; ``ask`` makes a request as it."""

    def __init__(self, ask: Asking, me: str) -> None:
        self._ask = ask
        self._me = me

    def delete(self, uri: str) -> None:
        """Take a post of our own away; one that is not there is no failure there either."""
        owner, collection, key = _parts(uri)
        if owner != self._me:
            raise Refused("Only the account's own posts can be taken away.")
        told = {"repo": owner, "collection": collection, "rkey": key}
        self._ask(Call("POST", "/com.atproto.repo.deleteRecord", json=told))

    def like(self, uri: str, now: datetime) -> None:
        """Like a post, once however often it is asked."""
        subject = {"uri": uri, "cid": self._cid(uri)}
        record = {"$type": _LIKE, "subject": subject, "createdAt": atproto.moment(now)}
        self._put(_LIKE, atproto.record_key(f"like {uri}"), record)

    def hide(self, uri: str, thread: str, now: datetime, *, hidden: bool) -> None:
        """Hide an answer under a post of our own, or show it again, in that post's threadgate."""
        owner, _, key = _parts(thread)
        if owner != self._me:
            raise Refused("Only answers under the account's own posts can be hidden.")
        kept = self._record(_GATE, key)
        gate = kept.inner("value") if kept else None
        before = _hidden(gate)
        after = [each for each in before if each != uri] + ([uri] if hidden else [])
        if set(after) == set(before):
            return
        if len(after) > _MOST_HIDDEN:
            raise Refused(f"Bluesky hides at most {_MOST_HIDDEN} answers under one post.")
        fresh = {"$type": _GATE, "post": thread, "createdAt": atproto.moment(now)}
        record = {**(gate.whole() if gate else fresh), "hiddenReplies": after}
        # Somebody may change the gate meanwhile: only what we read is replaced.
        self._put(_GATE, key, record, {"swapRecord": kept.text("cid") if kept else None})

    def pin(self, uri: str, *, pinned: bool) -> None:
        """Have a post of our own stand first on the profile, or no longer; another pinned one stays."""
        owner, _, _ = _parts(uri)
        if owner != self._me:
            raise Refused("Only the account's own posts can be pinned.")
        kept = self._record(_PROFILE, _SELF)
        profile = kept.inner("value").whole() if kept else {"$type": _PROFILE}
        if (_pinned(profile) == uri) is pinned:
            return
        after = {name: value for name, value in profile.items() if name != "pinnedPost"}
        if pinned:
            after["pinnedPost"] = {"uri": uri, "cid": self._cid(uri)}
        # Somebody may change the profile meanwhile: only what we read is replaced.
        self._put(_PROFILE, _SELF, after, {"swapRecord": kept.text("cid") if kept else None})

    def _cid(self, uri: str) -> str:
        """The hash by which a post is named. Raises Gone."""
        where = urlencode({"uris": uri})
        page = _answered(self._ask(Call("GET", f"/app.bsky.feed.getPosts?{where}")))
        found = [each.text("cid") for each in page.each("posts") if each.text("uri") == uri]
        if not found:
            raise Gone("The post is no longer there.")
        return found[0]

    def _record(self, collection: str, key: str) -> Wire | None:
        where = urlencode({"repo": self._me, "collection": collection, "rkey": key})
        try:
            return _answered(self._ask(Call("GET", f"/com.atproto.repo.getRecord?{where}")))
        except Refused as error:
            if "RecordNotFound" in str(error):
                return None
            raise

    def _put(
        self, collection: str, key: str, record: object, more: dict[str, object] | None = None
    ) -> None:
        told = {"repo": self._me, "collection": collection, "rkey": key, "record": record}
        call = Call("POST", "/com.atproto.repo.putRecord", json={**told, **(more or {})})
        self._ask(call)


def _pinned(profile: Mapping[str, object]) -> str:
    """The address of the post that is pinned; "" where none is."""
    known = profile.get("pinnedPost")
    return str(known.get("uri", "")) if isinstance(known, dict) else ""


def _hidden(gate: Wire | None) -> list[str]:
    listed = gate.listed("hiddenReplies") if gate and "hiddenReplies" in gate else []
    return [each for each in listed if isinstance(each, str)]


def _parts(uri: str) -> tuple[str, str, str]:
    """Whose record it is, of which collection, under which key. Raises Refused for anything else."""
    parts = uri.removeprefix("at://").split("/")
    if not uri.startswith("at://") or len(parts) != 3:
        raise Refused("This is no post.")
    return parts[0], parts[1], parts[2]


def _answered(answer: Answer) -> Wire:
    return Wire(answer.json, "the answer")
