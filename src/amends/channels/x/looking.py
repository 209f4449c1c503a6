"""Looking again at posts that we have: who edited theirs, and who took it away.

X pushes deletions of our own posts only, and wants what is gone there to be gone here within a day. A post
that was deleted, or whose author was suspended or has hidden it from us, is told of as a problem beside the
others. Calls by the function it is handed, and so knows no transport.
Source: docs.x.com, posts/lookup, and the developer policy on deleted content.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta

import orjson

from amends.channels import recounts
from amends.channels.calls import Call
from amends.channels.contract import Deleted, Delivery, Page
from amends.channels.rechecks import Recheck, Recount
from amends.channels.wire import Wire
from amends.channels.x import posts, rights
from amends.channels.x.reader import Asks, Told, charged

#: Each look costs: often enough for X's day, and seldom enough for a purse.
PACE = Recheck(at_once=100, every=timedelta(hours=4))
#: What spreads does so within hours: seldom, and few, unless somebody raises the budget for more.
COUNTING = Recount(at_once=20, every=timedelta(minutes=30), back=timedelta(days=3), priced=True)
_GONE = frozenset({"resource-not-found", "not-authorized-for-resource", "resource-unavailable"})


def again(ask: Asks, external_ids: Sequence[str], now: datetime) -> Page:
    """The posts that were edited, as they read now, and those that are gone."""
    ids = [each for each in external_ids if posts.is_id(each)]
    if not ids:
        return Page((), "")
    answer = _looked_up(ask, ids)
    there = _told(answer)
    edited = [each for each in map(_newest, there) if each not in {one.id for one in there}]
    newer = _told(_looked_up(ask, edited)) if edited else []
    changed = [each for each in [*there, *newer] if posts.first_version(each.body) != each.id]
    gone = [_gone(each, now) for each in _missing(answer, set(ids))]
    units = charged({rights.POST_READ: len(there) + len(newer)})
    return Page((*(each.delivery("post") for each in changed), *gone), "", units=units)


def spread(ask: Asks, external_ids: Sequence[str], now: datetime) -> Page:
    """How far the posts that we can see have spread; each is charged as a post that was read."""
    ids = [each for each in external_ids if posts.is_id(each)]
    if not ids:
        return Page((), "")
    where = {"post.fields": "public_metrics", "ids": ",".join(ids)}
    there = _answered(ask(Call("GET", "/2/tweets", query=where))).maybe_each("data")
    told = {each.text("id"): posts.counts(each) for each in there}
    found = [recounts.delivery(id_, each, now) for id_, each in told.items() if each is not None]
    return Page(tuple(found), "", units=charged({rights.POST_READ: len(there)}))


def deleted(told: Wire) -> Deleted:
    """A post that was gone when we looked."""
    return Deleted(told.text("id"), deleted_at=told.time("seen_at"))


def _looked_up(ask: Asks, ids: Iterable[str]) -> Wire:
    return _answered(
        ask(Call("GET", "/2/tweets", query={**posts.POST_QUERY, "ids": ",".join(ids)}))
    )


def _answered(answer: Wire) -> Wire:
    if "data" not in answer and "errors" not in answer:
        raise answer.wrong("data", "is missing")
    return answer


def _told(answer: Wire) -> list[Told]:
    known = posts.included(answer)
    return [Told(each, known) for each in answer.maybe_each("data")]


def _newest(told: Told) -> str:
    return posts.newest_version(told.body)


def _missing(answer: Wire, ids: set[str]) -> Iterator[str]:
    """Of the posts we asked for, those that X says nobody, or not we, can see any more."""
    for each in answer.maybe_each("errors"):
        named = each.maybe_text("resource_id") or each.maybe_text("value")
        is_gone = each.maybe_text("type").rpartition("/")[2] in _GONE
        # Beside a post there may be somebody or something that it names and that is gone.
        about_it = each.maybe_text("resource_type") in {"", "tweet", "post"}
        if is_gone and about_it and named in ids:
            ids.discard(named)
            yield named


def _gone(external_id: str, now: datetime) -> Delivery:
    told = {"gone": {"id": external_id, "seen_at": now.isoformat()}}
    return Delivery(f"deleted:{external_id}", orjson.dumps(told))
