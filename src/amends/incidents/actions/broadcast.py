"""The course of a broadcast: worded, begun, stopped, gone on with. Never begun twice."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import connection as database
from django.db import transaction

from amends import queue
from amends.inbox.actions import bell
from amends.incidents.actions.note import require_incident, write_down
from amends.incidents.models import Broadcast, Incident, Recipient
from amends.incidents.queries.ledger import ONE_EACH, facts_of
from amends.incidents.rules import ledger
from amends.incidents.rules.ledger import Course, Occasion, Standing
from amends.incidents.rules.words import IncidentState
from amends.outbox.actions.stop import stop_all, want_again
from amends.playbook.rules.languages import KNOWN
from amends.staff.rules import Actor, Right

#: A broadcast to more people gets two workers: one slow network then holds up half of it at most.
_FOR_TWO = 200
_LOCK = 0x1BC5


@transaction.atomic
def draft(*, by: Actor, incident: Incident, occasion: Occasion, now: datetime) -> Broadcast:
    """A broadcast to be looked at, with the incident's newest words; nobody is told by this.

    A draft that is there is taken up again. Raises NotAllowed, NotFound, and for the closing one
    `ledger.NotResolved` and `ledger.ClosedBefore`.
    """
    require_incident(by, incident, Right.HANDLE_INCIDENTS)
    incident = Incident.objects.select_for_update(no_key=True).get(pk=incident.pk)
    is_closing = occasion is Occasion.CLOSING
    if is_closing and incident.state != IncidentState.RESOLVED:
        raise ledger.NotResolved
    same = Broadcast.objects.filter(incident=incident, kind=occasion)
    known = same.filter(state=Course.DRAFT).first()
    if known is None and is_closing and same.exists():
        raise ledger.ClosedBefore
    made = known or Broadcast(brand_id=incident.brand_id, incident=incident, kind=occasion)
    _word_newly(made, incident)
    made.by_id, made.via, made.made_at = by.user_id, by.via, now
    made.save()
    return made


def _word_newly(made: Broadcast, incident: Incident) -> None:
    update = incident.updates.order_by("-pk").first()
    if update is not None and made.update_id != update.pk:
        made.update, made.language = update, update.language
        made.texts = {update.language: update.text, **update.translations}


@transaction.atomic
def word(*, by: Actor, broadcast: Broadcast, texts: Mapping[str, str], now: datetime) -> None:
    """Change a draft's words, by language. Raises NotAllowed, NotFound, `NotADraft`, `NoWords`."""
    require_broadcast(by, broadcast)
    known = {each: text.replace("\0", "").strip() for each, text in texts.items() if each in KNOWN}
    said = {each: text for each, text in known.items() if text}
    if not said or any(len(text) > ledger.LONGEST for text in said.values()):
        raise ledger.NoWords
    language = broadcast.language if broadcast.language in said else next(iter(said))
    drafts = Broadcast.objects.filter(pk=broadcast.pk, state=Course.DRAFT)
    if not drafts.update(texts=said, language=language, made_at=now):
        raise ledger.NotADraft
    broadcast.refresh_from_db(fields=["texts", "language", "made_at"])


@transaction.atomic
def begin(*, by: Actor, broadcast: Broadcast, now: datetime) -> None:
    """Let a draft run: everybody affected is written down, and their turns begin. Again is no error.

    Raises NotAllowed, NotFound, `NoWords`, `NobodyAffected`, and `NotADraft` once it was stopped.
    """
    require_broadcast(by, broadcast)
    by.require(Right.ANNOUNCE)
    lock_alone(broadcast)
    broadcast.refresh_from_db(fields=["state", "texts", "began_at"])
    if broadcast.state == Course.RUNNING:
        return
    if broadcast.state != Course.DRAFT:
        raise ledger.NotADraft
    if not broadcast.texts.get(broadcast.language):
        raise ledger.NoWords
    if not take_in_all(broadcast):
        raise ledger.NobodyAffected
    broadcast.state, broadcast.began_at = Course.RUNNING, now
    broadcast.by_id, broadcast.via = by.user_id, by.via
    broadcast.save(update_fields=["state", "began_at", "by", "via"])
    people = Recipient.objects.filter(broadcast=broadcast).count()
    ask_for_work(broadcast.pk, people)
    _tell(by, broadcast, "broadcast", {"people": people, "kind": broadcast.kind}, now)


@transaction.atomic
def cancel(*, by: Actor, broadcast: Broadcast, now: datetime) -> None:
    """Stop: nobody else has their turn, and what has not left a moment from now never leaves.

    Whose answer was taken back waits for another turn. Raises NotAllowed, NotFound, `NotUnderWay`.
    """
    require_broadcast(by, broadcast)
    lock_alone(broadcast)
    under_way = Broadcast.objects.filter(pk=broadcast.pk, state__in=(Course.DRAFT, Course.RUNNING))
    if not under_way.update(state=Course.CANCELLED, ended_at=now):
        raise ledger.NotUnderWay
    broadcast.refresh_from_db(fields=["state", "ended_at"])
    taken = stop_all(by=by, sends=_asked_for(broadcast), now=now)
    back = Recipient.objects.filter(broadcast=broadcast, send__in=taken, state=Standing.ASKED)
    back.update(state=Standing.WAITING, send=None)
    _tell(by, broadcast, "broadcast_cancel", {"taken_back": len(taken)}, now)


