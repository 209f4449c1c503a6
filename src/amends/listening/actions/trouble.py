"""What follows when a network does not answer well, and when it does again."""

from __future__ import annotations

import logging
from datetime import datetime

from django.db import InterfaceError, OperationalError, transaction
from django.utils.translation import gettext as _

from amends import queue
from amends.channels import actions as channels
from amends.channels import metering
from amends.channels.contract import ChannelError, Disconnected, Throttled
from amends.channels.models import Connection
from amends.listening.actions import alarms, keep
from amends.listening.models import AlarmKind, Position
from amends.listening.rules import pace
from amends.refusals import Refusal
from amends.staff.rules import system

log = logging.getLogger(__name__)

#: Our own database is away: no connection's fault, and nothing to write down just now.
DATABASE_IS_AWAY = (OperationalError, InterfaceError)
_LONGEST_PROBLEM = 500


@transaction.atomic
def note(*, connection: Connection, error: Exception, now: datetime) -> datetime:
    """Write a failure down, raise the alarm when it is time, and say when to ask again.

    ``error``: a `ChannelError`, or anything an adapter's bug may throw, which is a failure like others.
    """
    keep.position_of(connection)
    position = Position.objects.select_for_update().get(connection=connection)
    problem = _sentence(error)
    if isinstance(error, keep.Unbalanced):
        alarms.sound(connection=connection, kind=AlarmKind.UNBALANCED, sentence=problem, now=now)
    if isinstance(error, Throttled):
        _be_quiet(position, now, now + pace.throttle(error.wait))
        if not _is_long_unheard(position, now):
            position.problem, position.next_poll_at = problem, position.quiet_until
            position.save(update_fields=["problem", "next_poll_at"])
            return position.next_poll_at or now
    _fail(position, problem, now)
    if isinstance(error, Disconnected):
        _disconnect(connection, problem, now)
    elif isinstance(error, metering.BudgetSpent) or pace.is_failing(
        position.failing_since, position.failures, now
    ):
        sentence = alarms.failing_sentence(problem)
        alarms.sound(connection=connection, kind=AlarmKind.FAILING, sentence=sentence, now=now)
    return position.next_poll_at or now


def log_failure(doing: str, connection: Connection, error: Exception) -> None:
    """Log a network's failure in a line, and a bug with its trace."""
    is_bug = not isinstance(error, ChannelError | Refusal)
    log.warning(
        "%s, connection %s: %s", doing, connection.pk, error, exc_info=error if is_bug else None
    )


def recover(*, connection: Connection, was: Position, now: datetime) -> None:
    """End what a failure began, and have the network read again at once; in the caller's transaction.

    ``was``: the position as it was before the network answered well.
    """
    if was.failing_since is None:
        return
    alarms.end(connection=connection, kinds=[AlarmKind.FAILING, AlarmKind.DISCONNECTED], now=now)
    ask_for_sweep(connection=connection, now=now)
    log.info("Connection %s answers again; it failed since %s", connection.pk, was.failing_since)


def ask_for_sweep(*, connection: Connection, now: datetime) -> None:
    """Have the network read again as soon as this transaction commits."""
    queue.defer("listening.sweep", connection_id=connection.pk, asked_at=now.isoformat())


def _be_quiet(position: Position, now: datetime, until: datetime) -> None:
    """The longest wait counts: two of our readers may have been told different ones."""
    position.quiet_since, position.quiet_until = now, max(until, position.quiet_until or until)
    position.save(update_fields=["quiet_since", "quiet_until"])


def quiet_until(connection: Connection, now: datetime) -> datetime | None:
    """Until when the network is left alone; None when it may be asked.

    What was asked for before the connection was made anew, or resumed by a person, no longer counts.
    """
    position = keep.position_of(connection)
    since, until = position.quiet_since, position.quiet_until
    if since is None or until is None or since < connection.state_since:
        return None
    return until if until > now else None


def _fail(position: Position, problem: str, now: datetime) -> None:
    retry_at = now + pace.backoff(position.failures + 1)
    position.failures += 1
    position.failing_since = position.failing_since or now
    position.problem = problem
    position.next_poll_at = max(retry_at, position.quiet_until or retry_at)
    position.save(update_fields=["failures", "failing_since", "problem", "next_poll_at"])


def _disconnect(connection: Connection, problem: str, now: datetime) -> None:
    current = Connection.objects.get(pk=connection.pk)
    tried = (bytes(connection.secrets), connection.settings)
    if (bytes(current.secrets), current.settings) != tried:
        return  # somebody gave it a new key while we still tried the old one
    channels.mark_disconnected(
        by=system(connection.brand_id), connection=current, reason=problem, now=now
    )
    sentence = alarms.disconnected_sentence(problem)
    alarms.sound(connection=connection, kind=AlarmKind.DISCONNECTED, sentence=sentence, now=now)


def _is_long_unheard(position: Position, now: datetime) -> bool:
    """Whether the network's last good word is so old that being asked to wait is trouble as well."""
    heard = position.healthy_at
    return heard is not None and now - heard > pace.THROTTLED_TOO_LONG


def _sentence(error: Exception) -> str:
    """The failure in words. A bug's own text may hold anything, so only its name is shown."""
    if isinstance(error, ChannelError | Refusal):
        text = str(error)
    elif isinstance(error, keep.Unbalanced):
        text = _("A reading does not add up: {sum}").format(sum=error)
    else:
        text = _("The adapter failed: {name}").format(name=type(error).__name__)
    return text.replace("\x00", "")[:_LONGEST_PROBLEM]
