"""The worker's process outlives its lines to the database."""

from __future__ import annotations

import os
import subprocess
import sys

import own_database
import pytest
from django.db import connection, transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from amends import queue
from amends.project.processes import wait_until

pytestmark = [pytest.mark.tree, pytest.mark.django_db(transaction=True)]

_OTHERS = "FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"


def _ask(question: str) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(question)
        return cursor.fetchall()


def _hears_of_jobs() -> bool:
    listening = "query LIKE 'LISTEN%%procrastinate%%'"
    return _ask(f"SELECT count(*) {_OTHERS} AND {listening}")[0][0] != 0


def test_a_worker_whose_lines_were_cut_goes_on_in_the_same_process() -> None:
    environ = {**os.environ, "DATABASE_URL": own_database.url()}
    process = subprocess.Popen([sys.executable, "-m", "amends.project.worker"], env=environ)
    try:
        assert wait_until(_hears_of_jobs, seconds=60, every=0.1)
        _ask(f"SELECT pg_terminate_backend(pid) {_OTHERS} AND query LIKE 'LISTEN%%'")
        with transaction.atomic():
            job = queue.defer("listening.forget", timestamp=0)
        is_done = wait_until(
            lambda: not ProcrastinateJob.objects.filter(pk=job).exists(), seconds=60, every=0.1
        )
        assert is_done, "the queue did not come back"
        assert process.poll() is None, "the process ended"
    finally:
        process.terminate()
        process.wait(timeout=20)
