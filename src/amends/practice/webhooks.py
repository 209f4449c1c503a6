"""Where an account says which URL its events are pushed to, and looks at what was pushed."""

from __future__ import annotations

from amends.practice.answers import Answer, Problem
from amends.practice.connection import Target
from amends.practice.gate import Call
from amends.practice.objects import Delivery, Json, Webhook, wire_time


def register(call: Call) -> Answer:
    url, secret = call.body.get("url"), call.body.get("secret")
    most = call.body.get("max_events", 10)
    if not isinstance(url, str) or not isinstance(secret, str) or len(secret) < 16:
        raise Problem(422, "invalid_field", "A webhook needs a url and a secret of 16 characters.")
    if type(most) is not int or not 1 <= most <= 100:
        raise Problem(422, "invalid_field", "max_events is from 1 to 100.", field="max_events")
    try:
        Target.of(url)
    except ValueError as error:
        raise Problem(422, "invalid_field", str(error), field="url") from None
    call.network.register(call.account, Webhook(url, secret, most))
    return shown(call)


def shown(call: Call) -> Answer:
    webhook = call.account.webhook
    if webhook is None:
        raise Problem(404, "not_found", "There is no webhook.")
    return Answer({"url": webhook.url, "max_events": webhook.max_events})


def removed(call: Call) -> Answer:
    call.network.register(call.account, None)
    return Answer({"removed": True})


def deliveries(call: Call) -> Answer:
    """The last 1,000 deliveries, newest first."""
    return Answer({"deliveries": [_logged(each) for each in reversed(call.account.deliveries)]})


def _logged(delivery: Delivery) -> Json:
    return {
        "delivery_id": delivery.id,
        "event_ids": delivery.event_ids,
        "delivered": delivery.delivered,
        "attempts": [
            {
                "at": wire_time(each.at),
                "status": each.status,
                "error": each.error,
                "took_ms": each.took_ms,
            }
            for each in delivery.attempts
        ],
    }
