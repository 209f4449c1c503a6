from __future__ import annotations

import pytest
from django.utils import timezone
from program import MakeProgram, Program

from amends.staff.models import Brand
from amends.staff.rules import Scope, system
from amends.status.actions import keep
from amends.status.models import Component, StatusUpdate
from cast import Cast, make_brand

pytestmark = pytest.mark.django_db
HERE = "/status-page"
WORD = {
    "reference": "incident:12",
    "update": "update:1",
    "title": "Payments fail",
    "words": {"en": "Some payments fail.", "de": "Manche Zahlungen scheitern."},
    "state": "investigating",
}


def _a_page(brand: Brand, slug: str = "northpost") -> Component:
    """The brand's page, for everybody to see, with one component."""
    by, now = system(brand.pk), timezone.now()
    page = keep.set_up(by=by, brand=brand, form=keep.PageForm("Northpost status", slug), now=now)
    keep.make_public(by=by, page=page, is_public=True, now=now)
    return keep.add_component(by=by, page=page, form=keep.ComponentForm("Checkout"), now=now)


@pytest.fixture
def checkout(cast: Cast) -> Component:
    return _a_page(cast.brand)


@pytest.fixture
def strange() -> Component:
    """A component of another brand's page."""
    return _a_page(make_brand("Southpost"), "southpost")


def test_the_page_and_its_components_are_read(program: Program, checkout: Component) -> None:
    page = program.get(HERE).json()
    assert (page["title"], page["is_public"]) == ("Northpost status", True)
    assert page["url"].endswith("/status/northpost/")
    [component] = program.get(f"{HERE}/components").json()
    assert (component["id"], component["name"]) == (checkout.pk, "Checkout")
    assert (component["state"], component["own_state"]) == ("operational", "operational")


def test_a_brand_without_a_page_has_none(program: Program, strange: Component) -> None:
    assert strange.page.slug == "southpost"
    assert program.get(HERE).status_code == 404
    assert program.get(f"{HERE}/components").json() == []
    answer = program.post(f"{HERE}/updates", WORD)
    assert answer.json()["code"] == "no-status-page"


def test_a_component_says_how_it_does(program: Program, checkout: Component) -> None:
    address = f"{HERE}/components/{checkout.pk}/state"
    for _ in range(2):
        told = program.put(address, {"state": "partial"}).json()
        assert (told["state"], told["own_state"]) == ("partial", "partial")
    assert program.put(address, {"state": "on fire"}).status_code == 422


def test_a_word_is_said_once_however_often_it_is_sent(
    program: Program, checkout: Component
) -> None:
    given = {**WORD, "components": [{"id": checkout.pk, "state": "major"}]}
    first = program.post(f"{HERE}/updates", given)
    assert (first.status_code, first.json()["words"]) == (201, WORD["words"])
    assert program.post(f"{HERE}/updates", given).json() == first.json()
    assert StatusUpdate.objects.count() == 1
    [component] = program.get(f"{HERE}/components").json()
    assert (component["state"], component["own_state"]) == ("major", "operational")


def test_the_last_word_ends_the_trouble(program: Program, checkout: Component) -> None:
    concerned = [{"id": checkout.pk, "state": "degraded"}]
    program.post(f"{HERE}/updates", {**WORD, "components": concerned})
    over = {**WORD, "update": "update:2", "state": "resolved"}
    assert program.post(f"{HERE}/updates", over).json()["event"]["ended_at"]
    [event] = program.get(f"{HERE}/events").json()
    assert (event["reference"], event["state"]) == ("incident:12", "resolved")
    assert "/status/northpost/incident-" in event["url"]
    [component] = program.get(f"{HERE}/components").json()
    assert component["state"] == "operational"


@pytest.mark.usefixtures("checkout")
def test_what_cannot_be_said_is_refused(program: Program) -> None:
    wrong = (
        {"words": {}},
        {"words": {"en": " "}},
        {"words": {"tlh": "Qapla'"}},
        {"title": " "},
        {"state": "over"},
        {"next_update_at": "2026-01-01T12:00:00"},
        {"spin": "none"},
    )
    for each in wrong:
        assert program.post(f"{HERE}/updates", {**WORD, **each}).status_code == 422, each
    assert not StatusUpdate.objects.exists()


def test_another_brands_page_is_not_there(
    program: Program, checkout: Component, strange: Component
) -> None:
    address = f"{HERE}/components/{strange.pk}/state"
    assert program.put(address, {"state": "major"}).status_code == 404
    given = {**WORD, "components": [{"id": strange.pk, "state": "major"}]}
    assert program.post(f"{HERE}/updates", given).status_code == 422
    strange.refresh_from_db()
    assert strange.state == "operational"
    assert [each["id"] for each in program.get(f"{HERE}/components").json()] == [checkout.pk]
    assert program.get(f"{HERE}/events").json() == []


def test_scopes_hold(make_program: MakeProgram, checkout: Component) -> None:
    address = f"{HERE}/components/{checkout.pk}/state"
    for scopes in ((Scope.READ,), (Scope.READ, Scope.ANSWER, Scope.ORGANISE)):
        program = make_program(*scopes)
        assert program.get(HERE).status_code == 200
        assert program.put(address, {"state": "major"}).status_code == 403
        assert program.post(f"{HERE}/updates", WORD).status_code == 403
    blind = make_program(Scope.MANAGE)
    for each in ("", "/components", "/events"):
        assert blind.get(f"{HERE}{each}").status_code == 403
    assert not StatusUpdate.objects.exists()
