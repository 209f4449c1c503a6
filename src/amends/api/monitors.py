"""The monitors' door: one address per monitor; nothing is taken that it does not prove to have said."""

from __future__ import annotations

from http import HTTPStatus
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from amends.incidents.actions.monitors import NotProven, hear
from amends.refusals import NotFound, Refusal

#: An alarm is a few hundred bytes; a hundred of them are still far below this.
MOST_BYTES = 512_000


@csrf_exempt
@require_POST
def monitor_hook(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """What a monitor posts: 200 taken, 401 not proven, 404 nobody’s address, 413, 422 not understood."""
    if int(request.headers.get("Content-Length") or 0) > MOST_BYTES:
        return _said(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"At most {MOST_BYTES} bytes.")
    headers = {name.lower(): value for name, value in request.headers.items()}
    try:
        hear(public_id=public_id, body=request.body, headers=headers, now=timezone.now())
    except NotFound:
        return _said(HTTPStatus.NOT_FOUND, "")
    except NotProven as no:
        return _said(HTTPStatus.UNAUTHORIZED, no.sentence)
    except Refusal as no:
        return _said(HTTPStatus.UNPROCESSABLE_ENTITY, no.sentence)
    return _said(HTTPStatus.OK, "")


def _said(status: HTTPStatus, sentence: str) -> HttpResponse:
    return HttpResponse(sentence, status=status, content_type="text/plain; charset=utf-8")
