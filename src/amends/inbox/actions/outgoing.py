"""What the inbox keeps of what we say: written when asked, confirmed or failed when the network has spoken.

The outbox calls these inside its own transaction. Rows are locked in the order message, case.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db import connection as database
from django.db.models import Max, Q

from amends.channels.contract import Receipt, ThreadKind
from amends.inbox.actions.answered import happened, takes_offline
from amends.inbox.actions.confirming import confirm_plainly
from amends.inbox.actions.events import note_event
from amends.inbox.actions.taking_back import unsay, without_each
from amends.inbox.models import (
    Attachment,
    Case,
    CaseEventKind,
    CaseState,
    CaseThread,
    Direction,
    Message,
    MessageVersion,
    Thread,
)
from amends.inbox.queries.clocks import due_of
from amends.staff.rules import Actor

_SPOKEN = """
UPDATE inbox_case c SET last_out_at = greatest(c.last_out_at, %(at)s) WHERE c.id = %(case)s
RETURNING EXISTS (SELECT FROM inbox_casethread l
    WHERE l.thread_id = %(thread)s AND l.person_id = c.person_id AND l.ended_at IS NULL)
"""


@dataclass(frozen=True, slots=True)
class Enclosed:
    """A file of ours that goes with a message; its bytes are at ``path`` within the media folder."""

    name: str
    content_type: str
    size: int
    alt_text: str
    path: str


@dataclass(frozen=True, slots=True)
class Wording:
    """What is said in a case, and where: ``thread`` is None when a private thread is opened by it."""

    key: UUID
    text: str
    is_public: bool
    connection_id: int
    thread: Thread | None = None
    reply_to: str = ""
    subject: str = ""
    enclosed: tuple[Enclosed, ...] = ()


def write_out(*, by: Actor, case: Case, wording: Wording, now: datetime) -> Message:
    """Put our words into the case's timeline and turn it to the customer. ``case`` is locked."""
    message = message_of(by, case, wording, now)
    message.save(force_insert=True)
    enclose(message, wording.enclosed)
    _answered(case, message, by.user_id, now)
    return message


def message_of(by: Actor, case: Case, wording: Wording, now: datetime) -> Message:
    """Our words as a case shows them, not written yet."""
    return Message(
        brand_id=case.brand_id,
        connection_id=wording.connection_id,
        thread=wording.thread,
        case=case,
        author_id=by.user_id,
        direction=Direction.OUT,
        is_public=wording.is_public,
        send_key=wording.key,
        reply_to=wording.reply_to,
        subject=wording.subject,
        text=wording.text,
        sent_at=now,
        received_at=now,
    )


def stand_again(*, by: Actor, message: Message, now: datetime) -> None:
    """A failed message is tried again: it counts as the answer once more."""
    Message.objects.filter(pk=message.pk).update(failed_at=None, sent_at=now)
    message.failed_at, message.sent_at = None, now
    case = _locked_case(message)
    if case is not None:
        _answered(case, message, by.user_id, now)


def confirm_out(*, message_id: int, receipt: Receipt, kind: ThreadKind, now: datetime) -> None:
    """The network has the message: its id, address and thread become known.

    Whether the network's echo of it was taken in before this receipt or comes later, there is one
    message. ``kind`` is what a thread that this message opened is.
    """
    for last in (False, False, True):
        try:
            with transaction.atomic():
                _confirm(message_id, receipt, kind, now)
        except IntegrityError:
            # The echo was taken in between our look and our write; now we see it.
            if last:
                raise
        else:
            return


def fail_out(*, message: Message, reason: str, now: datetime) -> None:
    """The customer did not get it. It stays to be seen as failed, and the case needs an answer again."""
    changed = Message.objects.filter(pk=message.pk, failed_at=None).update(failed_at=now)
    case = _locked_case(message)
    if not changed or case is None:
        return
    without = without_each([message])[message.pk]
    facts = {"key": str(message.send_key), "because": reason}
    note_event(case=case, kind=CaseEventKind.UNANSWERED, by_id=None, at=now, facts=facts)
    unsay(case, message, without)
    case.save(update_fields=["last_out_at", "taken_offline_at"])
    if case.set_aside:
        return
    since = without.waits_since or now
    if case.state == CaseState.NEEDS_ANSWER:
        _turn(case, CaseState.NEEDS_ANSWER, min(since, case.state_since))
        return
    kind = CaseEventKind.REOPENED if case.state == CaseState.CLOSED else CaseEventKind.NEEDS_ANSWER
    note_event(
        case=case,
        kind=kind,
        by_id=None,
        at=now,
        facts={"because": "answer failed", "from": case.state},
    )
    _turn(case, CaseState.NEEDS_ANSWER, since)


def take_away(*, message_id: int, now: datetime) -> None:
    """A customer's words are no longer on the network, by our deed; here they stay, as deleted."""
    Message.objects.filter(pk=message_id, deleted_at=None).update(deleted_at=now)


def reword(*, message_id: int, text: str, at: datetime) -> None:
    """Our words were edited on the network at ``at``, by its clock; how they read before is kept.

    The network may have told us of it before its answer came: then nothing is left to do.
    """
    message = Message.objects.select_for_update(of=("self",)).get(pk=message_id)
    if message.text == text:
        return
    MessageVersion.objects.get_or_create(
        message=message,
        until_at=at,
        defaults={"brand_id": message.brand_id, "text": message.text, "html": message.html},
    )
    message.text, message.html, message.edited_at = text, "", at
    message.save(update_fields=["text", "html", "edited_at"])


def name_answered(*, message_id: int, external_id: str) -> None:
    """The message that ours answers on the network, where that is another than was meant at first."""
    Message.objects.filter(pk=message_id).update(reply_to=external_id)


