"""Files for answers: given to us, described, named by a reply."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from ninja import File, Form, Router, Status, UploadedFile

from amends.api.door import actor
from amends.api.schemas.replies import AltTextIn, DescribedIn, UploadOut
from amends.api.schemas.values import Id, answers
from amends.outbox.actions.files import FileTooLarge, describe_upload, keep_upload
from amends.outbox.models import Upload
from amends.outbox.queries import uploads_of

router = Router(tags=["uploads"])


@router.post(
    "", response=answers(201, UploadOut), operation_id="add_upload", summary="Give a file to send"
)
def add(
    request: HttpRequest,
    file: File[UploadedFile],
    described: Form[DescribedIn],
) -> Status[Upload]:
    """A form with `file`, and `alt_text` for a picture. What goes with no answer is let go after a day."""
    by, most = actor(request), settings.MAX_UPLOAD_BYTES
    if (file.size or 0) > most:
        raise FileTooLarge(f"This file is larger than {most / 1_000_000:g} MB.")
    upload = keep_upload(
        by=by,
        name=file.name or "",
        content=file.read(),
        most=most,
        alt_text=described.alt_text,
        now=timezone.now(),
    )
    return Status(201, upload)


@router.put(
    "/{upload_id}",
    response=answers(200, UploadOut),
    operation_id="describe_upload",
    summary="Say what is in a picture",
)
def describe(request: HttpRequest, upload_id: Id, body: AltTextIn) -> Upload:
    by = actor(request)
    [upload] = uploads_of(by.brand_id, [upload_id])
    return describe_upload(by=by, upload=upload, alt_text=body.alt_text)
