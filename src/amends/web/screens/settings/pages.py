"""What the settings' screens have in common: a page in the frame, and forms that come back with errors."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from amends.refusals import NotAllowed, NotFound, Refusal
from amends.web import answers, settings_places
from amends.web.desk import Desk, status_of


def page(  # noqa: PLR0913 - a page's whole state
    request: HttpRequest,
    desk: Desk,
    here: str,
    template: str,
    context: Mapping[str, Any],
    *,
    wrong: tuple[str, Refusal] | None = None,
) -> HttpResponse:
    """A page of the settings. ``wrong``: the form that was refused, and why; it comes back as it was sent."""
    form, refusal = wrong or ("", None)
    everything = {
        **settings_places.around(desk, here),
        **context,
        "refusal": refusal,
        "wrong_form": form,
        "given": request.POST if refusal else None,
    }
    status = status_of(refusal) if refusal else 200
    return render(request, f"web/settings/{template}.html", everything, status=status)


def tried(
    request: HttpRequest,
    deed: Callable[[], str],
    *,
    back: tuple[object, ...],
    again: Callable[[Refusal], HttpResponse],
) -> HttpResponse:
    """Do it, say so on the page at ``back`` (an address's name and its parts), or show the form again.

    ``deed`` returns the sentence. What nobody may do or is not there is no matter of the form.
    """
    try:
        sentence = deed()
    except (NotAllowed, NotFound):
        raise
    except Refusal as refusal:
        return again(refusal)
    answers.note(request, sentence)
    name, *parts = back
    return redirect(str(name), *parts)
