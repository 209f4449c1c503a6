"""Asking a network for the words that its brand listens for; what comes takes the way of everything."""

from __future__ import annotations

import logging
from datetime import datetime

from django.db import transaction

from amends.channels.base import Channel, Link
from amends.channels.contract import ChannelError, Throttled
from amends.channels.models import Connection
from amends.inbox.queries import heard
from amends.listening.actions import keep, trouble
from amends.listening.models import Position, Source
from amends.listening.rules import asking, pace
from amends.listening.rules.pace import NOTHING, Sum

log = logging.getLogger(__name__)


def search(*, connection: Connection, channel: Channel, link: Link, now: datetime) -> Sum:
    """Ask for the words whose turn it is, and journal what is new.

    A network that cannot answer is asked again next time: this is extra ears, and whether the connection
    works is the polls' to say. Only the database's own absence is raised.
    """
    terms = asking.terms_now(heard.terms_to_ask(connection.brand_id), now)
    was = keep.position_of(connection)
    is_quiet = trouble.quiet_until(connection, now) is not None
    if not terms or is_quiet or not asking.is_due(was.searched_at, now):
        return NOTHING
    try:
        page = channel.search(link, terms, was.search_cursor)
        with transaction.atomic():
            kept = keep.keep(
                connection=connection, source=Source.SEARCH, deliveries=page.deliveries, now=now
            )
            _note(connection, now, search_cursor=page.cursor, search_problem="")
    except trouble.DATABASE_IS_AWAY:
        raise
    except Exception as error:  # noqa: BLE001 - one connection's trouble never stops another
        trouble.log_failure("Searching", connection, error)
        wait = pace.throttle(error.wait) if isinstance(error, Throttled) else asking.ASK_EVERY
        asked_at = now + max(wait, asking.ASK_EVERY) - asking.ASK_EVERY
        told = str(error) if isinstance(error, ChannelError) else type(error).__name__
        _note(connection, asked_at, search_problem=told.replace("\0", "")[:500])
        return NOTHING
    return kept


def _note(connection: Connection, at: datetime, **told: str) -> None:
    Position.objects.filter(connection=connection).update(searched_at=at, **told)