@transaction.atomic
def go_on(*, by: Actor, broadcast: Broadcast, now: datetime) -> None:
    """Tell whom a stopped broadcast left, who came since, and try again whom it could not tell.

    Whoever was told stays told. Raises NotAllowed, NotFound, `CannotGoOn`.
    """
    require_broadcast(by, broadcast)
    by.require(Right.ANNOUNCE)
    lock_alone(broadcast)
    broadcast.refresh_from_db()
    if broadcast.began_at is None or broadcast.state not in {Course.CANCELLED, Course.DONE}:
        raise ledger.CannotGoOn
    want_again(brand_id=broadcast.brand_id, sends=_asked_for(broadcast))
    more = take_in_all(broadcast)
    everybody = Recipient.objects.filter(broadcast=broadcast)
    untold = everybody.filter(state=Standing.NOT_TOLD, tries__lt=ledger.MOST_TRIES)
    # What a colleague took back is theirs: they may have said it anew by hand.
    untold.exclude(reason="withdrawn").update(
        state=Standing.WAITING, reason="", sentence="", settled_at=None
    )
    if not more and not everybody.filter(state__in=(Standing.WAITING, Standing.ASKED)).exists():
        raise ledger.CannotGoOn
    broadcast.state, broadcast.ended_at = Course.RUNNING, None
    broadcast.by_id, broadcast.via = by.user_id, by.via
    broadcast.save(update_fields=["state", "ended_at", "by", "via"])
    ask_for_work(broadcast.pk, everybody.filter(state=Standing.WAITING).count())
    _tell(by, broadcast, "broadcast_go_on", {}, now)


def _asked_for(broadcast: Broadcast) -> list[int]:
    """The sends of which it is not known here what became of them."""
    asked = Recipient.objects.filter(broadcast=broadcast, state=Standing.ASKED)
    return list(asked.exclude(send=None).values_list("send", flat=True))


def require_broadcast(by: Actor, broadcast: Broadcast) -> None:
    """Raises NotAllowed without the right to handle incidents, NotFound for another brand's."""
    require_incident(by, broadcast.incident, Right.HANDLE_INCIDENTS)


def ask_for_work(broadcast_id: int, people: int) -> None:
    """Have workers tell person after person, from when this transaction commits."""
    for _worker in range(2 if people > _FOR_TWO else 1):
        queue.defer("incidents.tell_each", broadcast_id=broadcast_id)


def lock_alone(broadcast: Broadcast) -> None:
    """Wait for the turns under way, and let none begin until this transaction ends."""
    _lock("pg_advisory_xact_lock", broadcast.pk)


def lock_shared(broadcast_id: int) -> None:
    """A turn: whoever stops the broadcast waits for its end, and it for theirs."""
    _lock("pg_advisory_xact_lock_shared", broadcast_id)


def _lock(function: str, broadcast_id: int) -> None:
    with database.cursor() as cursor:
        cursor.execute(f"SELECT {function}(%s, %s)", [_LOCK, broadcast_id])


def _tell(
    by: Actor, broadcast: Broadcast, kind: str, facts: Mapping[str, object], now: datetime
) -> None:
    told = {"broadcast": broadcast.pk, **facts}
    write_down(by=by, incident=broadcast.incident, kind=kind, facts=told, now=now)
    bell.ring(brand_id=broadcast.brand_id, cases=())


_TAKE_IN = f"""
INSERT INTO incidents_recipient
    (brand_id, broadcast_id, person_id, case_id, connection_id, place, state, reason, sentence, tries)
SELECT %(brand)s, %(broadcast)s, one.person_id, one.id, one.connection_id,
    %(after)s + row_number() OVER (ORDER BY one.state <> 'needs_answer',
        one.due_at NULLS LAST, one.last_in_at NULLS LAST, one.id), 'waiting', '', '', 0
FROM ({ONE_EACH}) one
ON CONFLICT (broadcast_id, person_id) DO NOTHING
"""  # noqa: S608 - a query of ours
_LAST = "SELECT coalesce(max(place), 0) FROM incidents_recipient WHERE broadcast_id = %s"


def take_in_all(broadcast: Broadcast) -> int:
    """Write down every affected person who is not written down yet, the most urgent first; how many."""
    with database.cursor() as cursor:
        cursor.execute(_LAST, [broadcast.pk])
        facts = {
            **facts_of(broadcast),
            "broadcast": broadcast.pk,
            "after": cursor.fetchone()[0],
        }
        cursor.execute(_TAKE_IN, facts)
        made: int = cursor.rowcount
    return made
