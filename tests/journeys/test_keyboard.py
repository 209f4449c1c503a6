"""The desk without a mouse: ten tasks by keys alone, in the order and under the names that are heard."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect
from screens import DARK, PHONE

from amends.bulk import actions
from amends.bulk.models import Run
from amends.inbox.models import Case, Note
from amends.outbox.models import Send
from cast import Cast, make_connection, make_matter

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SitDown = Callable[..., Page]

_NAME = """() => {
    const at = document.activeElement;
    if (at === document.body) return "";
    const label = at.labels?.[0]?.textContent ?? "";
    return (at.getAttribute("aria-label") || label || at.textContent).replace(/\\s+/g, " ").trim();
}"""


@pytest.fixture
def cases(cast: Cast) -> list[Case]:
    """Mira and four others wait."""
    connection = make_connection(cast.brand)
    names = ["Mira Kessler", "Joanna Dube", "Tomasz Berlin", "Luis Ferrer", "Sunny Nail"]
    begun = timezone.now() - timezone.timedelta(minutes=len(names))
    return [
        make_matter(connection, name=name, at=begun + timezone.timedelta(minutes=n)).case
        for n, name in enumerate(names)
    ]


def focused(page: Page) -> str:
    """What a screen reader would call the place where the focus is."""
    name: str = page.evaluate(_NAME)
    return name


def expect_focus(page: Page, name: str) -> None:
    """The focus gets there, and the place has this name."""
    page.wait_for_function(f"(name) => ({_NAME})().includes(name)", arg=name)


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def toast(page: Page) -> object:
    return expect(page.locator(".toast").last)


def test_ten_tasks_by_keys_alone(sit_down: SitDown, cast: Cast, cases: list[Case]) -> None:
    page = sit_down(cast.ada)
    expect(page.locator("#rows .row")).to_have_count(5)

    # 1 find
    press(page, "/")
    expect_focus(page, "Search")
    page.keyboard.type("Mira")
    press(page, "Enter")
    expect(page.locator("#rows .row")).to_have_count(1)
    # 2 move, 3 open
    press(page, "Escape", "j")
    expect_focus(page, "Mira Kessler")
    press(page, "Enter")
    expect(page.get_by_label("Case with Mira Kessler", exact=True)).to_be_visible()
    # 4 answer, 5 send: three strokes besides the words, from open to sent
    press(page, "r")
    expect_focus(page, "Your words")
    page.keyboard.type("We look at once, Mira.")
    press(page, "Control+Enter")
    toast(page).to_contain_text("Sending in")
    # 6 take it back
    press(page, "Escape", "z")
    toast(page).to_contain_text("nothing was sent")
    assert Send.objects.get().state == "withdrawn"
    _organise_by_keys(page, cast, cases[0])


def _organise_by_keys(page: Page, cast: Cast, case: Case) -> None:
    # 7 hold it; the words that were taken back are in the composer, and so is the focus
    expect_focus(page, "Your words")
    press(page, "Escape", "i")
    toast(page).to_contain_text("It is yours.")
    assert Case.objects.get(pk=case.pk).assignee_id == cast.ada.pk
    # 8 tell colleagues
    press(page, "n")
    expect_focus(page, "Your words")
    page.keyboard.type("The depot has it.")
    press(page, "Control+Enter", "Escape")
    expect(page.locator("#thread")).to_contain_text("The depot has it.")
    assert Note.objects.count() == 1
    # 9 sort it
    press(page, "t")
    expect_focus(page, "Add a tag")
    page.keyboard.type("delay")
    press(page, "Enter")
    toast(page).to_contain_text("delay")
    # 10 let it wait
    press(page, "Escape", "h")
    expect_focus(page, "In an hour")
    press(page, "Enter")
    toast(page).to_contain_text("Snoozed until")
    assert Case.objects.get(pk=case.pk).state == "snoozed"


def test_closing_opens_the_next_where_somebody_likes_that(
    sit_down: SitDown, cast: Cast, cases: list[Case]
) -> None:
    page = sit_down(cast.ada)
    press(page, "?")
    page.get_by_label("After closing a case, open the next one").check()
    press(page, "Escape", "j")
    expect_focus(page, "Mira Kessler")
    press(page, "Enter")
    expect(page.get_by_label("Case with Mira Kessler", exact=True)).to_be_visible()
    press(page, "e")
    expect(page.get_by_label("Case with Joanna Dube", exact=True)).to_be_visible()
    assert Case.objects.get(pk=cases[0].pk).state == "closed"
    press(page, "Shift+J")
    expect(page.get_by_label("Case with Tomasz Berlin", exact=True)).to_be_visible()
    press(page, "Shift+K")
    expect(page.get_by_label("Case with Joanna Dube", exact=True)).to_be_visible()


def test_many_are_chosen_closed_and_taken_back(
    sit_down: SitDown, cast: Cast, cases: list[Case]
) -> None:
    page = sit_down(cast.ada)
    bar = page.get_by_role("form", name="Chosen cases")
    expect(bar).to_be_hidden()
    press(page, "j", "x", "j", "x", "j", "x")
    expect(bar).to_contain_text("3 chosen")
    press(page, "Escape")
    expect(bar).to_be_hidden()
    press(page, "Shift+X")
    expect(bar).to_contain_text("5 chosen")
    press(page, "e")
    toast(page).to_contain_text("Close: 5 cases.")
    expect(bar).to_be_hidden()
    assert Case.objects.filter(state="closed").count() == 5
    press(page, "z")
    toast(page).to_contain_text("Undo: Close: 5 cases.")
    assert Case.objects.filter(state="needs_answer").count() == 5


def test_the_palette_finds_and_does(sit_down: SitDown, cast: Cast, cases: list[Case]) -> None:
    page = sit_down(cast.ada)
    press(page, "j", "Enter")
    expect(page.get_by_label("Case with Mira Kessler", exact=True)).to_be_visible()
    press(page, "Control+k")
    expect_focus(page, "Find and do anything")
    found = page.get_by_role("listbox", name="What fits")
    page.keyboard.type("close")
    expect(found.get_by_role("option", name="Close", exact=True).first).to_be_visible()
    press(page, "Escape")
    press(page, "Control+k")
    page.keyboard.type("Tomasz")
    expect(found.get_by_role("option", name=re.compile("Tomasz Berlin")).first).to_be_visible()
    name = page.evaluate(
        "document.getElementById(document.activeElement.getAttribute('aria-activedescendant')).textContent"
    )
    assert "Tomasz Berlin" in name
    press(page, "Enter")
    page.wait_for_url(f"**/{cases[2].pk}/**")
    expect(page.get_by_label("Case with Tomasz Berlin", exact=True)).to_be_visible()
    press(page, "Control+k")
    expect_focus(page, "Find and do anything")
    page.keyboard.type("assign bo")
    expect(found.get_by_role("option", name=re.compile("Bo Lead")).first).to_be_visible()
    press(page, "Enter")
    toast(page).to_contain_text("Bo Lead holds it now.")
    press(page, "g", "m")
    page.wait_for_url("**/inbox/mine/")


def test_single_keys_can_be_turned_off(sit_down: SitDown, cast: Cast, cases: list[Case]) -> None:
    page = sit_down(cast.ada)
    press(page, "?")
    with page.expect_response("**/like/"):
        page.get_by_label(re.compile("Single keys work")).uncheck()
    press(page, "Escape", "?")
    expect(page.locator("#keys")).to_be_hidden()
    page.reload()
    press(page, "j")
    assert not focused(page), "the focus left the page's beginning"
    press(page, "ArrowDown")
    expect_focus(page, "Mira Kessler")
    press(page, "Control+k")
    expect(page.locator("#palette")).to_be_visible()


def test_keys_of_another_alphabet_go_by_their_place(
    sit_down: SitDown, cast: Cast, cases: list[Case]
) -> None:
    page = sit_down(cast.ada)
    page.evaluate(
        "document.body.dispatchEvent(new KeyboardEvent("
        "'keydown', {key: 'о', code: 'KeyJ', bubbles: true, cancelable: true}))"
    )
    expect_focus(page, "Mira Kessler")


def test_the_focus_goes_through_the_page_in_reading_order(
    sit_down: SitDown, cast: Cast, cases: list[Case]
) -> None:
    page = sit_down(cast.ada)
    page.locator("#search").focus()
    names = []
    while len(names) < 20 and not any("Joanna" in name for name in names):
        press(page, "Tab")
        names.append(focused(page))
    assert all(names)
    at = [next(n for n, name in enumerate(names) if who in name) for who in ("Mira", "Joanna")]
    assert names[at[0]] == "Choose Mira Kessler"
    assert "Mira Kessler" in names[at[0] + 1]
    assert at == sorted(at)
    ring = page.evaluate(
        "getComputedStyle(document.querySelector('.pick:has(:focus-visible)')"
        " ?? document.activeElement).outlineStyle"
    )
    assert ring == "solid", names[-1]


def test_an_answer_to_many_is_seen_sent_and_counted(
    sit_down: SitDown, cast: Cast, cases: list[Case]
) -> None:
    page = sit_down(cast.ada, DARK)
    page.get_by_label("Choose Mira Kessler").check()
    page.get_by_label("Choose Luis Ferrer").click(modifiers=["Shift"])
    bar = page.get_by_role("form", name="Chosen cases")
    expect(bar).to_contain_text("4 chosen")
    bar.get_by_role("button", name="Answer").click()
    page.wait_for_url("**/many/*/")
    page.get_by_label("Your words").fill("Dear {customer.first_name}, your parcel moves again.")
    page.get_by_role("button", name="Look at each answer").click()
    expect(page.locator(".items")).to_contain_text("Dear Tomasz, your parcel moves again.")
    expect(page.locator(".forecast")).to_contain_text("4will be sent")
    assert not Send.objects.exists()
    page.get_by_role("button", name="Send 4 answers").click()
    expect(page.get_by_label("How far it is")).to_have_attribute("value", "0")
    actions.work(run_id=Run.objects.get().pk, limit=2, clock=timezone.now)
    expect(page.get_by_label("How far it is")).to_have_attribute("value", "2")
    page.get_by_role("button", name="Stop now").click()
    expect(page.locator("#run-progress")).to_contain_text("Stopped")
    page.get_by_role("button", name="Go on").click()
    actions.work(run_id=Run.objects.get().pk, limit=100, clock=timezone.now)
    expect(page.locator("#run-progress")).to_contain_text("4 done")
    assert Send.objects.count() == 4


def test_on_a_phone_choosing_is_a_mode(sit_down: SitDown, cast: Cast, cases: list[Case]) -> None:
    page = sit_down(cast.ada, PHONE)
    page.get_by_role("button", name="Choose several").tap()
    page.get_by_role("link", name=re.compile("Mira Kessler")).tap()
    page.get_by_role("link", name=re.compile("Joanna Dube")).tap()
    bar = page.get_by_role("form", name="Chosen cases")
    expect(bar).to_contain_text("2 chosen")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    for button in bar.get_by_role("group").locator("button:visible, summary").all():
        box = button.bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= 44
    bar.locator("summary", has_text="Assign").tap()
    bar.get_by_role("button", name="Me").tap()
    toast(page).to_contain_text("Assign to Ada Agent: 2 cases.")
