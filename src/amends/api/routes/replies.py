"""Answers: asked for once however often the request comes, followed until they are settled."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated

from django.db import IntegrityError
from django.http import HttpRequest
from django.utils import timezone
from ninja import Header, Router, Status

from amends.api.door import actor, reader
from amends.api.schemas.replies import ReplyIn, ReplyOut
from amends.api.schemas.values import Id, answers
from amends.inbox.models import Case, Message
from amends.inbox.queries.pages import message_of
from amends.inbox.queries.thread import case_of
from amends.outbox.actions.change import withdraw
from amends.outbox.actions.say import say
from amends.outbox.models import Send
from amends.outbox.rules import SayKind
from amends.refusals import NotFound, Refusal
from amends.staff.rules import Actor, Right

on_cases = Router(tags=["replies"])
router = Router(tags=["replies"])

IdempotencyKey = Annotated[
    str,
    Header(
        alias="Idempotency-Key",
        min_length=1,
        max_length=150,
        pattern=r"^[\x21-\x7e]+$",
        description="Yours, new for every new answer: the same again never sends twice.",
    ),
]


class SameKeyOtherWords(Refusal):
    """This Idempotency-Key was used for another answer; use a new key for new words."""

    code = "same-key-other-words"


@on_cases.post(
    "/{case_id}/replies",
    response=answers(202, ReplyOut),
    operation_id="reply",
    summary="Answer the customer",
)
def reply(
    request: HttpRequest, case_id: Id, body: ReplyIn, idempotency_key: IdempotencyKey
) -> Status[ReplyOut]:
    """Asks for an answer to leave; follow its `state`. The same key with the same words asks once."""
    by = actor(request)
    by.require(Right.ANSWER)
    case = case_of(by.brand_id, case_id)
    to = _answered(by, case, body)
    send = _say(by, case, to, body, idempotency_key)
    if not _is_same(send, case, to, body):
        raise SameKeyOtherWords
    return Status(202, ReplyOut.of(send))


@router.get(
    "/{reply_id}",
    response=answers(200, ReplyOut),
    operation_id="get_reply",
    summary="What became of an answer",
)
def get_reply(request: HttpRequest, reply_id: Id) -> ReplyOut:
    return ReplyOut.of(_send_of(reader(request), reply_id))


@router.post(
    "/{reply_id}/withdraw",
    response=answers(200, ReplyOut),
    operation_id="withdraw_reply",
    summary="Take back an answer that has not left",
)
def withdraw_reply(request: HttpRequest, reply_id: Id) -> ReplyOut:
    by = actor(request)
    return ReplyOut.of(withdraw(by=by, send=_send_of(by, reply_id), now=timezone.now()))


def _say(by: Actor, case: Case, to: Message | None, body: ReplyIn, key: str) -> Send:
    try:
        return say(
            by=by,
            case=case,
            kind=body.kind,
            text=body.text,
            subject=body.subject,
            request_key=f"api:{by.user_id}:{key}",
            to=to,
            undo_for=timedelta(seconds=body.undo_seconds),
            now=timezone.now(),
        )
    except IntegrityError:
        # Two cases were answered with one key at the same moment; the other was first.
        raise SameKeyOtherWords from None


def _answered(by: Actor, case: Case, body: ReplyIn) -> Message | None:
    if body.message_id is None:
        return None
    message = message_of(by.brand_id, body.message_id)
    if message.case_id != case.pk:
        raise NotFound
    return message


def _is_same(send: Send, case: Case, to: Message | None, body: ReplyIn) -> bool:
    """Whether a send is what this request asks for: the key's first request, or this one again."""
    return (
        send.case_id == case.pk
        and send.text == body.text
        and send.is_public == (body.kind is SayKind.PUBLIC_REPLY)
        and body.subject in {"", send.subject}
        and (to is None or send.reply_to == (to.external_id or ""))
    )


def _send_of(by: Actor, send_id: int) -> Send:
    send = Send.objects.filter(brand_id=by.brand_id, pk=send_id).first()
    if send is None:
        raise NotFound
    return send
