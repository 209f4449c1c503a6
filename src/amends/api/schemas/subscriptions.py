"""Programs that are told what happens, as programs see them."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Self

from ninja import Schema
from pydantic import Field

from amends.api.schemas.values import Given, Words
from amends.subscriptions.models import Announcement, AnnouncementState, Subscription
from amends.subscriptions.rules import Topic


class SubscriptionIn(Given):
    """Where a program is told, and of what."""

    name: Annotated[Words, Field(min_length=1, max_length=80)]
    url: Annotated[Words, Field(min_length=1, max_length=2_000)]
    topics: Annotated[list[Topic], Field(min_length=1, max_length=20)]


class SubscriptionOut(Schema):
    """A program that is told. Never its secret."""

    id: int
    name: str
    url: str
    topics: list[Topic]
    made_at: datetime
    paused_at: datetime | None
    paused_because: str
    failing_since: datetime | None
    problem: str
    last_told_at: datetime | None
    old_secret_until: datetime | None


class NewSecretOut(Schema):
    """A subscription with its secret, which is told this once."""

    subscription: SubscriptionOut
    secret: str

    @classmethod
    def of(cls, subscription: Subscription, secret: str) -> Self:
        told = SubscriptionOut.model_validate(subscription)
        return cls(subscription=told, secret=secret)


class AnnouncementOut(Schema):
    """One thing that a program was told, or is to be told. `message_id` is its `webhook-id`."""

    id: int
    message_id: str
    topic: Topic
    case_id: int | None
    state: AnnouncementState
    asked_at: datetime
    due_at: datetime
    tries: int
    answered: int | None
    problem: str
    settled_at: datetime | None

    @classmethod
    def of(cls, announcement: Announcement) -> Self:
        plain = {name: getattr(announcement, name) for name in _PLAIN}
        return cls(id=announcement.pk, message_id=announcement.message_id, **plain)


_PLAIN = (
    *("topic", "case_id", "state", "asked_at", "due_at", "tries", "answered", "problem"),
    "settled_at",
)


class AnnouncementPage(Schema):
    """A page of announcements, newest first."""

    items: list[AnnouncementOut]
    next: str | None
