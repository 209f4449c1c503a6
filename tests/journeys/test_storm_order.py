"""A storm: whoever only follows the queue answers first what cannot wait."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from playwright.sync_api import Page, expect

from amends.channels.contract import Author, Said, ThreadKind, ThreadRef
from amends.channels.models import Connection
from amends.inbox.actions.take_in import take_in
from amends.inbox.models import Case
from amends.triage.actions import ask
from amends.triage.actions.judge import judge_between
from cast import Cast

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

#: What everybody writes in a storm.
ORDINARY = (
    "Where is my parcel? It should have been here yesterday.",
    "Still no update on my order, any news?",
    "Your tracking page says nothing since Monday.",
    "Thank you so much, you are great ❤",
    "Is the shop in Leeds open on Sunday?",
    "Wo ist mein Paket? Es sollte gestern kommen.",
    "Je n'ai toujours rien reçu, c'est vraiment décevant.",
    "ok 👍",
    "Third time this month, honestly. I am so disappointed.",
    "Can I change the address of my order, please?",
)
URGENT = (
    "The charger you sent caught fire and my son burnt his hand, please help NOW",
    "I am stranded at the airport and my insulin is in that parcel, answer me urgently",
    "There is a strong smell of gas from the heater you delivered today, is it dangerous??",
)
#: `STORM=5000 .venv/bin/pytest tests/journeys/test_storm_order.py` is the long form.
MANY = int(os.environ.get("STORM", "200")) - 3
#: So many come in together, as in life.
_AT_ONCE = 500


def _storm() -> list[Said]:
    """The urgent ones come last: by their time alone they would be answered last."""
    texts = [ORDINARY[n % len(ORDINARY)] for n in range(MANY)] + list(URGENT)
    began = timezone.now() - timedelta(minutes=40)
    return [
        Said(
            f"m{n}",
            ThreadRef(f"post-{n}", ThreadKind.POST, is_public=True),
            Author(f"person-{n}", f"@person{n}", f"Person {n}"),
            text,
            began + n * timedelta(minutes=35) / len(texts),
        )
        for n, text in enumerate(texts)
    ]


def test_the_urgent_ones_are_closed_first_by_who_only_follows_the_queue(
    cast: Cast, connection: Connection, sit_down: Callable[..., Page]
) -> None:
    items, now = _storm(), timezone.now()
    for start in range(0, len(items), _AT_ONCE):
        before = ask.newest()
        with transaction.atomic():
            take_in(connection=connection, items=items[start : start + _AT_ONCE], now=now)
        judge_between(brand_id=cast.brand.pk, after=before, upto=ask.newest(), changed=[], now=now)
    wanted = set(
        Case.objects.filter(
            messages__external_id__in=[f"m{MANY + n}" for n in range(3)]
        ).values_list("pk", flat=True)
    )
    page = sit_down(cast.ada)
    answered = []
    for _ in URGENT:
        queue = f"{page.url.partition('/inbox/')[0]}/inbox/needs-answer/"
        page.goto(queue)
        first = page.locator("a.row").first.get_attribute("data-case")
        answered.append(int(first or 0))
        page.goto(f"{queue}{first}/")
        expect(page.locator(".judged")).to_contain_text("Urgent")
        page.locator('[data-key="close"]').click()
        expect(page.get_by_role("button", name="Reopen")).to_be_visible()
    assert set(answered) == wanted
