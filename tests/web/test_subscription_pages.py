"""The settings of programs that are told: added with a secret shown once, changed, tried, paused, removed."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from amends.channels import credentials
from amends.subscriptions.models import Announcement, Subscription

pytestmark = pytest.mark.django_db
Desk = Callable[[str], str]
FORM = {
    "name": "Orders",
    "url": "https://orders.example.com/told",
    "topics": ["case.opened", "message.received"],
}


@pytest.fixture
def kept(bo: Client, desk: Desk) -> Subscription:
    bo.post(desk("settings/subscriptions/add/"), FORM)
    return Subscription.objects.get()


def test_a_program_is_added_and_its_secret_shown_once(bo: Client, desk: Desk) -> None:
    page = bo.post(desk("settings/subscriptions/add/"), FORM)
    made = Subscription.objects.get()
    secret = credentials.decrypted(made.secrets)["secret"]
    assert secret in page.content.decode()
    again = bo.get(desk(f"settings/subscriptions/{made.pk}/"))
    assert again.status_code == 200
    assert secret not in again.content.decode()
    assert "Orders" in bo.get(desk("settings/subscriptions/")).content.decode()


def test_what_is_wrong_is_said_at_its_field(bo: Client, desk: Desk, kept: Subscription) -> None:
    for address in ("add/", f"{kept.pk}/change/"):
        refused = bo.post(
            desk(f"settings/subscriptions/{address}"), {**FORM, "url": "ftp://example.com"}
        )
        assert refused.status_code == 422
        assert 'aria-invalid="true"' in refused.content.decode()
        none = bo.post(desk(f"settings/subscriptions/{address}"), {**FORM, "topics": []})
        assert "Choose at least one thing" in none.content.decode()


def test_it_is_changed_tried_paused_and_removed(bo: Client, desk: Desk, kept: Subscription) -> None:
    path = f"settings/subscriptions/{kept.pk}/"
    bo.post(desk(f"{path}change/"), {**FORM, "name": "Stock", "topics": ["case.late"]})
    kept.refresh_from_db()
    assert (kept.name, kept.topics) == ("Stock", ["case.late"])
    bo.post(desk(f"{path}try/"))
    told = Announcement.objects.get()
    Announcement.objects.update(state="told", settled_at=told.asked_at, answered=204)
    assert "HTTP 204" in bo.get(desk(path)).content.decode()
    bo.post(desk(f"settings/subscriptions/again/{told.pk}/"))
    told.refresh_from_db()
    assert told.state == "waiting"
    secret = bo.post(desk(f"{path}secret/")).content.decode()
    assert "signs as well until" in secret
    bo.post(desk(f"{path}pause/"))
    assert Subscription.objects.get().paused_at
    bo.post(desk(f"{path}resume/"))
    assert Subscription.objects.get().paused_at is None
    bo.post(desk(f"{path}remove/"))
    assert not Subscription.objects.exists()


def test_agents_do_not_see_them(ada: Client, desk: Desk, bo: Client) -> None:
    assert ada.get(desk("settings/subscriptions/")).status_code == 403
    ada.post(desk("settings/subscriptions/add/"), FORM)
    assert not Subscription.objects.exists()
    assert "settings/subscriptions/" not in ada.get(desk("settings/")).content.decode()
    assert "settings/subscriptions/" in bo.get(desk("settings/")).content.decode()
