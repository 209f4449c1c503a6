from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from amends.status.actions.announce import Word, announce
from amends.status.models import Component, Maintenance, StatusPage, Subscriber
from amends.status.rules.states import EventState
from cast import Cast

SET_UP = {
    "title": "Northpost status",
    "slug": "northpost",
    "languages": ["en", "de"],
    "first": "de",
    "colour": "#1f5a56",
}


@pytest.fixture
def base(cast: Cast) -> str:
    return f"/desk/{cast.brand.slug}/settings/status/"


def _set_up(bo: Client, base: str) -> StatusPage:
    bo.post(f"{base}set-up/", SET_UP)
    bo.post(f"{base}components/add/", {"name": "Kasse", "name-en": "Checkout"})
    return StatusPage.objects.get()


def test_a_page_is_set_up_looked_at_and_made_public(bo: Client, base: str) -> None:
    assert "Set it up" in bo.get(base).content.decode()
    page = _set_up(bo, base)
    assert page.languages == ["de", "en"]
    assert bo.get("/status/northpost/").status_code == 404
    assert "Alles funktioniert" in bo.get(f"{base}preview/").content.decode()
    bo.post(f"{base}publish/", {"do": "publish"})
    english = bo.get("/status/northpost/?lang=en").content.decode()
    assert "Everything is working" in english
    assert "Checkout" in english
    shown = bo.get(base).content.decode()
    assert "http://testserver/status/northpost/" in shown


def test_what_is_wrong_in_the_form_is_said_beside_it(bo: Client, base: str) -> None:
    for field, value in (
        ("slug", "No Such"),
        ("domain", "testserver"),
        ("domain", "not a host"),
        ("colour", "red"),
        ("home_url", "javascript:alert(1)"),
    ):
        answer = bo.post(f"{base}set-up/", {**SET_UP, field: value})
        assert answer.status_code == 422, field
        assert "aria-invalid" in answer.content.decode(), field
    assert not StatusPage.objects.exists()


def test_a_component_is_changed_moved_and_shown_no_longer(bo: Client, base: str) -> None:
    page = _set_up(bo, base)
    bo.post(f"{base}components/add/", {"name": "Tracking"})
    first, second = Component.objects.order_by("position")
    bo.post(f"{base}components/{second.pk}/", {"do": "up"})
    assert list(Component.objects.order_by("position")) == [second, first]
    bo.post(f"{base}components/{first.pk}/", {"do": "state", "state": "major"})
    first.refresh_from_db()
    assert first.state == "major"
    assert "Manches funktioniert nicht" in bo.get(f"{base}preview/").content.decode()
    bo.post(f"{base}components/{first.pk}/", {"do": "archive"})
    assert "Alles funktioniert" in bo.get(f"{base}preview/").content.decode()
    assert page.components.filter(archived_at=None).count() == 1


def test_maintenance_is_planned_on_the_brands_clock_and_called_off(
    bo: Client, base: str, cast: Cast
) -> None:
    type(cast.brand).objects.update(time_zone="Europe/Berlin")
    page = _set_up(bo, base)
    day = (timezone.now() + timedelta(days=400)).strftime("%Y-07-01")
    plan = {
        "title": "Neue Server",
        "words-de": "Kurz weg.",
        "starts_at": f"{day}T10:00",
        "ends_at": f"{day}T11:00",
        "components": [str(page.components.get().pk)],
    }
    assert bo.post(f"{base}maintenance/plan/", {**plan, "ends_at": ""}).status_code == 422
    assert bo.post(f"{base}maintenance/plan/", plan).status_code == 302
    work = Maintenance.objects.get()
    assert work.starts_at.astimezone(timezone.get_default_timezone()).hour == 8
    assert "Neue Server" in bo.get(f"{base}maintenance/").content.decode()
    bo.post(f"{base}maintenance/{work.pk}/", {"do": "cancel"})
    work.refresh_from_db()
    assert work.state == "cancelled"
    again = bo.post(f"{base}maintenance/{work.pk}/", {"do": "begin"}).content.decode()
    assert "over already" in again


@pytest.mark.parametrize(
    "nonsense",
    [
        {"starts_at": "0001-01-01T00:00"},
        {"ends_at": "9999-12-31T23:59"},
        {"components": "9" * 5_000},
        {"components": "9" * 30},
        {"components": "9" * 17},
    ],
)
@pytest.mark.parametrize("zone", ["America/New_York", "Europe/Berlin"])
def test_maintenance_that_no_clock_or_page_knows_is_refused(
    bo: Client, base: str, cast: Cast, nonsense: dict[str, str], zone: str
) -> None:
    type(cast.brand).objects.update(time_zone=zone)
    _set_up(bo, base)
    day = (timezone.now() + timedelta(days=2)).strftime("%Y-%m-%d")
    plan = {"title": "Servers", "starts_at": f"{day}T10:00", "ends_at": f"{day}T11:00"}
    assert bo.post(f"{base}maintenance/plan/", {**plan, **nonsense}).status_code == 422
    assert not Maintenance.objects.exists()


