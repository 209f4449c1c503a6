"""Later work, committed together with the change that asked for it; and what goes first in a process."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
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


_clear = threading.Event()
_clear.set()


@contextmanager
def going_first() -> Iterator[None]:
    """What nobody in this process may hold up; one thread at a time is inside."""
    _clear.clear()
    try:
        yield
    finally:
        _clear.set()


def give_way(seconds: float = 0.2) -> None:
    """Called between pieces of long arithmetic: wait while something goes first, at most so many seconds.

    Threads share one interpreter, so who computes slows who only wants to write down what came in.
    """
    _clear.wait(seconds)
