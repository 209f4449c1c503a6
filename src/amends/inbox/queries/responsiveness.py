"""How quickly a connection's private messages are answered, for networks that show it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import connection as database

from amends.channels import registry
from amends.channels.badges import Badge, Shows
from amends.channels.models import Connection
from amends.inbox.rules.responsiveness import Contact, Responsiveness, responsiveness

#: Who was set aside as spam does not count, nor does what a machine said or what did not arrive.
_CONTACTS = """
WITH said AS (
    SELECT m.id, m.thread_id, m.direction, m.sent_at, m.identity_id, m.is_automatic,
        lag(m.sent_at) OVER (PARTITION BY m.thread_id ORDER BY m.sent_at, m.id) AS before
    FROM inbox_message m
    WHERE m.brand_id = %(brand)s AND m.connection_id = %(connection)s AND NOT m.is_public
        AND m.failed_at IS NULL AND m.sent_at > %(since)s - %(silence)s
)
SELECT asked.sent_at, (
    SELECT min(answer.sent_at) FROM inbox_message answer
    WHERE answer.thread_id = asked.thread_id AND answer.sent_at >= asked.sent_at
        AND answer.direction = 'out' AND NOT answer.is_automatic AND answer.failed_at IS NULL
)
FROM said asked
JOIN inbox_identity i ON i.id = asked.identity_id
JOIN inbox_person p ON p.id = i.person_id AND p.blocked_at IS NULL
WHERE asked.direction = 'in' AND NOT asked.is_automatic AND asked.sent_at > %(since)s
    AND (asked.before IS NULL OR asked.sent_at - asked.before >= %(silence)s)
"""


def badge_of(connection: Connection) -> Badge | None:
    """The mark that the connection's network shows; None where it shows none."""
    try:
        channel = registry.channel(connection.channel)
    except registry.NoSuchChannel:
        return None
    return channel.badge if isinstance(channel, Shows) else None


def responsiveness_of(connection: Connection, badge: Badge, now: datetime) -> Responsiveness:
    """The connection's share and time as the badge reckons them, until now."""
    wanted: dict[str, Any] = {
        "brand": connection.brand_id,
        "connection": connection.pk,
        "since": now - badge.over,
        "silence": badge.silence,
    }
    with database.cursor() as cursor:
        cursor.execute(_CONTACTS, wanted)
        return responsiveness([Contact(asked, answered) for asked, answered in cursor.fetchall()])
