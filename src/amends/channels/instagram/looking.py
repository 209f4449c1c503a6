"""Looking again at comments that we have: Instagram tells nobody that one of them was taken away.

A comment that was deleted, that Instagram removed, or whose author hides from us is answered alike: it does
not exist. Comments cannot be edited there.
Source: developers.facebook.com/docs/instagram-platform, reference of the Instagram comment.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from urllib.parse import quote

import orjson

from amends.channels.base import Link
from amends.channels.contract import Deleted, Delivery, Gone
from amends.channels.graph.channel import GraphChannel
from amends.channels.rechecks import Recheck
from amends.channels.wire import Wire

#: One call for each comment, beside the polls of every two minutes.
PACE = Recheck(at_once=20, every=timedelta(minutes=10))


def again(
    channel: GraphChannel, link: Link, external_ids: Sequence[str], now: datetime
) -> Iterator[Delivery]:
    """One delivery for each comment that is gone. Of mentions elsewhere nothing can be read."""
    gone = [each for each in external_ids if each.isdecimal() and _is_gone(channel, link, each)]
    if gone:
        _require_sight(channel, link)
    for each in gone:
        told = {"gone": {"id": each, "seen_at": now.isoformat()}}
        yield Delivery(f"deleted:{each}", orjson.dumps(told))


def deleted(told: Wire) -> Deleted:
    """A comment that was gone when we looked."""
    return Deleted(told.text("id"), deleted_at=told.time("seen_at"))


def _is_gone(channel: GraphChannel, link: Link, external_id: str) -> bool:
    try:
        channel.asked(link, f"/{quote(external_id, safe='')}", fields="id").text("id")
    except Gone:
        return True
    return False


def _require_sight(channel: GraphChannel, link: Link) -> None:
    """Raises Refused where we may read no comments at all, which Graph calls "does not exist", too."""
    channel.listed(link, "/me/media", fields="id,comments.limit(1){id}", limit="1")
