"""What is done to what stands on the network: edits, deletions, hiding, showing again, likes."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Status

from amends.api.door import actor, reader
from amends.api.schemas.replies import DeedIn, DeedOut
from amends.api.schemas.values import Id, answers
from amends.inbox.queries.pages import message_of
from amends.outbox.actions.deeds import ask_deed, put_deed_away, try_deed_again
from amends.outbox.models import Deed
from amends.outbox.queries import deed_by_id

on_messages = Router(tags=["deeds"])
router = Router(tags=["deeds"])


@on_messages.post(
    "/{message_id}/deeds",
    response=answers(202, DeedOut),
    operation_id="ask_deed",
    summary="Edit, take back, hide, delete, show again, or like a message",
)
def ask(request: HttpRequest, message_id: Id, body: DeedIn) -> Status[Deed]:
    """Asks for it; follow its `state`. The same asked for again while it is under way is one deed."""
    by = actor(request)
    message = message_of(by.brand_id, message_id)
    deed = ask_deed(
        by=by,
        message=message,
        kind=body.kind,
        text=body.text,
        reason=body.reason,
        ground=body.ground or "",
        marked=body.marked,
        now=timezone.now(),
    )
    return Status(202, deed)


@on_messages.get(
    "/{message_id}/deeds",
    response=answers(200, list[DeedOut]),
    operation_id="list_deeds",
    summary="What was done to a message",
)
def list_deeds(request: HttpRequest, message_id: Id) -> list[Deed]:
    """Oldest first, a hundred at most."""
    message = message_of(reader(request).brand_id, message_id)
    return list(message.deeds.order_by("pk")[:100])


@router.get(
    "/{deed_id}",
    response=answers(200, DeedOut),
    operation_id="get_deed",
    summary="What became of a deed",
)
def get_deed(request: HttpRequest, deed_id: Id) -> Deed:
    return deed_by_id(reader(request).brand_id, deed_id)


@router.post(
    "/{deed_id}/try-again",
    response=answers(200, DeedOut),
    operation_id="try_deed_again",
    summary="Have what stopped done after all",
)
def try_again(request: HttpRequest, deed_id: Id) -> Deed:
    by = actor(request)
    return try_deed_again(by=by, deed=deed_by_id(by.brand_id, deed_id), now=timezone.now())


@router.post(
    "/{deed_id}/put-away",
    response=answers(200, DeedOut),
    operation_id="put_deed_away",
    summary="Leave what stopped undone",
)
def put_away(request: HttpRequest, deed_id: Id) -> Deed:
    by = actor(request)
    return put_deed_away(by=by, deed=deed_by_id(by.brand_id, deed_id), now=timezone.now())
