"""A colleague is mentioned: the bell counts up by itself, and they choose by keyboard what they are told."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect
from screens import PHONE

from amends.alerts.actions.tell import tell
from amends.alerts.models import Alert, Wish
from amends.alerts.rules.kinds import Happening, Kind
from amends.staff.models import User
from cast import Cast, Matter

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
#: Far below the 30 seconds after which the bell looks by itself.
SOON = 10_000


@pytest.fixture
def web_address(desk_in_life: str) -> str:
    """The bell is rung by the feed."""
    return desk_in_life


def mention(cast: Cast, matter: Matter, user: User) -> None:
    now = timezone.now()
    happened = Happening(
        brand_id=cast.brand.pk,
        kind=Kind.MENTIONED,
        source=f"note:{now.isoformat()}",
        at=now,
        user_ids=(user.pk,),
        case_id=matter.case.pk,
        facts={"by": cast.bo.pk},
    )
    tell(happenings=[happened], now=now)


def test_a_mention_rings_the_bell_without_a_reload_and_is_read(
    sit_down: Callable[..., Page], cast: Cast, matter: Matter
) -> None:
    page = sit_down(cast.ada)
    page.context.grant_permissions(["notifications"])
    page.evaluate("navigator.serviceWorker.ready")
    page.evaluate("window.stays = true")
    expect(page.locator("#feed")).to_have_attribute("data-state", "live")
    mention(cast, matter, cast.ada)
    bell = page.locator("#bell > summary")
    expect(page.locator("#bell-count")).to_contain_text("1", timeout=SOON)
    bell.focus()
    page.keyboard.press("Enter")
    line = page.locator("#bell-panel").get_by_text("Bo Lead mentioned you")
    expect(line).to_be_visible()
    assert page.evaluate("window.stays")
    line.click()
    page.wait_for_url(f"**/{matter.case.pk}/**")
    expect(page.locator("#bell-count")).not_to_contain_text("1")
    assert Alert.objects.get().read_at is not None


def test_what_one_is_told_is_changed_by_keyboard(
    sit_down: Callable[..., Page], cast: Cast, matter: Matter
) -> None:
    page = sit_down(cast.ada)
    page.goto(page.url.split("/inbox/")[0] + "/settings/notifications/")
    box = page.locator("[name=push-reply]")
    box.focus()
    expect(box).to_be_checked()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.type("In the d")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Save", exact=True).focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("This is how you are told from now on.")).to_be_visible()
    wish = Wish.objects.get(user=cast.ada, kind=Kind.REPLY)
    assert (wish.push, wish.mail) == (False, "digest")


def test_without_a_network_the_app_says_so(
    sit_down: Callable[..., Page], cast: Cast, matter: Matter
) -> None:
    page = sit_down(cast.ada, PHONE)
    page.evaluate("navigator.serviceWorker.ready")
    page.reload()
    page.wait_for_function("navigator.serviceWorker.controller !== null")
    page.context.set_offline(True)
    page.goto(page.url)
    expect(page.get_by_role("heading", name="No connection")).to_be_visible()
    page.context.set_offline(False)
    page.get_by_role("link", name="Try again").click()
    expect(page.locator(".bottom")).to_be_visible()
