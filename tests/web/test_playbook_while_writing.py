"""The playbook speaks up while somebody types, and says no with a way on."""

from __future__ import annotations

from collections.abc import Callable
from uuid import uuid4

import pytest
from django.test import Client

from amends.outbox.models import Send
from cast import Matter

pytestmark = pytest.mark.django_db
Desk = Callable[[str], str]
HTMX = {"headers": {"HX-Request": "true", "HX-Target": "composer-answer"}}
LEAK = "So sorry, Mira! We wrote to mira.kessler@example.com and look for the parcel now."


def counted(client: Client, desk: Desk, matter: Matter, text: str, kind: str = "public") -> str:
    url = desk(f"cases/{matter.case.pk}/count/")
    return client.post(url, {"kind": kind, "text": text}).content.decode()


def say(client: Client, desk: Desk, matter: Matter, **more: str) -> tuple[int, str]:
    form = {"kind": "public", "text": LEAK, "request_key": str(uuid4()), **more}
    answer = client.post(desk(f"cases/{matter.case.pk}/say/"), form, **HTMX)  # type: ignore[arg-type]
    return answer.status_code, answer.content.decode()


def test_what_would_be_stopped_is_told_where_it_stands(
    ada: Client, desk: Desk, matter: Matter
) -> None:
    told = counted(ada, desk, matter, f"👋 {LEAK}")
    assert 'data-code="private-email"' in told
    start = f"👋 {LEAK}".index("mira.kessler") + 1  # browsers count the hand as two
    assert f'data-start="{start}"' in told
    assert counted(ada, desk, matter, LEAK, "private").find("private-email") == -1
    assert counted(ada, desk, matter, LEAK, "note").find("private-email") == -1


def test_a_customers_words_in_a_hint_stay_words(ada: Client, desk: Desk, matter: Matter) -> None:
    told = counted(ada, desk, matter, "Calm down <b>Mira</b>! PER OUR <I>POLICY</I> a@b.example")
    assert "<b>Mira" not in told
    assert "<I>" not in told


def test_who_has_hardly_begun_is_not_told_what_is_missing(
    ada: Client, desk: Desk, matter: Matter
) -> None:
    assert "data-code" not in counted(ada, desk, matter, "Hello Mira")


def test_an_agent_is_told_who_may_send_it(ada: Client, desk: Desk, matter: Matter) -> None:
    status, told = say(ada, desk, matter)
    assert status == 422
    assert "e-mail address" in told
    assert 'name="overruling"' not in told
    assert not Send.objects.exists()


def test_a_lead_sends_it_with_a_reason(bo: Client, desk: Desk, matter: Matter) -> None:
    status, told = say(bo, desk, matter)
    assert status == 422
    assert 'name="overruling"' in told
    status, _ = say(bo, desk, matter, overruling="She asked for it.")
    assert status == 200
    assert Send.objects.get().verdict["overruled"] == "She asked for it."


def test_a_private_follow_up_is_no_way_around(ada: Client, desk: Desk, matter: Matter) -> None:
    status, _ = say(ada, desk, matter, overruling="I want to")
    assert status == 403
    assert not Send.objects.exists()
