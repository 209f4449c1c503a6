"""Answers: asked for once however often the request comes, followed until they are settled."""

from __future__ import annotations

from datetime import timedelta

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Status

from amends.api import cursors
from amends.api.door import actor, reader
from amends.api.keys import IdempotencyKey, SameKeyOtherWords, say_once
from amends.api.schemas.replies import ReasonIn, ReplyIn, ReplyOut, ReplyPage, TryAgainIn
from amends.api.schemas.values import Cursor, Id, Limit, answers
from amends.inbox.models import Case, Message
from amends.inbox.queries.pages import message_of
from amends.inbox.queries.thread import case_of
from amends.outbox import actions as outbox
from amends.outbox.models import Send, SendState
from amends.outbox.queries import send_by_id, sends_page
from amends.outbox.rules import SayKind
from amends.refusals import NotFound
from amends.staff.rules import Actor, Right

on_cases = Router(tags=["replies"])
router = Router(tags=["replies"])


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


@router.get("", response=answers(200, ReplyPage), operation_id="list_replies", summary="Answers")
def list_replies(
    request: HttpRequest,
    state: SendState | None = None,
    case: Id | None = None,
    cursor: Cursor | None = None,
    limit: Limit = 50,
) -> ReplyPage:
    """The brand's answers, newest first."""
    by, before = reader(request), cursors.read_id(cursor)
    rows = sends_page(by.brand_id, state=state, case_id=case, before=before, limit=limit + 1)
    items = [ReplyOut.of(send) for send in rows[:limit]]
    return ReplyPage(items=items, next=cursors.after(rows, limit))


@router.get(
    "/{reply_id}",
    response=answers(200, ReplyOut),
    operation_id="get_reply",
    summary="What became of an answer",
)
def get_reply(request: HttpRequest, reply_id: Id) -> ReplyOut:
    return ReplyOut.of(send_by_id(reader(request).brand_id, reply_id))


@router.post(
    "/{reply_id}/withdraw",
    response=answers(200, ReplyOut),
    operation_id="withdraw_reply",
    summary="Take back an answer that has not left",
)
def withdraw(request: HttpRequest, reply_id: Id) -> ReplyOut:
    by, send = _own(request, reply_id)
    return ReplyOut.of(outbox.withdraw(by=by, send=send, now=timezone.now()))


@router.post(
    "/{reply_id}/send-now",
    response=answers(200, ReplyOut),
    operation_id="send_reply_now",
    summary="Let an answer leave that waits for its time",
)
def send_now(request: HttpRequest, reply_id: Id) -> ReplyOut:
    by, send = _own(request, reply_id)
    return ReplyOut.of(outbox.send_now(by=by, send=send, now=timezone.now()))


@router.post(
    "/{reply_id}/let-go",
    response=answers(200, ReplyOut),
    operation_id="let_reply_go",
    summary="Let an answer go that was held",
)
def let_go(request: HttpRequest, reply_id: Id) -> ReplyOut:
    by, send = _own(request, reply_id)
    return ReplyOut.of(outbox.let_go(by=by, send=send, now=timezone.now()))


@router.post(
    "/{reply_id}/drop",
    response=answers(200, ReplyOut),
    operation_id="drop_reply",
    summary="Put an answer away that was held, refused or failed",
)
def drop(request: HttpRequest, reply_id: Id, body: ReasonIn) -> ReplyOut:
    by, send = _own(request, reply_id)
    return ReplyOut.of(outbox.drop(by=by, send=send, reason=body.reason, now=timezone.now()))


@router.post(
    "/{reply_id}/try-again",
    response=answers(200, ReplyOut),
    operation_id="try_reply_again",
    summary="Try again what was refused or failed",
)
def try_again(request: HttpRequest, reply_id: Id, body: TryAgainIn) -> ReplyOut:
    by, send = _own(request, reply_id)
    return ReplyOut.of(outbox.try_again(by=by, send=send, text=body.text, now=timezone.now()))


@router.post(
    "/{reply_id}/look-up",
    response=answers(200, ReplyOut),
    operation_id="look_reply_up",
    summary="Look on the network again for an unknown answer",
)
def look_up(request: HttpRequest, reply_id: Id) -> ReplyOut:
    by, send = _own(request, reply_id)
    return ReplyOut.of(outbox.ask_again(by=by, send=send, now=timezone.now()))


@router.post(
    "/{reply_id}/settle-as-sent",
    response=answers(200, ReplyOut),
    operation_id="settle_reply_as_sent",
    summary="Say of an unknown answer that the customer has it",
)
def settle_as_sent(request: HttpRequest, reply_id: Id) -> ReplyOut:
    by, send = _own(request, reply_id)
    return ReplyOut.of(outbox.settle_as_sent(by=by, send=send, now=timezone.now()))


@router.post(
    "/{reply_id}/settle-as-not-sent",
    response=answers(200, ReplyOut),
    operation_id="settle_reply_as_not_sent",
    summary="Say of an unknown answer that it is not there",
)
def settle_as_not_sent(request: HttpRequest, reply_id: Id) -> ReplyOut:
    by, send = _own(request, reply_id)
    return ReplyOut.of(outbox.settle_as_not_sent(by=by, send=send, again=False, now=timezone.now()))


def _own(request: HttpRequest, reply_id: int) -> tuple[Actor, Send]:
    by = actor(request)
    return by, send_by_id(by.brand_id, reply_id)


def _say(by: Actor, case: Case, to: Message | None, body: ReplyIn, key: str) -> Send:
    return say_once(
        by=by,
        key=key,
        case=case,
        kind=body.kind,
        text=body.text,
        subject=body.subject,
        uploads=body.upload_ids,
        to=to,
        at=body.not_before,
        undo_for=timedelta(seconds=body.undo_seconds),
        now=timezone.now(),
    )


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
        # A right may hang on another message than the one that was named, and moves until it leaves.
        and (to is None or bool(send.tag) or send.reply_to == (to.external_id or ""))
        and _files_of(send) == list(dict.fromkeys(body.upload_ids))
    )


def _files_of(send: Send) -> list[int]:
    return list(send.files.order_by("position").values_list("upload_id", flat=True))
