"""Learns what is usual for a brand: each hour two hours later, and once a night from the beginning."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db import transaction

from amends.trends.models import Habit, Sighting, Spike, SpikeState
from amends.trends.queries.habits import clock_of, kept, usual_of
from amends.trends.rules.spikes import Event, hours_of, set_bar
from amends.trends.rules.usual import Usual

#: What is happening now is not usual yet.
_LAG = timedelta(hours=2)
#: Older messages say nothing of how it is now.
PAST = timedelta(days=60)
#: So many of the newest set the bar.
_MOST = 40_000


def habit_of(brand_id: int) -> Habit:
    """A brand's habit, locked: whoever changes its issues or spikes waits here."""
    Habit.objects.bulk_create([Habit(brand_id=brand_id)], ignore_conflicts=True)
    return Habit.objects.select_for_update(no_key=True).get(pk=brand_id)


@transaction.atomic
def learn(*, brand_id: int, now: datetime) -> int:
    """Learn every whole hour up to two hours ago; returns how many messages that were."""
    habit = habit_of(brand_id)
    until = (now - _LAG).replace(minute=0, second=0, microsecond=0)
    since = habit.learned_until or _began(brand_id, now - PAST)
    if since is None or since >= until:
        return 0
    usual, events = usual_of(habit), _events(brand_id, since, until)
    for slot, messages in _hours(brand_id, events, since, until):
        usual.learn_hour(slot, messages)
    _keep(habit, usual, until)
    return len(events)


@transaction.atomic
def learn_anew(*, brand_id: int, now: datetime) -> None:
    """Learn the last sixty days anew (an archive may have come in), and set the bar by them."""
    habit = habit_of(brand_id)
    until = (now - _LAG).replace(minute=0, second=0, microsecond=0)
    since = _began(brand_id, now - PAST)
    if since is None or since >= until:
        return
    events, usual = _events(brand_id, since, until), Usual()
    for slot, messages in _hours(brand_id, events, since, until):
        usual.learn_hour(slot, messages)
    _keep(habit, usual, until)
    bar = set_bar(_without_trouble(brand_id, events), clock_of(brand_id), budget=habit.budget)
    facts = {"bar": bar.score, "bar_weeks": bar.weeks, "bar_alarms": bar.alarms, "bar_set_at": now}
    Habit.objects.filter(pk=brand_id).update(**facts)


def _began(brand_id: int, since: datetime) -> datetime | None:
    """The hour in which the past begins."""
    own = Sighting.objects.filter(brand_id=brand_id, at__gte=since)
    at = own.order_by("at").values_list("at", flat=True).first()
    return at.replace(minute=0, second=0, microsecond=0) if at else None


def _events(brand_id: int, since: datetime, until: datetime) -> list[Event]:
    rows = Sighting.objects.filter(brand_id=brand_id, at__gte=since, at__lt=until)
    newest = rows.order_by("-at", "-pk").values_list("at", "person_id", "terms", "message_id")
    events = [
        Event(at.timestamp(), who, tuple(terms), message)
        for at, who, terms, message in newest[:_MOST].iterator()
    ]
    return events[::-1]


def _hours(
    brand_id: int, events: list[Event], since: datetime, until: datetime
) -> Iterator[tuple[int, list[tuple[int, ...]]]]:
    """Each hour from one moment to another, the quiet ones at both ends too."""
    slot_of = clock_of(brand_id)
    first = events[0].at if events else until.timestamp()
    at = first if len(events) == _MOST else since.timestamp()
    at -= at % 3600
    while at + 3600 <= first:
        yield slot_of(at), []
        at += 3600
    for hour in hours_of(events, slot_of):
        yield hour
        at += 3600
    while at + 3600 <= until.timestamp():
        yield slot_of(at), []
        at += 3600


def _keep(habit: Habit, usual: Usual, until: datetime) -> None:
    facts = kept(usual)
    Habit.objects.filter(pk=habit.pk).update(learned_until=until, **facts)


def _without_trouble(brand_id: int, events: list[Event]) -> list[Event]:
    """What was trouble indeed was no false alarm."""
    real = Spike.objects.filter(brand_id=brand_id, state=SpikeState.INCIDENT)
    theirs = {pk for ids in real.values_list("message_ids", flat=True) for pk in ids}
    return [event for event in events if event.message not in theirs]
