"""Connections and the quarantine: health in words, the adapter's own form, raw bytes as text."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.html import escape
from neighbours import Other

from amends.channels import registry
from amends.channels.contract import SettingKind
from amends.channels.models import Connection
from amends.listening.models import Alarm, Cycle, Delivery, Position
from amends.web.screens.quarantine import as_text
from cast import NOON, Cast, make_connection

pytestmark = pytest.mark.django_db
Desk = Callable[[str], str]


def held(connection: Connection, key: str = "k1", body: bytes = b"<script>\x00\xff") -> Delivery:
    """A delivery in quarantine."""
    return Delivery.objects.create(
        brand=connection.brand,
        connection=connection,
        source="webhook",
        key=key,
        body=body,
        received_at=NOON,
        state="quarantined",
        tries=3,
        problem="Malformed: <b>no author</b>",
    )


def test_a_connection_that_is_heard_says_so_with_its_sum(
    ada: Client, desk: Desk, connection: Connection
) -> None:
    now = timezone.now()
    Position.objects.create(connection=connection, brand=connection.brand, healthy_at=now)
    for _ in range(2):
        Cycle.objects.create(
            brand=connection.brand,
            connection=connection,
            source="poll",
            at=now,
            seen=10,
            stored=7,
            duplicate=2,
            quarantined=1,
        )
    page = ada.get(desk(f"connections/{connection.pk}/")).content.decode()
    assert "Listening" in page
    assert "answered well just now" in page
    assert "<b>20</b> seen = <b>14</b> stored + <b>4</b> known already + <b>2</b>" in page
    assert str(connection.public_id) in page


def test_an_alarm_stands_on_every_page_with_what_to_do(
    ada: Client, desk: Desk, connection: Connection
) -> None:
    sentence = "The network no longer accepts our key."
    Alarm.objects.create(
        brand=connection.brand,
        connection=connection,
        kind="disconnected",
        sentence=sentence,
        raised_at=NOON,
    )
    assert sentence in ada.get(desk("inbox/needs-answer/")).content.decode()
    page = ada.get(desk(f"connections/{connection.pk}/")).content.decode()
    assert "give a new key or password" in page


@pytest.mark.parametrize("slug", sorted(registry.channels()))
def test_the_form_asks_for_what_the_adapter_declares(slug: str, bo: Client, desk: Desk) -> None:
    page = bo.get(desk(f"connections/new/{slug}/")).content.decode()
    for setting in registry.channel(slug).settings:
        assert f'name="setting-{setting.name}"' in page
        assert escape(setting.label) in page


def test_a_wrong_setting_is_said_beside_its_field_and_secrets_never_come_back(
    bo: Client, desk: Desk
) -> None:
    channel = registry.channel("email")
    secret = next(each for each in channel.settings if each.kind is SettingKind.SECRET)
    answer = bo.post(
        desk("connections/new/email/"), {f"setting-{secret.name}": "a very secret word"}
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "This is needed." in page
    assert "a very secret word" not in page
    assert not Connection.objects.exists()


def test_a_lead_pauses_and_resumes_and_an_agent_does_not(
    ada: Client, bo: Client, desk: Desk, connection: Connection
) -> None:
    pause = desk(f"connections/{connection.pk}/pause/")
    assert ada.post(pause, headers={"HX-Request": "1"}).status_code == 403
    bo.post(pause)
    connection.refresh_from_db()
    assert connection.state == "paused"
    bo.post(desk(f"connections/{connection.pk}/resume/"))
    connection.refresh_from_db()
    assert connection.state == "active"
    assert ada.get(desk("connections/new/demo/")).status_code == 403
    assert ada.get(desk(f"connections/{connection.pk}/settings/")).status_code == 403


def test_a_channel_that_is_gone_breaks_no_page(ada: Client, desk: Desk, cast: Cast) -> None:
    connection = make_connection(cast.brand, channel="vanished")
    assert ada.get(desk("connections/")).status_code == 200
    assert ada.get(desk(f"connections/{connection.pk}/")).status_code == 200
    assert ada.get(desk("connections/new/vanished/")).status_code in {403, 422}


def test_the_quarantine_shows_raw_bytes_as_text(
    bo: Client, desk: Desk, connection: Connection
) -> None:
    delivery = held(connection)
    assert "&lt;b&gt;no author" in bo.get(desk("quarantine/")).content.decode()
    page = bo.get(desk(f"quarantine/{delivery.pk}/")).content.decode()
    assert "&lt;script&gt;\\x00\\xff" in page
    assert as_text("\u202eevil\x1b".encode()) == "\\x202eevil\\x1b"


def test_a_delivery_is_read_again_or_put_aside(
    ada: Client, bo: Client, desk: Desk, connection: Connection
) -> None:
    first, second = held(connection, "k1"), held(connection, "k2")
    htmx = {"HX-Request": "1"}
    assert ada.post(desk(f"quarantine/{first.pk}/again/"), headers=htmx).status_code == 403
    assert ada.get(desk(f"quarantine/{first.pk}/")).status_code == 403
    bo.post(desk(f"quarantine/{first.pk}/again/"))
    bo.post(desk(f"quarantine/{second.pk}/dismiss/"), {"reason": "a test of theirs"})
    states = dict(Delivery.objects.values_list("key", "state"))
    assert states == {"k1": "waiting", "k2": "dismissed"}


def test_older_deliveries_come_page_by_page(bo: Client, desk: Desk, connection: Connection) -> None:
    for n in range(55):
        delivery = held(connection, f"k{n}")
        Delivery.objects.filter(pk=delivery.pk).update(received_at=NOON - timedelta(seconds=n))
    page = bo.get(desk("quarantine/")).content.decode()
    older = page.split("?before=")[1].split('"')[0]
    rest = bo.get(desk(f"quarantine/?before={older}")).content.decode()
    assert page.count("line-card") == 50
    assert rest.count("line-card") == 5
    assert bo.get(desk("quarantine/?before=x_y")).status_code == 422


def test_deliveries_of_another_brand_are_not_there(bo: Client, desk: Desk, other: Other) -> None:
    delivery = held(other.matter.case.connection)
    for path in ("", "again/", "dismiss/"):
        address = desk(f"quarantine/{delivery.pk}/{path}")
        answer = bo.post(address, {"reason": "x"}) if path else bo.get(address)
        assert answer.status_code == 404
    assert "no author" not in bo.get(desk("quarantine/")).content.decode()
