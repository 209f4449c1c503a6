"""Reaching one person: where they complained, by the right that is still open, else the next allowed way."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F

from amends.channels.metering import BudgetSpent, require_within_budget
from amends.inbox.models import Case, Direction, Message, SetAside
from amends.incidents.models import AffectedCase, Broadcast, Recipient
from amends.incidents.queries.affected import is_left_alone
from amends.incidents.rules.greeting import is_farewell, personal
from amends.incidents.rules.ledger import Occasion, Standing, request_key
from amends.outbox.actions import drop
from amends.outbox.actions.say import ChannelOf, say
from amends.outbox.models import Send, SendState
from amends.outbox.rules import SayKind
from amends.playbook.rules.languages import KNOWN
from amends.refusals import Refusal
from amends.staff.queries import actor_for
from amends.staff.rules import Actor, Via, system

#: It was looked at before it began; whoever stops it takes back what has not left.
_AT_ONCE = timedelta()
_FAILED = (SendState.REFUSED, SendState.FAILED)
_LOST = (*_FAILED, SendState.WITHDRAWN)
_NEXT_WAY = "This person is told by the next way that is open."
_REASONS = {
    "gone": "No case of this person belongs to this any more.",
    "same-person": "This is the same person as another in this list.",
    "blocked": "This person is blocked.",
    "opted-out": "This person wants no messages that they did not ask for.",
    "spam": "This was marked as spam.",
    "deleted": "What this person wrote was deleted.",
}


@dataclass(frozen=True, slots=True)
class Reached:
    """What came of one person's turn."""

    state: Standing
    reason: str = ""
    sentence: str = ""
    tries: int = 0
    send: Send | None = None


@dataclass(frozen=True, slots=True)
class _Way:
    case: Case
    is_public: bool
    language: str


def reach(
    broadcast: Broadcast, recipient: Recipient, now: datetime, channel_of: ChannelOf
) -> Reached:
    """Say the words to one person, whose row is locked; or why that is not possible."""
    person_id = _person_now(broadcast, recipient)
    if person_id is None:
        return _not(recipient, "same-person")
    before = _said_before(broadcast, recipient)
    living = next((send for send in before if send.state not in _LOST), None)
    if living is not None:
        # Somebody tried it again by hand: that one is it, and no other way is taken beside it.
        return Reached(Standing.ASKED, tries=recipient.tries, send=living)
    cases = _cases(broadcast, person_id)
    why = _must_not(broadcast, person_id, cases)
    if why:
        return _not(recipient, why)
    if broadcast.kind == Occasion.CLOSING and _told_by_hand(broadcast, cases):
        return Reached(Standing.TOLD, reason="by-hand", tries=recipient.tries)
    return _by_some_way(broadcast, recipient, cases, before, (now, channel_of))


def _said_before(broadcast: Broadcast, recipient: Recipient) -> list[Send]:
    """What was asked for in this person's earlier turns, locked: nobody tries one again meanwhile."""
    keys = [request_key(broadcast.pk, recipient.pk, number) for number in range(recipient.tries)]
    known = Send.objects.filter(brand_id=broadcast.brand_id, request_key__in=keys)
    return list(known.select_for_update(no_key=True, of=("self",)).order_by("pk"))


def _person_now(broadcast: Broadcast, recipient: Recipient) -> int | None:
    """Who the person is by now; None where they turned out to be another of this broadcast."""
    person_id = Case.objects.filter(pk=recipient.case_id).values_list("person_id", flat=True).get()
    others = Recipient.objects.filter(broadcast=broadcast).exclude(pk=recipient.pk)
    if person_id != recipient.person_id:
        if others.filter(person_id=person_id).exists():
            return None
        Recipient.objects.filter(pk=recipient.pk).update(person_id=person_id)
        recipient.person_id = person_id
    told = others.filter(state__in=(Standing.ASKED, Standing.TOLD), case__person_id=person_id)
    return None if told.exists() else person_id


def _cases(broadcast: Broadcast, person_id: int) -> list[Case]:
    """The person's affected cases, the one in which they wait or wrote last first."""
    attached = AffectedCase.objects.filter(incident=broadcast.incident_id, detached_at=None)
    cases = Case.objects.filter(
        brand_id=broadcast.brand_id, person_id=person_id, pk__in=attached.values("case")
    ).exclude(set_aside=SetAside.MERGED)
    related = cases.select_related("person", "connection", "thread")
    return list(related.order_by(F("last_in_at").desc(nulls_last=True), "-pk"))


