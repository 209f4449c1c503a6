"""The worker process: digests what came in, dispatches what goes out, runs the queued jobs."""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Callable

from amends.project.loops import Loops, name_process, set_up

log = logging.getLogger(__name__)


def main() -> None:
    """Work until told to stop."""
    name_process("worker")
    set_up()
    from django.conf import settings
    from procrastinate.contrib.django import app

    from amends.alerts.tasks import alert_until
    from amends.listening.tasks import digest_until
    from amends.outbox.tasks import dispatch_until
    from amends.project.heartbeat import Heart
    from amends.project.jobs import run_until
    from amends.project.restoring import remember
    from amends.status.tasks import tell_until
    from amends.subscriptions.tasks import announce_until

    heart = Heart("worker", besides=lambda: remember(settings.DATA_FOLDER))
    loops = Loops()
    loops.listen_to_signals()
    going: dict[str, Callable[[threading.Event], object]] = {
        "digest": digest_until,
        "dispatch": dispatch_until,
        "alerts": alert_until,
        "subscriptions": announce_until,
        "status": tell_until,
        "heartbeat": heart.beat_until,
    }
    for name, loop in going.items():
        loops.start(name, loop)
    try:
        asyncio.run(run_until(app, loops.stop))
    except Exception:
        log.exception("The queue's worker failed; this process starts afresh")
        loops.has_failed = True
    loops.finish()


if __name__ == "__main__":
    main()
