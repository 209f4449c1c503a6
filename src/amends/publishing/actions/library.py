"""The brand's pictures, and the hours of the week at which it likes to post."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from amends.audit.actions import record
from amends.channels.models import Connection
from amends.outbox import actions as outbox
from amends.outbox.models import Upload
from amends.publishing.models import LibraryItem, PostingTime
from amends.publishing.rules import Hour
from amends.refusals import NotFound
from amends.staff.rules import Actor, Right

MOST_TAGS = 12


def keep_in_library(*, by: Actor, upload: Upload, now: datetime) -> LibraryItem:
    """Let a picture be found again; one that is there already stays as it is called."""
    by.require(Right.ORGANISE)
    if upload.brand_id != by.brand_id:
        raise NotFound
    item, is_new = LibraryItem.objects.get_or_create(
        upload=upload,
        defaults={
            "brand_id": by.brand_id,
            "title": upload.name[:120],
            "added_by_id": by.user_id,
            "added_at": now,
        },
    )
    if is_new:
        outbox.keep_for_good(upload=upload)
    return item


def describe_item(  # noqa: PLR0913 - a picture and the three things that are said of it
    *, by: Actor, item: LibraryItem, title: str, tags: str, alt_text: str, now: datetime
) -> LibraryItem:
    """Say what a picture is called, tagged with (words and commas), and shows."""
    by.require(Right.ORGANISE)
    if item.brand_id != by.brand_id:
        raise NotFound
    with transaction.atomic():
        outbox.describe_upload(by=by, upload=item.upload, alt_text=alt_text)
        said = tags.casefold().replace(",", " ").split()
        item.title = " ".join(title.split())[:120] or item.title
        item.tags = list(dict.fromkeys(each.lstrip("#")[:40] for each in said))[:MOST_TAGS]
        item.save(update_fields=["title", "tags"])
        target = f"library:{item.pk}"
        record(by=by, action="publishing.describe", target=target, facts={}, now=now)
    return item


def set_times(*, by: Actor, connection: Connection, hours: Collection[Hour], now: datetime) -> None:
    """The hours of the week at which the brand posts there, instead of those it had."""
    by.require(Right.ANNOUNCE)
    if connection.brand_id != by.brand_id:
        raise NotFound
    with transaction.atomic():
        PostingTime.objects.filter(connection=connection).delete()
        PostingTime.objects.bulk_create(
            PostingTime(
                brand_id=by.brand_id,
                connection=connection,
                weekday=each.weekday,
                minute=each.minute,
            )
            for each in sorted(set(hours), key=lambda each: (each.weekday, each.minute))
        )
        target, facts = f"connection:{connection.pk}", {"times": len(set(hours))}
        record(by=by, action="publishing.set_times", target=target, facts=facts, now=now)
