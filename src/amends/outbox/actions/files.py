"""Files that colleagues give us to send: checked, written anew, kept under names that nobody can guess."""

from __future__ import annotations

import hashlib
import logging
import secrets
from datetime import datetime, timedelta
from functools import partial

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Exists, OuterRef, Sum

from amends.channels.contract import Gone, Media
from amends.inbox.models import Attachment
from amends.outbox.models import Send, SendFile, Upload
from amends.outbox.rules import files, pictures
from amends.refusals import NotFound, Refusal
from amends.staff.models import Brand
from amends.staff.rules import Actor, Right

logger = logging.getLogger(__name__)

LONGEST_ALT_TEXT = 1_500
#: A file that nothing was sent with, and no draft holds, is let go after this.
KEPT_FOR = timedelta(days=1)
A_DAY = timedelta(days=1)


class FileTooLarge(Refusal):
    """This file is larger than this desk takes."""

    code = "file-too-large"


class TooMuchToday(Refusal):
    """Your brand has given this desk as many files today as it takes; try again later, or ask who runs it."""

    code = "too-much-today"


class EmptyFile(Refusal):
    """There is nothing in this file."""

    code = "empty-file"


def keep_upload(  # noqa: PLR0913 - a file as it is given
    *, by: Actor, name: str, content: bytes, most: int, now: datetime, alt_text: str = ""
) -> Upload:
    """Keep a file of up to ``most`` bytes for a send to come.

    What its bytes are decides what it is. A picture is written anew: upright, bounded, without what the
    camera wrote into it. Raises `FileTooLarge`, `EmptyFile`, `TooMuchToday`, `pictures.PictureTooLarge` and
    `NotAPicture`.
    """
    by.require(Right.ORGANISE)
    if not content:
        raise EmptyFile
    if len(content) > most:
        raise FileTooLarge(f"This file is larger than {most / 1_000_000:g} MB.")
    suffix, kind = "", files.type_of(content, name)
    if pictures.is_picture(content):
        picture = pictures.clean(content)
        content, kind, suffix = picture.content, picture.content_type, picture.suffix
    with transaction.atomic():
        _require_room(by.brand_id, len(content), now)
        return Upload.objects.create(
            brand_id=by.brand_id,
            by_id=by.user_id,
            name=files.tidy_name(name, suffix),
            content_type=kind,
            size=len(content),
            sha256=hashlib.sha256(content).hexdigest(),
            alt_text=_tidy_alt(alt_text),
            path=_store(by.brand_id, content),
            made_at=now,
        )


def _require_room(brand_id: int, size: int, now: datetime) -> None:
    """One brand, or one program of its, must not fill the disk that all share. Raises `TooMuchToday`.

    Until this one is kept nobody else's of the brand is counted: many at once would all find room.
    """
    Brand.objects.select_for_update(no_key=True).get(pk=brand_id)
    lately = Upload.objects.filter(brand_id=brand_id, made_at__gt=now - A_DAY)
    given = lately.aggregate(all=Sum("size"))["all"] or 0
    if given + size > settings.MAX_UPLOAD_BYTES_A_DAY:
        raise TooMuchToday


def _store(brand_id: int, content: bytes) -> str:
    path = f"out/{brand_id}/{secrets.token_urlsafe(24)}"
    return default_storage.save(path, ContentFile(content))


def _tidy_alt(text: str) -> str:
    return " ".join(text.replace("\0", "").split())[:LONGEST_ALT_TEXT]


def describe_upload(*, by: Actor, upload: Upload, alt_text: str) -> Upload:
    """Say what is in a picture, for those who cannot see it. Raises `NotFound` for another brand's."""
    by.require(Right.ORGANISE)
    if upload.brand_id != by.brand_id:
        raise NotFound
    upload.alt_text = _tidy_alt(alt_text)
    upload.save(update_fields=["alt_text"])
    return upload


def media_of(send: Send) -> tuple[Media, ...]:
    """The files of a send with their bytes, as an adapter needs them.

    Raises `Gone` for a file that is no longer kept: nothing has left the house then.
    """
    rows = send.files.select_related("upload").order_by("position")
    return tuple(_media(row.upload) for row in rows)


def _media(upload: Upload) -> Media:
    try:
        with default_storage.open(upload.path, "rb") as file:
            content = file.read()
    except FileNotFoundError:
        raise Gone(f"The file “{upload.name}” is no longer kept here.") from None
    return Media(
        name=upload.name,
        content_type=upload.content_type,
        alt_text=upload.alt_text,
        content=content,
    )


def keep_for_good(*, upload: Upload) -> None:
    """Somebody may want this file again: it is not let go though nothing was sent with it."""
    upload.is_kept = True
    upload.save(update_fields=["is_kept"])


def forget_uploads(*, held: frozenset[int], now: datetime) -> int:
    """Let go of files that went with nothing; ``held`` are those that drafts hold. Returns how many."""
    sent = SendFile.objects.filter(upload=OuterRef("pk"))
    shown = Attachment.objects.filter(path=OuterRef("path"))
    left = Upload.objects.filter(
        ~Exists(sent), ~Exists(shown), is_kept=False, made_at__lt=now - KEPT_FOR
    )
    gone = 0
    for upload in left.exclude(pk__in=held).order_by("pk")[:1_000]:
        with transaction.atomic():
            # The row first: bytes without a row do no harm, a row without bytes breaks a send.
            upload.delete()
            transaction.on_commit(partial(default_storage.delete, upload.path))
        gone += 1
    return gone
