"""A queued job, from the transaction that asked for it to its effect, by a worker that really runs."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import own_database
import pytest
from django.db import transaction
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from amends import queue
from amends.channels import credentials
from amends.channels.models import Connection
from amends.listening.actions import keep
from amends.listening.models import Cycle, Delivery, Position
from amends.practice import Network, running, token_for
from cast import Cast, make_connection

pytestmark = [pytest.mark.tree, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def connected(cast: Cast) -> Iterator[Connection]:
    """Northpost on a practice network where people write."""
    network = Network(seed=7, brands=("northpost",))
    with running(network) as served:
        token = credentials.encrypted({"token": token_for("northpost", 7)})
        made = make_connection(
            cast.brand,
            settings={"base_url": served.url},
            secrets=token,
            account_id="acc_northpost",
            state_since=timezone.now() - timedelta(days=1),
        )
        # A sweep never reads from before the connection was made.
        served.call(lambda: network.storm(people=3, threads=2, messages=20))
        yield made


@contextmanager
def worker() -> Iterator[None]:
    """A worker's process on the tests' database."""
    environ = {
        **os.environ,
        "DATABASE_URL": own_database.url(),
        "AMENDS_PRIVATE_ADDRESSES": "127.0.0.0/8",
    }
    process = subprocess.Popen([sys.executable, "-m", "amends.project.worker"], env=environ)
    try:
        yield
    finally:
        process.terminate()
        process.wait(timeout=20)


def test_a_sweep_asked_for_is_done_by_a_running_worker(connected: Connection) -> None:
    keep.position_of(connected)
    with transaction.atomic():
        job = queue.defer("listening.sweep", connection_id=connected.pk, asked_at=None)
    with worker():
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline and ProcrastinateJob.objects.filter(pk=job).exists():
            time.sleep(0.1)
    assert not ProcrastinateJob.objects.filter(pk=job).exists(), "a job that succeeded is gone"
    assert Position.objects.get().swept_at is not None
    # The clock may have asked for one more meanwhile: what matters is that each came once.
    swept = sum(Cycle.objects.filter(source="sweep").values_list("stored", flat=True))
    assert swept == Delivery.objects.count() >= 20
