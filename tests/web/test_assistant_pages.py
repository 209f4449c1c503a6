"""The assistant at the desk: connected in the settings, asked in the composer, silent where it must be."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from amends.replies.models import Assistant, Exchange
from cast import NOON, Cast, Matter

pytestmark = pytest.mark.django_db
Desk = Callable[[str], str]
#: A machine within the house, which nobody has allowed: no test reaches anything.
FORM = {
    "base_url": "http://localhost:9/v1",
    "model": "small <model>",
    "key": "key-of-ours",
    "monthly_tokens": "1,000,000",
    "timeout_seconds": "5",
}


def connected(bo: Client, desk: Desk) -> None:
    assert bo.post(desk("settings/assistant/connect/"), FORM).status_code == 302
    assert bo.post(desk("settings/assistant/switch/"), {"on": "yes"}).status_code == 302


def test_a_lead_connects_it_switches_it_and_forgets_it(bo: Client, desk: Desk) -> None:
    assert "No assistant is connected" in bo.get(desk("settings/assistant/")).content.decode()
    connected(bo, desk)
    page = bo.get(desk("settings/assistant/")).content.decode()
    assert "small &lt;model&gt;" in page
    assert "key-of-ours" not in page
    assert "0 of 1,000,000" in page
    assert Assistant.objects.get().is_on
    bo.post(desk("settings/assistant/remove/"))
    assert not Assistant.objects.exists()


def test_what_is_wrong_stands_at_its_field(bo: Client, desk: Desk) -> None:
    answer = bo.post(desk("settings/assistant/connect/"), {**FORM, "base_url": "http://x.example"})
    assert answer.status_code == 422
    assert "begins with https://" in answer.content.decode()
    assert not Assistant.objects.exists()


def test_an_address_that_is_not_allowed_is_said_to_be_so(bo: Client, desk: Desk) -> None:
    connected(bo, desk)
    page = bo.post(desk("settings/assistant/try/")).content.decode()
    assert "which the operator has not allowed" in page
    assert Exchange.objects.get().tokens == 0


def test_in_the_composer_it_is_there_only_when_it_is_on(
    ada: Client, bo: Client, desk: Desk, matter: Matter
) -> None:
    composer = desk(f"cases/{matter.case.pk}/composer/")
    assert 'data-ask="draft"' not in ada.get(composer).content.decode()
    connected(bo, desk)
    assert 'data-ask="draft"' in ada.get(composer).content.decode()


def test_no_answer_is_a_sentence_in_the_picker(
    ada: Client, bo: Client, desk: Desk, matter: Matter
) -> None:
    connected(bo, desk)
    url = desk(f"cases/{matter.case.pk}/assistant/")
    answer = ada.post(url, {"task": "draft", "kind": "public"})
    page = answer.content.decode()
    assert "which the operator has not allowed" in page
    assert "data-ask-again" in page


def test_what_was_shown_can_be_read_by_those_who_keep_it(
    ada: Client, bo: Client, desk: Desk, cast: Cast, matter: Matter
) -> None:
    kept = Exchange.objects.create(
        brand=cast.brand,
        case=matter.case,
        by=cast.ada,
        task="draft",
        model="m",
        asked_at=NOON,
        tokens=5,
        state="answered",
        prompt=[{"role": "user", "content": "<b>shown</b>"}],
        answer="Sorry, [[NAME-A]].",
    )
    url = desk(f"settings/assistant/exchanges/{kept.pk}/")
    page = bo.get(url).content.decode()
    assert "&lt;b&gt;shown&lt;/b&gt;" in page
    assert "Sorry, [[NAME-A]]." in page
    assert ada.get(url).status_code == 403
    assert ada.get(desk("settings/assistant/")).status_code == 403