def turn_to_customer(case: Case, now: datetime) -> None:
    """The next word is the customer's: the case, which is locked, waits for it from now on."""
    if case.state != CaseState.WAITING_CUSTOMER:
        _turn(case, CaseState.WAITING_CUSTOMER, now)


def read_out(*, message: Message, at: datetime) -> None:
    """The network says that the customer has read it."""
    Message.objects.filter(pk=message.pk, read_at=None).update(read_at=at)


def enclose(message: Message, enclosed: tuple[Enclosed, ...]) -> None:
    """Keep the files that go with a message of ours, in their order."""
    Attachment.objects.bulk_create(
        Attachment(brand_id=message.brand_id, message=message, position=position, **asdict(each))
        for position, each in enumerate(enclosed)
    )


# ------------------------------------------------------------------------------ confirming


def _confirm(message_id: int, receipt: Receipt, kind: ThreadKind, now: datetime) -> None:
    if confirm_plainly(message_id, receipt, now):
        return
    own, echo = _own_and_echo(message_id, receipt)
    own.thread_id = own.thread_id or (echo and echo.thread_id) or _opened(own, receipt, kind, now)
    own.url = receipt.url or own.url or (echo.url if echo else "")
    own.sent_at = receipt.sent_at or now
    own.failed_at = None
    if own.external_id is None:
        # Withdrawn here, yet the network has it. A deletion that the network told us of stays.
        own.deleted_at = None
    if echo is not None:
        _absorb(own, echo)
    own.external_id = receipt.external_id or own.external_id
    own.save(
        update_fields=[
            *("thread", "url", "sent_at", "failed_at", "deleted_at", "external_id"),
            *(("edited_at", "read_at", "counts", "html") if echo else ()),
        ]
    )
    _follow(own, now)


def _own_and_echo(message_id: int, receipt: Receipt) -> tuple[Message, Message | None]:
    """Our message, and the same as the listener stored it before we knew its id; both locked."""
    wanted = Q(pk=message_id)
    if receipt.external_id:
        here = Message.objects.filter(pk=message_id).values("connection_id")[:1]
        wanted |= Q(connection_id=here, external_id=receipt.external_id)
    known = Message.objects.select_for_update(of=("self",)).filter(wanted).order_by("pk")
    both = {message.pk: message for message in known}
    own = both.pop(message_id)
    return own, next(iter(both.values()), None)


def _absorb(own: Message, echo: Message) -> None:
    """Keep what only the echo knew, and let it go; it was no answer given elsewhere after all."""
    own.html = own.html or echo.html
    own.counts = echo.counts or own.counts
    own.edited_at = echo.edited_at
    own.deleted_at = echo.deleted_at
    own.read_at = echo.read_at or own.read_at
    echo.versions.update(message=own)
    case_id, said_at = echo.case_id, echo.sent_at
    echo.delete()
    if case_id is None:
        return
    elsewhere = Message.objects.filter(
        case_id=case_id, direction=Direction.OUT, author=None, send_key=None
    ).aggregate(at=Max("sent_at"))["at"]
    Case.objects.filter(pk=case_id, answered_elsewhere_at=said_at).update(
        answered_elsewhere_at=elsewhere
    )


def _opened(own: Message, receipt: Receipt, kind: ThreadKind, now: datetime) -> int | None:
    """The thread that this message began on the network, if the network named it."""
    if not receipt.thread:
        return None
    thread, _ = Thread.objects.get_or_create(
        connection_id=own.connection_id,
        external_id=receipt.thread,
        defaults={
            "brand_id": own.brand_id,
            "kind": kind,
            "is_public": own.is_public,
            "title": own.subject,
            "created_at": now,
        },
    )
    return thread.pk


def _follow(own: Message, now: datetime) -> None:
    """The case goes on in the thread that its message stands in."""
    if own.case_id is None or _is_followed(own) or own.thread_id is None:
        return
    case = Case.objects.get(pk=own.case_id)
    CaseThread.objects.bulk_create(
        [
            CaseThread(
                brand_id=own.brand_id,
                case=case,
                thread_id=own.thread_id,
                person_id=case.person_id,
            )
        ],
        ignore_conflicts=True,
    )
    note_event(
        case=case,
        kind=CaseEventKind.THREAD_ADDED,
        by_id=None,
        at=now,
        facts={"thread": own.thread_id},
    )


def _is_followed(own: Message) -> bool:
    """Let the case know when we spoke; whether it goes on in the message's thread already."""
    with database.cursor() as cursor:
        cursor.execute(_SPOKEN, {"at": own.sent_at, "case": own.case_id, "thread": own.thread_id})
        is_followed: bool = cursor.fetchone()[0]
    return is_followed


# ---------------------------------------------------------------------------- whose turn it is


def _locked_case(message: Message) -> Case | None:
    if message.case_id is None:
        return None
    return Case.objects.select_for_update(no_key=True).get(pk=message.case_id)


def _answered(case: Case, message: Message, by: int | None, now: datetime) -> None:
    for kind, facts in happened(case, message):
        note_event(case=case, kind=kind, by_id=by, at=now, facts=facts)
    if takes_offline(case, message):
        case.taken_offline_at = now
    case.set_aside = ""
    case.last_out_at = max(case.last_out_at or now, now)
    case.save(update_fields=["last_out_at", "taken_offline_at", "set_aside"])
    turn_to_customer(case, now)


def _turn(case: Case, state: CaseState, since: datetime) -> None:
    case.state, case.state_since = state, since
    case.closed_at = since if state is CaseState.CLOSED else None
    case.snoozed_until = None
    case.due_at = due_of(case)
    case.save(update_fields=["state", "state_since", "closed_at", "snoozed_until", "due_at"])
