"""From a cluster of cases to a status page, four practice accounts, a real Bluesky and a real snac2."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator

import pytest
from django.test import override_settings
from django.utils import timezone
from playwright.sync_api import Page, expect

from amends.channels import credentials
from amends.channels.models import Connection
from amends.outbox.models import Send, SendState
from amends.practice import Network, Served, running
from amends.status.actions import keep
from amends.status.models import StatusPage
from cast import Cast, make_matter
from peers.bluesky_peer import Bluesky, Citizen, bluesky
from peers.network_desk import NetworkDesk, connect
from peers.own_servers import eventually
from peers.snac_peer import Fediverse, Neighbour, fediverse

__all__ = ["bluesky", "fediverse"]
pytestmark = [pytest.mark.peer, pytest.mark.browser, pytest.mark.django_db(transaction=True)]
HANDLES = ("northpost", "northpost_uk", "northpost_de", "northpost_help")
WORDS = "We are sorry: parcels are late"
#: Counts what a hand does, not what scripts do.
_COUNT = """
addEventListener("click", (event) => {
  if (!event.isTrusted) return;
  sessionStorage.clicks = Number(sessionStorage.clicks ?? 0) + 1;
}, true);
"""


@pytest.fixture
def practice() -> Iterator[Served]:
    with running(Network(seed=3, brands=HANDLES)) as served:
        yield served


def _practised(cast: Cast, served: Served, handle: str) -> Connection:
    account = served.network.account(handle)
    return Connection.objects.create(
        brand=cast.brand,
        channel="demo",
        name=handle,
        state_since=timezone.now(),
        settings={"base_url": served.url},
        secrets=credentials.encrypted({"token": account.token}),
        account_id=account.profile.id,
        account_handle=handle,
    )


def _a_page(cast: Cast) -> StatusPage:
    by, now = cast.actor(cast.olga), timezone.now()
    form = keep.PageForm("Northpost", "northpost")
    page = keep.set_up(by=by, brand=cast.brand, form=form, now=now)
    keep.make_public(by=by, page=page, is_public=True, now=now)
    return page


def _desks(cast: Cast, served: Served, citizen: Citizen, neighbour: Neighbour) -> list[NetworkDesk]:
    """Four practice accounts, and one on each real server."""
    sky = {
        "handle": citizen.handle,
        "password": citizen.app_password(),
        "base_url": citizen.host.pds,
    }
    fedi = {"base_url": neighbour.host.url, "token": neighbour.token}
    practised = [NetworkDesk(cast, _practised(cast, served, handle)) for handle in HANDLES]
    return [*practised, connect(cast, "bluesky", sky), connect(cast, "mastodon", fedi)]


def _tell(page: Page) -> None:
    page.locator('#rows input[name="case"]').first.click()
    page.locator("#choice .shown").click()
    page.get_by_role("button", name="Incident", exact=True).click()
    page.get_by_role("button", name="Shipping delay").click()
    page.get_by_role("button", name="Tell everyone on 6 networks").click()
    done = page.get_by_text("Told everyone on 6 networks.", exact=True)
    expect(done).to_be_visible(timeout=60_000)


@override_settings(PRIVATE_ADDRESSES=("127.0.0.1", "localhost"))
def test_everyone_is_told_where_they_really_are(
    sit_down: Callable[..., Page],
    cast: Cast,
    practice: Served,
    bluesky: Bluesky,
    fediverse: Fediverse,
) -> None:
    citizen, neighbour = bluesky.join("northpost"), fediverse.join("northpost")
    desks = _desks(cast, practice, citizen, neighbour)
    _a_page(cast)
    for name in ("Ada Moss", "Ben Hart", "Cy Dole"):
        make_matter(desks[0].connection, name=name, text="Where is my parcel?")
    page = sit_down(cast.bo)
    page.add_init_script(_COUNT)
    page.reload()

    began = time.monotonic()
    _tell(page)
    for each in desks:
        each.send_out()
    assert set(Send.objects.values_list("state", flat=True)) == {SendState.SENT}
    accepted = practice.call(lambda: len(practice.network.truth().accepted))
    assert accepted == 4
    feed = eventually(lambda: citizen.ask("app.bsky.feed.getAuthorFeed", actor=citizen.did)["feed"])
    assert feed[0]["post"]["record"]["text"].startswith(WORDS)
    sent = Send.objects.get(connection=desks[-1].connection)
    assert WORDS in neighbour.ask(f"statuses/{sent.external_id}")["content"]
    page.goto(page.url.partition("/desk/")[0] + "/status/northpost/")
    expect(page.get_by_text(WORDS).first).to_be_visible()
    clicks = page.evaluate("Number(sessionStorage.clicks)")
    sys.stdout.write(
        f"{clicks} clicks, {time.monotonic() - began:.1f} s\n"
    )  # a person has a minute
    assert clicks <= 5
