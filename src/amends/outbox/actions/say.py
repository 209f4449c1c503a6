"""Asking: the one door through which a message may start on its way out."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from django.db import connection as database
from django.db import transaction

from amends.audit.actions import record
from amends.channels import registry
from amends.channels.base import Channel
from amends.channels.contract import Template, ThreadKind
from amends.channels.models import Connection
from amends.inbox.actions import outgoing
from amends.inbox.models import Case, CaseThread, Direction, Message, Thread
from amends.outbox import queries
from amends.outbox.actions import asking, brake, gate
from amends.outbox.models import Brake, Lane, Send, SendFile, SendState, Upload
from amends.outbox.rules import Judgement, Level, SayKind
from amends.refusals import Invalid, NotFound
from amends.staff.rules import Actor, Right, Via

ChannelOf = Callable[[Connection], Channel]

#: Rings at every worker's door when something can leave now.
BELL = "amends_outbox"
#: Time to take it back after pressing send.
UNDO_FOR = timedelta(seconds=10)
#: A reason is a sentence, not a letter.
MOST_REASON = 500
#: So many earlier messages of a mail thread are named in a new one.
MOST_REFERENCES = 20


def by_registry(connection: Connection) -> Channel:
    """The channel of a connection, from those that are installed, as it is for this account."""
    return registry.channel(connection.channel).suited(connection.settings)


def say(  # noqa: PLR0913 - what is said, to whom, how, and when
    *,
    by: Actor,
    case: Case,
    kind: SayKind,
    text: str,
    request_key: str,
    now: datetime,
    undo_for: timedelta = UNDO_FOR,
    at: datetime | None = None,
    subject: str = "",
    to: Message | None = None,
    uploads: Sequence[int] = (),
    drafted_after: int | None = None,
    template: Template | None = None,
    in_bulk: bool = False,
    overruling: str = "",
    assisted: str = "",
    channel_of: ChannelOf = by_registry,
) -> Send:
    """Say ``text`` to the customer of ``case``; the same ``request_key`` again gives the same send.

    It may leave at ``at`` (else now) and after ``undo_for``. ``to`` is the message of the case that is
    answered; without it, the customer's newest of that visibility. ``uploads``: ids of files that go with
    it, in their order. ``drafted_after``: the newest message that was there when the words were begun; a
    colleague's answer since then is a refusal (None: they know of it). ``template``: the approved form of
    words that ``text`` is, filled in. ``in_bulk``: one of many at once, which leaves after the answers to
    single customers. ``overruling``: why it is said although the playbook stops it, by somebody who may
    overrule it. ``assisted``: what the words began with, if not with the author's own.
    Raises `NotAllowed`, `NotFound` for another brand's case, `Invalid`, and
    `gate.NotThroughTheGate` with the sentence to show.
    """
    by.require(Right.ANSWER)
    if case.brand_id != by.brand_id or (to is not None and to.case_id != case.pk):
        raise NotFound
    _require_sense(SayKind(kind), request_key)
    if overruling.strip():
        by.require(Right.OVERRULE)
    files = tuple(queries.uploads_of(by.brand_id, uploads))
    why = " ".join(overruling.split())[:MOST_REASON]
    more = (to, files, drafted_after, template, in_bulk, why, assisted[:10])
    asked = Asked(SayKind(kind), text, request_key, subject, at, undo_for, *more)
    with transaction.atomic():
        # The brake before the case: who pulls it waits for queued sends, and their holders for cases.
        on = brake.share(by.brand_id)
        # Everything that is said in a case is asked for in one row: two presses, two colleagues.
        locked = Case.objects.select_for_update(no_key=True).select_related("thread", "identity")
        case = locked.get(pk=case.pk)
        said = queries.send_of(by.brand_id, request_key)
        return said or _ask(by, case, asked, on, channel_of, now)


def _require_sense(kind: SayKind, request_key: str) -> None:
    if kind is SayKind.POST:
        raise Invalid("A post answers nobody: it is not said in a case.")
    if not 0 < len(request_key) <= 200:
        raise Invalid("Every request to send needs a key of its own of 1 to 200 characters.")


@dataclass(frozen=True, slots=True)
class Asked:
    """What a door asked for, before it is known where it goes."""

    kind: SayKind
    text: str
    request_key: str
    subject: str
    at: datetime | None
    undo_for: timedelta
    to: Message | None
    files: tuple[Upload, ...] = ()
    drafted_after: int | None = None
    template: Template | None = None
    in_bulk: bool = False
    overruling: str = ""
    assisted: str = ""

    @property
    def is_public(self) -> bool:
        return self.kind is not SayKind.PRIVATE_MESSAGE

    def leaves_at(self, now: datetime) -> datetime:
        """The first moment it may leave."""
        return max(now + self.undo_for, self.at or now)


def _ask(  # noqa: PLR0913, PLR0917 - what is asked, by whom, in which case, under which brake
    by: Actor, case: Case, asked: Asked, on: Brake | None, channel_of: ChannelOf, now: datetime
) -> Send:
    target = target_of(case, asked.kind, asked.to)
    judgement = gate.at_asking(
        channel=channel_of(target.connection),
        case=case,
        target=target,
        kind=asked.kind,
        text=asked.text,
        leaves_at=asked.leaves_at(now),
        brake=on,
        now=now,
        files=asked.files,
        others=gate.others_in(case, by, drafted_after=asked.drafted_after, now=now),
        is_template=asked.template is not None,
        by=by,
        overruling=asked.overruling,
        passes=on is not None and _passes(on, by, asked),
    )
    gate.require_passage(judgement)
    send = _write(by=by, case=case, asked=asked, target=target, judgement=judgement, now=now)
    if not asked.in_bulk:
        _take_along(case)
    # Why it was overruled stands in the verdict: an audit entry holds no words.
    facts = {
        "case": case.pk,
        "kind": str(asked.kind),
        "state": send.state,
        **({"overruled": True} if judgement.overruled else {}),
        **({"assisted": asked.assisted} if asked.assisted else {}),
    }
    if send.not_before <= now:
        ring()
    record(by=by, action="outbox.say", target=f"send:{send.pk}", facts=facts, now=now)
    return send


def _passes(on: Brake, by: Actor, asked: Asked) -> bool:
    """Whether the crisis plan lets it leave under the brake: one answer, written by a person at the desk."""
    is_by_hand = by.via is Via.WEB and by.user_id is not None
    return on.answers_leave and is_by_hand and not asked.in_bulk and asked.at is None


def _take_along(case: Case) -> None:
    """What goes before an answer in its case must not hold it up behind all the others of a run.

    What somebody has in hand is passed by: it leaves or stops just now, and whoever has it may be waiting
    for this very case.
    """
    earlier = Send.objects.filter(case=case, state=SendState.QUEUED, in_bulk=True)
    free = earlier.select_for_update(skip_locked=True, no_key=True)
    Send.objects.filter(pk__in=list(free.values_list("pk", flat=True))).update(in_bulk=False)


def _write(  # noqa: PLR0913 - everything the two rows are made of
    *, by: Actor, case: Case, asked: Asked, target: gate.Target, judgement: Judgement, now: datetime
) -> Send:
    key = uuid.uuid4()
    thread = _thread(case, target, is_public=asked.is_public)
    subject = asked.subject or _subject(case, thread)
    wording = outgoing.Wording(
        key=key,
        text=asked.text,
        is_public=asked.is_public,
        connection_id=target.connection.pk,
        thread=thread,
        reply_to=_named(target, judgement),
        subject=subject,
        enclosed=tuple(enclosed(each) for each in asked.files),
    )
    lane = Lane(connection=target.connection, brand_id=case.brand_id)
    Lane.objects.bulk_create([lane], ignore_conflicts=True)
    send = Send.objects.create(
        brand_id=case.brand_id,
        connection=target.connection,
        case=case,
        message=outgoing.write_out(by=by, case=case, wording=wording, now=now),
        key=key,
        request_key=asked.request_key,
        **_state(judgement),
        state_since=now,
        via=by.via,
        is_public=asked.is_public,
        text=asked.text,
        subject=subject,
        thread=thread.external_id if thread else "",
        thread_kind=thread.kind if thread else _kind_of_opened(case),
        reply_to=wording.reply_to,
        tag=judgement.offer.tag if judgement.offer else "",
        template=asdict(asked.template) if asked.template else None,
        recipient=_recipient(case, target).external_id,
        recipient_name=_recipient(case, target).name,
        references=_references(thread),
        verdict={**judgement.as_record(), "marks": case.marks},
        asked_by_id=by.user_id,
        asked_at=now,
        not_before=asked.leaves_at(now),
        scheduled_at=asked.at,
        in_bulk=asked.in_bulk,
        assisted=asked.assisted,
    )
    enclose(send, asked.files)
    asking.ask_for(about=send, asks=judgement.asks, now=now)
    return send


def _state(judgement: Judgement) -> dict[str, str]:
    """How a send begins: held, by which check and why, or queued."""
    state = SendState.HELD if judgement.level is Level.HOLD else SendState.QUEUED
    reason = judgement.deciding.sentence if judgement.deciding else ""
    return {"state": state, "reason": reason, "held_by": judgement.waits_for}


def _named(target: gate.Target, judgement: Judgement) -> str:
    """The external id of the message it answers: the one that its right hangs on, where there is such."""
    answered = (target.message and target.message.external_id) or ""
    return (judgement.offer and judgement.offer.reply_to) or answered


def enclose(send: Send, files: Sequence[Upload]) -> None:
    """Let files go with a send, in their order."""
    SendFile.objects.bulk_create(
        SendFile(brand_id=send.brand_id, send=send, upload=upload, position=position)
        for position, upload in enumerate(files)
    )


def enclosed(upload: Upload) -> outgoing.Enclosed:
    """A file of ours as the inbox keeps it with its message."""
    return outgoing.Enclosed(
        name=upload.name,
        content_type=upload.content_type,
        size=upload.size,
        alt_text=upload.alt_text,
        path=upload.path,
    )


def ring() -> None:
    """Wake the workers when this transaction has committed."""
    with database.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, '')", [BELL])


# ------------------------------------------------------------------------------- where it goes


def target_of(case: Case, kind: SayKind, to: Message | None) -> gate.Target:
    """What is answered: ``to``, else the customer's newest message of the same visibility.

    A private message with nothing private to answer opens a private thread from the newest public one.
    """
    is_public = kind is SayKind.PUBLIC_REPLY
    heard = case.messages.filter(direction=Direction.IN, deleted_at=None)
    newest = heard.select_related("thread", "identity", "connection").order_by("-sent_at", "-pk")
    message = to or newest.filter(is_public=is_public).first()
    if message is None and not is_public:
        message = newest.first()
    if message is None:
        own = Connection.objects.get(pk=case.connection_id)
        return gate.Target(own, None, _private_thread(case, own) is not None)
    private = not message.is_public
    if not is_public and not private:
        private = _private_thread(case, message.connection) is not None
    return gate.Target(message.connection, message, private)


def _thread(case: Case, target: gate.Target, *, is_public: bool) -> Thread | None:
    """The thread it stands in; None when it opens a private one."""
    message = target.message
    if message is not None and message.is_public == is_public:
        return message.thread
    return None if is_public else _private_thread(case, target.connection)


def _private_thread(case: Case, connection: Connection) -> Thread | None:
    """Where the case already goes on in private, for instance because we wrote there first."""
    links = CaseThread.objects.filter(
        case=case, ended_at=None, thread__is_public=False, thread__connection=connection
    )
    newest = links.select_related("thread").order_by("-pk").first()
    return newest.thread if newest else None


@dataclass(frozen=True, slots=True)
class _Recipient:
    external_id: str
    name: str


def _recipient(case: Case, target: gate.Target) -> _Recipient:
    answered = target.message.identity if target.message else None
    identity = answered or case.identity
    return _Recipient(identity.external_id, identity.name)


def _kind_of_opened(case: Case) -> ThreadKind:
    """A private thread is a conversation, except where all is mail."""
    is_mail = case.thread.kind == ThreadKind.MAIL
    return ThreadKind.MAIL if is_mail else ThreadKind.CONVERSATION


def _subject(case: Case, thread: Thread | None) -> str:
    """Mail goes on under its subject."""
    kind = thread.kind if thread else _kind_of_opened(case)
    subject = case.subject or (thread.title if thread else "")
    if kind != ThreadKind.MAIL or not subject:
        return ""
    return subject if subject.lower().startswith("re:") else f"Re: {subject}"[:500]


def _references(thread: Thread | None) -> list[str]:
    """The thread so far, oldest first, for networks that thread by naming earlier messages."""
    if thread is None or thread.kind != ThreadKind.MAIL:
        return []
    known = Message.objects.filter(thread=thread, external_id__isnull=False)
    newest = known.order_by("-sent_at", "-pk").values_list("external_id", flat=True)
    return [each for each in reversed(newest[:MOST_REFERENCES]) if each]
