"""Pictures and files: kept by their digest, so that the same bytes are kept once and a retry is harmless."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from amends import queue
from amends.channels.contract import Media, Said
from amends.inbox.actions.take_in.batch import Batch
from amends.inbox.actions.take_in.staging import clean
from amends.inbox.models import Attachment


def keep(batch: Batch, said: Sequence[Said], stored: dict[str, int]) -> None:
    """Attach the media of the messages that are new."""
    rows = [
        _attachment(batch, stored[item.external_id], position, media)
        for item in {item.external_id: item for item in reversed(said) if item.media}.values()
        if item.external_id in stored
        for position, media in enumerate(item.media)
    ]
    Attachment.objects.bulk_create(rows, ignore_conflicts=True)
    if any(row.fetch_at for row in rows):
        ask_for_files(batch.connection.pk)


def ask_for_files(connection_id: int) -> None:
    """Have the files of a connection fetched that are due; one round at a time."""
    lock = f"inbox.fetch_files:{connection_id}"
    queue.defer("inbox.fetch_files", lock=lock, connection_id=connection_id)


def _attachment(batch: Batch, message_id: int, position: int, media: Media) -> Attachment:
    return Attachment(
        brand_id=batch.brand_id,
        message_id=message_id,
        position=position,
        name=clean(media.name)[:255],
        content_type=media.content_type[:120],
        size=None if media.content is None else len(media.content),
        alt_text=clean(media.alt_text),
        url=media.url,
        path="" if media.content is None else store(media.content),
        fetch_at=batch.now if media.content is None and media.url else None,
    )


def store(content: bytes) -> str:
    """Keep ``content`` in the media folder under its SHA-256; returns the path within it."""
    digest = hashlib.sha256(content).hexdigest()
    path = f"{digest[:2]}/{digest}"
    if default_storage.exists(path):
        return path
    return default_storage.save(path, ContentFile(content))
