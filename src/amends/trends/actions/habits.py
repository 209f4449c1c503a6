"""Learns what is usual for a brand: each hour two hours later, and once a night from the beginning."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from amends.trends.models import Habit, Sighting, Spike, SpikeState
from amends.trends.queries.habits import clock_of, kept, usual_of
from amends.trends.rules.spikes import Event, set_bar
from amends.trends.rules.usual import Usual

#: What is happening now is not usual yet.
_LAG = timedelta(hours=2)
#: Older messages say nothing of how it is now.
PAST = timedelta(days=60)
#: So many of the newest set the bar; what is usual is learned of all.
_MOST = 40_000
_HOUR = timedelta(hours=1)


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
    usual = usual_of(habit)
    many = _learn_hours(usual, brand_id, since, until)
    _keep(habit, usual, until)
    return many


def learn_anew(*, brand_id: int, now: datetime) -> None:
    """Learn the last sixty days anew (an archive may have come in), and set the bar by them.

    Nobody waits for it: the habit is only locked to write down what was learned.
    """
    until = (now - _LAG).replace(minute=0, second=0, microsecond=0)
    since = _began(brand_id, now - PAST)
    if since is None or since >= until:
        return
    usual = Usual()
    _learn_hours(usual, brand_id, since, until)
    budget = Habit.objects.filter(pk=brand_id).values_list("budget", flat=True).first() or 1.0
    newest = _without_trouble(brand_id, _newest(brand_id, since, until))
    bar = set_bar(newest, clock_of(brand_id), budget=budget)
    with transaction.atomic():
        habit = habit_of(brand_id)
        _keep(habit, usual, until)
        # A storm of so many messages in a day or two sets no bar; the one from before it holds.
        if bar.weeks or not habit.bar_weeks:
            facts = {"bar": bar.score, "bar_weeks": bar.weeks, "bar_alarms": bar.alarms}
            Habit.objects.filter(pk=brand_id).update(**facts, bar_set_at=now)


def _began(brand_id: int, since: datetime) -> datetime | None:
    """The hour in which the past begins."""
    own = Sighting.objects.filter(brand_id=brand_id, at__gte=since)
    at = own.order_by("at").values_list("at", flat=True).first()
    return at.replace(minute=0, second=0, microsecond=0) if at else None


def _newest(brand_id: int, since: datetime, until: datetime) -> list[Event]:
    """The newest messages, in the order of their times."""
    rows = Sighting.objects.filter(brand_id=brand_id, at__gte=since, at__lt=until)
    newest = rows.order_by("-at", "-pk").values_list("at", "person_id", "terms", "message_id")
    events = [
        Event(at.timestamp(), who, tuple(terms), message)
        for at, who, terms, message in newest[:_MOST].iterator()
    ]
    return events[::-1]


def _learn_hours(usual: Usual, brand_id: int, since: datetime, until: datetime) -> int:
    """Learn each hour from one moment to another, the quiet ones too, and hold one at a time; how many."""
    slot_of, many = clock_of(brand_id), 0
    while since + _HOUR <= until:
        own = Sighting.objects.filter(brand_id=brand_id, at__gte=since, at__lt=since + _HOUR)
        messages = list(own.values_list("terms", flat=True))
        usual.learn_hour(slot_of(since.timestamp()), messages)
        many, since = many + len(messages), since + _HOUR
    return many


def _keep(habit: Habit, usual: Usual, until: datetime) -> None:
    facts = kept(usual)
    Habit.objects.filter(pk=habit.pk).update(learned_until=until, **facts)


def _without_trouble(brand_id: int, events: list[Event]) -> list[Event]:
    """What was trouble indeed was no false alarm."""
    real = Spike.objects.filter(brand_id=brand_id, state=SpikeState.INCIDENT)
    theirs = {pk for ids in real.values_list("message_ids", flat=True) for pk in ids}
    return [event for event in events if event.message not in theirs]
