"""What makes the desk an app on a phone: its service worker and the page it shows without a network."""

from __future__ import annotations

from pathlib import Path

from django.contrib.staticfiles import finders
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe


@require_safe
def service_worker(_request: HttpRequest) -> HttpResponse:
    """The worker, from the root so that it serves every page; always looked at anew."""
    found = finders.find("amends/sw.js")
    if not isinstance(found, str):
        raise Http404
    response = HttpResponse(Path(found).read_bytes(), content_type="text/javascript; charset=utf-8")
    response["Cache-Control"] = "no-cache"
    response["Service-Worker-Allowed"] = "/"
    return response


@require_safe
def offline(request: HttpRequest) -> HttpResponse:
    """What is shown when the desk cannot be reached; it holds nobody's data."""
    return render(request, "web/alerts/offline.html")
