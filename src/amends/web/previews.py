"""Previews of pictures: written by us, small, made when somebody first looks, kept for the next."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils.translation import gettext as _

from amends.outbox.rules import pictures
from amends.refusals import NotFound

#: The longest side in pixels: twice what the thread shows, for dense screens; and what fills one.
SIDES: Mapping[str, int] = {"small": 560, "large": 1_800}
#: A picture that is larger than this on the disk is offered for download only.
MOST_BYTES = 30_000_000


def preview(path: str, size: str) -> bytes:
    """A WebP of the picture at ``path`` in the media folder. Raises NotFound when there is none to show."""
    if size not in SIDES:
        raise NotFound(size=size)
    kept = f"previews/{hashlib.sha256(f'{path}:{SIDES[size]}'.encode()).hexdigest()}.webp"
    try:
        with default_storage.open(kept, "rb") as file:
            made: bytes = file.read()
    except FileNotFoundError:
        made = _made(path, SIDES[size])
        _keep(kept, made)
    return made


def _made(path: str, side: int) -> bytes:
    try:
        if default_storage.size(path) > MOST_BYTES:
            raise NotFound(_("This picture is too large to be shown; download it."))
        with default_storage.open(path, "rb") as file:
            return pictures.preview(file.read(), side)
    except FileNotFoundError:
        raise NotFound(_("This file is no longer kept here.")) from None
    except (pictures.NotAPicture, pictures.PictureTooLarge):
        raise NotFound(_("This picture cannot be shown; download it.")) from None


def _keep(path: str, content: bytes) -> None:
    """Two who look at once make it twice; the second copy is not kept."""
    saved = default_storage.save(path, ContentFile(content))
    if saved != path:
        default_storage.delete(saved)
