"""What a server of Mastodon's kind tells only who looks: edits, deletions, and answers that name nobody.

Source: docs.joinmastodon.org, methods/statuses. Only the stream tells of edits and deletions, and nobody is
told of an answer that does not name them.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from urllib.parse import quote

import orjson

from amends.channels import fediverse, recounts
from amends.channels.calls import Answer, Call
from amends.channels.contract import Delivery, Disconnected, Gone, Refused, Unknown
from amends.channels.wire import Wire

#: So many of our posts are looked under in one sweep, newest first.
MOST_LOOKED_UNDER = 20
#: So many pages of our own posts, of so many each, are looked through for one whose answer was lost.
_MOST_PAGES, _PAGE = 10, 40
#: Clocks differ a little.
_SLACK = timedelta(seconds=5)

Asking = Callable[[Call], Answer]


def again(ask: Asking, ids: Sequence[str], now: datetime) -> Iterator[Delivery]:
    """Those of the statuses that were edited, as they read now, or that we can see no more."""
    for each in ids:
        try:
            status = _answered(ask(Call("GET", path(each))))
        except Gone:
            if not _is_hidden_from_us(ask, each):
                yield fediverse.deleted(each, now)
            continue
        status.text("id")
        if edited := status.maybe_text("edited_at"):
            # Small servers give a status another id when it changes; it is the one that was asked about.
            known = Wire({**status.whole(), "id": each}, "the answer")
            key = fediverse.key("status", known, edited)
            yield Delivery(key, orjson.dumps({"status": known.whole()}))


def _is_hidden_from_us(ask: Asking, external_id: str) -> bool:
    """Whether a status still stands for everybody else: its author has only blocked us.

    Servers say so in the same words. One that tells nothing to who brings no key cannot be asked; direct
    posts, which a block does not hide, are seen by nobody else.
    """
    try:
        ask(Call("GET", path(external_id), headers={"authorization": ""}))
    except (Gone, Disconnected, Refused):
        return False
    return True


def spread(ask: Asking, ids: Sequence[str], now: datetime) -> Iterator[Delivery]:
    """How far each of the statuses that we can see has spread, as far as their servers told ours."""
    for each in ids:
        with contextlib.suppress(Gone):
            status = _answered(ask(Call("GET", path(each))))
            status.text("id")
            yield recounts.delivery(each, fediverse.counts(status), now)


def under(ask: Asking, own: Sequence[Wire], me: str, since: datetime) -> Iterator[Delivery]:
    """What others said under posts of ours since then without naming us, whom the server told nothing."""
    answered = [each for each in own if each.maybe_number("replies_count") and _is_open(each)]
    for post in answered[:MOST_LOOKED_UNDER]:
        try:
            around = _answered(ask(Call("GET", f"{path(post.text('id'))}/context")))
        except Gone:
            continue
        before = around.maybe_each("ancestors")
        root = before[0].text("id") if before else post.text("id")
        for each in around.maybe_each("descendants"):
            if _is_untold(each, me) and each.time("created_at") >= since:
                key = fediverse.key("status", each, each.maybe_text("edited_at"))
                yield Delivery(key, orjson.dumps({"status": each.whole(), "root": root}))


def own_since(ask: Asking, mine: str, since: datetime) -> Iterator[Wire]:
    """Our own posts since a moment, newest first: in a storm those of a minute are many.

    ``mine``: the path of their list. Raises Unknown where there are more than can be looked through.
    """
    where: dict[str, str] = {}
    for _ in range(_MOST_PAGES):
        answer = ask(Call("GET", mine, query={"limit": str(_PAGE), **where}))
        found = Wire({"page": answer.json}, "the answer").each("page")
        late = [each for each in found if each.time("created_at") >= since - _SLACK]
        yield from late
        if len(late) < _PAGE:
            return
        where = {"max_id": found[-1].text("id")}
    raise Unknown("More was said since then than could be looked through.")


def lately(ask: Asking, mine: str, since: datetime, answered: str, me: str) -> Iterator[Wire]:
    """Our own posts since a moment; where they are too many, those under the one that was ``answered``.

    Raises Unknown after the last of these: what is not among them may still stand somewhere.
    """
    try:
        yield from own_since(ask, mine, since)
    except Unknown:
        if answered and me:
            yield from _own_under(ask, answered, me)
        raise


def _own_under(ask: Asking, answered: str, me: str) -> Iterator[Wire]:
    """What we said under a post, as far as this server tells; nothing where the post is gone."""
    with contextlib.suppress(Gone):
        around = _answered(ask(Call("GET", f"{path(answered)}/context")))
        for each in around.maybe_each("descendants"):
            if each.inner("account").text("id") == me:
                yield each


def take_back(ask: Asking, external_id: str) -> bool:
    """Take a status of ours away, gone already or not; False where it still stands.

    Small servers know no such request and say so in the same words as for what is gone.
    """
    try:
        ask(Call("DELETE", path(external_id)))
    except Gone:
        with contextlib.suppress(Gone):
            ask(Call("GET", path(external_id)))
            return False
    return True


def path(external_id: str) -> str:
    """Where a status stands."""
    return f"/api/v1/statuses/{quote(external_id, safe='')}"


def _is_untold(status: Wire, me: str) -> bool:
    names_us = any(each.maybe_text("id") == me for each in status.maybe_each("mentions"))
    return _is_open(status) and not names_us and status.inner("account").text("id") != me


def _is_open(status: Wire) -> bool:
    return status.maybe_text("visibility") in fediverse.OPEN


def _answered(answer: Answer) -> Wire:
    return Wire(answer.json, "the answer")
