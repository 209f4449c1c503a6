"""Asking networks whether they still push to us: they stop without a word, and only the wait grows."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from amends.channels import actions as channels
from amends.channels import queries as known
from amends.channels.base import Channel, Link
from amends.channels.contract import ChannelError, Disconnected, Throttled, Unsupported
from amends.channels.models import Connection
from amends.inbox.queries.standing import Window, authors
from amends.listening.actions import alarms, keep, trouble
from amends.listening.models import AlarmKind, Position
from amends.listening.rules import pushing
from amends.staff.rules import system

#: Of whoever said something in an open case within this time it is pushed that they deleted it.
_WATCHED_BACK = timedelta(days=30)


def check_pushes(*, connection: Connection, channel: Channel, link: Link, now: datetime) -> None:
    """Ask whether the network pushes to us, have it begin again if not, and raise the alarm if it will not.

    A network that cannot say so is asked again next time; only the database's own absence is raised.
    """
    was = keep.position_of(connection)
    if not pushing.is_due(was.pushes_checked_at, now) or trouble.quiet_until(connection, now):
        return
    Position.objects.filter(connection=connection).update(pushes_checked_at=now)
    address = known.webhook_address(connection)
    try:
        problem = _pushed_again(connection, channel, link, address)
    except Unsupported:
        return
    except trouble.DATABASE_IS_AWAY:
        raise
    except Exception as error:  # noqa: BLE001 - one connection's trouble never stops another
        trouble.log_failure("Asking for pushes", connection, error)
        if isinstance(error, Disconnected | Throttled):
            trouble.note(connection=connection, error=error, now=now)
        return
    if not problem:
        alarms.end(connection=connection, kinds=[AlarmKind.UNPUSHED], now=now)
        _watch(connection, channel, link, now)
        return
    sentence = _("The network no longer pushes to us, so we ask it regularly. {problem}").format(
        problem=problem
    )
    alarms.sound(connection=connection, kind=AlarmKind.UNPUSHED, sentence=sentence, now=now)


def _pushed_again(connection: Connection, channel: Channel, link: Link, address: str) -> str:
    """Why it does not push although we asked anew; ``""``: it does."""
    if channel.pushes_to(link, address):
        return ""
    channels.subscribe(
        by=system(connection.brand_id), connection=connection, network=(channel, link)
    )
    if connection.state_reason:
        return connection.state_reason
    if channel.pushes_to(link, address):
        return ""
    return _("It took our request and does not push all the same.")


def _watch(connection: Connection, channel: Channel, link: Link, now: datetime) -> None:
    """Have the network push what customers delete, where it does that for so many of them.

    What it refuses is seen by looking again, only later.
    """
    most = channel.capabilities.watches
    if not most:
        return
    window = Window(connection.brand_id, connection.pk, now - _WATCHED_BACK, private=False)
    try:
        channel.watch(link, known.webhook_address(connection), authors(window, now, most))
    except ChannelError as error:
        trouble.log_failure("Watching for deletions", connection, error)
