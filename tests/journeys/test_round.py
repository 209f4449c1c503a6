"""The daily round, walked by keys alone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from amends.channels.models import Connection
from amends.triage.actions.judge import judge_case
from amends.triage.models import Judgement, RoundQuestion
from cast import Cast, make_matter

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_round_takes_a_key_for_each_message(
    cast: Cast, connection: Connection, sit_down: Callable[..., Page]
) -> None:
    now = timezone.now()
    for text in ("It came today. Hm.", "Thanks, I guess", "Never again with you"):
        matter = make_matter(connection, text=text, at=now - timedelta(hours=1))
        judge_case(brand_id=cast.brand.pk, message_ids=[matter.message.pk], now=now)
    page = sit_down(cast.ada)
    page.keyboard.press("g")
    page.keyboard.press("r")
    expect(page.get_by_role("heading", name="Two minutes that pay")).to_be_visible()
    _press(page, "1")
    expect(page.get_by_text("1 of 3")).to_be_visible()
    _press(page, "1")
    expect(page.get_by_text("2 of 3")).to_be_visible()
    _press(page, "z")
    expect(page.get_by_text("1 of 3")).to_be_visible()
    for place in ("2 of 3", "3 of 3"):
        _press(page, "2")
        expect(page.get_by_text(place)).to_be_visible()
    _press(page, "0")
    expect(page.get_by_role("heading", name="Done for today")).to_be_visible()
    assert RoundQuestion.objects.exclude(answer="").count() == 2
    assert Judgement.objects.exclude(said=[]).count() == 2


def _press(page: Page, key: str) -> None:
    """A key on a page that hears it: what is shown may be there before its keys are."""
    page.wait_for_load_state()
    page.keyboard.press(key)
