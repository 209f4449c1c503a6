"""Connecting step by step: what the page says, the way to the network and back, and the test."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html import unescape

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import Settings

from amends.channels import queries, registry
from amends.channels.models import Asking, Connection
from amends.outbox import actions as outbox
from asking_stub import CODE, TOKEN, Instance, standing
from cast import Cast, make_connection

pytestmark = pytest.mark.django_db
Desk = Callable[[str], str]
ALLOWED = ("127.0.0.0/8",)
BACK = "/connections/answer/"


@pytest.fixture(scope="module")
def served() -> Iterator[Instance]:
    with standing() as instance:
        yield instance


@pytest.fixture
def instance(served: Instance, settings: Settings) -> Iterator[Instance]:
    settings.PRIVATE_ADDRESSES = ALLOWED
    served.drafts.clear()
    yield served
    queries.transports(ALLOWED).http.close()
    queries.transports.cache_clear()


def ask(browser: Client, address: str, instance: Instance) -> dict[str, str]:
    """What the network is asked, after the person has pressed the button."""
    page = browser.post(address, {"way": "asking", "setting-base_url": instance.url})
    assert page.status_code == 200
    going = re.search(r'content="0; url=([^"]+)"', page.content.decode())
    assert going is not None
    return instance.asked(unescape(going[1]))


@pytest.mark.parametrize("slug", sorted(registry.channels()))
def test_the_page_says_what_is_needed_and_why_and_what_it_can(
    slug: str, bo: Client, desk: Desk
) -> None:
    page = unescape(bo.get(desk(f"connections/new/{slug}/")).content.decode())
    network = registry.channel(slug)
    for need in network.needs:
        assert need in page
    for permission in network.permissions:
        assert permission.name in page
        assert permission.why in page
    for price in network.prices:
        assert (price.label or price.unit) in page
    assert ("Ask on" in page) == network.asks


def test_the_owner_is_asked_and_the_account_tested(
    bo: Client, desk: Desk, connection: Connection, instance: Instance
) -> None:
    asked = ask(bo, desk("connections/new/mastodon/"), instance)
    answer = bo.get(BACK, {"state": asked["state"], "code": CODE})
    made = Connection.objects.get(channel="mastodon")
    address = desk(f"connections/{made.pk}/test/")
    assert answer.headers["location"] == address
    assert "knows us as" in bo.get(address).content.decode()
    read = bo.post(address, {"what": "read"}).content.decode()
    assert "deliveries are new there" in read
    wrote = bo.post(address, {"what": "write"}).content.decode()
    assert "taken away again" in wrote
    assert not instance.drafts
    again = bo.get(BACK, {"state": asked["state"], "code": CODE})
    assert again.status_code == 422
    assert "used already" in again.content.decode()


def test_the_first_account_leads_on_in_the_first_steps(
    bo: Client, desk: Desk, instance: Instance
) -> None:
    asked = ask(bo, desk("connections/new/mastodon/"), instance)
    answer = bo.get(BACK, {"state": asked["state"], "code": CODE})
    assert answer.headers["location"] == desk("begin/")


def test_the_owner_s_no_is_a_sentence_and_a_way_back(
    bo: Client, desk: Desk, connection: Connection, instance: Instance
) -> None:
    asked = ask(bo, desk("connections/new/mastodon/"), instance)
    words = {"error": "access_denied", "error_description": "<b>No</b>, thank you."}
    answer = bo.get(BACK, {"state": asked["state"], **words})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "&lt;b&gt;No&lt;/b&gt;, thank you." in page
    assert desk("connections/new/mastodon/") in page
    assert not Connection.objects.filter(channel="mastodon").exists()


def test_nobody_else_can_answer_and_who_is_not_signed_in_signs_in_first(
    ada: Client, bo: Client, desk: Desk, instance: Instance
) -> None:
    state = ask(bo, desk("connections/new/mastodon/"), instance)["state"]
    assert ada.get(BACK, {"state": state, "code": CODE}).status_code == 422
    stranger = Client().get(BACK, {"state": state, "code": CODE})
    assert stranger.headers["location"].startswith("/sign-in/?next=")
    assert Asking.objects.count() == 1
    assert ada.get(BACK).status_code == 422


def test_an_agent_neither_asks_nor_tests(
    ada: Client, desk: Desk, connection: Connection, instance: Instance
) -> None:
    given = {"way": "asking", "setting-base_url": instance.url}
    ada.post(desk("connections/new/mastodon/"), given)
    ada.post(desk(f"connections/{connection.pk}/test/"), {"what": "write"})
    assert not Asking.objects.exists()
    assert ada.get(desk(f"connections/{connection.pk}/test/")).status_code == 403


def test_a_disconnected_account_is_connected_again_on_its_page(
    bo: Client, desk: Desk, cast: Cast, instance: Instance
) -> None:
    connection = make_connection(
        cast.brand,
        channel="mastodon",
        account_id="1",
        state="disconnected",
        settings={"base_url": instance.url},
    )
    settings = desk(f"connections/{connection.pk}/settings/")
    assert settings in bo.get(desk(f"connections/{connection.pk}/")).content.decode()
    page = bo.get(settings).content.decode()
    assert "no longer lets us in" in page
    assert instance.url in page
    asked = ask(bo, settings, instance)
    bo.get(BACK, {"state": asked["state"], "code": CODE})
    connection.refresh_from_db()
    assert connection.state == "active"


def test_a_wrong_key_says_what_to_do_and_does_not_come_back(
    bo: Client, desk: Desk, instance: Instance
) -> None:
    given = {"way": "key", "setting-base_url": instance.url, "setting-token": f"{TOKEN}-no"}
    answer = bo.post(desk("connections/new/mastodon/"), given)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "no longer accepts our key" in page
    assert "make a new key" in page
    assert f"{TOKEN}-no" not in page
    assert "<details" in page


def test_nothing_is_written_while_the_brake_is_on(
    bo: Client, desk: Desk, cast: Cast, instance: Instance
) -> None:
    connection = make_connection(
        cast.brand, channel="mastodon", settings={"base_url": instance.url}
    )
    by = cast.actor(cast.bo)
    outbox.pull_brake(by=by, reason="a storm", now=timezone.now())
    address = desk(f"connections/{connection.pk}/test/")
    answer = bo.post(address, {"what": "write"})
    assert "nothing leaves the desk" in answer.content.decode()
    assert not instance.drafts


def test_what_is_there_only_for_networks_needs_no_sign_in(db: None) -> None:
    assert Client().get("/connections/introductions/demo.json").status_code == 404


def test_a_lead_says_what_the_contract_says_that_things_cost(
    cast: Cast, bo: Client, desk: Desk
) -> None:
    x = make_connection(cast.brand, channel="x")
    address = desk(f"connections/{x.pk}/")
    assert "Prices of your contract" in bo.get(address).content.decode()
    bo.post(f"{address}prices/", {"post read": "0.002"})
    x.refresh_from_db()
    assert x.settings["price:post read"] == "0.002"
    assert 'value="0.002"' in bo.get(address).content.decode()
