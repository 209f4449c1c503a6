"""Attachments, for those who may read the case: downloads, and previews of pictures written by us."""

from __future__ import annotations

from django.core.files.storage import default_storage
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from amends.inbox.actions import fetch_files
from amends.inbox.models import Attachment
from amends.inbox.queries import thread as threads
from amends.refusals import NotFound
from amends.web import answers, media, previews
from amends.web.desk import Desk, at_desk


@require_safe
@at_desk
def download(_request: HttpRequest, desk: Desk, mark: str) -> HttpResponseBase:
    """The attachment as a file to keep, whatever it is; a browser never opens it on our address."""
    attachment = threads.attachment_of(desk.brand.pk, media.attachment_in(desk, mark))
    response = _opened(attachment)
    response["Content-Type"] = "application/octet-stream"
    name = attachment.name.replace("/", "_").replace("\\", "_") or f"attachment-{attachment.pk}"
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    return response


@require_safe
@at_desk
def picture(_request: HttpRequest, desk: Desk, size: str, mark: str) -> HttpResponseBase:
    """A preview of a picture, written by us: nothing that a customer made is drawn by a browser."""
    attachment = threads.attachment_of(desk.brand.pk, media.attachment_in(desk, mark))
    if attachment.content_type not in media.PICTURES:
        raise NotFound
    return shown(previews.preview(attachment.path, size))


@require_POST
@at_desk
def again(request: HttpRequest, desk: Desk, mark: str) -> HttpResponse:
    """Try once more to fetch a file that could not be had."""
    attachment = threads.lost_attachment(desk.brand.pk, media.attachment_in(desk, mark))
    fetch_files.again(by=desk.actor, attachment=attachment, now=desk.now)
    return answers.done(request, _("The network is asked for it again."))


def shown(preview: bytes) -> HttpResponse:
    """A preview as an answer that nothing can run in; the browser may keep it for a while."""
    response = HttpResponse(preview, content_type="image/webp")
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, max-age=600"
    return response


def _opened(attachment: Attachment) -> FileResponse:
    try:
        response = FileResponse(default_storage.open(attachment.path, "rb"))
    except FileNotFoundError:
        raise NotFound(_("This file is no longer kept here.")) from None
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    return response
