"""Looking for a case: typed, clicked, kept, and handed to a colleague."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import unquote_plus

import pytest
from playwright.sync_api import Page, expect

from amends.channels.models import Connection
from amends.inbox.models import Case, SavedView, Tag
from amends.staff.models import User
from cast import NOON, Cast, make_matter

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Sit = Callable[..., Page]


def test_a_search_is_typed_clicked_kept_and_handed_on(  # noqa: PLR0915 - one walk
    sit_down: Sit, cast: Cast, connection: Connection
) -> None:
    tag = Tag.objects.create(brand=cast.brand, name="Damaged box", created_at=NOON)
    mira = make_matter(connection, text="My <i>parcel</i> is broken")
    make_matter(connection, name="Paul Plain", text="parcel, all well")
    Case.objects.filter(pk=mira.case.pk).update(tags=[tag.pk])
    page = sit_down(cast.ada)

    page.keyboard.press("/")
    page.keyboard.type("tag:dam")
    expect(page.get_by_role("option")).to_contain_text("Damaged box")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.keyboard.type("parcel")
    page.keyboard.press("Enter")
    expect(page.locator("#rows .row")).to_have_count(1)
    expect(page.locator("#rows mark")).to_have_text("parcel")
    assert unquote_plus(page.url).endswith('?q=tag:"Damaged box" parcel')

    page.locator("#rows .row").click()
    expect(page.locator(f"#message-{mira.message.pk}.found-here")).to_be_visible()

    page.get_by_role("link", name="Show without “parcel”").click()
    page.wait_for_url(lambda url: "parcel" not in url)
    page.locator(".filter-menu summary").click()
    page.get_by_role("link", name="Needs an answer", exact=True).last.click()
    expect(page.locator("#search")).to_have_value('tag:"Damaged box" is:unanswered')

    page.locator(".save-menu summary").click()
    page.get_by_label("Name of the view").fill("Broken boxes")
    page.get_by_role("button", name="Save the view").click()
    expect(page.locator("#places").get_by_text("Broken boxes")).to_be_visible()
    assert SavedView.objects.get().query == 'tag:"Damaged box" is:unanswered'

    shared = page.url
    _opened_by(sit_down, cast.bo, shared)


def _opened_by(sit_down: Sit, colleague: User, address: str) -> None:
    """A colleague sees the same at the same address."""
    page = sit_down(colleague)
    page.goto(address)
    expect(page.locator("#search")).to_have_value('tag:"Damaged box" is:unanswered')
    expect(page.locator("#rows .row")).to_have_count(1)
