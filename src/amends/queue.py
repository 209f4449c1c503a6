"""Later work, committed together with the change that asked for it."""

from __future__ import annotations

from datetime import datetime

from procrastinate import types
from procrastinate.contrib.django import app


def defer(
    task: str,
    /,
    *,
    at: datetime | None = None,
    lock: str | None = None,
    priority: int = 0,
    **arguments: types.JSONValue,
) -> int:
    """Ask the worker to run ``task`` (``"room.verb"``) after this transaction commits.

    The job is a row of the same transaction: rolled back, it never was. Those of higher ``priority`` run
    first. Returns the job's id.
    Raises ``procrastinate.exceptions.TaskNotFound`` for a name no room has.
    """
    configured = app.configure_task(
        task, allow_unknown=False, schedule_at=at, lock=lock, priority=priority
    )
    return configured.defer(**arguments)
