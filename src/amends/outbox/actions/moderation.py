"""The memory of moderation: what somebody wanted out of sight is written down before anybody decides."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.db.models.expressions import RawSQL

from amends.channels.models import Connection
from amends.inbox.models import Direction, Identity, Message
from amends.outbox.models import Decision, Deed, Moderation
from amends.outbox.rules.deeds import MODERATION, DeedKind

#: So much of the thread is kept before and after the words, and so much of each.
_BEFORE, _AFTER, _MOST_KEPT = 10, 5, 4_000


def is_moderated(deed: Deed) -> bool:
    """Whether it takes somebody's words from sight."""
    return deed.kind in MODERATION


def remember(deed: Deed) -> Moderation:
    """Write the words down as they stand, with what stands around them. Within the asking's transaction."""
    message = deed.message
    author = message.identity
    return Moderation.objects.create(
        brand_id=deed.brand_id,
        connection_id=deed.connection_id,
        deed=deed,
        case_id=deed.case_id,
        message=message,
        identity=author,
        kind=deed.kind,
        ground=deed.ground,
        reason=deed.reason,
        text=message.text,
        sha256=hashlib.sha256(message.text.encode("utf-8", "surrogatepass")).hexdigest(),
        marked=deed.marked,
        author=_called(author),
        url=message.url,
        said_at=message.sent_at,
        context=_around(message),
        asked_by_id=deed.asked_by_id,
        asked_at=deed.asked_at,
    )


def decide(
    deed: Deed, decision: Decision, *, by_id: int | None, now: datetime, comment: str = ""
) -> None:
    """Write down what became of the wish; ``by_id``: whose word it was."""
    asked = Moderation.objects.filter(deed=deed, decision=Decision.ASKED)
    asked.update(decision=decision, decided_by_id=by_id, decided_at=now, comment=comment)


def write_done(deed: Deed, now: datetime) -> None:
    """The network did it; or shows again what was hidden."""
    if is_moderated(deed):
        Moderation.objects.filter(deed=deed).update(done_at=now)
    elif deed.kind == DeedKind.SHOW:
        hidden = Moderation.objects.filter(
            message_id=deed.message_id, kind=DeedKind.HIDE, done_at__isnull=False, undone_at=None
        )
        hidden.update(undone_at=now)


def forget(*, connection: Connection, external_ids: Sequence[str], now: datetime) -> int:
    """Take the words of people who ask for it out of the memory; that, why and by whom it was stays.

    Before the handles themselves are emptied. Returns how many of their own words were kept.
    """
    handles = Identity.objects.filter(
        brand_id=connection.brand_id, realm=connection.channel, external_id__in=external_ids
    )
    ids = list(handles.values_list("pk", flat=True))
    if not ids:
        return 0
    ours = Moderation.objects.filter(brand_id=connection.brand_id)
    count = ours.filter(identity__in=ids).update(
        text="", marked="", author="", url="", sha256="", erased_at=now
    )
    for kept in ours.filter(_beside(ids)).only("pk", "context"):
        kept.context = [_emptied(each, ids) for each in kept.context]
        kept.save(update_fields=["context"])
    return count


def _beside(ids: Sequence[int]) -> Q:
    """Records in whose surroundings one of these people speaks."""
    condition = Q()
    for pk in ids:
        condition |= Q(context__contains=[{"identity": pk}])
    return condition


def _emptied(line: dict[str, Any], ids: Collection[int]) -> dict[str, Any]:
    return {**line, "who": "", "text": ""} if line.get("identity") in ids else line


def _around(message: Message) -> list[dict[str, Any]]:
    """The lines of the public thread before and after it, oldest first; nothing that was said in private."""
    if message.thread_id is None:
        return []
    said = Message.objects.filter(
        brand_id=message.brand_id, thread_id=message.thread_id, is_public=True
    ).select_related("identity", "author")
    # A pair compares as one: the index on the thread carries both.
    here = RawSQL("(sent_at, inbox_message.id) < (%s, %s)", [message.sent_at, message.pk])
    before = said.alias(is_before=here).filter(is_before=True).order_by("-sent_at", "-pk")
    after = said.alias(is_before=here).filter(is_before=False).exclude(pk=message.pk)
    told = [*reversed(before[:_BEFORE]), *after.order_by("sent_at", "pk")[:_AFTER]]
    return [_line(each) for each in told]


def _line(message: Message) -> dict[str, Any]:
    is_ours = message.direction == Direction.OUT
    return {
        "who": "" if is_ours else _called(message.identity),
        "identity": message.identity_id,
        "is_ours": is_ours,
        "at": message.sent_at.isoformat(),
        "text": message.text[:_MOST_KEPT],
    }


def _called(identity: Identity | None) -> str:
    return (identity.name or identity.handle)[:255] if identity is not None else ""
