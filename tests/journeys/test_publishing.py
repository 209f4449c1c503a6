"""A post's whole way: written, scheduled, dragged to another day, out, commented, in the inbox."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction
from playwright.sync_api import Page, expect

from amends.channels.adapters.demo import Demo
from amends.channels.base import Link
from amends.channels.conformance.worlds import no_imap, no_smtp
from amends.channels.contract import Delivery, Said, Secrets
from amends.channels.models import Connection
from amends.channels.transports import Transports
from amends.channels.transports.http import AllowedAddresses, HttpTransport
from amends.inbox.actions.take_in import take_in
from amends.outbox.actions.deliver import Courier, deliver_next
from amends.outbox.models import Send
from amends.practice import Network, Served, running, token_for
from amends.publishing.models import Slot
from cast import Cast, make_connection

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SitDown = Callable[..., Page]
WORDS = "We are open on Sunday. What would you like us to bring?"


@pytest.fixture
def served() -> Iterator[Served]:
    with running(Network(seed=31)) as network:
        yield network


@pytest.fixture
def link(served: Served) -> Iterator[Link]:
    http = HttpTransport(AllowedAddresses(["127.0.0.1"]))
    secrets = Secrets({"token": token_for("northpost", 31), "webhook_secret": "x"})
    yield Link({"base_url": served.url}, secrets, Transports(http, no_imap, no_smtp))
    http.close()


def test_a_post_goes_its_whole_way(
    sit_down: SitDown, cast: Cast, served: Served, link: Link
) -> None:
    connection = make_connection(cast.brand)
    page = sit_down(cast.bo)
    # A day in the middle of next month: it can be dragged both ways, whatever day it is today.
    first = (datetime.now(UTC).replace(day=1) + timedelta(days=32)).replace(day=14, hour=9)
    write_and_schedule(page, first)
    calendar = page.url.partition("posts/")[0]
    page.goto(f"{calendar}?view=month&on={first:%Y-%m-%d}")
    drag_and_press(page, first)
    slot = Slot.objects.get()
    assert slot.at.strftime("%d %H:%M") == "22 09:00"
    send_and_hear(connection, served, link, slot.at + timedelta(seconds=1))
    page.reload()
    expect(page.locator(".entry.is-out")).to_be_visible()
    page.get_by_role("link", name="Inbox").first.click()
    expect(page.get_by_text("Oat biscuits, please.").first).to_be_visible()


def write_and_schedule(page: Page, first: datetime) -> None:
    page.get_by_role("link", name="Publishing").first.click()
    page.get_by_role("link", name="Write a post", exact=True).click()
    page.get_by_label("What you say").fill(WORDS)
    expect(page.locator("#previews")).to_contain_text(WORDS)
    page.get_by_label("Day and time").fill(first.strftime("%Y-%m-%dT09:00"))
    page.get_by_role("button", name="Schedule").click()
    expect(page.get_by_role("heading", name="On the calendar")).to_be_visible()


def drag_and_press(page: Page, first: datetime) -> None:
    """With the mouse to the next day, then with the keys to the week after that."""
    entry = page.locator("[data-entry]")
    next_day = page.locator(f"[data-day='{first + timedelta(days=1):%Y-%m-%d}']")
    entry.drag_to(next_day)
    expect(next_day.locator("[data-entry]")).to_be_focused()
    page.keyboard.press("Alt+ArrowDown")
    week_later = page.locator(f"[data-day='{first + timedelta(days=8):%Y-%m-%d}']")
    expect(week_later.locator("[data-entry]")).to_be_focused()


def send_and_hear(connection: Connection, served: Served, link: Link, due: datetime) -> None:
    """A worker sends what is due; somebody comments on it there; the listener brings the comment."""
    courier = Courier("tester", lambda _: Demo(), lambda _: link, clock=lambda: due)
    assert deliver_next(courier=courier, connection_id=connection.pk)
    network = served.network
    assert sum(each["text"] == WORDS for each in network.truth().objects) == 1
    post = network.items[Send.objects.get().external_id]
    ida = network.person("ida")
    comment = served.call(lambda: network.comment(ida, post, "Oat biscuits, please."))
    channel = Demo()
    heard = [
        item
        for delivery in _everything(channel, link)
        for item in channel.parse(link, delivery)
        if isinstance(item, Said) and item.thread.external_id == comment.thread.id
    ]
    with transaction.atomic():
        take_in(connection=connection, items=heard, now=due)


def _everything(channel: Demo, link: Link) -> Iterator[Delivery]:
    cursor, more = "", True
    while more:
        page = channel.fetch(link, cursor)
        yield from page.deliveries
        cursor, more = page.cursor, page.more
