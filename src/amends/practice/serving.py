"""Serving a network on a real port, in a thread: for tests, rehearsals and benchmarks."""

from __future__ import annotations

import asyncio
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TypeVar

import uvicorn
from starlette.applications import Starlette

from amends.practice.app import create_app
from amends.practice.courier import BACKOFF_SECONDS, Courier
from amends.practice.life import Life
from amends.practice.network import Network

Result = TypeVar("Result")
START_SECONDS = 10.0


@dataclass(slots=True, frozen=True)
class Served:
    """A network that is being served, its address, and the loop it lives on."""

    network: Network
    url: str
    loop: asyncio.AbstractEventLoop

    def call(self, work: Callable[[], Result]) -> Result:
        """Run something on the network's own thread and return what it returns."""

        async def there() -> Result:
            return work()

        return asyncio.run_coroutine_threadsafe(there(), self.loop).result()


@contextmanager
def running(
    network: Network,
    port: int = 0,
    *,
    life: Life | None = None,
    backoff: tuple[float, ...] = BACKOFF_SECONDS,
) -> Iterator[Served]:
    """Serve a network on 127.0.0.1 in a thread for as long as the block lasts.

    People come alive with a `life`; `backoff` is the seconds between tries of a refused webhook delivery.
    """
    # asyncio switches Nagle off only on sockets that say they are TCP; with it, each answer takes 40 ms.
    with socket.socket(proto=socket.IPPROTO_TCP) as line:
        line.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        line.bind(("127.0.0.1", port))
        network.base_url = f"http://127.0.0.1:{line.getsockname()[1]}"
        app = create_app(network, courier=Courier(network, backoff=backoff), life=life)
        server = server_for(app)
        thread = threading.Thread(target=server.run, args=([line],), name="practice", daemon=True)
        thread.start()
        try:
            _wait_for(server, thread)
            yield Served(network, network.base_url, app.state.loop)
        finally:
            server.should_exit = True
            thread.join(START_SECONDS)


def server_for(app: Starlette, *, log_level: str = "error") -> uvicorn.Server:
    """A uvicorn server for the network; its plain event loop keeps it small."""
    config = uvicorn.Config(
        app,
        loop="asyncio",
        http="httptools",
        ws="none",
        lifespan="on",
        log_level=log_level,
        access_log=False,
        proxy_headers=False,
        server_header=False,
        timeout_graceful_shutdown=1,
    )
    return uvicorn.Server(config)


def _wait_for(server: uvicorn.Server, thread: threading.Thread) -> None:
    latest = time.monotonic() + START_SECONDS
    while not server.started:
        if not thread.is_alive() or time.monotonic() > latest:
            raise RuntimeError("the practice network did not start")
        time.sleep(0.005)
