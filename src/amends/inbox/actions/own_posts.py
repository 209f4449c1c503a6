"""What the inbox keeps of our own posts: they are of nobody's case, and comments under them come in."""

from __future__ import annotations

from datetime import datetime

from amends.inbox.actions import outgoing
from amends.inbox.models import Direction, Message
from amends.staff.rules import Actor


def write_post(*, by: Actor, wording: outgoing.Wording, brand_id: int, now: datetime) -> Message:
    """Keep a post of our own; the thread that it begins is known once the network has it.

    The outbox calls this inside its own transaction.
    """
    message = Message.objects.create(
        brand_id=brand_id,
        connection_id=wording.connection_id,
        author_id=by.user_id,
        direction=Direction.OUT,
        is_public=True,
        send_key=wording.key,
        text=wording.text,
        sent_at=now,
        received_at=now,
    )
    outgoing.enclose(message, wording.enclosed)
    return message
