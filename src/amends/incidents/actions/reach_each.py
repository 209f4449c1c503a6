"""Reaching many people at once: those about whom nothing is odd, each by the first way that is open.

Whoever was tried before, or turned out to be somebody else meanwhile, has a turn alone: see `reach`. Whose
answer was only taken back, because it was stopped, is as if they had not been tried.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from amends.incidents.actions.reach import (
    OutOfBudget,
    Reached,
    Way,
    actor_of,
    refused,
    require_affordable,
    ways,
    without_words,
    words_for,
)
from amends.incidents.models import Broadcast, Recipient
from amends.incidents.queries import people
from amends.incidents.rules.ledger import Standing, request_key
from amends.outbox.actions.say import ChannelOf
from amends.outbox.actions.say_to_each import Saying, say_to_each
from amends.outbox.models import Send, SendState
from amends.refusals import Refusal


def reach_each(
    broadcast: Broadcast, recipients: Sequence[Recipient], now: datetime, channel_of: ChannelOf
) -> dict[int, Reached]:
    """Say the words to each, whose rows are locked: by the recipient's id, what came of it.

    Those who need a turn alone are missing.
    """
    plain = _plain(broadcast, recipients)
    known = people.seen(broadcast, [each.person_id for each in plain])
    came: dict[int, Reached] = {}
    asking: list[_Turn] = []
    for recipient in plain:
        person = known[recipient.person_id]
        settled = without_words(broadcast, recipient, person)
        if settled is not None:
            came[recipient.pk] = settled
        else:
            asking.append(_Turn(recipient, ways(person)))
    while asking:
        asking = _ask_each(broadcast, asking, came, (now, channel_of))
    return came


def _plain(broadcast: Broadcast, recipients: Sequence[Recipient]) -> list[Recipient]:
    persons = people.people_of(recipients)
    told = people.told_by(broadcast, set(persons.values()))
    tried = _tried_in_earnest(broadcast, recipients)
    return [
        each
        for each in recipients
        if each.pk not in tried
        and persons[each.pk] == each.person_id
        and each.person_id not in told
    ]


def _tried_in_earnest(broadcast: Broadcast, recipients: Sequence[Recipient]) -> set[int]:
    """Who was tried before, but for those of whom all was taken back because the broadcast was stopped."""
    keys = {
        request_key(broadcast.pk, each.pk, number): each.pk
        for each in recipients
        for number in range(each.tries)
    }
    if not keys:
        return set()
    sends = Send.objects.filter(brand_id=broadcast.brand_id, request_key__in=keys)
    stopped = sends.filter(state=SendState.WITHDRAWN, is_stopped=True, reason="")
    for key in stopped.values_list("request_key", flat=True):
        del keys[key]
    return set(keys.values())


@dataclass(slots=True)
class _Turn:
    """A person whose turn it is: the ways that are left, and why the first one was closed."""

    recipient: Recipient
    left: Iterator[Way]
    first: Refusal | None = None

    def given_up(self) -> Reached:
        """No way is open."""
        if self.first is None:
            return refused(self.recipient, "deleted")
        told = (self.first.code[:40], self.first.sentence, self.recipient.tries)
        return Reached(Standing.NOT_TOLD, *told)


def _ask_each(
    broadcast: Broadcast,
    turns: Sequence[_Turn],
    came: dict[int, Reached],
    at: tuple[datetime, ChannelOf],
) -> list[_Turn]:
    """Ask for each person's next way; whose way was closed is to be asked for once more."""
    asked: list[tuple[_Turn, Way]] = []
    again: list[_Turn] = []
    closed = _Closed(at[0])
    for turn in turns:
        way = next(turn.left, None)
        if way is None:
            came[turn.recipient.pk] = turn.given_up()
        elif (why := closed.why(way)) is not None:
            turn.first = turn.first or why
            again.append(turn)
        else:
            asked.append((turn, way))
    for (turn, _way), answer in zip(asked, _say(broadcast, asked, at), strict=True):
        if isinstance(answer, Send):
            tries = turn.recipient.tries + 1
            came[turn.recipient.pk] = Reached(Standing.ASKED, tries=tries, send=answer)
        else:
            turn.first = turn.first or answer
            again.append(turn)
    return again


def _say(
    broadcast: Broadcast, asked: Sequence[tuple[_Turn, Way]], at: tuple[datetime, ChannelOf]
) -> Sequence[Send | Refusal]:
    now, channel_of = at
    sayings = [
        Saying(
            way.case.pk,
            way.kind,
            words_for(broadcast, way),
            request_key(broadcast.pk, turn.recipient.pk, turn.recipient.tries),
        )
        for turn, way in asked
    ]
    if not sayings:
        return []
    try:
        by = actor_of(broadcast)
    except Refusal as refusal:
        return [refusal] * len(sayings)
    return say_to_each(by=by, sayings=sayings, now=now, channel_of=channel_of)


class _Closed:
    """Accounts that have spent what they may, each looked at once."""

    def __init__(self, now: datetime) -> None:
        self._now = now
        self._known: dict[int, Refusal | None] = {}

    def why(self, way: Way) -> Refusal | None:
        """Why nothing may be said this way; None where it may."""
        account = way.case.connection_id
        if account not in self._known:
            try:
                require_affordable(way, self._now)
                self._known[account] = None
            except OutOfBudget as refusal:
                self._known[account] = refusal
        return self._known[account]
