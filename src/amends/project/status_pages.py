"""`amends status serve`: the status pages' folders, served by a small process that needs no database."""

from __future__ import annotations

import os
from collections.abc import Awaitable, Callable
from pathlib import Path
from urllib.parse import urlsplit

import click

from amends.project import configuration as configured
from amends.status.serving import Answer, Scope, StatusServer, headers_of

_PATIENCE_SECONDS = 5.0
_MOST_BYTES = 1_000_000
_KEPT = ("content-type", "accept-language", "user-agent")
_RETURNED = frozenset(
    {"content-type", "cache-control", "content-security-policy", "content-language"}
)


@click.group("status")
def group() -> None:
    """The public status pages."""


@group.command()
@click.option("--folder", metavar="FOLDER", help="Where the pages are (status in the data folder).")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", default=8412, show_default=True, help="The port to listen on.")
@click.option(
    "--desk", metavar="URL", help="Where forms are passed on to; without it they say later."
)
def serve(folder: str | None, host: str, port: int, desk: str | None) -> None:
    """Serve the status pages without desk and database."""
    import uvicorn

    # Under a tree only the folder is asked for: what checks everything weighs more than this process.
    data = Path(os.environ["AMENDS_DATA"]) if "AMENDS_HANDED_DOWN" in os.environ else None
    data = data or configured.current().data_folder
    found = Path(folder) if folder else data / "status"
    server = StatusServer(found, passing_on(desk) if desk else None)
    click.echo(f"Serving the status pages in {found} at http://{host}:{port}/")
    uvicorn.run(
        server, host=host, port=port, access_log=False, server_header=False, log_config=None
    )


def passing_on(desk: str) -> Callable[[Scope, bytes], Awaitable[Answer]]:
    """What asks the desk. It raises OSError when the desk does not answer, or not as it should."""
    # Not at the top, here and below: every command reads this file and starts sooner without.
    import asyncio

    async def ask(scope: Scope, body: bytes) -> Answer:
        return await asyncio.to_thread(_ask, desk, scope, body)

    return ask


def _ask(desk: str, scope: Scope, body: bytes) -> Answer:
    import http.client

    parts = urlsplit(desk)
    kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    line = kind(parts.hostname or "localhost", parts.port, timeout=_PATIENCE_SECONDS)
    given = headers_of(scope)
    headers = {name: given[name] for name in _KEPT if name in given}
    try:
        line.request(scope["method"], scope["path"], body, headers)
        found = line.getresponse()
        content = found.read(_MOST_BYTES)
    except http.client.HTTPException as error:
        raise ConnectionError(str(error)) from None
    finally:
        line.close()
    if found.status >= 500:
        msg = f"The desk answered with HTTP {found.status}."
        raise ConnectionError(msg)
    told = [(name, value) for name, value in found.getheaders() if name.lower() in _RETURNED]
    return Answer(found.status, tuple(told), content)


def main() -> None:
    """Be the part of a process tree that gives readers the status pages."""
    group(prog_name="amends status")


if __name__ == "__main__":
    main()
