"""What people do with a connection that is there: try it, give it a team, let go of it."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection as database
from django.db import transaction
from django.db.models import ProtectedError, RestrictedError

from amends.audit.actions import record
from amends.channels import actions, registry
from amends.channels.actions import CHANGED
from amends.channels.contract import ChannelError
from amends.channels.models import Connection, ConnectionState
from amends.refusals import NotFound, Refusal
from amends.staff.models import Team
from amends.staff.rules import Actor, Right


class DoesNotAnswer(Refusal):
    """The network did not answer as it should; nothing was changed."""

    code = "does-not-answer"


class HasHistory(Refusal):
    """People were heard through this connection, and their cases need it; disconnect it instead."""

    code = "has-history"


@dataclass(frozen=True, slots=True)
class Trial:
    """What a test brought: who we are there, how many new deliveries wait there, how long it took."""

    account: str
    new: int
    took: timedelta


def try_out(*, by: Actor, connection: Connection, cursor: str) -> Trial:
    """Ask the network who we are and read what is new after ``cursor``; nothing of it is kept.

    Raises NotAllowed, NotFound and DoesNotAnswer (the network's own words).
    """
    _require(by, connection)
    channel = registry.channel(connection.channel)
    began = time.monotonic()
    try:
        link = actions.live_link(connection)
        account = channel.identify(link)
        page = channel.fetch(link, cursor)
    except ChannelError as error:
        raise _no_answer(error) from None
    took = timedelta(seconds=time.monotonic() - began)
    return Trial(account.handle or account.name or account.external_id, len(page.deliveries), took)


def try_writing(*, by: Actor, connection: Connection, now: datetime) -> str:
    """Show that we may write there without disturbing anybody; in one sentence what was done.

    Raises NotAllowed, NotFound, WrongState (it is paused) and DoesNotAnswer (the network's own words).
    """
    _require(by, connection)
    if connection.state == ConnectionState.PAUSED:
        raise actions.WrongState
    channel = registry.channel(connection.channel)
    try:
        sentence = channel.try_writing(actions.live_link(connection))
    except ChannelError as error:
        raise _no_answer(error) from None
    _record(by, "try_writing", connection, {}, now)
    return sentence


def _no_answer(error: ChannelError) -> DoesNotAnswer:
    sentence = f"{DoesNotAnswer.own_sentence()} {error}"
    return DoesNotAnswer(sentence, failure=type(error).__name__)


@transaction.atomic
def give_team(*, by: Actor, connection: Connection, team: Team | None, now: datetime) -> None:
    """Say in whose queue new cases of this connection begin (None: nobody's). Raises NotAllowed, NotFound."""
    _require(by, connection)
    if team is not None and team.brand_id != by.brand_id:
        raise NotFound
    if not Connection.objects.filter(pk=connection.pk).exclude(team=team).update(team=team):
        return
    _record(by, "give_team", connection, {"team": team.pk if team else None}, now)


@transaction.atomic
def disconnect(*, by: Actor, connection: Connection, now: datetime) -> None:
    """Neither listen nor speak there, and forget the key; what was heard stays. Raises NotAllowed, NotFound.

    It is paused, not `DISCONNECTED`: that is the network's word, and an alarm.
    """
    _require(by, connection)
    Connection.objects.filter(pk=connection.pk).update(
        state=ConnectionState.PAUSED,
        state_reason=f"Disconnected by {by.name}; its key was forgotten."[:500],
        state_since=now,
        secrets=b"",
    )
    _tell_listeners()
    _record(by, "disconnect", connection, {"from": str(connection.state)}, now)


@transaction.atomic
def remove(*, by: Actor, connection: Connection, now: datetime) -> None:
    """Take a connection away through which nobody was heard yet. Raises NotAllowed, NotFound, HasHistory."""
    _require(by, connection)
    connection_id, facts = connection.pk, {"name": connection.name, "channel": connection.channel}
    try:
        with transaction.atomic():
            Connection.objects.filter(pk=connection_id).delete()
    except (ProtectedError, RestrictedError):
        raise HasHistory from None
    _tell_listeners()
    target = f"connection:{connection_id}"
    record(by=by, action="channels.remove", target=target, facts=facts, now=now)


def _tell_listeners() -> None:
    """They hear it when the transaction commits."""
    with database.cursor() as cursor:
        cursor.execute(f"NOTIFY {CHANGED}")


def _require(by: Actor, connection: Connection) -> None:
    by.require(Right.MANAGE_CONNECTIONS)
    if connection.brand_id != by.brand_id:
        raise NotFound(connection=connection.pk)


def _record(
    by: Actor, verb: str, connection: Connection, facts: dict[str, object], now: datetime
) -> None:
    target = f"connection:{connection.pk}"
    record(by=by, action=f"channels.{verb}", target=target, facts=facts, now=now)
