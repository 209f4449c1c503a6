from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from amends.staff.rules import system
from amends.status.actions import keep, maintain
from amends.status.actions.announce import Word, announce, correct
from amends.status.actions.export import export, stale_pages, tidy
from amends.status.actions.maintain import Plan
from amends.status.models import Component, StatusEvent, StatusPage
from amends.status.rules.states import ComponentState, EventState
from cast import NOON, Cast

Say = Callable[..., Word]
MINUTE = timedelta(minutes=1)
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def trouble(cast: Cast, page: StatusPage, checkout: Component, word: Say) -> StatusEvent:
    told = word(components={checkout.pk: ComponentState.PARTIAL}, next_update_at=NOON + MINUTE)
    by = system(cast.brand.pk)
    return announce(by=by, brand=cast.brand, reference="i:1", word=told, now=NOON).event


def _exported(page: StatusPage, folder: Path, now: datetime = NOON) -> Path:
    export(page_id=page.pk, folder=folder, now=now)
    return folder / "northpost"


def test_every_language_has_its_files_and_its_words(
    page: StatusPage, trouble: StatusEvent, tmp_path: Path
) -> None:
    folder = _exported(page, tmp_path)
    english, german = ((folder / name).read_text() for name in ("index.html", "index.de.html"))
    assert "Some things are not working" in english
    assert "Manches funktioniert nicht" in german
    assert "Kasse" in german
    assert "Zahlungen scheitern" in (folder / f"incident-{trouble.key}.de.html").read_text()


def test_customers_words_are_never_markup(
    page: StatusPage, trouble: StatusEvent, tmp_path: Path
) -> None:
    folder = _exported(page, tmp_path)
    shown = (folder / "index.html").read_text()
    assert "Some payments &lt;b&gt;fail&lt;/b&gt; &amp; orders are kept." in shown


def test_no_link_leads_nowhere(page: StatusPage, trouble: StatusEvent, tmp_path: Path) -> None:
    folder = _exported(page, tmp_path)
    for file in folder.glob("*.html"):
        for link in re.findall(r'(?:href|src|action)="([^"#:]+)(?:#[^"]*)?"', file.read_text()):
            assert link == "subscribe/" or (folder / link).is_file(), (file.name, link)


def test_pages_need_no_script_and_no_style_of_their_own(
    page: StatusPage, trouble: StatusEvent, tmp_path: Path
) -> None:
    for file in _exported(page, tmp_path).glob("*.html"):
        assert not re.search(r"<script|<style| style=| on[a-z]+=", file.read_text()), file.name


def test_the_page_is_small_with_many_components_and_a_year_of_trouble(
    cast: Cast, page: StatusPage, word: Say, tmp_path: Path
) -> None:
    by = cast.actor(cast.bo)
    parts = [
        keep.add_component(by=by, page=page, form=keep.ComponentForm(f"Part {number}"), now=NOON)
        for number in range(20)
    ]
    for day in range(40):
        at, states = NOON + timedelta(days=day), {}
        states[parts[day % 20].pk] = ComponentState.MAJOR
        announce(
            by=by, brand=cast.brand, reference=f"i:{day}", word=word(components=states), now=at
        )
        over = word("update:2", state=EventState.RESOLVED)
        announce(by=by, brand=cast.brand, reference=f"i:{day}", word=over, now=at + MINUTE)
    folder = _exported(page, tmp_path, NOON + timedelta(days=40))
    files = ("index.html", "status.css", "mark.svg")
    assert sum((folder / name).stat().st_size for name in files) < 60_000


def test_the_feeds_are_what_their_standards_say(
    page: StatusPage, trouble: StatusEvent, tmp_path: Path
) -> None:
    folder = _exported(page, tmp_path)
    atom = ET.parse(folder / "feed.de.atom").getroot()  # noqa: S314 - our own
    assert atom.tag == f"{ATOM}feed"
    assert all(atom.find(f"{ATOM}{each}") is not None for each in ("id", "title", "updated"))
    entry = atom.find(f"{ATOM}entry")
    assert entry is not None
    assert entry.findtext(f"{ATOM}title") == "Zahlungen scheitern: Wird untersucht"
    assert datetime.fromisoformat(entry.findtext(f"{ATOM}updated", "")) == NOON
    selfs = [each.get("href") for each in atom.findall(f"{ATOM}link") if each.get("rel") == "self"]
    assert selfs == ["http://testserver/status/northpost/feed.de.atom"]
    channel = ET.parse(folder / "feed.rss").getroot().find("channel")  # noqa: S314 - our own
    assert channel is not None
    assert all(channel.findtext(each) for each in ("title", "link", "description"))
    item = channel.find("item")
    assert item is not None
    assert parsedate_to_datetime(item.findtext("pubDate", "")) == NOON
    assert item.find("guid").get("isPermaLink") == "false"  # type: ignore[union-attr]
    feed = json.loads((folder / "feed.json").read_bytes())
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["items"][0]["content_text"] == "Some payments <b>fail</b> & orders are kept."


