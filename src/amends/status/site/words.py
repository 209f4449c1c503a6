"""A snapshot in the words of one language: what the templates show."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from amends.status.models import Component, Maintenance, StatusEvent
from amends.status.queries.snapshot import Snapshot
from amends.status.rules import moments
from amends.status.rules.sayings import SAYINGS, Sayings
from amends.status.rules.states import ComponentState
from amends.status.rules.tongues import LANGUAGES, in_language
from amends.status.rules.uptime import Record

#: One bar of the 90, in the units of their picture.
_STEP, _BAR = 5.0, 3.5


@dataclass(frozen=True)
class Words:
    """One language of a page. ``suffix`` stands in the names of its files: ``.de``, nothing for the first."""

    shot: Snapshot
    language: str

    @property
    def say(self) -> Sayings:
        return SAYINGS[self.language]

    @property
    def suffix(self) -> str:
        return suffix_of(self.language, self.shot.page.language)

    @property
    def languages(self) -> list[tuple[str, str, str]]:
        """Each language of the page: its code, its name, the suffix of its files."""
        page = self.shot.page
        return [(each, LANGUAGES[each], suffix_of(each, page.language)) for each in page.languages]

    def of(self, words: Mapping[str, str], default: str = "") -> str:
        """The brand's own words in this language, or in another."""
        return in_language(words, self.language, self.shot.page.language, default)

    def name(self, component: Component) -> str:
        """What a component is called."""
        return self.of(component.names, component.name)

    @property
    def about(self) -> str:
        return self.of(self.shot.page.about)

    @property
    def overall(self) -> str:
        return self.say.overall[self.shot.overall]

    def moment(self, at: datetime) -> str:
        """A moment in the page's zone."""
        local, today = at.astimezone(self.shot.zone), self.shot.now.astimezone(self.shot.zone)
        return moments.moment_words(local, self.language, today.date())

    @property
    def updated(self) -> str:
        return self.say.updated.format(at=self.moment(self.shot.now))

    @property
    def taken_from_sight(self) -> str:
        """How many comments of others the brand hid or deleted; nothing where it does not say so."""
        counts = self.shot.taken_from_sight
        return "" if counts is None else self.say.taken_from_sight.format(n=sum(counts.values()))

    @property
    def times(self) -> str:
        return self.say.times.format(zone=self.shot.zone.key)

    # ---------------------------------------------------------------------------- what happened

    @cached_property
    def events(self) -> list[dict[str, Any]]:
        """Every trouble, newest first."""
        return [self.event(each) for each in self.shot.events]

    @property
    def open_events(self) -> list[dict[str, Any]]:
        return [self.event(each) for each in self.shot.open_events]

    @property
    def late_events(self) -> list[dict[str, Any]]:
        return [self.event(each) for each in self.shot.late_events]

    def event(self, event: StatusEvent) -> dict[str, Any]:
        """A trouble in words."""
        concerned: Sequence[Any] = event.concerned  # type: ignore[attr-defined]
        states = [ComponentState(each.state) for each in concerned]
        return {
            "key": event.key,
            "title": self.of(event.titles, event.title),
            "state": event.state,
            "state_words": self.say.event[event.state],
            "look": _look(event, states),
            "started": event.started_at,
            "started_words": self.moment(event.started_at),
            "ended": event.ended_at,
            "when": self._when(event),
            "concerned": ", ".join(self._names(each.component_id for each in concerned)),
            "promise": self._promise(event),
            "is_late": bool(event.next_update_at and event.next_update_at < self.shot.now),
            "wrote": self._wrote(event),
            "updates": [self._update(each) for each in event.said],  # type: ignore[attr-defined]
            "page": f"incident-{event.key}{self.suffix}.html",
        }

    def _update(self, update: Any) -> dict[str, Any]:
        corrected = update.corrected_at
        return {
            "id": update.pk,
            "state": update.state,
            "state_words": self.say.event[update.state],
            "text": self.of(update.words),
            "at": update.at,
            "at_words": self.moment(update.at),
            "corrected": self.say.corrected.format(at=self.moment(corrected)) if corrected else "",
            "changed": corrected or update.at,
        }

    def _when(self, event: StatusEvent) -> str:
        if event.ended_at is None:
            return self.say.since.format(at=self.moment(event.started_at))
        lasted = moments.length_words(event.ended_at - event.started_at, self.say)
        return f"{self.moment(event.started_at)} · {self.say.lasted.format(time=lasted)}"

    def _promise(self, event: StatusEvent) -> str:
        if event.next_update_at is None:
            return ""
        is_late = event.next_update_at < self.shot.now
        words = self.say.next_update_late if is_late else self.say.next_update
        return words.format(at=self.moment(event.next_update_at))

    def _wrote(self, event: StatusEvent) -> str:
        if not self.shot.page.shows_counts or not event.affected:
            return ""
        return counted(self.say.wrote, event.affected)

    def _names(self, ids: Iterable[int]) -> list[str]:
        known = self.shot.names
        return [self.name(known[each]) for each in ids if each in known]

    # ----------------------------------------------------------------------------- what is planned

    @property
    def coming(self) -> list[dict[str, Any]]:
        return [self.maintenance(each) for each in self.shot.coming]

    def maintenance(self, work: Maintenance) -> dict[str, Any]:
        """A maintenance in words."""
        return {
            "key": work.key,
            "title": self.of(work.titles, work.title),
            "text": self.of(work.words),
            "state": work.state,
            "state_words": self.say.maintenance[work.state],
            "look": "maintenance",
            "starts": work.starts_at,
            "ends": work.ends_at,
            "when": self._between(work.starts_at, work.ends_at),
            "concerned": ", ".join(self._names(work.component_ids)),
            "changed": work.changed_at,
            "made": work.made_at,
            "sequence": work.sequence,
            "page": f"maintenance-{work.key}{self.suffix}.html",
        }

    def _between(self, starts: datetime, ends: datetime) -> str:
        begin, end = starts.astimezone(self.shot.zone), ends.astimezone(self.shot.zone)
        is_same_day = begin.date() == end.date()
        return f"{self.moment(starts)} – {f'{end:%H:%M}' if is_same_day else self.moment(ends)}"

    # ----------------------------------------------------------------------------- its components

    @property
    def groups(self) -> list[tuple[str, list[dict[str, Any]]]]:
        """The components under their groups, both in the page's order."""
        found: dict[str, list[dict[str, Any]]] = {}
        for each in self.shot.components:
            found.setdefault(each.group, []).append(self.component(each))
        return list(found.items())

    def component(self, component: Component) -> dict[str, Any]:
        """A component with its 90 days."""
        kept = self.shot.records[component.pk]
        return {
            "id": component.pk,
            "name": self.name(component),
            "about": component.about,
            "state": component.state,
            "state_words": self.say.component[component.state],
            "bars": self._bars(kept),
            "known": self._known(kept),
            "record": self._record(kept),
        }

    def _record(self, kept: Record) -> str:
        if kept.share is None:
            return self.say.no_record
        share = moments.share_words(kept.share, self.language)
        told = self.say.up_share.format(share=share)
        return (
            f"{told} · {counted(self.say.troubled_days, kept.troubled)}" if kept.troubled else told
        )

    def _known(self, kept: Record) -> dict[str, str]:
        """Where the watched days begin, and how wide they are together."""
        unknown = sum(not day.is_known for day in kept.days)
        wide = (len(kept.days) - unknown) * _STEP
        return {
            "x": f"{unknown * _STEP:g}",
            "unknown": f"{unknown * _STEP:g}",
            "width": f"{wide:g}",
        }

    def _bars(self, kept: Record) -> list[dict[str, str]]:
        """Only the days on which something was: all others are one pattern."""
        today = kept.days[-1].day
        return [
            {
                "x": f"{at * _STEP:g}",
                "width": f"{_BAR:g}",
                "state": day.state,
                "title": f"{moments.day_words(day.day, self.language, today)}: "
                f"{self.say.component[day.state]}",
            }
            for at, day in enumerate(kept.days)
            if day.state is not ComponentState.OPERATIONAL
        ]


def suffix_of(language: str, main: str) -> str:
    """What stands in the names of a language's files."""
    return "" if language == main else f".{language}"


def counted(words: tuple[str, str], count: int) -> str:
    """``1 day``, ``2 days``."""
    return words[count != 1].format(n=count)


def _look(event: StatusEvent, states: Sequence[ComponentState]) -> str:
    """Which colour a trouble has."""
    if event.ended_at is not None:
        return "resolved"
    if event.state == "watching":
        return "watching"
    return "major" if ComponentState.MAJOR in states else "partial"
