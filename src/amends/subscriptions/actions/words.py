"""What an announcement says: ids and states, and nobody's words or names."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import orjson

from amends.inbox.models import Case
from amends.staff.models import Brand
from amends.subscriptions.models import Subscription
from amends.subscriptions.rules import Topic

_PLAIN = str | int | float | bool | None


def body(topic: Topic, at: datetime, data: Mapping[str, object]) -> str:
    """The text of an announcement: what happened, when, and what of it is known."""
    told = {"type": topic.value, "timestamp": at.astimezone(UTC), "data": data}
    return orjson.dumps(told, option=orjson.OPT_UTC_Z).decode()


def test_body(subscription: Subscription, now: datetime) -> str:
    """The text of a test."""
    return body(Topic.TEST, now, {"brand": subscription.brand.slug})


def standing(brand: Brand, case: Case) -> dict[str, object]:
    """How a case stands, with its connection and thread loaded."""
    return {
        "brand": brand.slug,
        "case": {
            "id": case.pk,
            "state": case.state,
            "set_aside": case.set_aside,
            "assignee_id": case.assignee_id,
            "team_id": case.team_id,
            "person_id": case.person_id,
            "connection_id": case.connection_id,
            "channel": case.connection.channel,
            "is_public": case.thread.is_public,
            "tags": case.tags,
            "due_at": case.due_at,
        },
    }


def plain(facts: Mapping[str, Any]) -> dict[str, _PLAIN]:
    """The facts of an event that are single values; names that people gave things stay at home."""
    left_out = {"name", "text", "reason"}
    return {
        key: value
        for key, value in facts.items()
        if key not in left_out and isinstance(value, _PLAIN)
    }
