"""What the rights to answer in a case depend on: what its customer said, when, and who we are there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import connection as database

from amends.channels import registry
from amends.channels.base import Channel
from amends.channels.contract import Account, ThreadKind
from amends.channels.models import Connection
from amends.channels.rights import Heard, Standing
from amends.inbox.models import Case
from amends.inbox.rules.rights import may_end, may_pull, pulled_up, rights_end

#: So many of the newest messages that everybody can read, and so many private ones, are looked at.
NEWEST = 10

# A public message that was taken away can be answered no longer; that a private one came opened its window.
_HEARD = """
SELECT c.id, m.external_id, m.text, m.sent_at, m.is_public, t.kind, m.url,
    m.external_id IN (SELECT o.reply_to FROM inbox_message o
        WHERE o.case_id = c.id AND o.direction = 'out' AND NOT o.is_public AND o.reply_to > ''
            AND o.deleted_at IS NULL AND o.failed_at IS NULL AND o.id <> %(besides)s)
FROM inbox_case c CROSS JOIN LATERAL (
    (SELECT * FROM inbox_message WHERE case_id = c.id AND connection_id = %(connection)s
        AND direction = 'in' AND is_public AND deleted_at IS NULL
        ORDER BY sent_at DESC, id DESC LIMIT %(newest)s)
    UNION ALL
    (SELECT * FROM inbox_message WHERE case_id = c.id AND connection_id = %(connection)s
        AND direction = 'in' AND NOT is_public ORDER BY sent_at DESC, id DESC LIMIT %(newest)s)
    UNION ALL
    (SELECT * FROM inbox_message WHERE connection_id = %(connection)s AND case_id = c.id
        AND external_id = %(answered)s AND direction = 'in' AND is_public AND deleted_at IS NULL)
) AS m LEFT JOIN inbox_thread t ON t.id = m.thread_id
WHERE c.id = ANY(%(cases)s) ORDER BY m.sent_at DESC, m.id DESC
"""


def standing_of(
    case_id: int, connection: Connection, *, answered: str = "", besides: int = 0
) -> Standing:
    """What was heard in the case through the connection, newest first.

    ``answered``: the external id of a public message that is answered: it counts as the newest one.
    ``besides``: the id of our message that is asked for: it does not count as a private answer.
    """
    heard = _heard([case_id], connection, answered, besides).get(case_id, {})
    named = heard.pop(answered, None) if answered else None
    first = (named,) if named is not None else ()
    return Standing((*first, *heard.values()), _account(connection), connection.settings)


def ends_of(connection: Connection, case_ids: Iterable[int]) -> dict[int, datetime]:
    """When the last right to answer in each of these cases of a connection ends; only those that end."""
    channel, wanted = channel_of(connection), list(case_ids)
    if channel is None or not wanted or not may_end(channel):
        return {}
    account = _account(connection)
    ends = {
        case_id: rights_end(channel, Standing(tuple(heard.values()), account, connection.settings))
        for case_id, heard in _heard(wanted, connection, "", 0).items()
    }
    return {case_id: end for case_id, end in ends.items() if end is not None}


def pulled(case: Case, promised: datetime | None) -> datetime | None:
    """By when a case is due that was ``promised`` an answer by then: earlier if its last right ends."""
    channel = channel_of(case.connection)
    if channel is None or not may_pull(channel, promised, case.state_since, ahead()):
        return promised
    return pulled_up(promised, end_of(case), case.state_since, ahead())


def ahead() -> timedelta:
    """How long before its last right to answer ends a case is due."""
    return timedelta(minutes=settings.RIGHTS_AHEAD_MINUTES)


def end_of(case: Case) -> datetime | None:
    """When the last right to answer in a case ends; None where one has no end, or all are closed."""
    return ends_of(case.connection, [case.pk]).get(case.pk)


def _heard(
    case_ids: Sequence[int], connection: Connection, answered: str, besides: int
) -> dict[int, dict[str, Heard]]:
    """By case and then by external id, newest first."""
    facts: dict[str, Any] = {
        "cases": list(case_ids),
        "connection": connection.pk,
        "answered": answered or None,
        "besides": besides,
        "newest": NEWEST,
    }
    found: dict[int, dict[str, Heard]] = {}
    with database.cursor() as cursor:
        cursor.execute(_HEARD, facts)
        for case_id, *row in cursor.fetchall():
            heard = _told(row)
            found.setdefault(case_id, {}).setdefault(heard.external_id, heard)
    return found


def _told(row: Sequence[Any]) -> Heard:
    external_id, text, sent_at, is_public, kind, url, answered_privately = row
    return Heard(
        external_id=external_id,
        text=text,
        sent_at=sent_at,
        is_public=is_public,
        kind=ThreadKind(kind or ThreadKind.POST),
        url=url,
        answered_privately=answered_privately,
    )


def _account(connection: Connection) -> Account | None:
    if not connection.account_id:
        return None
    return Account(
        external_id=connection.account_id,
        handle=connection.account_handle,
        name=connection.account_name,
        url=connection.account_url,
    )


def channel_of(connection: Connection) -> Channel | None:
    """The network of a connection; None where its adapter is not installed."""
    try:
        return registry.channel(connection.channel).suited(connection.settings)
    except registry.NoSuchChannel:
        return None
