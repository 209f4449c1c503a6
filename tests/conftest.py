"""What every test stands on: a real PostgreSQL for the run, a data folder of its own, and the cast."""

from __future__ import annotations

import asyncio
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import django
import pytest
from django.core.management import get_commands
from django.db import connection
from hypothesis import settings
from pytest_django import DjangoDbBlocker

sys.path.insert(0, str(Path(__file__).parent))

import kept_cluster
from quick_flush import QuickFlush

# How long an example takes says how busy the machine is, not whether the house is right.
settings.register_profile("house", settings(), deadline=None)
settings.load_profile("house")

_STARTED: list[object] = []


def _prepare() -> None:
    """Starts the run's own database before Django reads its settings; workers of a run inherit it."""
    if "TEST_RUN_FOLDER" in os.environ:
        return
    folder = Path(tempfile.mkdtemp(prefix="amends-test-"))
    folder.chmod(0o755)
    os.environ["TEST_RUN_FOLDER"] = str(folder)
    os.environ["AMENDS_DATA"] = str(folder / "data")
    os.environ["AMENDS_PUBLIC_URL"] = "http://testserver"
    for name in ("AMENDS_CONFIG", "AMENDS_CREDENTIALS_KEYS", "AMENDS_SECRET_KEY"):
        os.environ.pop(name, None)
    if not os.environ.get("TEST_DATABASE_URL"):
        # The run's data is thrown away: no need to wait for the disk.
        quick = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
        server = kept_cluster.started(folder / "postgres", quick)
        os.environ["TEST_TEMPLATE"] = kept_cluster.TEMPLATE
        _STARTED.append(server)
        os.environ["DATABASE_URL"] = server.url
    else:
        os.environ["DATABASE_URL"] = os.environ["TEST_DATABASE_URL"]


_prepare()
os.environ["DJANGO_SETTINGS_MODULE"] = "amends.project.settings"
django.setup()
# Each worker's database is a copy of the one that has all tables.
connection.settings_dict["TEST"]["TEMPLATE"] = os.environ.get("TEST_TEMPLATE")
get_commands()["flush"] = QuickFlush()


def pytest_unconfigure() -> None:
    """Stops what this process started and removes its folder."""
    for server in _STARTED:
        server.stop()  # type: ignore[attr-defined]
        server.release()  # type: ignore[attr-defined]
        shutil.rmtree(os.environ["TEST_RUN_FOLDER"], ignore_errors=True)
    _STARTED.clear()


#: Whole files of these are given out first: they take minutes, and nobody shall wait for the last of them.
_LONGEST = ("test_accessible.py", "test_nothing_lost.py", "test_lost_answers.py")
_LONG = ("journeys", "peers", "project")

#: What stands on other people's programs, which may stumble.
_OF_OTHERS = ("browser", "peer")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """More tries on a busy machine: two beside other programs, one else, none for the proofs.

    The summary names each test that needed one (RERUN): such a test is a finding, not a pass.
    """
    for item in items:
        if item.get_closest_marker("proof"):
            continue
        others = any(item.get_closest_marker(name) for name in _OF_OTHERS)
        item.add_marker(pytest.mark.flaky(reruns=2 if others else 1))
    items.sort(key=_turn)


def _turn(item: pytest.Item) -> int:
    """When a test's file is given out."""
    if item.path.name in _LONGEST:
        return _LONGEST.index(item.path.name)
    return len(_LONGEST) + (item.path.parent.name not in _LONG)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """Lets tests that commit be cleaned up after: flushing empties tables that must never be emptied."""
    guarded = ("audit_entry", "audit_head", "inbox_caseevent")
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        for table in guarded:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER {table}_no_truncate")


#: Django's leave to look into the tables where a loop runs.
_BESIDE_A_LOOP = "DJANGO_ALLOW_ASYNC_UNSAFE"


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """A browser's driver, once started, keeps its loop in the thread: only its own tests shall see it.

    Before any fixture: with a loop Django has another connection, and a test must not change it midway.
    So is what lets these tests look into the tables beside it: programs that others start inherit it.
    """
    if "chromium" in getattr(item, "fixturenames", ()):
        os.environ[_BESIDE_A_LOOP] = "true"
        try:
            return (yield)
        finally:
            os.environ.pop(_BESIDE_A_LOOP)
    kept = asyncio._get_running_loop()
    asyncio._set_running_loop(None)
    try:
        return (yield)
    finally:
        asyncio._set_running_loop(kept)


pytest_plugins = ["cast"]
