"""Approved templates in a case: choose one, fill its places in, read it as the customer will, send it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from amends.channels import queries as channels
from amends.channels.contract import Template
from amends.channels.templates import TemplateOffer
from amends.inbox.models import Case
from amends.inbox.queries import thread as threads
from amends.outbox.rules import SayKind
from amends.refusals import Invalid, NotFound, Refusal
from amends.replies import actions as replies
from amends.staff.rules import Right
from amends.web import answers
from amends.web.desk import Desk, at_desk, is_fragment
from amends.web.dialogs import dialog


@require_safe
@at_desk
def choose(request: HttpRequest, desk: Desk, case_id: int) -> HttpResponse:
    """The account's templates, or the one that was chosen of them, to be filled in."""
    desk.actor.require(Right.ANSWER)
    case = threads.case_of(desk.brand.pk, case_id)
    context: dict[str, Any] = {"case": case, "heading": _("Send an approved template")}
    try:
        offers = channels.templates_of(case.connection)
    except Refusal as refusal:
        return dialog(request, desk, "_templates", {**context, "refusal": refusal})
    chosen = request.GET.get("chosen", "")
    if not chosen:
        return dialog(request, desk, "_templates", {**context, "offers": offers})
    offer = _named(offers, chosen)
    filling = {"offer": offer, "shown": offer.filled(()), "places": _places(offer)}
    return dialog(request, desk, "_template", {**context, **filling, "request_key": uuid4()})


@require_POST
@at_desk
def preview(request: HttpRequest, desk: Desk, case_id: int) -> HttpResponse:
    """The template with what is filled in so far."""
    case = threads.case_of(desk.brand.pk, case_id)
    offer = _chosen(request, desk, case)
    shown = offer.filled(_values(request, offer))
    return render(request, "web/records/_template_shown.html", {"shown": shown})


@require_POST
@at_desk
def send(request: HttpRequest, desk: Desk, case_id: int) -> HttpResponse:
    """Send it through the gate. The form's key makes a double press one send."""
    case = threads.case_of(desk.brand.pk, case_id)
    offer = _chosen(request, desk, case)
    values = _values(request, offer)
    if problem := offer.problem(values):
        raise Invalid(problem)
    said = replies.Answering(
        kind=SayKind.PRIVATE_MESSAGE,
        text=offer.filled(values),
        request_key=f"web:{desk.user.pk}:{request.POST.get('request_key', '')}"[:200],
        template=Template(offer.name, offer.language, values, offer.places, offer.category),
    )
    replies.answer(by=desk.actor, case=case, said=said, now=desk.now)
    if is_fragment(request):
        return answers.done(request, _("The template is on its way."))
    answers.note(request, _("The template is on its way."))
    return redirect("case-link", desk.brand.slug, case.pk)


@dataclass(frozen=True, slots=True)
class _Place:
    """One place to fill in: its field, how it is called, and the brand's own example."""

    field: str
    label: str
    example: str


def _places(offer: TemplateOffer) -> list[_Place]:
    examples = (*offer.examples, *[""] * len(offer.places))
    return [
        _Place(f"value-{at}", _label(place), example)
        for at, (place, example) in enumerate(zip(offer.places, examples, strict=False))
    ]


def _label(place: str) -> str:
    """How a place is called: by its name where it has one, else by its number."""
    bare = place.removeprefix("header_")
    if bare.isdigit():
        facts = {"number": bare}
        if bare != place:
            return _("Place %(number)s of the heading") % facts
        return _("Place %(number)s") % facts
    return bare.replace("_", " ").capitalize()


def _chosen(request: HttpRequest, desk: Desk, case: Case) -> TemplateOffer:
    """The template that the form names. Raises `NotFound` when the network no longer offers it."""
    desk.actor.require(Right.ANSWER)
    return _named(channels.templates_of(case.connection), request.POST.get("template", ""))


def _named(offers: tuple[TemplateOffer, ...], key: str) -> TemplateOffer:
    found = next((each for each in offers if each.key == key), None)
    if found is None:
        raise NotFound(template=key)
    return found


def _values(request: HttpRequest, offer: TemplateOffer) -> tuple[str, ...]:
    given = (request.POST.get(each.field, "") for each in _places(offer))
    return tuple(each.replace("\0", "").strip() for each in given)
