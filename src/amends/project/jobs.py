"""Runs the queued jobs, and puts back those whose worker died.

Beside the worker's entry point and not in it: Procrastinate warns of an app made in `__main__`.
"""

from __future__ import annotations

import asyncio
import logging
import secrets
import threading
from contextlib import suppress

import psycopg
from procrastinate import App, PsycopgConnector
from procrastinate.contrib.django.utils import connector_params
from procrastinate.exceptions import ConnectorException

log = logging.getLogger(__name__)

_CONCURRENCY = 2
_SWEEP_SECONDS = 30.0
_AFTER_TROUBLE_SECONDS = 1.0
#: A connection that nobody needed for so long goes: it weighs some megabytes in PostgreSQL.
_IDLE_SECONDS = 5.0


async def run_until(app: App, stop: threading.Event) -> None:
    """Run queued jobs until the event is set; a database that restarts is waited for.

    Procrastinate's worker ends when its line to the database breaks. The process goes on: its other
    loops wait for the database themselves, and starting it afresh would cost them seconds of work.
    """
    told = asyncio.create_task(asyncio.to_thread(stop.wait))
    try:
        while not stop.is_set():
            try:
                await _run_once(app, told)
            except (ConnectorException, psycopg.OperationalError) as error:
                log.warning("The queue waits for the database: %s", error.__cause__ or error)
            if not stop.is_set():
                log.warning("The queue's worker ended by itself; starting it again")
                await asyncio.wait([told], timeout=_AFTER_TROUBLE_SECONDS)
    finally:
        stop.set()


async def _run_once(app: App, told: asyncio.Task[bool]) -> None:
    """Run queued jobs until told to stop or until the queue's worker ends by itself."""
    # Tasks keep Django's connector, so that what they defer is part of their transaction.
    worker = app.with_connector(
        PsycopgConnector(
            kwargs=connector_params(), min_size=1, max_size=_CONCURRENCY + 2, max_idle=_IDLE_SECONDS
        )
    )
    async with worker.open_async():
        tasks = [asyncio.create_task(_work(worker)), asyncio.create_task(_retry_stalled(worker))]
        await asyncio.wait([*tasks, told], return_when=asyncio.FIRST_COMPLETED)
        ended = [task for task in tasks if task.done()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        for task in ended:
            task.result()


async def _work(app: App) -> None:
    # A name of its own at each start: a worker that died is never mistaken for the new one.
    await app.run_worker_async(
        name=f"worker-{secrets.token_hex(4)}",
        concurrency=_CONCURRENCY,
        install_signal_handlers=False,
        delete_jobs="successful",
        shutdown_graceful_timeout=2.5,
    )


async def _retry_stalled(app: App) -> None:
    """Put back the jobs of workers that died. Every living worker does it for all."""
    while True:
        for job in await app.job_manager.get_stalled_jobs():
            # Another worker's sweep may have been quicker.
            with suppress(ConnectorException):
                await app.job_manager.retry_job(job)
        await asyncio.sleep(_SWEEP_SECONDS)
