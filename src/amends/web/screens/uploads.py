"""Files for an answer: given to us, described, looked at before they are sent."""

from __future__ import annotations

from collections.abc import Iterator

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from amends.inbox.queries import thread as threads
from amends.outbox import actions as outbox
from amends.outbox import queries
from amends.outbox.models import Upload
from amends.refusals import Invalid, Refusal
from amends.web import media, previews, writing
from amends.web.desk import Desk, at_desk
from amends.web.screens import files

#: With one request; the network's own bound is usually lower.
MOST_AT_ONCE = 20


def given(request: HttpRequest) -> list[int]:
    """The ids of the files that the composer holds, in their order."""
    found = request.POST.getlist("upload")[:MOST_AT_ONCE]
    return [int(each) for each in found if each.isascii() and each.isdigit() and len(each) < 18]


def ids_in(request: HttpRequest, desk: Desk) -> tuple[int, ...]:
    """The composer's files, described as it says, and those that a plain form brings with it."""
    for upload in queries.uploads_of(desk.brand.pk, given(request)):
        alt_text = request.POST.get(f"alt-{upload.pk}", upload.alt_text)
        if alt_text != upload.alt_text:
            outbox.describe_upload(by=desk.actor, upload=upload, alt_text=alt_text)
    brought = [_kept(desk, file).pk for file in _files(request)]
    return (*given(request), *brought)


def _files(request: HttpRequest) -> list[UploadedFile[bytes]]:
    brought = [each for each in request.FILES.getlist("files") if each.name]
    if len(brought) > MOST_AT_ONCE:
        raise Invalid(_("Add up to 20 files at once."))
    return brought


def _kept(desk: Desk, file: UploadedFile[bytes]) -> Upload:
    most = settings.MAX_UPLOAD_BYTES
    if (file.size or 0) > most:
        name, size = file.name, f"{most / 1_000_000:g}"
        told = _("“%(name)s” is larger than %(size)s MB.") % {"name": name, "size": size}
        raise outbox.FileTooLarge(told)
    return outbox.keep_upload(
        by=desk.actor, name=file.name or "", content=file.read(), most=most, now=desk.now
    )


@require_POST
@at_desk
def add(request: HttpRequest, desk: Desk, case_id: int) -> HttpResponse:
    """Keep the files of the request; each comes back as a line of the composer, or why it was not taken."""
    threads.case_of(desk.brand.pk, case_id)
    outcomes = list(_each(request, desk))
    context = {
        "desk": desk,
        "files": [each for each in outcomes if not isinstance(each, str)],
        "told": [each for each in outcomes if isinstance(each, str)],
    }
    return render(request, "web/inbox/_enclosed.html", context)


def _each(request: HttpRequest, desk: Desk) -> Iterator[writing.Enclosed | str]:
    """One file that is not taken keeps none of the others out."""
    for file in _files(request):
        try:
            upload = _kept(desk, file)
        except Refusal as refusal:
            yield f"{file.name}: {refusal.sentence}"
        else:
            yield writing.Enclosed(upload, media.upload_url(desk, upload))


@require_POST
@at_desk
def describe(request: HttpRequest, desk: Desk, upload_id: int) -> HttpResponse:
    """Keep what is said of a picture for people who cannot see it."""
    [upload] = queries.uploads_of(desk.brand.pk, [upload_id])
    outbox.describe_upload(by=desk.actor, upload=upload, alt_text=request.POST.get("alt", ""))
    return HttpResponse(status=204)


@require_safe
@at_desk
def picture(_request: HttpRequest, desk: Desk, mark: str) -> HttpResponseBase:
    """The preview of a picture that is going to be sent."""
    [upload] = queries.uploads_of(desk.brand.pk, [media.upload_in(desk, mark)])
    return files.shown(previews.preview(upload.path, "small"))
