"""Watches for spikes: what came in lately is tested against the brand's past; each is told once.

What somebody said to be no problem is a spike anew where it surprises by more than it did then.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from django.db import transaction

from amends.channels.models import Connection
from amends.inbox.actions import bell
from amends.inbox.models import Message, Person
from amends.staff.models import Brand
from amends.trends.actions.habits import habit_of
from amends.trends.models import Habit, RaisedBar, Sighting, Spike, SpikeState
from amends.trends.queries.habits import clock_of, usual_of
from amends.trends.rules.naming import Voices, copies, telling_words
from amends.trends.rules.same import YOUNG, Known, core, is_of, outgrown, sorted_out
from amends.trends.rules.spikes import TWO, Event, Found, Group, Watch, told_apart
from amends.trends.rules.terms import (
    TermKind,
    kind_of,
    mood_term,
    said,
    stars_term,
    terms_of,
    topic_term,
)
from amends.trends.rules.usual import Usual

#: Newest messages that are looked at, however many there are.
_MOST = 20_000
_TWO_HOURS = timedelta(seconds=TWO)
#: The same within this time is the same spike.
_SAME_FOR = timedelta(hours=6)
#: Nobody said anything, and nothing came any more.
_OVER_AFTER = timedelta(hours=12)
_MOST_KEPT, _MOST_TERMS = 500, 80
_CAMPAIGN = 0.6
#: What was no problem half a year ago may be one today.
_RAISED_FOR = timedelta(days=180)
#: Who came into the desk's knowledge with the spike wrote for the first time.
_NEW_WITHIN = timedelta(hours=3)


class Seen(NamedTuple):
    """A message of the last two hours."""

    sighting: int
    event: Event
    network: str
    topic: str


@transaction.atomic
def watch(*, brand_id: int, now: datetime) -> int:
    """Look for spikes in what is new since the last look; how many began or grew."""
    habit = habit_of(brand_id)
    seen = _lately(brand_id, now)
    fresh = [each for each in seen if each.sighting > habit.watched_upto]
    if not fresh:
        return 0
    usual = usual_of(habit)
    found = _surprising(habit, usual, seen, since=fresh[0].event.at)
    groups = _sorted_out(brand_id, found, seen, now)
    for spike, group in groups:
        _tell(spike, group, seen, (usual, now))
    Habit.objects.filter(pk=brand_id).update(watched_upto=max(each.sighting for each in seen))
    if groups:
        bell.ring(brand_id=brand_id, cases=())
    return len(groups)


def settle(*, now: datetime) -> int:
    """Spikes that went by without a word are over; how many."""
    gone = Spike.objects.filter(state=SpikeState.OPEN, last_at__lt=now - _OVER_AFTER)
    return gone.update(state=SpikeState.OVER)


def _lately(brand_id: int, now: datetime) -> list[Seen]:
    rows = Sighting.objects.filter(brand_id=brand_id, at__gt=now - 2 * _TWO_HOURS, at__lte=now)
    names = ("pk", "at", "person_id", "terms", "message_id", "network", "topic")
    newest = rows.order_by("-at", "-pk").values_list(*names)[:_MOST]
    return [
        Seen(pk, Event(at.timestamp(), who, tuple(terms), message), network, topic)
        for pk, at, who, terms, message, network, topic in reversed(newest)
    ]


def _surprising(habit: Habit, usual: Usual, seen: Sequence[Seen], *, since: float) -> list[Found]:
    """What is over the bar, and over what people raised it to."""
    at = datetime.fromtimestamp(seen[-1].event.at, UTC)
    lately = RaisedBar.objects.filter(brand_id=habit.pk, at__gt=at - _RAISED_FOR)
    raised = dict(lately.values_list("term", "by_score"))
    watching, found = Watch(usual, clock_of(habit.pk)), list[Found]()
    for each in seen:
        if each.event.at < since:
            watching.note(each.event)
        else:
            found += watching.hear(each.event)
    own = set(terms_of("\n".join(_names_of(habit.pk))))
    return [
        each
        for each in found
        if each.term not in own and each.score > habit.bar + raised.get(each.term, 0.0)
    ]


def _names_of(brand_id: int) -> list[str]:
    """What the brand is called by: who writes to it says that."""
    brand = Brand.objects.get(pk=brand_id)
    accounts = Connection.objects.filter(brand_id=brand_id).values_list("name", flat=True)
    return [brand.name, brand.slug, *accounts[:50]]


def _sorted_out(
    brand_id: int, found: Sequence[Found], seen: Sequence[Seen], now: datetime
) -> list[tuple[Spike, Group]]:
    """What began or grew, each with its spike; what was no problem only where it outgrew that."""
    if not found:
        return []
    lately = Spike.objects.filter(brand_id=brand_id, last_at__gt=now - _SAME_FOR)
    spikes = {each.pk: each for each in lately.order_by("-found_at", "-pk")}
    more, rest = sorted_out(found, [_known(each, seen) for each in spikes.values()])
    told = []
    for pk, some in more.items():
        spike, group = spikes[pk], Group(tuple(some))
        if spike.state != SpikeState.NO_PROBLEM:
            told.append((spike, group))
        elif group.best.score > outgrown(spike.score):
            told.append((_begun(brand_id, now), group))
        else:
            Spike.objects.filter(brand_id=brand_id, pk=pk).update(last_at=now)
    return [*told, *((_begun(brand_id, now), group) for group in told_apart(rest))]


def _begun(brand_id: int, now: datetime) -> Spike:
    return Spike(brand_id=brand_id, found_at=now, score=0.0)


def _known(spike: Spike, seen: Sequence[Seen]) -> Known:
    """A spike with everything that is of it by now."""
    telling = _telling(spike, seen)
    theirs = (each.event.message for each in seen if is_of(telling, each.event.terms))
    return Known(spike.pk, spike.about == "words", frozenset((*spike.message_ids, *theirs)))


def _telling(spike: Spike, seen: Sequence[Seen]) -> tuple[int, ...]:
    """What those in it have in common."""
    ids = set(spike.message_ids)
    return core(spike.terms, [each.event.terms for each in seen if each.event.message in ids])


def _tell(spike: Spike, group: Group, seen: Sequence[Seen], at: tuple[Usual, datetime]) -> None:
    (usual, now), best = at, group.best
    terms = [*spike.terms, *(each.term for each in group.found)]
    if best.score > spike.score:
        spike.score, spike.people = best.score, best.people
        spike.expected, spike.within = best.expected, best.window // 60
        terms = [best.term, *terms]
    spike.terms = list(dict.fromkeys(terms))[:_MOST_TERMS]
    if len(spike.message_ids) < YOUNG:
        spike.message_ids = sorted({*spike.message_ids, *best.messages})
    telling = _telling(spike, seen)
    ours = {
        each.event.message
        for each in seen
        if each.event.message in group.messages and is_of(telling, each.event.terms)
    }
    spike.message_ids = sorted({*spike.message_ids, *ours})[-_MOST_KEPT:]
    kept = set(spike.message_ids)
    theirs = [each for each in seen if each.event.message in kept]
    spike.last_at = now
    if not spike.about:
        spike.about, spike.words = _about(best, theirs, usual)
    _tell_apart(spike, theirs)
    spike.save()


def _about(best: Found, theirs: Sequence[Seen], usual: Usual) -> tuple[str, list[str]]:
    """What rose, and how it is called."""
    kind = kind_of(best.term)
    if kind is TermKind.NETWORK:
        return "network", [theirs[-1].network]
    if kind is TermKind.JUDGED:
        topic = next((each.topic for each in theirs if topic_term(each.topic) == best.term), "")
        if topic:
            return "topic", [topic]
        return ("mood" if best.term == mood_term() else "stars"), []
    rows = Message.objects.filter(pk__in=best.messages).values_list("text", flat=True)
    return "words", [word[:60] for word in telling_words(list(rows), usual.share)]


def _tell_apart(spike: Spike, theirs: Sequence[Seen]) -> None:
    """Whether many people speak for themselves, or accounts copy each other or bomb with few stars."""
    spike.copies = copies([frozenset(said(each.event.terms)) for each in theirs])
    spike.is_campaign = spike.copies >= max(3, _CAMPAIGN * len(theirs))
    people = {each.event.who for each in theirs}
    since = spike.found_at - _NEW_WITHIN
    spike.newcomers = Person.objects.filter(
        brand_id=spike.brand_id, pk__in=people, created_at__gte=since
    ).count()
    spike.low = sum(stars_term() in each.event.terms for each in theirs)
    voices = Voices(len(theirs), len(people), spike.low, spike.newcomers)
    spike.is_bombing = voices.is_bombing
