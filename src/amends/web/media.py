"""Links to files: signed for one person of one brand, good for some hours, never a network's address."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from django.core import signing
from django.urls import reverse
from django.utils.translation import gettext as _

from amends.inbox.models import Attachment
from amends.outbox.models import Upload
from amends.refusals import NotFound
from amends.staff.rules import Right
from amends.web.desk import Desk

#: As long as a shift: a page left open still works, a leaked link does not for long.
GOOD_FOR = timedelta(hours=10)
#: A link reads the same for so long, so that a thread that is drawn again fetches no picture twice.
_SAME_FOR = timedelta(hours=1)
#: Pictures that we can write anew as a preview.
PICTURES = frozenset(
    {"image/png", "image/jpeg", "image/gif", "image/webp", "image/bmp", "image/tiff"}
)
_SALT, _UPLOAD_SALT = "amends.web.media", "amends.web.upload"


@dataclass(frozen=True, slots=True)
class File:
    """A file as it is offered; without a download link it is only known by name."""

    name: str
    size: int | None
    alt: str
    is_picture: bool
    is_described: bool = False
    download_url: str = ""
    #: A small preview and a large one, both written by us.
    picture_url: str = ""
    large_url: str = ""
    #: Where its bytes are not here: that they will be, or why not and where to try again.
    is_coming: bool = False
    problem: str = ""
    again_url: str = ""


def file_of(desk: Desk, attachment: Attachment) -> File:
    """How an attachment is shown to the person at the desk."""
    name = attachment.name or _("Attachment")
    alt = attachment.alt_text or name
    mark = _mark(desk, attachment.pk, _SALT)
    if not attachment.path:
        return _absent(desk, attachment, File(name, attachment.size, alt, is_picture=False), mark)
    is_picture = attachment.content_type in PICTURES
    return File(
        name=name,
        size=attachment.size,
        alt=alt,
        is_picture=is_picture,
        is_described=bool(attachment.alt_text),
        download_url=reverse("file", args=[desk.brand.slug, mark]),
        picture_url=reverse("picture", args=[desk.brand.slug, "small", mark]) if is_picture else "",
        large_url=reverse("picture", args=[desk.brand.slug, "large", mark]) if is_picture else "",
    )


def _absent(desk: Desk, attachment: Attachment, file: File, mark: str) -> File:
    may_try = bool(attachment.problem) and Right.ANSWER in desk.actor.rights
    return replace(
        file,
        is_coming=attachment.fetch_at is not None and not attachment.problem,
        problem=attachment.problem,
        again_url=reverse("file-again", args=[desk.brand.slug, mark]) if may_try else "",
    )


def upload_url(desk: Desk, upload: Upload) -> str:
    """The preview of a picture that is going to be sent; empty for other files."""
    if upload.content_type not in PICTURES:
        return ""
    mark = _mark(desk, upload.pk, _UPLOAD_SALT)
    return reverse("upload-picture", args=[desk.brand.slug, mark])


def attachment_in(desk: Desk, mark: str) -> int:
    """The attachment's id in a link that was made for this person. Raises NotFound."""
    return _id_in(desk, mark, _SALT)


def upload_in(desk: Desk, mark: str) -> int:
    """The upload's id in a link that was made for this person. Raises NotFound."""
    return _id_in(desk, mark, _UPLOAD_SALT)


def _mark(desk: Desk, number: int, salt: str) -> str:
    ends = int((desk.now + GOOD_FOR + _SAME_FOR).timestamp() // _SAME_FOR.total_seconds())
    facts = [number, desk.user.pk, desk.brand.pk, ends]
    return signing.Signer(salt=salt).sign_object(facts, compress=False)


def _id_in(desk: Desk, mark: str, salt: str) -> int:
    try:
        number, user_id, brand_id, ends = signing.Signer(salt=salt).unsign_object(mark)
        until = datetime.fromtimestamp(ends * _SAME_FOR.total_seconds(), UTC)
    except (signing.BadSignature, ValueError, TypeError):
        raise NotFound(_("This link is no longer good; open the case again.")) from None
    if desk.now >= until:
        raise NotFound(_("This link is no longer good; open the case again."))
    if (user_id, brand_id) != (desk.user.pk, desk.brand.pk):
        raise NotFound(_("This link was made for somebody else; open the case yourself."))
    return int(number)
