"""The quarantine through the API."""

from __future__ import annotations

import base64
from datetime import timedelta

import pytest
from program import Program

from amends.channels.models import Connection
from amends.listening.models import Delivery
from cast import NOON

pytestmark = pytest.mark.django_db


def _quarantined(connection: Connection, number: int) -> Delivery:
    return Delivery.objects.create(
        brand=connection.brand,
        connection=connection,
        source="webhook",
        key=f"delivery-{number}",
        body=b"\xff\x00 nonsense",
        headers={"x-kind": "post"},
        received_at=NOON + timedelta(minutes=number // 2),
        state="quarantined",
        problem="Malformed",
    )


def test_pages_follow_each_other(program: Program, connection: Connection) -> None:
    made = [_quarantined(connection, number).pk for number in range(5)]
    seen: list[int] = []
    path = "/quarantine?limit=2"
    for _ in range(3):
        page = program.get(path).json()
        seen += [item["id"] for item in page["items"]]
        path = f"/quarantine?limit=2&cursor={page['next']}"
    assert (seen, page["next"]) == (made[::-1], None)
    assert program.get(f"/quarantine?connection={10**9}").json()["items"] == []


def test_the_raw_bytes_are_told(program: Program, connection: Connection) -> None:
    delivery = _quarantined(connection, 1)
    told = program.get(f"/quarantine/{delivery.pk}").json()
    assert base64.b64decode(told["body"]) == b"\xff\x00 nonsense"
    assert told["headers"] == {"x-kind": "post"}
    assert told["delivery"]["problem"] == "Malformed"


def test_a_delivery_is_tried_again_or_left_aside(program: Program, connection: Connection) -> None:
    again, aside = (_quarantined(connection, number).pk for number in range(2))
    assert program.post(f"/quarantine/{again}/rerun").json()["state"] == "waiting"
    refused = program.post(f"/quarantine/{again}/rerun")
    assert (refused.status_code, refused.json()["code"]) == (409, "not-in-quarantine")
    body = {"reason": "Not ours."}
    assert program.post(f"/quarantine/{aside}/dismiss", body).json()["state"] == "dismissed"
    assert program.post(f"/quarantine/{aside}/dismiss", {"reason": ""}).status_code == 422
