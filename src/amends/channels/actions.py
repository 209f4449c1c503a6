"""Connects a brand to its networks, pauses and resumes, and keeps the secrets' encryption fresh."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.db import connection as database
from django.db import transaction
from django.utils import timezone

from amends.audit.actions import record
from amends.channels import costs, credentials, queries, registry, rules
from amends.channels.base import Channel, Link
from amends.channels.contract import Account, ChannelError, Entry, Renewal
from amends.channels.models import Connection, ConnectionState
from amends.refusals import Invalid, NotFound, Refusal
from amends.staff.models import Brand
from amends.staff.rules import Actor, Right

#: What listeners listen to: a connection came, or changed.
CHANGED = "amends_connections"
LONGEST_REASON = 500
LONGEST_NAME = 120


class CannotConnect(Refusal):
    """The network did not accept this connection; nothing was changed."""

    code = "cannot-connect"


class AlreadyConnected(Refusal):
    """This account is connected already; change that connection instead."""

    code = "already-connected"


class OtherAccount(Refusal):
    """These settings belong to another account; connect that one on its own."""

    code = "other-account"


class WrongState(Refusal):
    """The connection is not in a state where this can be done; somebody may have been faster."""

    code = "wrong-state"


@dataclass(frozen=True, slots=True)
class Rotation:
    """What became of a rotation: how many connections use the newest key now, and which cannot be read."""

    renewed: int
    unreadable: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """An account that the network has named, with all that is kept to reach it."""

    channel: str
    account: Account
    checked: rules.Checked
    renew_at: datetime | None
    ends_at: datetime | None = None


def connect(
    *, by: Actor, channel: str, name: str, given: Mapping[str, str], now: datetime
) -> Connection:
    """Connect an account of ``by``'s brand; asks the network who we are there before anything is kept.

    ``given``: the adapter's settings by name, as text. Where the network pushes it is asked to push to
    us; if it will not, `Connection.state_reason` says so, and it is polled all the same. Raises
    `NoSuchChannel`, `BadSettings`, `CannotConnect` (the network's own words) and `AlreadyConnected`.
    """
    by.require(Right.MANAGE_CONNECTIONS)
    declared = rules.needed_by(registry.channel(channel).settings, Entry.KEY)
    found = _identified(channel, rules.check(declared, given), now)
    return keep_new(by=by, found=found, name=name, now=now)


def keep_new(*, by: Actor, found: Found, name: str, now: datetime) -> Connection:
    """Keep an account that the network has just named. Raises `AlreadyConnected` and Invalid."""
    by.require(Right.MANAGE_CONNECTIONS)
    account = found.account
    with transaction.atomic():
        # One connection per account: two people connecting at once queue up on their brand.
        Brand.objects.select_for_update(no_key=True).get(pk=by.brand_id)
        known = queries.connections_of(by.brand_id).filter(channel=found.channel)
        if known.filter(account_id=account.external_id).exists():
            raise AlreadyConnected
        connection = Connection.objects.create(
            brand_id=by.brand_id,
            channel=found.channel,
            name=_named(name or account.name or account.handle or account.external_id),
            state_since=now,
            **_kept(found),
        )
        facts = {
            "channel": found.channel,
            "account": account.external_id,
            "name": connection.name,
        }
        _tell_listeners()
        _record(by, "connect", connection, facts, now)
    subscribe(by=by, connection=connection)
    return connection


def update(
    *, by: Actor, connection: Connection, name: str, given: Mapping[str, str], now: datetime
) -> Connection:
    """Change a connection's name, settings or secrets; secrets that are not given are kept.

    The network is asked again who we are there; what was disconnected is connected again. Raises
    `BadSettings`, `CannotConnect` and `OtherAccount`.
    """
    _require(by, connection)
    checked = _changed(connection, given)
    found = _identified(connection.channel, checked, now)
    names = sorted(setting for setting, value in given.items() if value)
    return keep_changed(
        by=by, connection=connection, found=found, name=name, facts={"given": names}, now=now
    )


def keep_changed(  # noqa: PLR0913 - what is kept, where, and what the trail says of it
    *,
    by: Actor,
    connection: Connection,
    found: Found,
    name: str,
    facts: Mapping[str, object],
    now: datetime,
) -> Connection:
    """Keep what reaches the same account from now on. Raises `OtherAccount` and Invalid."""
    _require(by, connection)
    account_id = found.account.external_id
    if connection.account_id and account_id != connection.account_id:
        raise OtherAccount(connected=connection.account_id, found=account_id)
    with transaction.atomic():
        connection = Connection.objects.select_for_update(no_key=True).get(pk=connection.pk)
        settings = {**costs.agreed(connection.settings), **_settings(found)}
        kept = {**_kept(found), "settings": settings}
        changes = {"name": _named(name or connection.name), **kept}
        for field, value in changes.items():
            setattr(connection, field, value)
        connection.save(update_fields=list(changes))
        _tell_listeners()
        _record(by, "update", connection, facts, now)
        mark_reconnected(by=by, connection=connection, now=now)
    subscribe(by=by, connection=connection)
    return connection


def _changed(connection: Connection, given: Mapping[str, str]) -> rules.Checked:
    """The settings as they are to be, and, of an account whose owner was asked, what the network gave."""
    channel = registry.channel(connection.channel)
    secrets = queries.readable_secrets(connection)
    kept = {**connection.settings, **secrets}
    if not rules.was_asked(channel, secrets, given):
        return rules.check(rules.needed_by(channel.settings, Entry.KEY), given, kept)
    declared = rules.needed_by(channel.settings, Entry.ASKING)
    keys = {each.name for each in channel.settings} - {each.name for each in declared}
    given = {name: value for name, value in given.items() if name not in keys}
    checked = rules.check(declared, given, kept)
    brought = {name: secrets[name] for name in channel.learns if name in secrets}
    return replace(checked, secrets={**brought, **checked.secrets})


def _kept(found: Found) -> dict[str, object]:
    return {
        "settings": _settings(found),
        "secrets": credentials.encrypted(found.checked.secrets),
        "renew_at": found.renew_at,
        "ends_at": found.ends_at,
        **_of_account(found.account),
    }


def _settings(found: Found) -> dict[str, str]:
    return {**found.checked.settings, **found.account.facts}


def subscribe(
    *, by: Actor, connection: Connection, network: tuple[Channel, Link] | None = None
) -> None:
    """Ask the network to push to us, where it can: again whenever our own address has changed.

    Its "no" is noted at the connection, not raised. ``network``: the channel and the line to use.
    """
    _require(by, connection)
    channel = network[0] if network else registry.channel(connection.channel)
    if not channel.capabilities.pushes:
        return
    reason = ""
    try:
        link = network[1] if network else queries.link_for(connection)
        channel.subscribe(link, queries.webhook_address(connection))
    except ChannelError as error:
        reason = f"It does not push to us, so we ask it regularly. {error}"[:LONGEST_REASON]
    active = Connection.objects.filter(pk=connection.pk, state=ConnectionState.ACTIVE)
    if active.update(state_reason=reason):
        connection.state_reason = reason


def pause(*, by: Actor, connection: Connection, now: datetime) -> None:
    """Neither listen nor speak there until somebody resumes. Raises `WrongState`."""
    _require(by, connection)
    if not _move(by, connection, ConnectionState.PAUSED, reason="", now=now):
        raise WrongState


def resume(*, by: Actor, connection: Connection, now: datetime) -> None:
    """Listen and speak there again after a pause. Raises `WrongState`."""
    _require(by, connection)
    if not _move(by, connection, ConnectionState.ACTIVE, reason="", now=now):
        raise WrongState


def mark_disconnected(*, by: Actor, connection: Connection, reason: str, now: datetime) -> bool:
    """The network no longer accepts our key; whether that was news. A paused connection stays paused."""
    _require(by, connection)
    return _move(by, connection, ConnectionState.DISCONNECTED, reason=reason, now=now)


def mark_reconnected(*, by: Actor, connection: Connection, now: datetime) -> bool:
    """The network accepts our key again; whether that was news. A paused connection stays paused."""
    _require(by, connection)
    if connection.state != ConnectionState.DISCONNECTED:
        return False
    return _move(by, connection, ConnectionState.ACTIVE, reason="", now=now)


def rotate_credentials(*, by: Actor, now: datetime) -> Rotation:
    """Encrypt all secrets with the newest key: of ``by``'s brand, or of all brands for brand 0.

    Afterwards the older keys can be taken away, unless some connection could not be read.
    """
    by.require(Right.MANAGE_CONNECTIONS)
    chosen = Connection.objects.filter(brand_id=by.brand_id) if by.brand_id else Connection.objects
    ids = list(chosen.exclude(secrets=b"").order_by("pk").values_list("pk", flat=True))
    unreadable = [connection_id for connection_id in ids if not _renew(connection_id)]
    facts = {"renewed": len(ids) - len(unreadable), "unreadable": unreadable}
    target = f"brand:{by.brand_id}" if by.brand_id else "installation"
    record(by=by, action="channels.rotate_credentials", target=target, facts=facts, now=now)
    return Rotation(len(ids) - len(unreadable), tuple(unreadable))


_FROM: Mapping[ConnectionState, tuple[ConnectionState, ...]] = {
    ConnectionState.PAUSED: (ConnectionState.ACTIVE, ConnectionState.DISCONNECTED),
    ConnectionState.ACTIVE: (ConnectionState.PAUSED, ConnectionState.DISCONNECTED),
    ConnectionState.DISCONNECTED: (ConnectionState.ACTIVE,),
}


@transaction.atomic
def _move(
    by: Actor, connection: Connection, state: ConnectionState, *, reason: str, now: datetime
) -> bool:
    """A conditional update: of two at once, one moves it and the other learns that it was late."""
    known = Connection.objects.filter(pk=connection.pk, state__in=_FROM[state])
    changes = {"state": state, "state_reason": reason[:LONGEST_REASON], "state_since": now}
    if not known.update(**changes):
        return False
    facts = {"from": str(connection.state), "to": str(state), "reason": reason[:LONGEST_REASON]}
    for field, value in changes.items():
        setattr(connection, field, value)
    _tell_listeners()
    _record(by, "move", connection, facts, now)
    return True


def _tell_listeners() -> None:
    """They hear it when the transaction commits."""
    with database.cursor() as cursor:
        cursor.execute(f"NOTIFY {CHANGED}")


@transaction.atomic
def _renew(connection_id: int) -> bool:
    connection = Connection.objects.select_for_update(no_key=True).get(pk=connection_id)
    try:
        connection.secrets = credentials.renewed(connection.secrets)
    except credentials.UnreadableSecrets:
        return False
    connection.save(update_fields=["secrets"])
    return True


def _require(by: Actor, connection: Connection) -> None:
    by.require(Right.MANAGE_CONNECTIONS)
    if connection.brand_id != by.brand_id:
        raise NotFound(connection=connection.pk)


def live_link(
    connection: Connection,
    *,
    clock: Callable[[], datetime] = timezone.now,
    channel_of: Callable[[str], Channel] = registry.channel,
) -> Link:
    """The line to use now: secrets that grow old are renewed first, by one of all who ask at once.

    Raises what the network answers, and `UnreadableSecrets`.
    """
    if connection.renew_at is not None and connection.renew_at <= clock():
        fresh = _renewed_secrets(connection.pk, clock, channel_of)
        connection.secrets, connection.renew_at = fresh.secrets, fresh.renew_at
        connection.ends_at = fresh.ends_at
    return queries.link_for(connection)


@transaction.atomic
def _renewed_secrets(
    connection_id: int, clock: Callable[[], datetime], channel_of: Callable[[str], Channel]
) -> Connection:
    """The row is held while the network is asked: old secrets are good for one renewal only."""
    connection = Connection.objects.select_for_update(no_key=True).get(pk=connection_id)
    if connection.renew_at is None or connection.renew_at > clock():
        return connection
    link = queries.link_for(connection)
    renewal = channel_of(connection.channel).renew(link)
    if renewal is None:
        connection.renew_at = connection.ends_at = None
    else:
        connection.secrets = credentials.encrypted({**link.secrets, **renewal.secrets})
        connection.renew_at, connection.ends_at = _early(clock(), renewal), renewal.ends_at
    connection.save(update_fields=["secrets", "renew_at", "ends_at"])
    return connection


def _early(now: datetime, renewal: Renewal) -> datetime | None:
    """After four fifths of their life: time enough for a network that is away for a while."""
    if renewal.good_until is None:
        return None
    return now + max(renewal.good_until - now, timedelta()) * 0.8


def _identified(channel: str, checked: rules.Checked, now: datetime) -> Found:
    """Who we are there, with the secrets that the network gives us for a key, and until when they last."""
    link = queries.link_with(checked.settings, checked.secrets)
    try:
        renewal = registry.channel(channel).renew(link)
    except ChannelError as error:
        raise refused(error) from None
    return identified(channel, checked, renewal, now)


def identified(
    channel: str, checked: rules.Checked, renewal: Renewal | None, now: datetime
) -> Found:
    """Who we are there, with the secrets that the network has just given us. Raises `CannotConnect`."""
    if renewal is not None:
        checked = replace(checked, secrets={**checked.secrets, **renewal.secrets})
    link = queries.link_with(checked.settings, checked.secrets)
    try:
        account = registry.channel(channel).identify(link)
    except ChannelError as error:
        raise refused(error) from None
    if renewal is None:
        return Found(channel, account, checked, None)
    return Found(channel, account, checked, _early(now, renewal), renewal.ends_at)


def refused(error: ChannelError) -> CannotConnect:
    """The network's no, in a sentence that a person reads."""
    sentence = f"{CannotConnect.own_sentence()} {error}"
    return CannotConnect(sentence, failure=type(error).__name__)


def _named(name: str) -> str:
    name = " ".join(name.split())
    if not name or len(name) > LONGEST_NAME:
        raise Invalid("A connection needs a name of at most 120 characters.", fields=["name"])
    return name


def _of_account(account: Account) -> dict[str, str]:
    return {
        "account_id": account.external_id,
        "account_handle": account.handle[:255],
        "account_name": account.name[:255],
        "account_url": account.url[:1000],
    }


def _record(
    by: Actor, verb: str, connection: Connection, facts: Mapping[str, object], now: datetime
) -> None:
    target = f"connection:{connection.pk}"
    record(by=by, action=f"channels.{verb}", target=target, facts=facts, now=now)
