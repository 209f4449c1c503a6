"""The worker process: digests what came in, dispatches what goes out, runs the queued jobs."""

from __future__ import annotations

import asyncio
import logging
import secrets
import threading
from contextlib import suppress

import django
from procrastinate import App, PsycopgConnector
from procrastinate.contrib.django.utils import connector_params
from procrastinate.exceptions import ConnectorException

from amends.project.loops import Loops, name_process

log = logging.getLogger(__name__)

_CONCURRENCY = 2
_SWEEP_SECONDS = 30.0


def main() -> None:
    """Work until told to stop."""
    name_process("worker")
    django.setup()
    from procrastinate.contrib.django import app

    from amends.listening.tasks import digest_until
    from amends.outbox.tasks import dispatch_until
    from amends.project.heartbeat import Heart

    loops = Loops()
    loops.listen_to_signals()
    loops.start("digest", digest_until)
    loops.start("dispatch", dispatch_until)
    loops.start("heartbeat", Heart("worker").beat_until)
    try:
        asyncio.run(_run_jobs(app, loops.stop))
    except Exception:
        log.exception("The queue's worker failed; this process starts afresh")
        loops.has_failed = True
    loops.finish()


async def _run_jobs(app: App, stop: threading.Event) -> None:
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
        stop.set()
        for task in waiting:
            task.cancel()
        await asyncio.gather(*waiting, return_exceptions=True)
        for task in done:
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


if __name__ == "__main__":
    main()
