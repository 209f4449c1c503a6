"""Approved templates of a case's account: listed, read as the customer will, and sent."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Status

from amends.api.door import actor
from amends.api.keys import IdempotencyKey, SameKeyOtherWords, say_once
from amends.api.schemas.replies import (
    FilledTemplateIn,
    FilledTemplateOut,
    ReplyOut,
    TemplateOut,
)
from amends.api.schemas.values import Id, answers
from amends.channels.contract import Template
from amends.channels.queries import templates_of
from amends.channels.templates import TemplateOffer
from amends.inbox.models import Case
from amends.inbox.queries.thread import case_of
from amends.outbox.rules import SayKind
from amends.refusals import Invalid, NotFound
from amends.staff.rules import Actor, Right

on_cases = Router(tags=["templates"])


@on_cases.get(
    "/{case_id}/templates",
    response=answers(200, list[TemplateOut]),
    operation_id="list_templates",
    summary="The approved templates that a case can be answered with",
)
def list_templates(request: HttpRequest, case_id: Id) -> list[TemplateOut]:
    """As the network lists them now."""
    _by, case = _answering(request, case_id)
    return [TemplateOut.of(offer) for offer in templates_of(case.connection)]


@on_cases.post(
    "/{case_id}/templates/preview",
    response=answers(200, FilledTemplateOut),
    operation_id="preview_template",
    summary="Read a template as the customer will",
)
def preview(request: HttpRequest, case_id: Id, body: FilledTemplateIn) -> FilledTemplateOut:
    """Nothing is sent."""
    _by, case = _answering(request, case_id)
    offer = _named(case, body.template)
    values = tuple(each.strip() for each in body.values)
    return FilledTemplateOut(text=offer.filled(values), problem=offer.problem(values))


@on_cases.post(
    "/{case_id}/templates/send",
    response=answers(202, ReplyOut),
    operation_id="send_template",
    summary="Send a template",
)
def send(
    request: HttpRequest, case_id: Id, body: FilledTemplateIn, idempotency_key: IdempotencyKey
) -> Status[ReplyOut]:
    """As a private message, through the gate. The same key with the same values sends once."""
    by, case = _answering(request, case_id)
    offer = _named(case, body.template)
    values = tuple(each.strip() for each in body.values)
    if problem := offer.problem(values):
        raise Invalid(problem, field="values")
    sent = say_once(
        by=by,
        key=idempotency_key,
        case=case,
        kind=SayKind.PRIVATE_MESSAGE,
        text=offer.filled(values),
        template=Template(offer.name, offer.language, values, offer.places, offer.category),
        now=timezone.now(),
    )
    if sent.case_id != case.pk or sent.text != offer.filled(values):
        raise SameKeyOtherWords
    return Status(202, ReplyOut.of(sent))


def _answering(request: HttpRequest, case_id: int) -> tuple[Actor, Case]:
    by = actor(request)
    by.require(Right.ANSWER)
    return by, case_of(by.brand_id, case_id)


def _named(case: Case, key: str) -> TemplateOffer:
    offers = templates_of(case.connection)
    found = next((offer for offer in offers if offer.key == key), None)
    if found is None:
        raise NotFound(template=key)
    return found
