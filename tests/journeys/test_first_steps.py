"""From a desk that nobody owns to the first answer, in a real browser, over the practice network."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect
from pytest_django import Settings

from amends.channels import registry
from amends.channels.models import Connection
from amends.channels.queries import link_for
from amends.listening.actions.digest import digest
from amends.listening.actions.poll import poll
from amends.outbox.actions.deliver import Courier, deliver_next
from amends.outbox.models import Send
from amends.practice import Network, Served, running
from amends.staff.actions import begin_setup
from cast import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def served(settings: Settings) -> Iterator[Served]:
    """A practice network on which Maren complained, and which this desk may reach."""
    network = Network(seed=7, brands=("northpost",))
    network.post(network.person("maren", "Maren Holt"), "@northpost where is my parcel?")
    with running(network) as served:
        settings.PRIVATE_ADDRESSES = (urlsplit(served.url).netloc,)
        yield served


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    page.set_default_timeout(15_000)
    yield page
    context.close()


def test_first_set_up_to_first_answer(web_address: str, page: Page, served: Served) -> None:
    page.goto(f"{web_address}/setup/{begin_setup(now=timezone.now())}")
    _step(page, "You and your brand")
    _own(page)
    page.wait_for_url("**/desk/northpost/begin/")
    _step(page, "An account")
    _connect(page, served)
    page.wait_for_url("**/desk/northpost/begin/")
    _step(page, "The first answer")
    _listen(Connection.objects.get())
    page.reload()
    expect(page.get_by_role("main")).to_contain_text("1 person waits for an answer already")

    page.get_by_role("main").get_by_role("link", name="Open the inbox").click()
    page.get_by_role("link", name=re.compile("Maren Holt")).first.click()
    page.get_by_label("Your words").fill("Maren, we look at once. – Olga")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#thread")).to_contain_text("Maren, we look at once.")
    _send()
    expect(page.locator("#thread")).to_contain_text(re.compile("public · sent"))
    assert any("we look at once" in item.text for item in served.network.items.values())


def _step(page: Page, name: str) -> None:
    expect(page.locator(".steps [aria-current]")).to_have_text(re.compile(name))


def _own(page: Page) -> None:
    given = {
        "Brand that customers know": "Northpost",
        "Its time zone": "Europe/Berlin",
        "Your name": "Olga Owner",
        "Your e-mail address": "olga@northpost.example",
        "A password": PASSWORD,
    }
    for label, value in given.items():
        page.get_by_label(label).fill(value)
    page.get_by_role("button", name="Open the desk").click()


def _connect(page: Page, served: Served) -> None:
    page.get_by_role("link", name="Practice network").click()
    page.get_by_label("Address of the practice network").fill(served.url)
    page.get_by_label("Access token").fill(served.network.account("northpost").token)
    page.get_by_role("button", name="Connect and test").click()


def _send() -> None:
    """What the worker does once the time to undo is over."""
    Send.objects.update(not_before=timezone.now() - timedelta(seconds=1))
    courier = Courier(worker="first", link_of=link_for, clock=timezone.now)
    assert deliver_next(courier=courier, connection_id=Connection.objects.get().pk)


def _listen(connection: Connection) -> None:
    """What the listener does in its turn."""
    polled = poll(
        connection=connection,
        channel=registry.channel("demo"),
        link=link_for(connection),
        now=timezone.now(),
        told_of_news=False,
    )
    assert not polled.failed
    while digest(limit=100, now=timezone.now()):
        pass
