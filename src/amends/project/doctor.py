"""What is wrong with this installation, in plain words, and what to do about it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from amends.project import configuration as configured
from amends.project import keyfiles
from amends.project.configuration import Configuration, ConfigurationError

_LEAST_FREE = 1_000_000_000
_LARGEST_SKEW = timedelta(seconds=2)
_BACKLOG_AFTER = timedelta(minutes=1)
_OLDEST_SERVER = 15_00_00


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at: well, or wrong with what to do."""

    is_good: bool
    sentence: str


def good(sentence: str) -> Finding:
    """Nothing to do."""
    return Finding(is_good=True, sentence=sentence)


def wrong(sentence: str) -> Finding:
    """Something for the operator to do."""
    return Finding(is_good=False, sentence=sentence)


def examine(environ: Mapping[str, str], cwd: Path) -> list[Finding]:
    """Look at everything that can be looked at; what stands on something broken is left out."""
    try:
        configuration = configured.load(environ, cwd)
    except ConfigurationError as error:
        return [wrong(sentence) for sentence in error.sentences]
    findings = [good("The configuration is valid."), *_folder(configuration)]
    reached = list(_database(configuration))
    findings += reached
    if all(finding.is_good for finding in reached):
        findings += _desk()
    return findings


def _folder(configuration: Configuration) -> Iterator[Finding]:
    folder = configuration.data_folder
    owner = keyfiles.owner(folder)
    if folder.stat().st_uid != os.geteuid():
        yield wrong(f"{folder} belongs to {owner}. Run the desk as {owner}, or: chown it to you.")
    elif folder.stat().st_mode & 0o022:
        yield wrong(f"Others may write to {folder}. Run: chmod go-w {folder}")
    else:
        yield good(f"The data folder {folder} is yours, and so are its key files.")
    free = shutil.disk_usage(folder).free
    size = f"{free / 1e9:.1f} GB free in the data folder"
    yield good(f"{size}.") if free > _LEAST_FREE else wrong(f"Only {size}. Make room.")


def _database(configuration: Configuration) -> Iterator[Finding]:
    import psycopg

    try:
        with psycopg.connect(configuration.database(), connect_timeout=5) as connection:
            version = connection.info.server_version
            row = connection.execute("SELECT clock_timestamp()").fetchone()
    except psycopg.Error as error:
        yield _unreachable(configuration, str(error))
        return
    if version < _OLDEST_SERVER:
        yield wrong(f"PostgreSQL {version // 10000} is too old. Move to PostgreSQL 15 or newer.")
    else:
        yield good(f"PostgreSQL {version // 10000} answers.")
    if row is not None:
        yield _clock(row[0])


def _unreachable(configuration: Configuration, error: str) -> Finding:
    if configuration.database_url is None:
        return wrong("The desk's own PostgreSQL is not running. Start the desk: amends up")
    reason = error.strip().splitlines()[-1] if error.strip() else "no answer"
    return wrong(
        f"The database at DATABASE_URL cannot be reached: {reason}. Start it, or correct it."
    )


def _clock(theirs: datetime) -> Finding:
    skew = abs(datetime.now(UTC) - theirs)
    if skew > _LARGEST_SKEW:
        return wrong(
            f"This machine's clock and the database's differ by {skew.total_seconds():.0f} s. "
            "Set both by NTP."
        )
    return good("The clocks agree.")


def _desk() -> Iterator[Finding]:
    import django

    django.setup()
    from django.utils import timezone

    from amends.project import setup

    missing = setup.pending()
    if missing:
        yield wrong(f"{len(missing)} migrations are missing. Run: amends migrate")
        return
    yield good("The tables are up to date.")
    now = timezone.now()
    yield from _parts(now)
    yield from _connections(now)
    yield from _journal(now)


def _parts(now: datetime) -> Iterator[Finding]:
    from amends.listening.models import Heartbeat
    from amends.project.heartbeat import DEAD_AFTER

    for role in ("worker", "listener"):
        alive = Heartbeat.objects.filter(role=role, seen_at__gt=now - DEAD_AFTER).count()
        if alive:
            yield good(f"{alive} {role}{'s are' if alive > 1 else ' is'} running.")
        else:
            yield wrong(f"No {role} is running. Start one: amends up --only {role}")


def _connections(now: datetime) -> Iterator[Finding]:
    from amends.channels.models import Connection, ConnectionState

    lost = Connection.objects.filter(state=ConnectionState.DISCONNECTED).order_by("id")
    for connection in lost:
        yield wrong(
            f"{connection.name} is disconnected: {connection.state_reason or 'no reason known'} "
            "Connect it again on the connections page."
        )
    yield from ears(now)
    if not lost:
        yield good(f"{_active(Connection)} connections, none of them disconnected.")


def ears(now: datetime) -> Iterator[Finding]:
    """What a person must do before a network falls silent: pushes that stopped, consents that end."""
    from amends.channels.models import Connection, ConnectionState
    from amends.listening.models import Alarm, AlarmKind
    from amends.listening.rules import ending

    mute = Alarm.objects.filter(kind=AlarmKind.UNPUSHED, ended_at=None).select_related("connection")
    for alarm in mute.order_by("connection_id"):
        yield wrong(f"{alarm.connection.name}: {alarm.sentence}")
    living = Connection.objects.exclude(ends_at=None).exclude(state=ConnectionState.PAUSED)
    for connection in living.order_by("id"):
        if ending.is_near(connection.ends_at, now):
            yield wrong(
                f"{connection.name}: what the account's owner allowed ends on "
                f"{connection.ends_at:%Y-%m-%d}. Ask them again on the connections page."
            )


def _active(model: Any) -> int:
    return int(model.objects.count())


def _journal(now: datetime) -> Iterator[Finding]:
    from amends.listening.models import Delivery, DeliveryState

    late = Delivery.objects.filter(
        state=DeliveryState.WAITING, received_at__lt=now - _BACKLOG_AFTER
    ).count()
    if late:
        yield wrong(f"{late} deliveries wait for more than a minute. Start another worker.")
    else:
        yield good("Nothing waits in the journal.")
    held = Delivery.objects.filter(state=DeliveryState.QUARANTINED).count()
    if held:
        yield wrong(f"{held} deliveries are in quarantine. Look at the quarantine page.")
