"""Every page in a real browser: WCAG 2.2 AA in both themes, and nothing wider than a phone."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from every_page import addresses
from playwright.sync_api import Page

from amends.inbox.actions.note import write_note
from amends.inbox.actions.tag import add_tag
from amends.listening.models import Delivery
from amends.outbox import actions as outbox
from amends.outbox.rules import SayKind
from cast import Cast, Matter, make_connection, make_matter

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SitDown = Callable[..., Page]
RULES = {
    "resultTypes": ["violations"],
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    },
}
COLOURS = {"resultTypes": ["violations"], "runOnly": ["color-contrast"]}
SIZES = {"resultTypes": ["violations"], "runOnly": ["target-size"]}


@pytest.fixture
def matter(cast: Cast) -> Matter:
    """A desk with something of everything on it."""
    now = timezone.now()
    connection = make_connection(cast.brand)
    matter = make_matter(connection, at=now - timedelta(minutes=50))
    for number in range(6):
        make_matter(connection, name=f"Nora New {number}", is_public=number % 2 == 0, at=now)
    by = cast.actor(cast.olga)
    write_note(by=by, case=matter.case, text="The depot has it.", now=now)
    add_tag(by=by, case=matter.case, name="parcel delays", now=now)
    outbox.say(
        by=by,
        case=matter.case,
        kind=SayKind.PUBLIC_REPLY,
        text="I am sorry, Mira. I look into it now.",
        request_key="one",
        now=now,
    )
    Delivery.objects.create(
        brand=cast.brand,
        connection=connection,
        source="webhook",
        state="quarantined",
        body=b"{",
        key="odd",
        received_at=now,
    )
    return matter


def _known(cast: Cast, matter: Matter) -> dict[str, list[object]]:
    """What stands in addresses for each of their parts."""
    return {
        "brand": [cast.brand.slug],
        "view": ["needs-answer", "closed"],
        "case_id": [matter.case.pk],
        "person_id": [matter.person.pk],
        "connection_id": [matter.case.connection_id],
        "delivery_id": [Delivery.objects.get().pk],
        "channel": ["demo", "email"],
        "token": ["nobody-gave-this-out"],
        "send_id": [matter.case.sends.get().pk],
        "verb": ["again"],
        "user_id": [cast.ada.pk],
        "page": [uuid.uuid4()],
    }


def test_every_page_can_be_used_by_everybody(
    sit_down: SitDown, cast: Cast, matter: Matter, live_server: object
) -> None:
    page = sit_down(cast.olga)
    found, pages = [], 0
    for name, address in addresses(_known(cast, matter)):
        if name in {"sign-out", "theme"} or not _is_page(page, f"{live_server}{address}"):
            continue
        pages += 1
        page.goto(f"{live_server}{address}")
        found += _complaints(page, name)
    assert pages >= 12
    assert not found, "\n".join(found)


def _is_page(page: Page, address: str) -> bool:
    """Whether it answers a look with a whole page; a piece of one or a redirect is looked at there."""
    answer = page.request.get(address, max_redirects=0)
    is_html = answer.headers.get("content-type", "").startswith("text/html")
    return answer.ok and is_html and "<!DOCTYPE html>" in answer.text()[:100]


def _complaints(page: Page, name: str) -> list[str]:
    """What axe says in light, dark and on a phone; and whether the phone would scroll sideways."""
    axe = Axe()
    page.set_viewport_size({"width": 1440, "height": 900})
    page.emulate_media(color_scheme="light")
    said = [("light", axe.run(page, options=RULES))]
    page.emulate_media(color_scheme="dark")
    said.append(("dark", axe.run(page, options=COLOURS)))
    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": 390, "height": 844})
    said.append(("phone", axe.run(page, options=SIZES)))
    found = [
        f"{name} ({how}): {each['id']}: {node['html'][:140]} {node['failureSummary'][:200]}"
        for how, results in said
        for each in results.response["violations"]
        for node in each["nodes"][:3]
    ]
    wide = page.evaluate("document.documentElement.scrollWidth")
    return found + ([f"{name} (phone): {wide} px wide"] if wide > 390 else [])
