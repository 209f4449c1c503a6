"""Asking for many at once: each in a case of its own and with a verdict of its own, in one transaction.

Nothing here goes round the gate: every answer is judged as `say` judges one. What is the same for all of
them is read once, and what is written is written together.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection as database
from django.db import transaction

from amends.audit.actions import record_each
from amends.channels.base import Channel
from amends.channels.models import Connection
from amends.inbox.actions.outgoing_each import write_out_each
from amends.inbox.models import Case, Message
from amends.inbox.queries import presence
from amends.outbox.actions import asking, brake, gate
from amends.outbox.actions.aim import aimed
from amends.outbox.actions.say import (
    ACTION,
    Asked,
    ChannelOf,
    Place,
    by_registry,
    drafted,
    facts_of,
    judged,
    open_lanes,
    ring,
    worded,
)
from amends.outbox.models import Brake, Send
from amends.outbox.rules import Judgement, SayKind
from amends.refusals import NotFound, Refusal
from amends.staff.rules import Actor, Right

_NEWEST = """
SELECT DISTINCT ON (case_id, is_public) id FROM inbox_message
WHERE case_id = ANY(%s) AND direction = 'in' AND deleted_at IS NULL
ORDER BY case_id, is_public, sent_at DESC, id DESC
"""
_AT_ONCE = timedelta()


@dataclass(frozen=True, slots=True)
class Saying:
    """One of many answers: what is said in which case, and what makes asking for it twice one send."""

    case_id: int
    kind: SayKind
    text: str
    request_key: str

    @property
    def asked(self) -> Asked:
        """The same as `say` knows it; it leaves after the answers to single customers."""
        return Asked(
            *(self.kind, self.text, self.request_key, "", None, _AT_ONCE, None), in_bulk=True
        )


@transaction.atomic
def say_to_each(
    *, by: Actor, sayings: Sequence[Saying], now: datetime, channel_of: ChannelOf = by_registry
) -> list[Send | Refusal]:
    """Ask for each answer, no two of them in one case; what came of each, in their order.

    What the gate stops is the refusal with its sentence, and nothing of it is written. A ``request_key``
    that was asked for before gives the same send. Raises NotAllowed, and NotFound where a case is another
    brand's.
    """
    by.require(Right.ANSWER)
    # The brake before the cases, as for one; the cases in an order that all keep to.
    on = brake.share(by.brand_id)
    cases = _locked(by, sayings)
    known = Send.objects.filter(
        brand_id=by.brand_id, request_key__in=[each.request_key for each in sayings]
    )
    came: dict[str, Send | Refusal] = {send.request_key: send for send in known}
    fresh = [each for each in sayings if each.request_key not in came]
    places = _Places(cases, on, channel_of, by, now)
    passed: list[_Passed] = []
    for saying in fresh:
        try:
            place = places.of(saying)
            judgement = judged(by=by, place=place, asked=saying.asked, now=now)
            gate.require_passage(judgement)
        except Refusal as refusal:
            came[saying.request_key] = refusal
        else:
            passed.append(_Passed(saying.asked, place, judgement))
    came |= {send.request_key: send for send in _write(by, passed, now)}
    return [came[each.request_key] for each in sayings]


def _locked(by: Actor, sayings: Sequence[Saying]) -> dict[int, Case]:
    wanted = {each.case_id for each in sayings}
    own = Case.objects.filter(brand_id=by.brand_id, pk__in=wanted).select_related(
        "thread", "identity", "person"
    )
    cases = {
        case.pk: case for case in own.select_for_update(no_key=True, of=("self",)).order_by("pk")
    }
    if len(cases) != len(wanted) or len(wanted) != len(sayings):
        raise NotFound
    return cases


class _Places:
    """Where each is said; what all of them share is looked at once."""

    def __init__(
        self,
        cases: Mapping[int, Case],
        on: Brake | None,
        channel_of: ChannelOf,
        by: Actor,
        now: datetime,
    ) -> None:
        self._cases = cases
        self._brake = on
        self._channel_of = channel_of
        self._channels: dict[int, Channel] = {}
        self._heard = _newest_heard(list(cases))
        locks = presence.locks_of(list(cases), now)
        self._locked = {
            case_id: gate.Others(locked_by=lock.name)
            for case_id, lock in locks.items()
            if lock.user_id != by.user_id
        }

    def of(self, saying: Saying) -> Place:
        """Where one is said. Raises what stands in the way of using the account."""
        case, is_public = self._cases[saying.case_id], saying.kind is SayKind.PUBLIC_REPLY
        heard = self._heard.get(case.pk, {})
        message = heard.get(is_public) or (None if is_public else heard.get(True))
        target = aimed(case, message, is_public=is_public)
        others = self._locked.get(case.pk, gate.NOBODY_ELSE)
        return Place(case, target, self._channel(target.connection), self._brake, others)

    def _channel(self, connection: Connection) -> Channel:
        known = self._channels.get(connection.pk)
        if known is None:
            known = self._channels[connection.pk] = self._channel_of(connection)
        return known


def _newest_heard(case_ids: Sequence[int]) -> dict[int, dict[bool, Message]]:
    """By case, the customer's newest message before everybody (True) and in private (False)."""
    with database.cursor() as cursor:
        cursor.execute(_NEWEST, [list(case_ids)])
        ids = [row[0] for row in cursor.fetchall()]
    found: dict[int, dict[bool, Message]] = {}
    related = Message.objects.select_related("thread", "identity", "connection")
    for message in related.filter(pk__in=ids):
        if message.case_id is not None:
            found.setdefault(message.case_id, {})[message.is_public] = message
    return found


@dataclass(frozen=True, slots=True)
class _Passed:
    """One that the gate lets through, or holds."""

    asked: Asked
    place: Place
    judgement: Judgement


def _write(by: Actor, passed: Sequence[_Passed], now: datetime) -> list[Send]:
    if not passed:
        return []
    wordings = [worded(each.place, each.asked, each.judgement) for each in passed]
    sends = [
        drafted(by=by, place=each.place, asked=each.asked, said=(wording, each.judgement), now=now)
        for each, wording in zip(passed, wordings, strict=True)
    ]
    open_lanes(sends)
    said = [(each.place.case, wording) for each, wording in zip(passed, wordings, strict=True)]
    for send, message in zip(sends, write_out_each(by=by, said=said, now=now), strict=True):
        send.message = message
    Send.objects.bulk_create(sends)
    ring()
    told: list[tuple[str, dict[str, object]]] = []
    for send, each in zip(sends, passed, strict=True):
        asking.ask_for(about=send, asks=each.judgement.asks, now=now)
        told.append((f"send:{send.pk}", facts_of(send, each.asked, each.judgement)))
    record_each(by=by, action=ACTION, targets=told, now=now)
    return sends
