"""What became of a notice on each network, as its sends say: the one honest state."""

from __future__ import annotations

import enum
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Prefetch

from amends.incidents.models import IncidentNotice, NoticePost, PostPart
from amends.incidents.rules.words import PostState
from amends.outbox.models import Send, SendState


class Standing(enum.StrEnum):
    """Where a notice is on one network."""

    SENT = "sent"
    ON_ITS_WAY = "on_its_way"
    HELD = "held"
    UNKNOWN = "unknown"
    FAILED = "failed"
    STOPPED = "stopped"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class There:
    """A notice on one network, its sends in order, and which of them needs a person."""

    post: NoticePost
    standing: Standing
    sends: tuple[Send, ...]
    stuck: Send | None
    reason: str

    @property
    def url(self) -> str:
        """Where it can be read; "" while the network has not said."""
        return next((each.message.url for each in self.sends if each.message.url), "")


def standings(notices: Collection[IncidentNotice]) -> dict[int, list[There]]:
    """By notice: how it is on each network it was meant for, by the connection's name."""
    parts = PostPart.objects.select_related("send__message").order_by("position")
    posts = NoticePost.objects.filter(notice__in=notices).select_related("connection")
    found: dict[int, list[There]] = {notice.pk: [] for notice in notices}
    for post in posts.prefetch_related(Prefetch("parts", parts)).order_by("connection__name", "pk"):
        found[post.notice_id].append(_there(post))
    return found


def _there(post: NoticePost) -> There:
    sends = tuple(part.send for part in post.parts.all())
    if post.state != PostState.ASKED:
        return There(post, Standing(post.state), sends, None, post.reason)
    stuck = next((each for each in sends if each.state in _STUCK), None)
    if stuck is not None:
        return There(post, _STUCK[SendState(stuck.state)], sends, stuck, stuck.reason)
    is_there = all(each.state == SendState.SENT for each in sends)
    return There(post, Standing.SENT if is_there else Standing.ON_ITS_WAY, sends, None, "")


_STUCK = {
    SendState.HELD: Standing.HELD,
    SendState.UNKNOWN: Standing.UNKNOWN,
    SendState.FAILED: Standing.FAILED,
    SendState.REFUSED: Standing.FAILED,
    SendState.WITHDRAWN: Standing.FAILED,
}
