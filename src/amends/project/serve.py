"""The web process: uvicorn on the tree's listening socket."""

from __future__ import annotations

import os
import signal
import socket
from types import FrameType

import uvicorn

from amends.project.configuration import Configuration, current
from amends.project.loops import name_process

_GRACE_SECONDS = 3


class _Server(uvicorn.Server):
    """uvicorn, which here never outlives its grace."""

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        # Open streams, or a thread that does not return, would hold the process for ever.
        signal.alarm(_GRACE_SECONDS + 2)
        # Streams have no end of their own: without this, every stop would wait for the whole grace.
        from amends.project.asgi import live

        live.end()
        super().handle_exit(sig, frame)


def config_of(configuration: Configuration) -> uvicorn.Config:
    """How uvicorn serves: only the proxies that the operator named are believed about who calls."""
    return uvicorn.Config(
        "amends.project.asgi:application",
        host=configuration.host,
        port=configuration.port,
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=bool(configuration.trusted_proxies),
        forwarded_allow_ips=list(configuration.trusted_proxies),
        timeout_graceful_shutdown=_GRACE_SECONDS,
        backlog=2048,
    )


def main() -> None:
    """Serve until told to stop."""
    name_process("web")
    config = config_of(current())
    door = os.environ.get("AMENDS_DOOR")
    _Server(config).run(sockets=[socket.socket(fileno=int(door))] if door else None)


if __name__ == "__main__":
    main()
