"""Writing for a whole answer: a draft that survives, a saved reply, a picture, undo, and later."""

from __future__ import annotations

import io
import re
from collections.abc import Callable

import pytest
from django.utils import timezone
from PIL import Image
from playwright.sync_api import FilePayload, Page, expect
from screens import PHONE

from amends.inbox.models import Case
from amends.outbox.models import Send, SendState
from amends.replies.models import Draft, SavedReply
from cast import Cast, make_connection, make_matter

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SitDown = Callable[..., Page]
WORDS = "Your words"
SAID = "Hi Mira, sorry about the wait."


def photo() -> FilePayload:
    out = io.BytesIO()
    Image.new("RGB", (640, 480), "teal").save(out, "JPEG")
    return {"name": "parcel.jpg", "mimeType": "image/jpeg", "buffer": out.getvalue()}


@pytest.fixture
def case(cast: Cast) -> Case:
    """Mira asked where her parcel is, and there is a saved reply for that."""
    now = timezone.now()
    text = "Hi {customer.first_name}, sorry about the wait."
    SavedReply.objects.create(
        brand=cast.brand, title="Sorry", shortcut="sorry", text=text, made_at=now, changed_at=now
    )
    return make_matter(make_connection(cast.brand), at=now).case


def write(page: Page, case: Case) -> None:
    """A saved reply by its slash, and a picture with its words."""
    page.goto(f"{page.url}{case.pk}/")
    page.keyboard.press("r")
    page.keyboard.type("/so")
    expect(page.get_by_role("option", name=re.compile("Sorry"))).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.get_by_label(WORDS)).to_have_value(SAID)
    page.set_input_files("#composer-files", [photo()])
    page.get_by_label("What the picture shows").fill("A teal parcel")
    expect(page.locator("#draft-kept")).to_have_text("Draft kept")


def test_a_draft_with_its_picture_is_there_on_the_phone(
    sit_down: SitDown, cast: Cast, case: Case
) -> None:
    page = sit_down(cast.ada)
    write(page, case)
    phone = sit_down(cast.ada, PHONE)
    phone.goto(page.url)
    expect(phone.get_by_label(WORDS)).to_have_value(SAID)
    expect(phone.get_by_label("What the picture shows")).to_have_value("A teal parcel")
    assert phone.evaluate("document.documentElement.scrollWidth") <= PHONE.width


def test_what_is_sent_can_be_undone_and_sent_later(
    sit_down: SitDown, cast: Cast, case: Case
) -> None:
    page = sit_down(cast.ada)
    write(page, case)
    page.get_by_label(WORDS).press("Control+Enter")
    expect(page.locator(".toast")).to_contain_text("Sending in")
    expect(page.locator("#thread").get_by_alt_text("A teal parcel")).to_be_visible()
    page.keyboard.press("Control+z")
    expect(page.get_by_label(WORDS)).to_have_value(SAID)
    expect(page.locator("#tray .enclosed")).to_have_count(1)
    assert Send.objects.get().state == SendState.WITHDRAWN

    page.locator("[data-key=send-more] summary").click()
    page.get_by_role("button", name="In an hour").click()
    expect(page.locator("#thread")).to_contain_text("Will be sent")
    expect(page.get_by_label(WORDS)).to_have_value("")
    page.locator("#thread").get_by_role("button", name="Change").click()
    expect(page.get_by_label(WORDS)).to_have_value(SAID)
    assert Draft.objects.get().text == SAID


def test_the_older_window_is_asked_which_draft_to_keep(
    sit_down: SitDown, cast: Cast, case: Case
) -> None:
    desk, phone = sit_down(cast.ada), sit_down(cast.ada, PHONE)
    for page in (desk, phone):
        page.goto(f"{page.url}{case.pk}/")
    desk.get_by_label(WORDS).fill("From the desk")
    expect(desk.locator("#draft-kept")).to_have_text("Draft kept")
    phone.get_by_label(WORDS).fill("From the phone")
    expect(phone.locator("#draft-told")).to_contain_text("changed in another window")
    assert Draft.objects.get().text == "From the desk"
    phone.get_by_role("button", name="Use the newer one").click()
    expect(phone.get_by_label(WORDS)).to_have_value("From the desk")
