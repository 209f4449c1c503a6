"""Approved templates in a case: listed, filled in, read as the customer will, sent through the one gate."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from neighbours import Other
from pytest_django.fixtures import Settings

from amends.channels import credentials
from amends.channels.models import Connection
from amends.outbox.models import Send
from amends.practice import Network, Served, running
from amends.practice.graph import whatsapp
from cast import Cast, Matter, make_connection, make_matter

pytestmark = pytest.mark.django_db
Desk = Callable[[str], str]
HTMX = {"headers": {"HX-Request": "true"}}
REFUND = "refund_is_on_its_way/en"


@pytest.fixture(scope="module")
def served() -> Iterator[Served]:
    with running(Network(seed=11)) as network:
        yield network


@pytest.fixture
def number(cast: Cast, served: Served, settings: Settings) -> Connection:
    """Northpost's number on the practice network's WhatsApp."""
    settings.PRIVATE_ADDRESSES = ("127.0.0.1",)
    cache.clear()
    served.network.faults.calm()
    given = dict(whatsapp.sample(served.url, "northpost", 11).given)
    secrets = {name: given.pop(name) for name in ("token", "app_secret")}
    return make_connection(
        cast.brand,
        channel="whatsapp",
        settings=given,
        secrets=credentials.encrypted(secrets),
        account_id=given["phone_number_id"],
    )


@pytest.fixture
def chat(number: Connection) -> Matter:
    """A chat whose customer wrote long ago."""
    return make_matter(number, is_public=False, at=timezone.now() - timedelta(days=2))


def form(**values: str) -> dict[str, str]:
    return {"template": REFUND, "request_key": str(uuid4()), **values}


def test_the_composer_leads_to_the_templates(ada: Client, desk: Desk, chat: Matter) -> None:
    page = ada.get(desk(f"cases/{chat.case.pk}/composer/")).content.decode()
    assert f'href="{desk(f"cases/{chat.case.pk}/templates/")}"' in page


def test_a_network_without_templates_offers_none(ada: Client, desk: Desk, matter: Matter) -> None:
    page = ada.get(desk(f"cases/{matter.case.pk}/composer/")).content.decode()
    assert "approved template" not in page


def test_those_that_a_person_can_fill_are_listed(ada: Client, desk: Desk, chat: Matter) -> None:
    page = ada.get(desk(f"cases/{chat.case.pk}/templates/"), **HTMX).content.decode()
    assert "we_found_it" in page
    assert "login_code" not in page
    assert "about $0.0040" in page


def test_one_is_filled_in_and_read_before_it_is_sent(ada: Client, desk: Desk, chat: Matter) -> None:
    chosen = desk(f"cases/{chat.case.pk}/templates/?chosen=we_found_it/en")
    page = ada.get(chosen, **HTMX).content.decode()
    assert "Place 1 of the heading" in page
    assert "For example 4471" in page
    given = {"template": "we_found_it/en", "value-0": "4471", "value-1": "<b>Mira</b>"}
    url = desk(f"cases/{chat.case.pk}/templates/preview/")
    shown = ada.post(url, given, **HTMX).content.decode()
    assert "Order 4471" in shown
    assert "&lt;b&gt;Mira" in shown
    assert "{{2}}" in shown


def test_it_is_sent_once_through_the_gate_though_own_words_are_not(
    ada: Client, desk: Desk, chat: Matter
) -> None:
    said = {"kind": "private", "text": "Our own words", "request_key": str(uuid4())}
    refused = ada.post(desk(f"cases/{chat.case.pk}/say/"), said, **HTMX)
    assert "approved templates only" in refused.content.decode()
    url = desk(f"cases/{chat.case.pk}/templates/send/")
    given = form(**{"value-0": "Mira", "value-1": "$12.50"})
    for _ in range(2):
        answer = ada.post(url, given, **HTMX)
        assert answer.status_code == 200
    send = Send.objects.get()
    assert send.text == "Hello Mira, your refund of $12.50 is on its way."
    assert send.template == {
        "name": "refund_is_on_its_way",
        "language": "en",
        "values": ["Mira", "$12.50"],
        "places": ["1", "2"],
        "category": "utility",
    }


def test_an_empty_place_is_refused_in_a_sentence(ada: Client, desk: Desk, chat: Matter) -> None:
    url = desk(f"cases/{chat.case.pk}/templates/send/")
    answer = ada.post(url, form(**{"value-0": "Mira", "value-1": " "}), **HTMX)
    assert "Fill in 2" in answer.content.decode()
    assert not Send.objects.exists()


def test_without_script_it_goes_back_to_the_case(ada: Client, desk: Desk, chat: Matter) -> None:
    url = desk(f"cases/{chat.case.pk}/templates/send/")
    answer = ada.post(url, form(**{"value-0": "Mira", "value-1": "$12.50"}))
    assert answer.status_code == 302
    assert answer["Location"].endswith(f"cases/{chat.case.pk}/")


def test_a_network_that_does_not_answer_is_said_in_words(
    ada: Client, desk: Desk, chat: Matter, served: Served
) -> None:
    served.network.faults.errors.next = 1
    page = ada.get(desk(f"cases/{chat.case.pk}/templates/")).content.decode()
    assert "does not say now which templates" in page


def test_who_only_looks_sends_none_and_nobody_sees_anothers(
    vera: Client, signed_in: Callable[..., Client], other: Other, desk: Desk, chat: Matter
) -> None:
    url = desk(f"cases/{chat.case.pk}/templates/send/")
    assert vera.post(url, form(), **HTMX).status_code in {403, 422}
    assert signed_in(other.user).get(desk(f"cases/{chat.case.pk}/templates/")).status_code == 404
    assert not Send.objects.exists()
