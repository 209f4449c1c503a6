"""The settings pages for hours, holidays and promises, as a lead uses them without scripts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from amends.channels.models import Connection
from amends.inbox.models import Promise
from amends.staff.models import Brand, Holiday, Shift
from cast import Cast, make_brand, make_connection

pytestmark = pytest.mark.django_db

Address = Callable[[str], str]
WEEK = {"time_zone": "Europe/Berlin", "day-0-0-from": "09:00", "day-0-0-to": "12:00"}
LUNCH = {"day-0-1-from": "13:00", "day-0-1-to": "18:00"}


def shifts() -> list[tuple[int, int, int]]:
    return list(
        Shift.objects.order_by("weekday", "starts").values_list("weekday", "starts", "ends")
    )


def test_a_week_is_kept(bo: Client, desk: Address) -> None:
    answer = bo.post(desk("settings/hours/week/"), {**WEEK, **LUNCH}, follow=True)
    assert "The hours are kept" in answer.content.decode()
    assert shifts() == [(0, 540, 720), (0, 780, 1080)]
    assert Brand.objects.get().time_zone == "Europe/Berlin"


def test_copying_monday_shows_a_week_that_is_not_kept_yet(bo: Client, desk: Address) -> None:
    given = {**WEEK, "day-5-0-from": "10:00", "day-5-0-to": "11:00", "copy": "workdays"}
    page = bo.post(desk("settings/hours/week/"), given).content.decode()
    assert page.count('value="12:00"') == 5
    assert 'value="10:00"' in page
    assert "Nothing is kept until you save" in page
    assert not shifts()


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"day-0-1-from": "11:00", "day-0-1-to": "14:00"}, "overlap"),
        ({"day-0-1-from": "13:00"}, "Give both times"),
        ({"time_zone": "Mars/Olympus"}, "not the name of a time zone"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(
    bo: Client, desk: Address, more: dict[str, str], sentence: str
) -> None:
    answer = bo.post(desk("settings/hours/week/"), {**WEEK, **more})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in page
    assert all(f'value="{value}"' in page for value in more.values())
    assert not shifts()


def test_a_day_is_added_and_removed(bo: Client, desk: Address) -> None:
    day = (timezone.now() + timedelta(days=30)).date()
    given = {"day": day.isoformat(), "name": "Stocktaking", "opens": "10:00", "closes": "12:00"}
    page = bo.post(desk("settings/hours/holidays/"), given, follow=True).content.decode()
    assert "Stocktaking" in page
    assert "10:00–12:00" in page
    holiday = Holiday.objects.get()
    bo.post(desk(f"settings/hours/holidays/{holiday.pk}/remove/"))
    assert not Holiday.objects.exists()


@pytest.mark.parametrize(
    "given",
    [
        {"day": "yesterday"},
        {"day": "2026-02-31"},
        {"day": "2027-01-01", "opens": "10:00"},
        {"day": "2027-01-01", "opens": "22:00", "closes": "02:00"},
    ],
)
def test_a_day_that_cannot_be_is_refused(bo: Client, desk: Address, given: dict[str, str]) -> None:
    assert bo.post(desk("settings/hours/holidays/"), given).status_code == 422
    assert not Holiday.objects.exists()


def test_public_holidays_are_looked_at_and_picked(bo: Client, desk: Address) -> None:
    year = timezone.now().year + 1
    asked = {"country": "DE", "part": "BY", "year": year}
    page = bo.get(desk("settings/hours/holidays/public/"), asked).content.decode()
    assert "Good Friday" in page
    assert "Epiphany" in page
    picked = [f"{year}-01-01", f"{year}-01-06", f"{year}-07-14"]
    bo.post(desk("settings/hours/holidays/public/"), {**asked, "day": picked})
    assert [each.day.isoformat() for each in Holiday.objects.order_by("day")] == picked[:2]
    again = bo.get(desk("settings/hours/holidays/public/"), asked).content.decode()
    assert again.count("there already") == 2


def test_an_unknown_country_is_nowhere(bo: Client, desk: Address) -> None:
    assert bo.get(desk("settings/hours/holidays/public/?country=XX")).status_code == 404


def test_the_brands_promise_is_kept_and_shown_in_words(bo: Client, desk: Address) -> None:
    given = {"first": "1 h 30", "next": ""}
    page = bo.post(desk("settings/promises/brand/"), given, follow=True).content.decode()
    assert (Promise.objects.get().first_minutes, Promise.objects.get().next_minutes) == (90, None)
    assert 'value="1 h 30"' in page
    assert "A first question on Friday" in page


def test_a_connection_has_its_own_promise_or_the_brands(
    bo: Client, desk: Address, connection: Connection
) -> None:
    address = desk(f"settings/promises/{connection.pk}/")
    page = bo.post(address, {"first": "10 min", "next": "1 h"}, follow=True).content.decode()
    assert "First answer: 10 min · next: 1 h" in page
    bo.post(address, {"drop": "yes"})
    assert not Promise.objects.exists()


def test_a_span_that_is_none_comes_back_as_typed(bo: Client, desk: Address) -> None:
    answer = bo.post(desk("settings/promises/brand/"), {"first": "soon", "next": "4 h"})
    assert answer.status_code == 422
    assert 'value="soon"' in answer.content.decode()


def test_only_who_manages_the_team_comes_here(
    ada: Client, bo: Client, desk: Address, cast: Cast
) -> None:
    for place in ("hours/", "promises/", "hours/holidays/public/?country=DE"):
        assert ada.get(desk(f"settings/{place}")).status_code == 403
        assert bo.get(desk(f"settings/{place}")).status_code == 200
    theirs = make_connection(make_brand("Southpost"))
    assert bo.post(desk(f"settings/promises/{theirs.pk}/"), {"first": "1 h"}).status_code == 404
