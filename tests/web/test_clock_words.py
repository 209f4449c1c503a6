"""What the clocks say: left, late, due, closed; and why a case is first."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils import timezone

from amends.inbox.models import Case
from amends.inbox.rules.clocks import Promised
from amends.refusals import Invalid
from amends.staff.models import Shift
from amends.staff.rules.hours import Hours, due, hours_in
from amends.web import clocks, pieces, promise_words
from amends.web.clocks import face
from amends.web.words import Urgency
from cast import Matter

BERLIN = ZoneInfo("Europe/Berlin")
OFFICE = hours_in("Europe/Berlin", dict.fromkeys(range(5), ((540, 1080),)))
ALWAYS = hours_in("Europe/Berlin")


def berlin(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=BERLIN)


#: Asked, promised minutes, looked at, hours; 2026-11-18 is a Wednesday, the 20th a Friday.
FACES = [
    ("2026-11-18 10:00", 60, "2026-11-18 10:10", OFFICE, "50 min", Urgency.OK),
    ("2026-11-18 10:00", 60, "2026-11-18 10:50", OFFICE, "10 min left", Urgency.SOON),
    ("2026-11-18 10:00", 60, "2026-11-18 10:54", OFFICE, "6 min left", Urgency.SOON),
    ("2026-11-18 10:00", 60, "2026-11-18 10:59:30", OFFICE, "due now", Urgency.SOON),
    ("2026-11-18 10:00", 60, "2026-11-18 11:00:30", OFFICE, "due now", Urgency.LATE),
    ("2026-11-18 10:00", 60, "2026-11-18 11:04", OFFICE, "4 min late", Urgency.LATE),
    ("2026-11-18 10:00", 60, "2026-11-18 14:30", OFFICE, "3 h 30 late", Urgency.LATE),
    ("2026-11-18 10:00", 240, "2026-11-18 11:20", OFFICE, "2 h 40", Urgency.OK),
    ("2026-11-18 17:30", 60, "2026-11-18 17:40", OFFICE, "due tomorrow 09:30", Urgency.OK),
    ("2026-11-18 17:30", 60, "2026-11-18 22:00", OFFICE, "due tomorrow 09:30", Urgency.OK),
    ("2026-11-18 17:30", 60, "2026-11-19 08:00", OFFICE, "due 09:30", Urgency.OK),
    ("2026-11-18 17:30", 60, "2026-11-19 09:20", OFFICE, "10 min left", Urgency.SOON),
    ("2026-11-20 17:30", 60, "2026-11-20 18:30", OFFICE, "due Mon 09:30", Urgency.OK),
    # What was an hour late on Friday evening is no later on Sunday.
    ("2026-11-20 16:00", 60, "2026-11-22 12:00", OFFICE, "1 h late", Urgency.LATE),
    ("2026-11-16 10:00", 60, "2026-11-20 12:00", OFFICE, "late since Mon 11:00", Urgency.LATE),
    ("2026-11-18 22:30", 180, "2026-11-18 23:00", ALWAYS, "2 h 30", Urgency.OK),
    ("2026-11-18 10:00", 2880, "2026-11-18 11:00", ALWAYS, "due Fri 10:00", Urgency.OK),
]


@pytest.mark.parametrize(("since", "minutes", "now", "hours", "said", "urgency"), FACES)
def test_a_clock_says_what_is_left(  # noqa: PLR0917 - a row of the table
    since: str, minutes: int, now: str, hours: Hours, said: str, urgency: Urgency
) -> None:
    due_at = due(berlin(since), minutes, hours)
    assert due_at is not None
    with timezone.override(BERLIN):
        shown = face(due_at, berlin(since), berlin(now), hours)
    assert (shown.said, shown.urgency) == (said, urgency)
    assert shown.total == timedelta(minutes=minutes)


def test_the_ring_shrinks_with_the_promise_and_is_full_when_it_is_broken() -> None:
    since = berlin("2026-11-18 10:00")
    shares = [
        face(since + timedelta(hours=1), since, since + timedelta(minutes=at), OFFICE).share
        for at in (0, 15, 30, 59, 61)
    ]
    assert shares == [100, 75, 50, 4, 100]


def test_a_clock_runs_until_closing_and_not_while_closed() -> None:
    since = berlin("2026-11-18 17:30")
    due_at = due(since, 60, OFFICE)
    assert due_at is not None
    assert face(due_at, since, berlin("2026-11-18 17:40"), OFFICE).runs == timedelta(minutes=20)
    assert face(due_at, since, berlin("2026-11-18 19:00"), OFFICE).runs == timedelta()
    assert face(due_at, since, since, ALWAYS).runs is None


def test_the_piece_carries_what_the_browser_needs() -> None:
    since = berlin("2026-11-18 17:00")
    html = pieces.clock(since + timedelta(hours=1), since, since, OFFICE)
    assert 'data-left="3600" data-total="3600" data-runs="3600" data-counted' in html
    assert "for 2 h" in pieces.clock(None, since, since + timedelta(hours=2), OFFICE)
    assert clocks.late_words(since, since + timedelta(minutes=5), OFFICE) == "5 min late"


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        *(("45 min", 45), ("45", 45), ("4 h", 240), ("4h", 240), ("1 h 30", 90)),
        *(("1:30", 90), ("1 h 30 min", 90), ("", None), ("  ", None), ("2 hours", 120)),
    ],
)
def test_a_span_is_read_as_people_write_it(text: str, minutes: int | None) -> None:
    assert promise_words.minutes_in(text, "first") == minutes


@pytest.mark.parametrize("text", ["soon", "-5", "1.5 h", "٣ h", "4 d", "99999999"])
def test_a_span_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(Invalid):
        promise_words.minutes_in(text, "first")


@pytest.mark.parametrize("minutes", [1, 45, 60, 90, 240, 1440, 2910])
def test_a_span_comes_back_as_it_was_said(minutes: int) -> None:
    assert promise_words.minutes_in(promise_words.span(minutes), "first") == minutes


def test_a_promise_in_a_few_words() -> None:
    assert promise_words.told(Promised(None, None)) == "No promise"
    assert promise_words.told(Promised(60, None)) == "First answer: 1 h · next: no promise"


@pytest.mark.django_db
class TestOnThePage:
    @pytest.fixture(autouse=True)
    def _waits(self, matter: Matter) -> None:
        now = timezone.now()
        Case.objects.update(
            state_since=now - timedelta(minutes=54), due_at=now + timedelta(minutes=6)
        )

    def test_the_list_and_the_case_say_it(self, ada: Client, matter: Matter, desk) -> None:
        page = ada.get(desk(f"inbox/needs-answer/{matter.case.pk}/")).content.decode()
        assert "min left</time>" in ada.get(desk("inbox/needs-answer/")).content.decode()
        assert "Why it is first" in page
        assert "First answer" in page
        assert 'id="clock-words"' in page

    def test_what_is_late_says_so(self, ada: Client, matter: Matter, desk) -> None:
        Case.objects.update(due_at=timezone.now() - timedelta(minutes=5))
        page = ada.get(desk(f"inbox/needs-answer/{matter.case.pk}/")).content.decode()
        assert "min late</time>" in ada.get(desk("inbox/needs-answer/")).content.decode()
        assert "Its promise is broken" in page

    def test_without_a_promise_the_wait_counts(self, ada: Client, matter: Matter, desk) -> None:
        Case.objects.update(due_at=None)
        page = ada.get(desk(f"inbox/needs-answer/{matter.case.pk}/")).content.decode()
        assert "Nothing is promised here" in page

    def test_while_closed_it_says_when_the_brand_opens(
        self, ada: Client, matter: Matter, desk
    ) -> None:
        today = timezone.now().weekday()
        case = matter.case
        Shift.objects.create(brand_id=case.brand_id, weekday=(today + 3) % 7, starts=540, ends=600)
        Case.objects.update(due_at=timezone.now() + timedelta(days=4))
        page = ada.get(desk(f"inbox/needs-answer/{case.pk}/")).content.decode()
        assert "The clock stands while you are closed" in page
        assert "closed, opens" in page
