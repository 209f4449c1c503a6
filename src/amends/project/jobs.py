"""Runs the queued jobs, and puts back those whose worker died.

Beside the worker's entry point and not in it: Procrastinate warns of an app made in `__main__`.
"""

from __future__ import annotations

import asyncio
import secrets
import threading
from contextlib import suppress

from procrastinate import App, PsycopgConnector
from procrastinate.contrib.django.utils import connector_params
from procrastinate.exceptions import ConnectorException

_CONCURRENCY = 2
_SWEEP_SECONDS = 30.0


async def run_until(app: App, stop: threading.Event) -> None:
    """Run queued jobs until the event is set."""
    # Tasks keep Django's connector, so that what they defer is part of their transaction.
    worker = app.with_connector(
        PsycopgConnector(kwargs=connector_params(), min_size=1, max_size=_CONCURRENCY + 2)
    )
    async with worker.open_async():
        tasks = [
            asyncio.create_task(_work(worker)),
            asyncio.create_task(_retry_stalled(worker)),
            asyncio.create_task(asyncio.to_thread(stop.wait)),
        ]
        done, waiting = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        is_told = stop.is_set()
        stop.set()
        for task in waiting:
            task.cancel()
        await asyncio.gather(*waiting, return_exceptions=True)
        for task in done:
            task.result()
        if not is_told:
            msg = "the queue's worker ended although nobody told it to"
            raise RuntimeError(msg)


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
