"""Order in the records, walked in a browser: who is who, what belongs together, and who takes it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from amends.channels.models import Connection
from amends.inbox.models import Case, Identity, Message, Note, Person
from cast import NOON, Cast, Matter, make_matter

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def open_case(page: Page, case: Case) -> None:
    page.goto(f"{page.url.partition('/inbox/')[0]}/inbox/open/{case.pk}/")
    expect(page.locator("#case-header h2")).to_be_visible()


def from_more(page: Page, name: str) -> None:
    page.locator('details[data-key="more"] > summary').click()
    page.get_by_role("link", name=name).click()


def test_two_people_turn_out_to_be_one_and_are_parted_again(
    cast: Cast, connection: Connection, matter: Matter, sit_down: Callable[..., Page]
) -> None:
    other = make_matter(connection, name="Mira Kessler", text="Hello again")
    page = sit_down(cast.ada)
    open_case(page, matter.case)
    context = page.locator("#context")
    context.get_by_role("button", name="are one person").click()
    expect(context.get_by_text("Also Mira Kessler")).to_be_visible()
    assert set(Identity.objects.values_list("person", flat=True)) == {matter.person.pk}
    context.get_by_role("button", name="Part them again").click()
    expect(context.get_by_text("Also Mira Kessler")).to_have_count(0)
    other.identity.refresh_from_db()
    assert other.identity.person == other.person
    assert not Person.objects.exclude(merged_into=None).exists()


def test_messages_are_split_off_and_brought_home(
    cast: Cast, connection: Connection, matter: Matter, sit_down: Callable[..., Page]
) -> None:
    second = make_matter(connection, text="And where is my invoice?", at=NOON + timedelta(hours=1))
    Message.objects.filter(pk=second.message.pk).update(
        case=matter.case, thread=matter.thread, identity=matter.identity
    )
    Case.objects.filter(pk=second.case.pk).delete()
    page = sit_down(cast.ada)
    open_case(page, matter.case)
    from_more(page, "Split off messages")
    dialog = page.get_by_role("dialog", name="Split the case")
    expect(dialog).to_be_visible()
    dialog.get_by_role("button", name="Split off").click()
    expect(dialog.get_by_role("alert")).to_contain_text("at least one of the customer")
    dialog.get_by_role("checkbox", name="And where is my invoice?").check()
    dialog.get_by_role("button", name="Split off").click()
    expect(
        page.locator("#context").get_by_text(f"Split off from #{matter.case.pk}")
    ).to_be_visible()
    page.locator("#context").get_by_role("button", name="Undo").click()
    expect(page.locator("#context").get_by_text("Split off from")).to_be_hidden()
    expect(page.locator("#thread")).to_contain_text("Where is my parcel?")
    assert set(Message.objects.values_list("case", flat=True)) == {matter.case.pk}


def test_a_case_is_handed_over_with_a_note_by_the_keyboard(
    cast: Cast, matter: Matter, sit_down: Callable[..., Page]
) -> None:
    page = sit_down(cast.ada)
    open_case(page, matter.case)
    page.keyboard.press("a")
    hand_over = page.get_by_role("link", name="Hand over with a note")
    expect(hand_over).to_be_visible()
    hand_over.focus()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name="Hand the case over")
    expect(dialog).to_be_visible()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.type("She called twice; @Olga knows her.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(dialog).to_have_count(0)
    expect(page.locator("#thread")).to_contain_text("She called twice")
    note = Note.objects.get()
    assert Case.objects.get().assignee_id in note.mentions
    assert cast.olga.pk in note.mentions
