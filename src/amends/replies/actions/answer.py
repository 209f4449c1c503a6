"""What is written becomes an answer or a note, and an answer that is taken back becomes a draft again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from django.db import transaction

from amends.channels.contract import Template
from amends.inbox.actions import bell, turn
from amends.inbox.actions.note import write_note
from amends.inbox.models import Case, Message, Note
from amends.outbox import actions as outbox
from amends.outbox.actions import approvals
from amends.outbox.models import Approval, Send
from amends.outbox.rules import SayKind
from amends.replies.actions.drafts import forget_draft
from amends.replies.models import Draft, DraftKind
from amends.staff.rules import Actor


@dataclass(frozen=True, slots=True)
class Answering:
    """What is to be said: its words and files, to which message, and when."""

    kind: SayKind
    text: str
    request_key: str
    uploads: tuple[int, ...] = ()
    to: Message | None = None
    at: datetime | None = None
    subject: str = ""
    and_close: bool = False
    #: The newest message that was there when the words were begun; None: whoever answered is known of.
    drafted_after: int | None = None
    #: The approved form of words that the text is, filled in.
    template: Template | None = None
    #: Why it is said although the playbook stops it.
    overruling: str = ""
    #: What its words began with, if not with the author's own.
    assisted: str = ""


Say = Callable[..., Send]


@transaction.atomic
def answer(*, by: Actor, case: Case, said: Answering, now: datetime, say: Say = outbox.say) -> Send:
    """Say it through the gate, and close the case with it where that was asked for.

    The draft it was is gone with that; pressed again, what was begun since stays. Raises what
    `outbox.say` raises.
    """
    send = say(
        by=by,
        case=case,
        kind=said.kind,
        text=said.text,
        request_key=said.request_key,
        now=now,
        at=said.at,
        subject=said.subject,
        to=said.to,
        uploads=said.uploads,
        drafted_after=said.drafted_after,
        template=said.template,
        overruling=said.overruling,
        assisted=said.assisted,
    )
    if send.asked_at == now:
        forget_draft(by=by, case=case)
    if said.and_close:
        turn.close(by=by, case=Case.objects.get(pk=case.pk), now=now)
    return send


@transaction.atomic
def keep_note(*, by: Actor, case: Case, text: str, now: datetime) -> Note:
    """Leave the note; the draft it was is gone with that. Raises what `write_note` raises."""
    note = write_note(by=by, case=case, text=text, now=now)
    forget_draft(by=by, case=case)
    return note


@transaction.atomic
def take_back(*, by: Actor, send: Send, now: datetime) -> Draft | None:
    """Withdraw a send that has not left; its words are the draft of whoever took it back.

    A case that was closed with it is open again. None where they have a draft there already, which is
    not touched. Raises `TooLate`.
    """
    if send.case is not None and _was_closed_with(send):
        # The send before its case, as the worker that hands it over.
        outbox.require_not_left(by=by, send=send)
        turn.reopen(by=by, case=send.case, now=now)
    send = outbox.withdraw(by=by, send=send, now=now)
    return _draft_of(send, by.user_id, now)


@transaction.atomic
def give_back(*, by: Actor, approval: Approval, comment: str, now: datetime) -> Draft | None:
    """Say no to what waits for approval: its words are a draft of who wrote them again, with the comment.

    None where they have another draft there, which is not touched; the words stay with the approval.
    Raises what `outbox.actions.approvals.give_back` raises.
    """
    author = approval.asked_by_id
    send = approvals.give_back(by=by, approval=approval, comment=comment, now=now)
    if not isinstance(send, Send):
        return None
    if send.case is not None and _was_closed_with(send):
        turn.reopen(by=by, case=Case.objects.get(pk=send.case.pk), now=now)
    return _draft_of(send, author, now)


def _draft_of(send: Send, user_id: int | None, now: datetime) -> Draft | None:
    """The words of a send that will not leave, as a draft of somebody who has none in that case."""
    if send.case is None or user_id is None:
        return None
    draft = Draft(
        brand_id=send.brand_id,
        case=send.case,
        user_id=user_id,
        kind=DraftKind.PUBLIC if send.is_public else DraftKind.PRIVATE,
        text=send.text,
        subject="",
        uploads=list(send.files.order_by("position").values_list("upload_id", flat=True)),
        answers=_answered(send),
        assisted=send.assisted,
        page=uuid4(),
        updated_at=now,
    )
    Draft.objects.bulk_create([draft], ignore_conflicts=True)
    bell.ring(brand_id=send.brand_id, cases=[send.case.pk])
    return Draft.objects.filter(case=send.case, user_id=user_id, page=draft.page).first()


def _was_closed_with(send: Send) -> bool:
    return send.case is not None and send.case.closed_at == send.asked_at


def _answered(send: Send) -> Message | None:
    if send.case is None or not send.reply_to:
        return None
    answered = send.case.messages.filter(
        connection_id=send.connection_id, external_id=send.reply_to
    )
    return answered.first()
