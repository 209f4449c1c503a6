"""Connections and what lies in quarantine, as programs see them. Never a secret."""

from __future__ import annotations

import base64
from datetime import datetime
from typing import Annotated, Self

from ninja import Schema
from pydantic import Field

from amends.api.schemas.values import Given, Words
from amends.channels.models import Connection
from amends.listening.models import Alarm, Delivery
from amends.listening.queries import Health


class AlarmOut(Schema):
    """Why somebody must look at a connection."""

    kind: str
    sentence: str
    raised_at: datetime

    @classmethod
    def of(cls, alarm: Alarm) -> Self:
        return cls(kind=alarm.kind, sentence=alarm.sentence, raised_at=alarm.raised_at)


class ConnectionOut(Schema):
    """An account of the brand on a network."""

    id: int
    channel: str
    name: str
    state: str
    state_reason: str
    state_since: datetime
    account_handle: str
    account_name: str
    account_url: str

    @classmethod
    def of(cls, connection: Connection) -> Self:
        return cls(id=connection.pk, **{name: getattr(connection, name) for name in _PLAIN})


_PLAIN = (
    *("channel", "name", "state", "state_reason", "state_since"),
    *("account_handle", "account_name", "account_url"),
)


class HealthOut(Schema):
    """A connection, and how well it is heard."""

    connection: ConnectionOut
    is_well: bool
    last_good_word_at: datetime | None
    waiting: int
    quarantined: int
    alarms: list[AlarmOut]

    @classmethod
    def of(cls, health: Health) -> Self:
        return cls(
            connection=ConnectionOut.of(health.connection),
            is_well=health.is_well,
            last_good_word_at=health.last_good_word_at,
            waiting=health.waiting,
            quarantined=health.quarantined,
            alarms=[AlarmOut.of(alarm) for alarm in health.alarms],
        )


class DeliveryOut(Schema):
    """Something that a network gave us and nobody understood."""

    id: int
    connection_id: int
    source: str
    key: str
    received_at: datetime
    state: str
    tries: int
    problem: str

    @classmethod
    def of(cls, delivery: Delivery) -> Self:
        return cls(id=delivery.pk, **{name: getattr(delivery, name) for name in _PLAIN_OF_DELIVERY})


_PLAIN_OF_DELIVERY = ("connection_id", "source", "key", "received_at", "state", "tries", "problem")


class RawDeliveryOut(Schema):
    """A delivery with its raw bytes, in base64."""

    delivery: DeliveryOut
    headers: dict[str, str]
    body: str

    @classmethod
    def of(cls, delivery: Delivery) -> Self:
        return cls(
            delivery=DeliveryOut.of(delivery),
            headers={str(name): str(value) for name, value in delivery.headers.items()},
            body=base64.b64encode(bytes(delivery.body)).decode(),
        )


class DeliveryPage(Schema):
    """A page of the quarantine, newest first."""

    items: list[DeliveryOut]
    next: str | None


class DismissIn(Given):
    """Why a delivery can be left aside."""

    reason: Annotated[Words, Field(min_length=1, max_length=500)]
