"""What is made of messages, corrections of it, and pins."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Status

from amends.api.door import actor, reader
from amends.api.schemas.triage import CorrectionIn, JudgementOut
from amends.api.schemas.values import Id, answers
from amends.inbox.actions.rank import pin, unpin
from amends.inbox.queries.pages import message_of
from amends.inbox.queries.thread import case_of
from amends.refusals import NotFound
from amends.triage.actions.correct import Correction, correct
from amends.triage.models import Judgement

on_messages = Router(tags=["triage"])
on_cases = Router(tags=["triage"])


@on_messages.get(
    "/{message_id}/judgement",
    response=answers(200, JudgementOut),
    operation_id="get_judgement",
    summary="What was made of a message",
)
def get_judgement(request: HttpRequest, message_id: Id) -> JudgementOut:
    """404 until the worker came to it, a second or so after it came in."""
    message = message_of(reader(request).brand_id, message_id)
    found = Judgement.objects.filter(message=message).first()
    if found is None:
        raise NotFound(message=message_id)
    return JudgementOut.of(found)


@on_messages.patch(
    "/{message_id}/judgement",
    response=answers(200, JudgementOut),
    operation_id="correct_judgement",
    summary="Say what a message is",
)
def correct_judgement(request: HttpRequest, message_id: Id, body: CorrectionIn) -> JudgementOut:
    """Goes before what the desk made of it, and stays; its case stands by that at once."""
    by = actor(request)
    message = message_of(by.brand_id, message_id)
    wish = Correction(body.act, body.mood, body.urgency, body.needs_answer, body.harms)
    made = correct(by=by, message=message, correction=wish, now=timezone.now())
    return JudgementOut.of(made)


@on_cases.put(
    "/{case_id}/pin",
    response=answers(204, None),
    operation_id="pin_case",
    summary="Put a case before everything else",
)
def pin_case(request: HttpRequest, case_id: Id) -> Status[None]:
    by = actor(request)
    pin(by=by, case=case_of(by.brand_id, case_id), now=timezone.now())
    return Status(204, None)


@on_cases.delete(
    "/{case_id}/pin",
    response=answers(204, None),
    operation_id="unpin_case",
    summary="Let a case stand where it would by itself",
)
def unpin_case(request: HttpRequest, case_id: Id) -> Status[None]:
    by = actor(request)
    unpin(by=by, case=case_of(by.brand_id, case_id), now=timezone.now())
    return Status(204, None)
