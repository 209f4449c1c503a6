"""A playbook's whole way: written by form and text, put right, tried, reviewed, live, rolled back."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from amends.outbox.actions import rehearse
from amends.playbook import actions, queries
from amends.playbook.models import DryRun, PlaybookSettings
from cast import Cast

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SitDown = Callable[..., Page]
FIRST = "schema_version: 1\nvoice:\n  description: Warm.\n"
TEXT = "The playbook’s text"
WRONG = "schema_version: 1\nvoice:\n  descriptoin: Warm.\n"


@pytest.fixture
def place(cast: Cast) -> str:
    """The settings' page of a brand that has one version, and wants two people for the next."""
    by, now = cast.actor(cast.bo), timezone.now()
    kept = actions.save_draft(by=by, text=FIRST, seen=0, now=now)
    actions.go_live(by=by, seen=kept.revision, now=now)
    PlaybookSettings.objects.create(brand=cast.brand, needs_second=True)
    return f"/desk/{cast.brand.slug}/settings/playbook/"


def test_a_playbook_goes_its_whole_way(
    sit_down: SitDown, cast: Cast, place: str, web_address: str
) -> None:
    page = sit_down(cast.bo)
    page.goto(f"{web_address}{place}edit/?section=voice")
    _put_right(page)
    _write_on_both_sides(page)
    page.get_by_role("button", name="Save, compare and decide").click()
    expect(page.locator(".playbook-changes")).to_contain_text("Kind and short.")
    _try_it(page)

    # Nobody approves their own; a second person does, and it holds.
    expect(page.get_by_role("button", name="Put it live")).to_have_count(0)
    page.get_by_role("button", name="Ask for a review").click()
    expect(page.get_by_text("You wrote some of this")).to_be_visible()
    second = sit_down(cast.olga)
    second.goto(page.url)
    second.get_by_role("button", name="Approve it").click()
    second.get_by_role("button", name="Put it live").click()
    expect(second.locator(".tag", has_text="live").first).to_be_visible()
    assert "Kind and short." in _live(cast)

    # The old one is back with one press.
    second.goto(f"{web_address}{place}versions/1/")
    second.get_by_role("button", name="Let it hold again").click()
    expect(second.locator("#against option", has_text="Version 3 · live")).to_have_count(1)
    assert _live(cast) == FIRST


def _put_right(page: Page) -> None:
    """What is wrong is told with its line, and leads to its column."""
    text = page.get_by_label(TEXT)
    text.fill(WRONG)
    wrong = page.locator("#playbook-problems").get_by_role("link", name="Line 3")
    expect(wrong).to_be_visible()
    expect(wrong).to_have_attribute("data-column", "3")
    wrong.click()
    assert text.evaluate("box => box.selectionStart") == WRONG.index("descriptoin")


def _write_on_both_sides(page: Page) -> None:
    """Text and form follow each other."""
    text, form = page.get_by_label(TEXT), page.locator('[name="voice.description"]')
    text.fill(FIRST.replace("Warm.", "Warm and plain."))
    expect(page.locator("#playbook-problems")).to_contain_text("Nothing is wrong with it.")
    expect(form).to_have_value("Warm and plain.")
    form.fill("Kind and short.")
    form.press("Tab")
    expect(text).to_have_value(re.compile(r"description: Kind and short\."))


def _try_it(page: Page) -> None:
    """Before it holds, on the answers that were given; the worker's part between."""
    page.get_by_role("button", name="Try it on the last answers").click()
    expect(page.locator("#playbook-tried")).to_be_visible()
    rehearse.go_through(run_id=DryRun.objects.get().pk, clock=timezone.now)
    expect(page.locator("#playbook-tried")).to_contain_text("There are no answers yet")


def _live(cast: Cast) -> str:
    live = queries.live_of(cast.brand.pk)
    return live.text if live is not None else ""
