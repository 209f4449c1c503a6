"""A person at the desk, in a real browser: open, answer, see what became of it."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect
from screens import DARK, PHONE

from amends.inbox.models import Case, Message
from amends.outbox.models import Send
from cast import Cast, make_connection, make_matter

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SitDown = Callable[..., Page]
ANSWER = "Mira, we look at once. – Ada"


@pytest.fixture
def case(cast: Cast) -> Case:
    """Mira asked in public where her parcel is."""
    return make_matter(make_connection(cast.brand), at=timezone.now()).case


def test_from_signing_in_to_an_answer_whose_state_is_told(
    sit_down: SitDown, cast: Cast, case: Case
) -> None:
    page = sit_down(cast.ada)
    page.get_by_role("link", name=re.compile("Mira Kessler")).click()
    page.wait_for_url(f"**/{case.pk}/")
    page.get_by_label("Your words").fill(ANSWER)
    expect(page.locator("#counter")).to_have_text(re.compile(r"\d+ of \d+"))
    page.get_by_role("button", name="Send").click()

    expect(page.locator(".toast")).to_contain_text(re.compile(r"Sending in \d+ s"))
    expect(page.get_by_label("Your words")).to_have_value("")
    expect(page.locator("#thread")).to_contain_text(ANSWER)
    expect(page.locator("#thread")).to_contain_text("Sending in")

    Send.objects.update(state="unknown", look_up_at=None)
    expect(page.locator("#thread")).to_contain_text("Look there, then tell us.")
    expect(page.locator("#unsettled")).to_contain_text("1 answer needs a look")
    page.get_by_role("button", name="It is there").click()
    expect(page.locator("#thread")).to_contain_text("public · sent")
    expect(page.locator("#unsettled")).to_be_hidden()


def test_a_send_is_undone_in_time(sit_down: SitDown, cast: Cast, case: Case) -> None:
    page = sit_down(cast.ada)
    page.goto(f"{page.url}{case.pk}/")
    page.get_by_label("Your words").fill(ANSWER)
    page.keyboard.press("Control+Enter")
    page.locator(".toast").get_by_role("button", name="Undo").click()
    expect(page.locator(".toast").last).to_contain_text("nothing was sent")
    expect(page.locator("#thread")).not_to_contain_text(ANSWER)
    assert Send.objects.get().state == "withdrawn"


def test_a_double_press_is_one_answer(sit_down: SitDown, cast: Cast, case: Case) -> None:
    page = sit_down(cast.ada)
    page.goto(f"{page.url}{case.pk}/")
    page.get_by_label("Your words").fill(ANSWER)
    page.evaluate(
        "const form = document.getElementById('composer-form');"
        "const copy = new FormData(form);"
        "const send = () => fetch(form.action, {method: 'POST', body: copy});"
        "Promise.all([send(), send(), send()]).then(() => { document.title = 'pressed'; })"
    )
    page.wait_for_function("document.title === 'pressed'")
    page.get_by_role("button", name="Send").dblclick()
    expect(page.locator(".toast").first).to_be_visible()
    assert Send.objects.count() == 1
    assert Message.objects.filter(direction="out").count() == 1


def test_a_draft_outlives_refreshes_and_reloads(sit_down: SitDown, cast: Cast, case: Case) -> None:
    page = sit_down(cast.ada)
    page.goto(f"{page.url}{case.pk}/")
    page.get_by_label("Your words").fill("half a thou")
    Message.objects.filter(case=case).update(text="Hello? Anybody?", edited_at=timezone.now())
    expect(page.locator("#thread")).to_contain_text("Hello? Anybody?")
    expect(page.get_by_label("Your words")).to_have_value("half a thou")
    page.reload()
    expect(page.get_by_label("Your words")).to_have_value("half a thou")


def test_a_refusal_keeps_the_words(sit_down: SitDown, cast: Cast) -> None:
    case = make_matter(make_connection(cast.brand, state="paused"), at=timezone.now()).case
    page = sit_down(cast.ada)
    page.goto(f"{page.url}{case.pk}/")
    page.get_by_label("Your words").fill(ANSWER)
    page.keyboard.press("Control+Enter")
    expect(page.locator("#composer-answer")).to_contain_text("is not connected")
    expect(page.get_by_label("Your words")).to_have_value(ANSWER)
    assert not Send.objects.exists()


def test_the_keyboard_is_enough(sit_down: SitDown, cast: Cast, case: Case) -> None:
    page = sit_down(cast.ada)
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{case.pk}/")
    page.keyboard.press("n")
    page.keyboard.type("Depot has it")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".note")).to_contain_text("Depot has it")
    page.keyboard.press("Escape")
    page.keyboard.press("a")
    page.get_by_role("button", name="Me", exact=True).press("Enter")
    expect(page.locator("#case-header")).to_contain_text("Mine")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    page.keyboard.press("e")
    expect(page.locator("#case-header")).to_contain_text("Closed")
    expect(page.locator(f"#case-{case.pk} .row")).to_have_class(re.compile("gone"))


def test_new_cases_appear_without_a_reload(sit_down: SitDown, cast: Cast) -> None:
    connection = make_connection(cast.brand)
    page = sit_down(cast.ada)
    expect(page.locator("#list")).to_contain_text("Everybody has an answer")
    make_matter(connection, name="Nora New", at=timezone.now())
    expect(page.locator("#rows")).to_contain_text("Nora New")
    expect(page.locator("#list")).not_to_contain_text("Everybody has an answer")


def test_a_phone_shows_one_place_at_a_time(sit_down: SitDown, cast: Cast, case: Case) -> None:
    page = sit_down(cast.ada, PHONE)
    page.locator(f"#row-{case.pk}").tap()
    expect(page.locator("#list")).to_be_hidden()
    page.get_by_label("Your words").fill(ANSWER)
    page.get_by_role("button", name="Send").tap()
    expect(page.locator(".toast").first).to_be_visible()
    page.get_by_label("About this customer").first.tap()
    expect(page.locator("#context")).to_be_visible()
    page.get_by_role("link", name="Back to the case").tap()
    page.get_by_label("Back to the list").tap()
    expect(page.locator("#list")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == 390


def test_touch_targets_on_a_phone_are_large_enough(
    sit_down: SitDown, cast: Cast, case: Case
) -> None:
    page = sit_down(cast.ada, PHONE)
    page.goto(f"{page.url}{case.pk}/")
    small = page.evaluate(
        "[...document.querySelectorAll('.btn, .tabs label, textarea')]"
        ".filter((part) => part.offsetParent && part.getBoundingClientRect().height < 44)"
        ".map((part) => part.outerHTML.slice(0, 80))"
    )
    assert small == []


def test_dark_and_light_follow_the_system_and_the_persons_choice(
    sit_down: SitDown, cast: Cast
) -> None:
    page = sit_down(cast.ada, DARK)
    ground = "getComputedStyle(document.body).backgroundColor"
    assert page.evaluate(ground) == "rgb(23, 22, 20)"
    page.locator(".me > summary").click()
    page.get_by_role("button", name="Light").click()
    page.wait_for_function(f"{ground} === 'rgb(250, 248, 244)'")