def _must_not(broadcast: Broadcast, person_id: int, cases: Sequence[Case]) -> str:
    """Why nobody may write to this person, whatever the way; empty where one may."""
    if not cases:
        return "gone"
    if cases[0].person.blocked_at is not None:
        return "blocked"
    if is_left_alone(broadcast.brand_id, person_id) or _said_farewell(cases):
        return "opted-out"
    return "spam" if all(case.set_aside == SetAside.SPAM for case in cases) else ""


def _said_farewell(cases: Sequence[Case]) -> bool:
    heard = Message.objects.filter(
        case__in=[case.pk for case in cases], direction=Direction.IN, deleted_at=None
    )
    newest = heard.order_by("-sent_at", "-pk").values_list("text", flat=True).first()
    return newest is not None and is_farewell(newest)


def _told_by_hand(broadcast: Broadcast, cases: Sequence[Case]) -> bool:
    """Whether a colleague answered this person after it was over: nobody is told twice."""
    over = broadcast.incident.resolved_at
    if over is None:
        return False
    if any(case.answered_elsewhere_at and case.answered_elsewhere_at > over for case in cases):
        return True
    said = Send.objects.filter(case__in=[case.pk for case in cases], asked_at__gt=over)
    return said.exclude(state__in=_LOST).exclude(request_key__startswith="incident:").exists()


def _by_some_way(
    broadcast: Broadcast,
    recipient: Recipient,
    cases: Sequence[Case],
    before: Sequence[Send],
    at: tuple[datetime, ChannelOf],
) -> Reached:
    failed = {(send.case_id, send.is_public) for send in before if _surely_failed(send)}
    first: Refusal | None = None
    for way in _ways(cases):
        if (way.case.pk, way.is_public) in failed:
            continue
        try:
            # A way that is closed leaves nothing behind for the next one.
            with transaction.atomic():
                send = _say(broadcast, recipient, way, *at)
        except Refusal as refusal:
            first = first or refusal
            continue
        _put_away(broadcast, before, at[0])
        return Reached(Standing.ASKED, tries=recipient.tries + 1, send=send)
    last = before[-1] if before else None
    if first is None:
        if failed:
            return replace(_not(recipient, "failed", recipient.sentence), send=last)
        return _not(recipient, "deleted")
    return Reached(Standing.NOT_TOLD, first.code[:40], first.sentence, recipient.tries, last)


def _surely_failed(send: Send) -> bool:
    """Whether the network has not got it; what was only taken back may be said the same way again."""
    return send.state in _FAILED or send.reason == _NEXT_WAY


def _put_away(broadcast: Broadcast, before: Sequence[Send], now: datetime) -> None:
    """What failed is not tried again by hand once the person is told by another way."""
    for send in before:
        if send.state in _FAILED:
            drop(by=system(broadcast.brand_id), send=send, reason=_NEXT_WAY, now=now)


def _ways(cases: Sequence[Case]) -> Iterator[_Way]:
    """Where and how the person complained last comes first, then the other way there, then elsewhere."""
    for case in cases:
        heard = Message.objects.filter(case=case, direction=Direction.IN, is_automatic=False)
        newest = heard.filter(deleted_at=None).order_by("-sent_at", "-pk").first()
        if newest is None:
            continue
        language = newest.language.partition("-")[0].lower()
        known = language if language in KNOWN else ""
        yield _Way(case, newest.is_public, known)
        yield _Way(case, not newest.is_public, known)


def _say(
    broadcast: Broadcast,
    recipient: Recipient,
    way: _Way,
    now: datetime,
    channel_of: ChannelOf,
) -> Send:
    try:
        require_within_budget(connection=way.case.connection, now=now)
    except BudgetSpent:
        raise OutOfBudget from None
    language = way.language if way.language in broadcast.texts else broadcast.language
    words = personal(broadcast.texts[language], name=way.case.person.name, language=language)
    return say(
        by=_actor(broadcast),
        case=way.case,
        kind=SayKind.PUBLIC_REPLY if way.is_public else SayKind.PRIVATE_MESSAGE,
        text=words,
        request_key=request_key(broadcast.pk, recipient.pk, recipient.tries),
        now=now,
        undo_for=_AT_ONCE,
        in_bulk=True,
        channel_of=channel_of,
    )


class OutOfBudget(Refusal):
    """The budget of this account is spent."""

    code = "budget"


def _actor(broadcast: Broadcast) -> Actor:
    """Whoever began it, with the rights they have now. Raises Refusal when they no longer work here."""
    if broadcast.by is None:
        raise Refusal("Whoever began this no longer has an account here.")
    return actor_for(broadcast.by, broadcast.brand, Via(broadcast.via))


def _not(recipient: Recipient, reason: str, sentence: str = "") -> Reached:
    told = sentence or _REASONS.get(reason, reason)
    return Reached(Standing.NOT_TOLD, reason, told, recipient.tries)
