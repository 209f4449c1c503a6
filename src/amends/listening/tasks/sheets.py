"""The worker's door to spreadsheets: a slice at a time, so that other jobs get their turn."""

from __future__ import annotations

from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from amends import queue
from amends.listening.actions import sheets

#: A slice that fails (a database that restarts) is tried again; one whose worker died is put back.
_AGAIN = RetryStrategy(max_attempts=30, wait=2, linear_wait=2)


@app.task(name="listening.read_sheet", retry=_AGAIN)
def read_sheet(sheet_id: int) -> None:
    """Read a slice of a spreadsheet in, and ask for the next."""
    if sheets.work(sheet_id=sheet_id, clock=timezone.now):
        queue.defer("listening.read_sheet", lock=f"sheet:{sheet_id}", sheet_id=sheet_id)
