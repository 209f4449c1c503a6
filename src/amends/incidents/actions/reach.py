"""Reaching one person: where they complained, by the right that is still open, else the next allowed way."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.db import transaction

from amends.channels.metering import BudgetSpent, require_within_budget
from amends.inbox.models import Case, SetAside
from amends.incidents.models import Broadcast, Recipient
from amends.incidents.queries import people
from amends.incidents.queries.people import LOST, Seen
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
class Way:
    """How one person may be told: in which case, before everybody or in private, in which language."""

    case: Case
    is_public: bool
    language: str

    @property
    def kind(self) -> SayKind:
        """The same as the gate calls it."""
        return SayKind.PUBLIC_REPLY if self.is_public else SayKind.PRIVATE_MESSAGE


def reach(
    broadcast: Broadcast, recipient: Recipient, now: datetime, channel_of: ChannelOf
) -> Reached:
    """Say the words to one person, whose row is locked; or why that is not possible."""
    person_id = _person_now(broadcast, recipient)
    if person_id is None:
        return refused(recipient, "same-person")
    before = _said_before(broadcast, recipient)
    living = next((send for send in before if send.state not in LOST), None)
    if living is not None:
        # Somebody tried it again by hand: that one is it, and no other way is taken beside it.
        return Reached(Standing.ASKED, tries=recipient.tries, send=living)
    person = people.seen(broadcast, [person_id])[person_id]
    settled = without_words(broadcast, recipient, person)
    return settled or _by_some_way(broadcast, recipient, person, before, (now, channel_of))


def without_words(broadcast: Broadcast, recipient: Recipient, person: Seen) -> Reached | None:
    """What is settled about a person before anything is said; None where the words are to be said."""
    why = _mustrefused(person)
    if why:
        return refused(recipient, why)
    if broadcast.kind == Occasion.CLOSING and _told_by_hand(broadcast, person):
        return Reached(Standing.TOLD, reason="by-hand", tries=recipient.tries)
    return None


def _said_before(broadcast: Broadcast, recipient: Recipient) -> list[Send]:
    """What was asked for in this person's earlier turns, locked: nobody tries one again meanwhile."""
    keys = [request_key(broadcast.pk, recipient.pk, number) for number in range(recipient.tries)]
    known = Send.objects.filter(brand_id=broadcast.brand_id, request_key__in=keys)
    return list(known.select_for_update(no_key=True, of=("self",)).order_by("pk"))


def _person_now(broadcast: Broadcast, recipient: Recipient) -> int | None:
    """Who the person is by now; None where they turned out to be another of this broadcast."""
    person_id = people.people_of([recipient])[recipient.pk]
    if person_id != recipient.person_id:
        others = Recipient.objects.filter(broadcast=broadcast).exclude(pk=recipient.pk)
        if others.filter(person_id=person_id).exists():
            return None
        Recipient.objects.filter(pk=recipient.pk).update(person_id=person_id)
        recipient.person_id = person_id
    told = people.told_by(broadcast, [person_id], besides=recipient.pk)
    return None if told else person_id


def _mustrefused(person: Seen) -> str:
    """Why nobody may write to this person, whatever the way; empty where one may."""
    if not person.cases:
        return "gone"
    if person.cases[0].person.blocked_at is not None:
        return "blocked"
    if person.is_left_alone or is_farewell(person.last_word):
        return "opted-out"
    return "spam" if all(case.set_aside == SetAside.SPAM for case in person.cases) else ""


def _told_by_hand(broadcast: Broadcast, person: Seen) -> bool:
    """Whether a colleague answered this person after it was over: nobody is told twice."""
    over = broadcast.incident.resolved_at
    if over is None:
        return False
    elsewhere = [case.answered_elsewhere_at for case in person.cases]
    return bool(person.answered) or any(at is not None and at > over for at in elsewhere)


def _by_some_way(
    broadcast: Broadcast,
    recipient: Recipient,
    person: Seen,
    before: Sequence[Send],
    at: tuple[datetime, ChannelOf],
) -> Reached:
    failed = {(send.case_id, send.is_public) for send in before if _surely_failed(send)}
    first: Refusal | None = None
    for way in ways(person):
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
            return replace(refused(recipient, "failed", recipient.sentence), send=last)
        return refused(recipient, "deleted")
    return Reached(Standing.NOT_TOLD, first.code[:40], first.sentence, recipient.tries, last)


def _surely_failed(send: Send) -> bool:
    """Whether the network has not got it; what was only taken back may be said the same way again."""
    return send.state in _FAILED or send.reason == _NEXT_WAY


def _put_away(broadcast: Broadcast, before: Sequence[Send], now: datetime) -> None:
    """What failed is not tried again by hand once the person is told by another way."""
    for send in before:
        if send.state in _FAILED:
            drop(by=system(broadcast.brand_id), send=send, reason=_NEXT_WAY, now=now)


def ways(person: Seen) -> Iterator[Way]:
    """Where and how the person complained last comes first, then the other way there, then elsewhere."""
    for case in person.cases:
        newest = person.newest.get(case.pk)
        if newest is None:
            continue
        language = newest.language.partition("-")[0].lower()
        known = language if language in KNOWN else ""
        yield Way(case, newest.is_public, known)
        yield Way(case, not newest.is_public, known)


def _say(
    broadcast: Broadcast,
    recipient: Recipient,
    way: Way,
    now: datetime,
    channel_of: ChannelOf,
) -> Send:
    require_affordable(way, now)
    return say(
        by=actor_of(broadcast),
        case=way.case,
        kind=way.kind,
        text=words_for(broadcast, way),
        request_key=request_key(broadcast.pk, recipient.pk, recipient.tries),
        now=now,
        undo_for=_AT_ONCE,
        in_bulk=True,
        channel_of=channel_of,
    )


def words_for(broadcast: Broadcast, way: Way) -> str:
    """The approved words in the person's language where there are such, under their personal first line."""
    language = way.language if way.language in broadcast.texts else broadcast.language
    return personal(broadcast.texts[language], name=way.case.person.name, language=language)


def require_affordable(way: Way, now: datetime) -> None:
    """Raises OutOfBudget where the account of this way has spent what it may."""
    try:
        require_within_budget(connection=way.case.connection, now=now)
    except BudgetSpent:
        raise OutOfBudget from None


class OutOfBudget(Refusal):
    """The budget of this account is spent."""

    code = "budget"


def actor_of(broadcast: Broadcast) -> Actor:
    """Whoever began it, with the rights they have now. Raises Refusal when they no longer work here."""
    if broadcast.by is None:
        raise Refusal("Whoever began this no longer has an account here.")
    return actor_for(broadcast.by, broadcast.brand, Via(broadcast.via))


def refused(recipient: Recipient, reason: str, sentence: str = "") -> Reached:
    """A person who cannot be told, and why: one of our reasons, or ``sentence``."""
    told = sentence or _REASONS.get(reason, reason)
    return Reached(Standing.NOT_TOLD, reason, told, recipient.tries)
