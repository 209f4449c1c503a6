"""What the clock asks for, called as the worker calls it."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
from pytest_django.fixtures import Settings

from amends.channels.models import Connection
from amends.inbox.models import Case, CaseState
from amends.listening.actions import keep
from amends.listening.models import Alarm, Delivery, HourlyTraffic
from amends.listening.tasks import periodic
from cast import Matter

WHEN = 0


def test_every_task_is_known_by_its_name(db: None) -> None:
    app.perform_import_paths()
    names = {"check", "reflect", "sweep_due", "sweep", "wake", "forget"}
    assert {f"listening.{name}" for name in names} <= set(app.tasks)


def test_connections_whose_sweep_is_due_are_asked_for_once_each(connection: Connection) -> None:
    keep.position_of(connection)
    periodic.sweep_due(timestamp=WHEN)
    job = ProcrastinateJob.objects.get(task_name="listening.sweep")
    assert (job.task_name, job.lock) == ("listening.sweep", f"listening.sweep:{connection.pk}")
    assert job.args == {"connection_id": connection.pk, "asked_at": None}


def test_a_sweep_of_a_connection_that_is_gone_or_paused_does_nothing(
    connection: Connection,
) -> None:
    Connection.objects.update(state="paused")
    periodic.sweep_one(connection_id=connection.pk, asked_at=None)
    periodic.sweep_one(connection_id=connection.pk + 1, asked_at=None)


def test_the_clock_checks_and_looks_back_at_every_connection(connection: Connection) -> None:
    Connection.objects.update(state_since=timezone.now() - timedelta(hours=5))
    periodic.check(timestamp=WHEN)
    assert Alarm.objects.get().kind == "failing", "nobody listens in this test"
    periodic.reflect_all(timestamp=WHEN)
    assert HourlyTraffic.objects.count() == 3


def test_a_snooze_that_is_over_wakes(matter: Matter) -> None:
    Case.objects.filter(pk=matter.case.pk).update(
        state=CaseState.SNOOZED, snoozed_until=timezone.now() - timedelta(minutes=1)
    )
    periodic.wake(timestamp=WHEN)
    assert Case.objects.get().state == CaseState.NEEDS_ANSWER


def test_forgetting_comes_to_an_end(db: None) -> None:
    periodic.forget_old(timestamp=WHEN)


def test_as_much_is_kept_as_the_operator_wants(connection: Connection, settings: Settings) -> None:
    done_at = timezone.now() - timedelta(days=20)
    Delivery.objects.create(
        brand_id=connection.brand_id,
        connection=connection,
        source="poll",
        key="k",
        body=b"raw",
        received_at=done_at,
        state="done",
        digested_at=done_at,
    )
    periodic.forget_old(timestamp=WHEN)
    assert bytes(Delivery.objects.get().body) == b"raw"
    settings.JOURNAL_DAYS = 19
    periodic.forget_old(timestamp=WHEN)
    assert bytes(Delivery.objects.get().body) == b""