def test_the_summary_says_how_everything_does(
    page: StatusPage, checkout: Component, trouble: StatusEvent, tmp_path: Path
) -> None:
    told = json.loads((_exported(page, tmp_path) / "summary.json").read_bytes())
    assert told["status"]["indicator"] == "partial"
    assert told["components"][0] | {"uptime_90_days": None} == {
        "id": checkout.pk,
        "name": "Checkout",
        "group": None,
        "state": "partial",
        "since": "2026-11-21T12:00:00Z",
        "uptime_90_days": None,
    }
    assert told["incidents"][0]["id"] == trouble.key


def test_calendars_take_maintenance(
    cast: Cast, page: StatusPage, checkout: Component, tmp_path: Path
) -> None:
    by, begins = cast.actor(cast.bo), NOON + timedelta(days=2)
    what = Plan(
        "New servers; faster, too",
        {"en": "Checkout is away.\n" + "Very long. " * 20},
        begins,
        begins + timedelta(hours=1),
        [checkout.pk],
    )
    work = maintain.plan(by=by, page=page, what=what, now=NOON)
    maintain.cancel(by=by, work=work, now=NOON)
    raw = (_exported(page, tmp_path) / "maintenance.ics").read_bytes()
    assert all(len(line) <= 75 for line in raw.split(b"\r\n"))
    assert b"\n" not in raw.replace(b"\r\n", b"")
    lines = raw.replace(b"\r\n ", b"").decode().split("\r\n")
    for wanted in (
        "BEGIN:VCALENDAR",
        f"UID:maintenance-{work.key}@testserver",
        "DTSTART:20261123T120000Z",
        "DTEND:20261123T130000Z",
        "SUMMARY:New servers\\; faster\\, too",
        "STATUS:CANCELLED",
        "SEQUENCE:1",
        "END:VCALENDAR",
    ):
        assert wanted in lines


def test_a_promise_that_passed_is_said_with_no_change(
    page: StatusPage, trouble: StatusEvent, tmp_path: Path
) -> None:
    _exported(page, tmp_path)
    folder = _exported(page, tmp_path, NOON + 2 * MINUTE)
    assert "It is late, and we are sorry." in (folder / "index.html").read_text()


def test_only_what_changed_is_written_and_a_correction_is(
    cast: Cast, page: StatusPage, trouble: StatusEvent, word: Say, tmp_path: Path
) -> None:
    by = cast.actor(cast.bo)
    over = word("update:2", state=EventState.RESOLVED)
    said = announce(by=by, brand=cast.brand, reference="i:1", word=over, now=NOON)
    folder = _exported(page, tmp_path)
    assert export(page_id=page.pk, folder=tmp_path, now=NOON) == 0
    correct(by=by, update=said, words={"en": "All is well."}, now=NOON + MINUTE)
    _exported(page, tmp_path, NOON + MINUTE)
    shown = (folder / f"incident-{trouble.key}.html").read_text()
    assert "All is well." in shown
    assert "Corrected" in shown


def test_a_page_that_is_taken_down_or_renamed_leaves_nothing(
    cast: Cast, page: StatusPage, trouble: StatusEvent, tmp_path: Path
) -> None:
    by, folder = cast.actor(cast.bo), _exported(page, tmp_path)
    form = keep.PageForm(title="Northpost status", slug="north")
    keep.change(by=by, page=page, form=form, now=NOON)
    export(page_id=page.pk, folder=tmp_path, now=NOON)
    tidy(folder=tmp_path)
    assert not folder.exists()
    assert (tmp_path / "north" / "index.html").is_file()
    keep.make_public(by=by, page=page, is_public=False, now=NOON)
    export(page_id=page.pk, folder=tmp_path, now=NOON)
    assert not (tmp_path / "north").exists()


def test_the_folder_is_made_anew_after_a_change_and_every_few_minutes(
    cast: Cast, page: StatusPage, tmp_path: Path
) -> None:
    assert stale_pages(NOON) == [page.pk]
    _exported(page, tmp_path)
    assert stale_pages(NOON + MINUTE) == []
    assert stale_pages(NOON + 6 * MINUTE) == [page.pk]
    keep.change(by=cast.actor(cast.bo), page=page, form=keep.PageForm("New", "northpost"), now=NOON)
    assert stale_pages(NOON + MINUTE) == [page.pk]


def test_months_reach_back_to_the_first(
    cast: Cast, page: StatusPage, word: Say, tmp_path: Path
) -> None:
    began = datetime(2026, 9, 30, 23, 0, tzinfo=UTC)
    told = word(started_at=began)
    announce(by=cast.actor(cast.bo), brand=cast.brand, reference="i:1", word=told, now=NOON)
    folder = _exported(page, tmp_path)
    months = sorted(each.name for each in folder.glob("history-*.html") if ".de." not in each.name)
    assert months == ["history-2026-09.html", "history-2026-10.html", "history-2026-11.html"]
    assert "Payments fail" in (folder / "history-2026-09.html").read_text()
