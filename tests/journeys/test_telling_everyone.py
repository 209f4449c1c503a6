"""From a cluster of cases to the status page and four networks: at most five clicks."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from amends.incidents.models import AffectedCase, Incident
from amends.outbox.models import Send
from amends.status.actions import keep
from amends.status.models import StatusPage, StatusUpdate
from cast import Cast, make_connection, make_matter

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NETWORKS = ("bluesky", "demo", "mastodon", "x")
#: Counts what a hand does, not what scripts do.
_COUNT = """
addEventListener("click", (event) => {
  if (!event.isTrusted) return;
  sessionStorage.clicks = Number(sessionStorage.clicks ?? 0) + 1;
}, true);
"""


def _a_page(cast: Cast) -> StatusPage:
    by, now = cast.actor(cast.olga), timezone.now()
    page = keep.set_up(
        by=by, brand=cast.brand, form=keep.PageForm("Northpost", "northpost"), now=now
    )
    keep.make_public(by=by, page=page, is_public=True, now=now)
    return page


def test_everyone_is_told_within_five_clicks(sit_down: Callable[..., Page], cast: Cast) -> None:
    connections = [make_connection(cast.brand, slug) for slug in NETWORKS]
    _a_page(cast)
    for name in ("Ada Moss", "Ben Hart", "Cy Dole", "Dee Falk"):
        make_matter(connections[1], name=name, text="Where is my parcel?")
    page = sit_down(cast.bo)
    page.add_init_script(_COUNT)
    page.reload()

    began = time.monotonic()
    page.locator('#rows input[name="case"]').first.click()
    page.locator("#choice .shown").click()
    page.get_by_role("button", name="Incident", exact=True).click()
    page.get_by_role("button", name="Shipping delay").click()
    page.get_by_role("button", name="Tell everyone on 4 networks").click()
    done = page.get_by_text("Told everyone on 4 networks.", exact=True)
    expect(done).to_be_visible(timeout=60_000)
    clicks = page.evaluate("Number(sessionStorage.clicks)")
    sys.stdout.write(
        f"{clicks} clicks, {time.monotonic() - began:.1f} s\n"
    )  # a person has a minute

    assert clicks <= 5
    incident = Incident.objects.get()
    assert AffectedCase.objects.filter(incident=incident).count() == 4
    said = Send.objects.values_list("connection__channel", "text")
    assert sorted(channel for channel, _ in said) == list(NETWORKS)
    assert all(text.startswith("We are sorry: parcels are late") for _, text in said)
    [word] = StatusUpdate.objects.all()
    assert word.words["en"].startswith("We are sorry: parcels are late")
    expect(page.locator(".told .nets li")).to_have_count(4)
