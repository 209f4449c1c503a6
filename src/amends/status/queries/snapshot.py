"""Everything that a page shows, read at once: from here on nothing asks the database."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

from django.db.models import Prefetch, Q

from amends.outbox.queries import hidden_counts
from amends.status.models import (
    Component,
    ComponentSpell,
    EventComponent,
    Maintenance,
    StatusEvent,
    StatusPage,
    StatusUpdate,
)
from amends.status.rules.states import ComponentState, MaintenanceState, Overall, overall
from amends.status.rules.uptime import DAYS, Record, Spell, record

_LATELY = timedelta(days=14)
_YEAR = timedelta(days=365)


@dataclass(frozen=True)
class Snapshot:
    """A page with all that it tells, at a moment. Events and maintenance come newest first."""

    page: StatusPage
    zone: ZoneInfo
    now: datetime
    components: Sequence[Component]
    #: By component: how it did on the last 90 days.
    records: Mapping[int, Record]
    #: With ``said`` (updates, newest first) and ``concerned`` (its components).
    events: Sequence[StatusEvent]
    maintenances: Sequence[Maintenance]
    #: How many comments of others were taken from sight in a year, by class; None: the page says nothing.
    taken_from_sight: Mapping[str, int] | None = None

    @cached_property
    def names(self) -> Mapping[int, Component]:
        """Every component that the page ever had, by id."""
        return {each.pk: each for each in Component.objects.filter(page=self.page)}

    @property
    def open_events(self) -> list[StatusEvent]:
        """What is wrong now."""
        return [event for event in self.events if event.ended_at is None]

    @property
    def late_events(self) -> list[StatusEvent]:
        """What was over within the last two weeks."""
        since = self.now - _LATELY
        return [event for event in self.events if event.ended_at and event.ended_at > since]

    @property
    def coming(self) -> list[Maintenance]:
        """Maintenance that is planned or going on, the nearest first."""
        ahead = {MaintenanceState.PLANNED, MaintenanceState.RUNNING}
        found = [each for each in self.maintenances if each.state in ahead]
        return sorted(found, key=lambda each: (each.starts_at, each.pk))

    @property
    def overall(self) -> Overall:
        """The sentence at the head of the page."""
        states = [ComponentState(each.state) for each in self.components]
        return overall(states, is_troubled=bool(self.open_events))


def snapshot(page: StatusPage, now: datetime) -> Snapshot:
    """The page as it is; ``page`` comes with its brand."""
    shown = Component.objects.filter(page=page, archived_at=None).order_by("position", "pk")
    components, zone = list(shown), ZoneInfo(page.brand.time_zone)
    return Snapshot(
        page=page,
        zone=zone,
        now=now,
        components=components,
        records=_records(components, zone, now),
        events=_events(page),
        taken_from_sight=_taken_from_sight(page, now),
        maintenances=list(Maintenance.objects.filter(page=page).order_by("-starts_at", "-pk")),
    )


def _taken_from_sight(page: StatusPage, now: datetime) -> dict[str, int] | None:
    return hidden_counts(page.brand_id, now - _YEAR) if page.shows_moderation else None


def _records(components: Sequence[Component], zone: ZoneInfo, now: datetime) -> dict[int, Record]:
    since = now - timedelta(days=DAYS + 1)
    lasting = Q(ended_at=None) | Q(ended_at__gt=since)
    spells: defaultdict[int, list[Spell]] = defaultdict(list)
    for each in ComponentSpell.objects.filter(lasting, component__in=components):
        told = Spell(ComponentState(each.state), each.began_at, each.ended_at)
        spells[each.component_id].append(told)
    return {
        each.pk: record(spells[each.pk], since=each.made_at, now=now, zone=zone)
        for each in components
    }


def _events(page: StatusPage) -> list[StatusEvent]:
    updates = StatusUpdate.objects.order_by("-at", "-pk")
    concerned = EventComponent.objects.order_by("component__position", "pk")
    found = StatusEvent.objects.filter(page=page).prefetch_related(
        Prefetch("updates", updates, to_attr="said"),
        Prefetch("components", concerned, to_attr="concerned"),
    )
    return list(found.order_by("-started_at", "-pk"))
