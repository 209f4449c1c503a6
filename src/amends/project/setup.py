"""Before the parts start: the tables are brought up to date, and the first owner is let in."""

from __future__ import annotations

import logging
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import django
from django.core.management import call_command
from django.db import OperationalError, connection
from django.db.migrations.executor import MigrationExecutor

from amends.project.loops import name_process
from amends.project.tree import TRY_AGAIN
from amends.refusals import Refusal

log = logging.getLogger(__name__)

_LOCK = 0x616D656E64  # "amend": any number will do, as long as all of us use the same
OLDEST_SERVER = 15_00_00


def migrate(*, verbosity: int = 0) -> int:
    """Bring the tables up to date; returns how many migrations were applied.

    Several machines may start at once: one does the work, the others wait and find it done.
    """
    with _alone():
        missing = pending()
        if missing:
            call_command("migrate", interactive=False, verbosity=verbosity)
    return len(missing)


def pending() -> list[str]:
    """The migrations that this version has and the database has not, in order."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]


@contextmanager
def _alone() -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [_LOCK])
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [_LOCK])


def welcome() -> str:
    """What a person must know after the start: the one-time way in, while nobody has used it."""
    from django.conf import settings
    from django.utils import timezone

    from amends.staff import actions as staff
    from amends.staff.queries import is_set_up

    if is_set_up():
        return ""
    token = staff.begin_setup(now=timezone.now())
    return f"Make the first account, once, at: {settings.PUBLIC_URL}/setup/{token}"


def _seed() -> str:
    from django.utils import timezone

    from amends.project.sample import Sample, seed

    networks = sys.argv[sys.argv.index("--sample") + 1 :]
    wanted = tuple(filter(None, ",".join(networks).split(",")))
    return seed(Sample.here(wanted), now=timezone.now())


def main() -> None:
    """What `amends up` runs first. Prints the welcome; the code says whether to try again."""
    name_process("setup")
    django.setup()
    try:
        connection.ensure_connection()
    except OperationalError as error:
        reason = str(error).strip().splitlines()[-1]
        log.warning("The database cannot be reached: %s", reason)
        time.sleep(1)
        raise SystemExit(TRY_AGAIN) from None
    if connection.cursor().connection.info.server_version < OLDEST_SERVER:
        log.error("PostgreSQL 15 or newer is needed; see docs/running/database.md")
        raise SystemExit(1)
    count = migrate()
    if count:
        log.info("%s migrations applied", count)
    _look_back()
    _greet()


def _look_back() -> None:
    """A database that was restored may not speak before a person has looked."""
    from django.conf import settings
    from django.utils import timezone

    from amends.project import restoring
    from amends.project.postgres import running

    is_own = running(settings.DATA_FOLDER) is not None
    restoring.look(settings.DATA_FOLDER, is_own_database=is_own, now=timezone.now())


def _greet() -> None:
    """Print what a person must know, and leave."""
    if "--sample" in sys.argv[1:]:
        try:
            sys.stdout.write(f"{_seed()}\n")
        except Refusal as error:
            log.error("The sample could not be made: %s", error)  # noqa: TRY400 - a sentence
            raise SystemExit(1) from None
    else:
        sys.stdout.write(f"{welcome()}\n")
    sys.stdout.flush()
    os._exit(0)  # the pool's threads have nothing left to do


if __name__ == "__main__":
    main()
