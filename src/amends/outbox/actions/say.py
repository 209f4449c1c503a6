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
from amends.channels.contract import Template
from amends.channels.models import Connection
from amends.inbox.actions import outgoing
from amends.inbox.models import Case, Message
from amends.outbox import queries
from amends.outbox.actions import asking, brake, gate
from amends.outbox.actions.aim import (
    kind_of_opened,
    recipient_of,
    references_of,
    subject_of,
    target_of,
    thread_of,
)
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
#: What the audit trail calls it.
ACTION = "outbox.say"


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
    others = gate.others_in(case, by, drafted_after=asked.drafted_after, now=now)
    place = Place(case, target, channel_of(target.connection), on, others)
    judgement = judged(by=by, place=place, asked=asked, now=now)
    gate.require_passage(judgement)
    send = _write(by=by, place=place, asked=asked, judgement=judgement, now=now)
    if not asked.in_bulk:
        _take_along(case)
    if send.not_before <= now:
        ring()
    facts = facts_of(send, asked, judgement)
    record(by=by, action=ACTION, target=f"send:{send.pk}", facts=facts, now=now)
    return send


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is said: the locked case, what is answered, and what holds there at this moment."""

    case: Case
    target: gate.Target
    channel: Channel
    brake: Brake | None
    others: gate.Others


def judged(*, by: Actor, place: Place, asked: Asked, now: datetime) -> Judgement:
    """What the gate says of what is asked for."""
    on = place.brake
    return gate.at_asking(
        channel=place.channel,
        case=place.case,
        target=place.target,
        kind=asked.kind,
        text=asked.text,
        leaves_at=asked.leaves_at(now),
        brake=on,
        now=now,
        files=asked.files,
        others=place.others,
        is_template=asked.template is not None,
        by=by,
        overruling=asked.overruling,
        passes=on is not None and _passes(on, by, asked),
    )


def facts_of(send: Send, asked: Asked, judgement: Judgement) -> dict[str, object]:
    """What the audit trail keeps. Why it was overruled stands in the verdict: an entry holds no words."""
    return {
        "case": send.case_id,
        "kind": str(asked.kind),
        "state": send.state,
        **({"overruled": True} if judgement.overruled else {}),
        **({"assisted": asked.assisted} if asked.assisted else {}),
    }


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


def _write(*, by: Actor, place: Place, asked: Asked, judgement: Judgement, now: datetime) -> Send:
    wording = worded(place, asked, judgement)
    send = drafted(by=by, place=place, asked=asked, said=(wording, judgement), now=now)
    open_lanes([send])
    send.message = outgoing.write_out(by=by, case=place.case, wording=wording, now=now)
    send.save(force_insert=True)
    enclose(send, asked.files)
    asking.ask_for(about=send, asks=judgement.asks, now=now)
    return send


def open_lanes(sends: Sequence[Send]) -> None:
    """See to it that each of their connections has a way out."""
    ways = {send.connection_id: send.brand_id for send in sends}
    lanes = [Lane(connection_id=each, brand_id=brand) for each, brand in sorted(ways.items())]
    Lane.objects.bulk_create(lanes, ignore_conflicts=True)


def worded(place: Place, asked: Asked, judgement: Judgement) -> outgoing.Wording:
    """What the case will show of it."""
    case, target = place.case, place.target
    thread = thread_of(case, target, is_public=asked.is_public)
    return outgoing.Wording(
        key=uuid.uuid4(),
        text=asked.text,
        is_public=asked.is_public,
        connection_id=target.connection.pk,
        thread=thread,
        reply_to=_named(target, judgement),
        subject=asked.subject or subject_of(case, thread),
        enclosed=tuple(enclosed(each) for each in asked.files),
    )


def drafted(
    *,
    by: Actor,
    place: Place,
    asked: Asked,
    said: tuple[outgoing.Wording, Judgement],
    now: datetime,
) -> Send:
    """The row that will tell the truth about it, without its message and not written yet."""
    case, target, (wording, judgement) = place.case, place.target, said
    thread = wording.thread
    return Send(
        brand_id=case.brand_id,
        connection=target.connection,
        case=case,
        key=wording.key,
        request_key=asked.request_key,
        **_state(judgement),
        state_since=now,
        via=by.via,
        is_public=asked.is_public,
        text=asked.text,
        subject=wording.subject,
        thread=thread.external_id if thread else "",
        thread_kind=thread.kind if thread else kind_of_opened(case),
        reply_to=wording.reply_to,
        tag=judgement.offer.tag if judgement.offer else "",
        template=asdict(asked.template) if asked.template else None,
        recipient=recipient_of(case, target).external_id,
        recipient_name=recipient_of(case, target).name,
        references=references_of(thread),
        verdict={**judgement.as_record(), "marks": case.marks},
        asked_by_id=by.user_id,
        asked_at=now,
        not_before=asked.leaves_at(now),
        scheduled_at=asked.at,
        in_bulk=asked.in_bulk,
        assisted=asked.assisted,
    )


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
