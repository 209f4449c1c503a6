"""500 people with their inbox open, in the real web process: from a change's commit to the bytes at each.

Every viewer is one open stream as a browser holds it; changes come one after another from another process
than the web's, as a worker's do.
"""

from __future__ import annotations

import asyncio
import os
import signal
import tempfile
import time
from pathlib import Path

from benchmarks.desk_tree import DeskTree, grown
from benchmarks.harness import Figures, median, percentile

VIEWERS = 500
PEOPLE = 50
_HELLO = b"event: hello"
_OPEN_AT_ONCE = 25


def run(figures: Figures, *, long: bool) -> None:
    """40 changes at 4 a second to 500 viewers (long: 1,200 changes)."""
    with tempfile.TemporaryDirectory(prefix="amends-bench-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        with grown(folder, workers=1, listener=False) as tree:
            import django

            django.setup()
            _measure(figures, tree, 1_200 if long else 40)


def _measure(figures: Figures, tree: DeskTree, changes: int) -> None:
    from benchmarks import stage

    connection = stage.connection_of("Live")
    cookies = [_signed_in(connection.brand_id, number) for number in range(PEOPLE)]
    pages = [_Page(cookies[number % PEOPLE], tree.port) for number in range(VIEWERS)]
    web = tree.processes()["web"][0]
    committed = asyncio.run(_watch(figures, pages, connection.brand_id, changes, web))
    delivered = [
        page.heard[case] - at
        for case, at in committed.items()
        for page in pages
        if case in page.heard
    ]
    heard = len(delivered) / (len(pages) * changes)
    figures.at_least("heard", heard, "ratio", 1.0)
    figures.told("delivery-p50", median(delivered) * 1000, "ms")
    figures.at_most("delivery-p95", percentile(delivered, 0.95) * 1000, "ms", 500)
    figures.told("delivery-p99", percentile(delivered, 0.99) * 1000, "ms")


def _signed_in(brand_id: int, number: int) -> str:
    """A colleague with a session; returns their Cookie header."""
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    from amends.staff.models import Membership, User

    user = User.objects.create(email=f"viewer{number}@example.com", name=f"Viewer {number}")
    Membership.objects.create(brand_id=brand_id, user=user, role="agent")
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return f"sessionid={session.session_key}"


class _Page:
    """One open stream; remembers when it heard of which case."""

    def __init__(self, cookie: str, port: int) -> None:
        self.cookie, self.port = cookie, port
        self.heard: dict[int, float] = {}
        self.is_over = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    async def open(self) -> None:
        """Ask for the stream and wait for its first event."""
        # The writer is kept: one that nobody holds closes its connection.
        reader, self._writer = await asyncio.open_connection("127.0.0.1", self.port)
        request = f"GET /live/live/ HTTP/1.1\r\nHost: localhost\r\nCookie: {self.cookie}\r\n\r\n"
        self._writer.write(request.encode())
        began = b""
        while _HELLO not in began:
            part = await reader.read(4096)
            assert part, began
            began += part
        self._task = asyncio.create_task(self._listen(reader))

    async def _listen(self, reader: asyncio.StreamReader) -> None:
        while line := await reader.readline():
            if line.startswith(b'data: {"cases":['):
                now = time.perf_counter()
                cases = line.split(b"[", 1)[1].split(b"]", 1)[0]
                for case in cases.split(b","):
                    self.heard.setdefault(int(case or 0), now)
        self.is_over.set()


async def _watch(
    figures: Figures, pages: list[_Page], brand_id: int, changes: int, web: int
) -> dict[int, float]:
    """When each change was committed; afterwards the web process is stopped with all streams open."""
    before = _memory(web)
    for first in range(0, len(pages), _OPEN_AT_ONCE):
        await asyncio.gather(*(page.open() for page in pages[first : first + _OPEN_AT_ONCE]))
    figures.told("viewers", len(pages), "streams")
    figures.told("memory-per-viewer", (_memory(web) - before) / len(pages), "kB")
    await asyncio.sleep(1)
    committed: dict[int, float] = {}
    for case in range(1, changes + 1):
        committed[case] = await asyncio.to_thread(_change, brand_id, case)
        await asyncio.sleep(0.25)
    await asyncio.sleep(2)
    began = time.perf_counter()
    os.kill(web, signal.SIGTERM)
    await asyncio.wait_for(asyncio.gather(*(page.is_over.wait() for page in pages)), 20)
    figures.at_most("streams-end", time.perf_counter() - began, "s", 3)
    return committed


def _change(brand_id: int, case: int) -> float:
    """A transaction that changes a case; returns when its commit began."""
    from django.db import connections, transaction

    from amends.inbox.actions import bell

    with transaction.atomic():
        bell.ring(brand_id=brand_id, cases=[case])
        with connections["default"].cursor() as cursor:
            cursor.execute("UPDATE staff_brand SET name = name WHERE id = %s", [brand_id])
        at = time.perf_counter()
    connections.close_all()
    return at


def _memory(pid: int) -> float:
    """The process's own memory in kB."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return float(next(line.split()[1] for line in lines if line.startswith("Private_Dirty")))
