"""Words that others began: suggestions by the keyboard, and the assistant, an endpoint by script."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from amends.inbox.models import Case
from amends.outbox.models import Send
from amends.replies.actions import Wording, connect_assistant, save_reply, switch_assistant
from amends.replies.actions.assistant import Wish
from cast import Cast, make_connection, make_matter

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SitDown = Callable[..., Page]
WORDS = "Your words"
SAVED = "Hi {customer.first_name}, sorry that your parcel is late. We look for it."
DRAFTED = "So sorry, Mira. We look for your parcel now."


class Model(BaseHTTPRequestHandler):
    """A language model that says one thing, whatever it is told."""

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        told = {
            "choices": [{"message": {"role": "assistant", "content": DRAFTED}}],
            "usage": {"total_tokens": 90},
        }
        body = json.dumps(told).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Nothing."""


@pytest.fixture
def model() -> Iterator[str]:
    """Where the model listens."""
    server = HTTPServer(("127.0.0.1", 0), Model)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/v1"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def case(cast: Cast) -> Case:
    """Mira's parcel is late, and there are words for that."""
    now = timezone.now()
    by = cast.actor(cast.ada)
    save_reply(by=by, wording=Wording("Late parcel", SAVED), is_teams=False, now=now)
    return make_matter(make_connection(cast.brand), text="My parcel is late", at=now).case


def test_a_suggestion_is_taken_over_and_sent(sit_down: SitDown, cast: Cast, case: Case) -> None:
    page = sit_down(cast.ada)
    page.goto(f"{page.url}{case.pk}/")
    page.get_by_label(WORDS).wait_for()
    page.keyboard.press("s")
    offer = page.locator("#suggest-list").get_by_role("option").first
    expect(offer).to_contain_text("Saved reply “Late parcel”")
    page.keyboard.press("Enter")
    box = page.get_by_label(WORDS)
    expect(box).to_have_value("Hi Mira, sorry that your parcel is late. We look for it.")
    expect(page.locator("#assisted-told")).to_be_visible()
    box.press("Control+Enter")
    expect(page.locator("#thread")).to_contain_text("We look for it.")
    assert Send.objects.get().assisted == "suggestion"


def test_the_assistant_drafts_and_a_person_sends(
    sit_down: SitDown, cast: Cast, case: Case, model: str, settings: Any
) -> None:
    settings.PRIVATE_ADDRESSES = ("127.0.0.1",)
    olga, now = cast.actor(cast.olga), timezone.now()
    connect_assistant(by=olga, wish=Wish(model, "scripted", "key", 1_000_000, 20), now=now)
    switch_assistant(by=olga, on=True, now=now)
    page = sit_down(cast.ada)
    page.goto(f"{page.url}{case.pk}/")
    page.get_by_label(WORDS).wait_for()
    page.keyboard.press("s")
    page.locator("[data-ask=draft]").click()
    expect(page.locator("#assisted-said")).to_have_text(DRAFTED)
    assert not Send.objects.exists(), "the assistant never sends"
    page.locator("[data-take-assisted]").click()
    box = page.get_by_label(WORDS)
    expect(box).to_have_value(DRAFTED)
    box.press("Control+Enter")
    expect(page.locator("#thread")).to_contain_text(DRAFTED)
    assert Send.objects.get().assisted == "assistant"