@pytest.mark.parametrize("nonsense", ["a\0b", "http://[", "https://a\0b.example/"])
def test_nonsense_in_a_form_is_no_fault_of_ours(bo: Client, base: str, nonsense: str) -> None:
    _set_up(bo, base)
    for name in ("title", "domain", "mark", "home_url", "about-en", "languages"):
        answer = bo.post(f"{base}change/", {**SET_UP, name: nonsense})
        assert answer.status_code in {302, 422}, name
    component = Component.objects.get()
    changed = {"do": "change", "name": "Shop\0", "group": nonsense, "about": nonsense}
    assert bo.post(f"{base}components/{component.pk}/", changed).status_code in {302, 422}
    day = (timezone.now() + timedelta(days=2)).strftime("%Y-%m-%d")
    plan = {"title": "A\0", "starts_at": f"{day}T10:00", "ends_at": f"{day}T11:00"}
    answer = bo.post(f"{base}maintenance/plan/", {**plan, "words-en": nonsense})
    assert answer.status_code in {302, 422}
    assert bo.get(f"{base}subscribers/", {"q": nonsense}).status_code == 200


@pytest.mark.parametrize("address", ["a\0@b.example", "https://a.example/\0", "x" * 5_000])
@pytest.mark.parametrize("way", ["mail", "webhook"])
def test_nonsense_asks_for_no_news(bo: Client, base: str, address: str, way: str) -> None:
    _set_up(bo, base)
    bo.post(f"{base}publish/", {"do": "publish"})
    given = {"way": way, "address": address, "component": "9" * 5_000}
    assert bo.post("/status/northpost/subscribe/", given).status_code == 422


def test_the_title_of_maintenance_is_one_line_in_every_language(bo: Client, base: str) -> None:
    _set_up(bo, base)
    day = (timezone.now() + timedelta(days=2)).strftime("%Y-%m-%d")
    plan = {"title": "Server", "starts_at": f"{day}T10:00", "ends_at": f"{day}T11:00"}
    bo.post(f"{base}maintenance/plan/", {**plan, "title-en": "New\r\nservers"})
    assert Maintenance.objects.get().titles == {"en": "New servers"}


def test_subscribers_are_seen_found_and_forgotten(bo: Client, base: str) -> None:
    _set_up(bo, base)
    bo.post(f"{base}publish/", {"do": "publish"})
    for name in ("mira", "jo"):
        form = {"address": f"{name}@example.org", "way": "mail"}
        bo.post("/status/northpost/subscribe/", form)
    shown = bo.get(f"{base}subscribers/?q=mira").content.decode()
    assert "mira@example.org" in shown
    assert "jo@example.org" not in shown
    mira = Subscriber.objects.get(address="mira@example.org")
    bo.post(f"{base}subscribers/{mira.pk}/")
    assert Subscriber.objects.count() == 1


def test_only_those_who_may_get_in(bo: Client, ada: Client, base: str) -> None:
    _set_up(bo, base)
    for path in ("", "preview/", "maintenance/", "subscribers/"):
        assert ada.get(f"{base}{path}").status_code == 403, path


def test_a_file_that_is_not_there_is_not_found(bo: Client, base: str) -> None:
    _set_up(bo, base)
    bo.post(f"{base}publish/", {"do": "publish"})
    assert bo.get("/status/northpost/nothing.html").status_code == 404
    assert bo.get("/status/nobody/").status_code == 404
    trap = {"address": "mira@example.org", "website": "https://spam.example"}
    assert bo.post("/status/northpost/subscribe/", trap).status_code == 200
    assert bo.post("/status/northpost/subscribe/", {"address": "mira"}).status_code == 422
    assert not Subscriber.objects.exists()


def test_a_word_is_put_right_and_readers_see_that(bo: Client, base: str, cast: Cast) -> None:
    _set_up(bo, base)
    bo.post(f"{base}publish/", {"do": "publish"})
    said = Word(
        "update:1", "Payments fail", {"de": "Zahlungen gehen nicht."}, EventState.IDENTIFIED
    )
    update = announce(
        by=cast.actor(cast.bo), brand=cast.brand, reference="i:1", word=said, now=timezone.now()
    )
    assert "Zahlungen gehen nicht." in bo.get(f"{base}words/").content.decode()
    right = {"words-de": "Manche Zahlungen gehen nicht.", "words-en": "Some payments fail."}
    bo.post(f"{base}words/{update.pk}/", right)
    update.refresh_from_db()
    assert update.words == {"de": right["words-de"], "en": right["words-en"]}
    assert "Some payments fail." in bo.get("/status/northpost/?lang=en").content.decode()
    assert bo.post(f"{base}words/{update.pk}/", {"words-de": ""}).status_code == 422
    assert bo.post(f"{base}words/0/", right).status_code == 404


def test_asking_for_what_is_not_there_reads_the_page_once(
    bo: Client, base: str, django_assert_max_num_queries: Any
) -> None:
    _set_up(bo, base)
    bo.post(f"{base}publish/", {"do": "publish"})
    bo.get("/status/northpost/nothing-0.html")
    with django_assert_max_num_queries(20):
        for number in range(10):
            assert bo.get(f"/status/northpost/nothing-{number}.html").status_code == 404
