"""Small forms that open over a case: inside a dialog for htmx, else as pages of their own."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from amends.refusals import Invalid
from amends.web import answers, frame
from amends.web.desk import Desk, is_fragment


def dialog(request: HttpRequest, desk: Desk, piece: str, context: dict[str, Any]) -> HttpResponse:
    """The form ``records/<piece>.html``; ``context`` has its heading and its case."""
    inside = {"desk": desk, "piece": f"web/records/{piece}.html", **context}
    if is_fragment(request):
        return render(request, inside["piece"], inside)
    return render(request, "web/records/page.html", {**frame.around(desk, place="inbox"), **inside})


def opened(request: HttpRequest, desk: Desk, case_id: int, sentence: str) -> HttpResponse:
    """Say that it is done, and show the case that the matter goes on in."""
    messages.success(request, sentence)
    url = reverse("case-link", args=[desk.brand.slug, case_id])
    if not is_fragment(request):
        return redirect(url)
    response = HttpResponse()
    response["HX-Redirect"] = url
    return response


def refreshed(request: HttpRequest, sentence: str) -> HttpResponse:
    """Say that it is done on the page made anew: what changed is told by no case's own stamp."""
    if not is_fragment(request):
        return answers.done(request, sentence)
    messages.success(request, sentence)
    response = HttpResponse()
    response["HX-Refresh"] = "true"
    return response


def number_in(text: str) -> int:
    """The number that a form names a row by. Raises Invalid."""
    if not (text.isascii() and text.isdigit() and len(text) < 18):
        raise Invalid(number=text)
    return int(text)
