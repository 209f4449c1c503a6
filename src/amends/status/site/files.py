"""Which files a page is made of, and what is in each of them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

import orjson
from django.template.loader import render_to_string

from amends.refusals import NotFound
from amends.status.models import Maintenance, StatusEvent
from amends.status.queries.pages import address_of
from amends.status.queries.snapshot import Snapshot
from amends.status.rules import moments
from amends.status.rules.colours import DARK_PAPER, LIGHT_PAPER, readable
from amends.status.site import feeds
from amends.status.site.words import Words

#: Goes up when files that do not change by themselves must be written anew.
LOOK = 1


@dataclass(frozen=True, slots=True)
class File:
    """A file of the page. ``stamp`` is the same for as long as its content is; empty: it never is."""

    path: str
    make: Callable[[], bytes]
    stamp: str = ""


class Site:
    """A snapshot as files."""

    def __init__(self, shot: Snapshot) -> None:
        self.shot = shot
        self._words = [Words(shot, language) for language in shot.page.languages]

    @cached_property
    def files(self) -> Mapping[str, File]:
        """Every file, by its path in the folder."""
        found = [*self._shared(), *(each for words in self._words for each in self._of(words))]
        return {each.path: each for each in found}

    def file(self, path: str) -> bytes:
        """The content of one file. Raises NotFound."""
        found = self.files.get(path)
        if found is None:
            raise NotFound(file=path)
        return found.make()

    def message(self, language: str, **facts: Any) -> bytes:
        """An answer to a form: ``title``, ``lead``, ``at`` (the way up to the folder), and what it needs."""
        return self._html("message", self._in(language), "index", **facts)

    def form(self, language: str, **facts: Any) -> bytes:
        """The form once more, with what was wrong."""
        return self._html("subscribe", self._in(language), "subscribe", **facts)

    def _in(self, language: str) -> Words:
        known = {words.language: words for words in self._words}
        return known.get(language, self._words[0])

    def _shared(self) -> Iterator[File]:
        first = self._words[0]
        yield File("status.css", self._style, self._look)
        yield File("notice.js", lambda: _text("notice.js", {}), self._look)
        yield File("mark.svg", lambda: _text("mark.svg", {"page": self.shot.page}), self._look)
        yield File("summary.json", lambda: feeds.summary(first))
        yield File("site.json", self._self)

    def _of(self, words: Words) -> Iterator[File]:
        """The files of one language."""
        end = words.suffix
        yield File(f"index{end}.html", lambda: self._html("index", words, "index"))
        yield File(f"subscribe{end}.html", lambda: self._html("subscribe", words, "subscribe"))
        yield File(f"notice{end}.html", lambda: self._html("notice", words, "index"))
        for name in ("later", "missing"):
            yield File(f"{name}{end}.html", self._message(words, name), self._look)
        yield File(f"feed{end}.rss", lambda: feeds.rss(words))
        yield File(f"feed{end}.atom", lambda: feeds.atom(words))
        yield File(f"feed{end}.json", lambda: feeds.json_feed(words))
        yield File(f"maintenance{end}.ics", lambda: feeds.calendar(words))
        yield from self._months(words)
        for event in self.shot.events:
            yield self._event(words, event)
        for work in self.shot.maintenances:
            yield self._maintenance(words, work)

    # ------------------------------------------------------------------------------- one of each

    def _html(self, template: str, words: Words, here: str, **more: Any) -> bytes:
        facts = {"w": words, "say": words.say, "page": self.shot.page, "here": here}
        facts |= {"base": address_of(self.shot.page), "at": "", **more}
        return _text(f"{template}.html", facts)

    def _message(self, words: Words, name: str) -> Callable[[], bytes]:
        say = words.say
        titles = {
            "later": (say.later_title, say.later_lead),
            "missing": (say.not_here, say.not_here_lead),
        }
        title, lead = titles[name]
        return lambda: self._html("message", words, "index", title=title, lead=lead)

    def _event(self, words: Words, event: StatusEvent) -> File:
        def make() -> bytes:
            told = words.event(event)
            return self._html("one", words, f"incident-{event.key}", it=told, title=told["title"])

        # An open one says how late its next word is, which needs no change.
        stamp = f"{self._look}:{event.changed_at.isoformat()}" if event.ended_at else ""
        return File(f"incident-{event.key}{words.suffix}.html", make, stamp)

    def _maintenance(self, words: Words, work: Maintenance) -> File:
        def make() -> bytes:
            told = words.maintenance(work)
            here = f"maintenance-{work.key}"
            return self._html("one", words, here, it=told, title=told["title"])

        stamp = f"{self._look}:{work.changed_at.isoformat()}"
        return File(f"maintenance-{work.key}{words.suffix}.html", make, stamp)

    def _months(self, words: Words) -> Iterator[File]:
        """A page for each month since the first, newest first; the newest is ``history.html`` too."""
        months = self._known_months
        for at, month in enumerate(months):
            later = months[at - 1] if at else None
            earlier = months[at + 1] if at + 1 < len(months) else None
            make = self._month(words, month, earlier, later)
            stamp = self._month_stamp(month, earlier, later)
            yield File(f"{_month_page(month)}{words.suffix}.html", make, stamp)
            if at == 0:
                yield File(f"history{words.suffix}.html", make)

    def _month(
        self, words: Words, month: date, earlier: date | None, later: date | None
    ) -> Callable[[], bytes]:
        events, works = self._inside(month)

        def make() -> bytes:
            return self._html(
                "history",
                words,
                _month_page(month),
                month=moments.month_words(month, words.language),
                events=[words.event(each) for each in events],
                works=[words.maintenance(each) for each in works],
                earlier=_month_page(earlier) if earlier else "",
                later=_month_page(later) if later else "",
            )

        return make

    def _month_stamp(self, month: date, earlier: date | None, later: date | None) -> str:
        """Past months stay as they are for as long as nothing in them is open or put right."""
        events, works = self._inside(month)
        if later is None or any(each.ended_at is None for each in events):
            return ""
        told: list[object] = [earlier, later]
        told += [(each.key, each.changed_at) for each in events]
        told += [(each.key, each.changed_at) for each in works]
        return f"{self._look}:{hashlib.sha256(repr(told).encode()).hexdigest()[:16]}"

    def _inside(self, month: date) -> tuple[list[StatusEvent], list[Maintenance]]:
        """What began in a month."""
        return self._by_month[0].get(month, []), self._by_month[1].get(month, [])

    @cached_property
    def _by_month(
        self,
    ) -> tuple[Mapping[date, list[StatusEvent]], Mapping[date, list[Maintenance]]]:
        events: dict[date, list[StatusEvent]] = {}
        works: dict[date, list[Maintenance]] = {}
        for event in self.shot.events:
            month = _month_of(event.started_at.astimezone(self.shot.zone))
            events.setdefault(month, []).append(event)
        for work in self.shot.maintenances:
            works.setdefault(_month_of(work.starts_at.astimezone(self.shot.zone)), []).append(work)
        return events, works

    @cached_property
    def _known_months(self) -> list[date]:
        zone, page = self.shot.zone, self.shot.page
        begun = [each.started_at for each in self.shot.events]
        begun += [each.starts_at for each in self.shot.maintenances]
        first = _month_of(min([page.made_at, *begun]).astimezone(zone))
        last = _month_of(max([self.shot.now, *begun]).astimezone(zone))
        months = []
        while last >= first:
            months.append(last)
            last = date(last.year - (last.month == 1), (last.month - 2) % 12 + 1, 1)
        return months

    # ------------------------------------------------------------------------------ what all share

    def _style(self) -> bytes:
        colour = self.shot.page.colour
        facts = {
            "light": readable(colour, LIGHT_PAPER),
            "dark": readable(colour, DARK_PAPER),
        }
        return _text("status.css", facts)

    def _self(self) -> bytes:
        """What a server must know of the folder."""
        page = self.shot.page
        return orjson.dumps({"domain": page.domain, "languages": list(page.languages)})

    @cached_property
    def _look(self) -> str:
        """Stands for everything that every file shows: the page's own words and its components' names."""
        page = self.shot.page
        told = [
            *(LOOK, page.title, page.slug, page.domain, page.about, page.mark, page.colour),
            *(page.home_url, page.help_url, page.languages, page.shows_counts, self.shot.zone.key),
            self.shot.taken_from_sight,
            *((each.pk, each.name, each.names) for each in self.shot.names.values()),
        ]
        return hashlib.sha256(repr(told).encode()).hexdigest()[:16]


def _text(template: str, facts: Mapping[str, Any]) -> bytes:
    return render_to_string(f"status/{template}", dict(facts)).encode()


def _month_of(at: datetime) -> date:
    return date(at.year, at.month, 1)


def _month_page(month: date) -> str:
    return f"history-{month:%Y-%m}"
