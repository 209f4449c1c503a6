"""The web process: the networks' door and the live feed in raw ASGI beside Django, which runs in threads.

Django under its own ASGI handler answers a third as many requests a second as through a2wsgi
(docs/decisions), and the webhook door must stay fast while people read.
"""

from __future__ import annotations

import gc
import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "amends.project.settings")

from a2wsgi import WSGIMiddleware
from django.core.handlers.wsgi import WSGIHandler
from uvicorn._types import ASGIReceiveCallable, ASGISendCallable, Scope

from amends.project.loops import set_up

set_up()
_django = WSGIMiddleware(WSGIHandler(), workers=8)  # type: ignore[arg-type]

# Only now: rooms can be imported once Django is set up.
from amends.api.hooks import HookDoor
from amends.inbox.actions.bell import BELL
from amends.listening.tasks.line import drop_stale, open_line
from amends.project.configuration import current
from amends.status.serving import StatusDoor
from amends.web.live.door import PREFIX, LiveDoor

# What was imported lives as long as the process: no search for garbage need walk it again. Without
# this one page in twenty waits a tenth of a second for such a walk.
gc.collect()
gc.freeze()

_hooks = HookDoor(max_body=current().max_webhook_bytes, database_lost=drop_stale)
_status = StatusDoor(current().data_folder / "status", current().public_url.partition("://")[2])
live = LiveDoor(open_line=lambda: open_line(BELL))


async def application(scope: Scope, receive: ASGIReceiveCallable, send: ASGISendCallable) -> None:
    """``/hooks/…`` to the networks' door, ``/live/…`` to the feed, status pages from files, else Django."""
    if scope["type"] == "lifespan":
        live.start()
        try:
            await _hooks.lifespan(receive, send)
        finally:
            live.stop()
    elif scope["type"] == "http" and scope["path"].startswith("/hooks/"):
        await _hooks(scope, receive, send)
    elif scope["type"] == "http" and scope["path"].startswith(PREFIX):
        await live(scope, receive, send)
    elif scope["type"] != "http":
        await _django(scope, receive, send)  # type: ignore[arg-type]
    elif (asked := await _status(scope, send)) is not None:  # type: ignore[arg-type]
        await _django(asked, receive, send)  # type: ignore[arg-type]
