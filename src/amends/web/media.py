"""Links to attachments: signed for one person's brand, good for some hours, never a network's address."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.core import signing
from django.urls import reverse
from django.utils.translation import gettext as _

from amends.inbox.models import Attachment
from amends.refusals import NotFound
from amends.web.desk import Desk

#: As long as a shift: a page left open still works, a leaked link does not for long.
GOOD_FOR = timedelta(hours=10)
#: What a browser draws without running anything in it.
PICTURES = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp", "image/avif"})
_SALT = "amends.web.media"


@dataclass(frozen=True, slots=True)
class File:
    """An attachment as it is offered; without a download link it is only known by name."""

    name: str
    size: int | None
    alt: str
    is_picture: bool
    download_url: str = ""
    picture_url: str = ""


def file_of(desk: Desk, attachment: Attachment) -> File:
    """How an attachment is shown to the person at the desk."""
    name = attachment.name or _("Attachment")
    alt = attachment.alt_text or name
    if not attachment.path:
        return File(name, attachment.size, alt, is_picture=False)
    mark = signing.dumps([attachment.pk, desk.user.pk], salt=_SALT, compress=False)
    is_picture = attachment.content_type in PICTURES
    return File(
        name=name,
        size=attachment.size,
        alt=alt,
        is_picture=is_picture,
        download_url=reverse("file", args=[desk.brand.slug, mark]),
        picture_url=reverse("picture", args=[desk.brand.slug, mark]) if is_picture else "",
    )


def attachment_in(desk: Desk, mark: str) -> int:
    """The attachment's id in a link that was made for this person. Raises NotFound."""
    try:
        attachment_id, user_id = signing.loads(mark, salt=_SALT, max_age=GOOD_FOR)
    except (signing.BadSignature, ValueError, TypeError):
        raise NotFound(_("This link is no longer good; open the case again.")) from None
    if user_id != desk.user.pk:
        raise NotFound(_("This link was made for somebody else; open the case yourself."))
    return int(attachment_id)
