"""How screens answer a change: htmx gets a toast and looks again, a plain form gets its page back."""

from __future__ import annotations

import json
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from amends.web.desk import back_from, is_fragment


def done(request: HttpRequest, sentence: str) -> HttpResponse:
    """It is done; the open parts of the page look again by themselves."""
    if not is_fragment(request):
        messages.success(request, sentence)
        return redirect(back_from(request))
    return changed(render(request, "web/inbox/_done.html", {"toast": {"words": sentence}}))


def changed(response: HttpResponse, **more: Any) -> HttpResponse:
    """The response, telling the page that what it shows has changed."""
    response["HX-Trigger"] = json.dumps({"amends:changed": {}, **more})
    return response


def note(request: HttpRequest, sentence: str) -> None:
    """Say it on the next page."""
    messages.success(request, sentence)
