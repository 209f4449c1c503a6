"""A lead writes what the brand listens for, sees what it would have found, and reads what it finds."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from screens import PHONE, Screen

from amends.inbox.models import BrandQuery
from cast import Cast, make_connection, make_matter

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SitDown = Callable[..., Page]


def _with_traffic(cast: Cast) -> None:
    connection = make_connection(cast.brand)
    for text in ("Northpost lost my parcel", "Why is NORDPOST so slow?", "All well, thanks"):
        make_matter(connection, text=text)


@pytest.mark.parametrize("screen", [None, PHONE], ids=["wide", "phone"])
def test_a_query_is_written_by_keyboard_with_its_preview(
    sit_down: SitDown, cast: Cast, web_address: str, screen: Screen | None
) -> None:
    _with_traffic(cast)
    page = sit_down(cast.bo, screen) if screen else sit_down(cast.bo)
    page.goto(f"{web_address}/desk/{cast.brand.slug}/settings/listening/")
    form = page.locator("form", has=page.locator("#add-text"))
    form.get_by_label("Name", exact=True).focus()
    page.keyboard.type("Our name")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.type("northpost OR (nordpost")
    finds = page.locator("#add-finds")
    expect(finds).to_contain_text("Column 14: this parenthesis is never closed.")
    page.keyboard.type(")")
    expect(finds).to_contain_text("2 messages fit")
    expect(finds.locator("mark")).to_have_text(["NORDPOST", "Northpost"])
    form.get_by_role("button", name="Listen for it").press("Enter")
    expect(page.get_by_text("Amends listens for “Our name” from now on.")).to_be_visible()
    assert BrandQuery.objects.get().text == "northpost OR (nordpost)"
