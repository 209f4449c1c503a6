"""A whole desk as it runs in life, a supervisor with its processes, and somebody who kills them with -9."""

from __future__ import annotations

import os
import random
import signal
import socket
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import psycopg

from amends.project.configuration import load
from amends.project.processes import program, send, wait_until

#: What is killed: every part once before any part twice. Two workers, so one of them is hit twice.
VICTIMS = ("web", "worker", "worker", "listener", "postmaster", "backend")
_PUSHED = "SELECT count(*) FROM listening_delivery WHERE source = 'webhook'"
_START_SECONDS = 180.0
_PATIENCE_SECONDS = 20.0
_MODULES = {
    "amends.project.serve": "web",
    "amends.project.worker": "worker",
    "amends.project.listener": "listener",
    "amends: web": "web",
    "amends: worker": "worker",
    "amends: listener": "listener",
}


@dataclass(frozen=True)
class DeskTree:
    """A running process tree: its supervisor's id, its web door, its database and all it says."""

    process: subprocess.Popen[bytes]
    port: int
    database_url: str
    log: Path

    @property
    def said(self) -> str:
        """Everything the tree has printed so far."""
        return self.log.read_text(errors="replace")

    def processes(self) -> dict[str, list[int]]:
        """The ids of the tree's living processes, by what they are."""
        found: dict[str, list[int]] = {}
        for pid in _children(self.process.pid):
            if program(pid).startswith("postgres"):
                found["postmaster"] = [pid]
                found["backend"] = [each for each in _children(pid) if _serves_a_client(each)]
            elif kind := next((_MODULES[name] for name in _MODULES if name in _command(pid)), ""):
                found.setdefault(kind, []).append(pid)
        return found

    def journalled(self) -> int:
        """How many pushed deliveries were written down so far. Raises `psycopg.Error`."""
        return int(str(self.ask(_PUSHED)[0][0]))

    def ask(self, question: str, *values: object) -> list[tuple[object, ...]]:
        """The rows that a query gives. Raises `psycopg.Error` while the database is away."""
        with psycopg.connect(self.database_url, connect_timeout=10) as line:
            return line.execute(question.encode(), values).fetchall()


@contextmanager
def grown(folder: Path, *, workers: int, listener: bool = True) -> Iterator[DeskTree]:
    """A desk on an embedded database that waits for the disk; also sets the environment for Django."""
    port = free_port()
    os.environ.update(
        AMENDS_DATA=str(folder / "data"),
        AMENDS_PORT=str(port),
        AMENDS_PRIVATE_ADDRESSES="127.0.0.1",
        DJANGO_SETTINGS_MODULE="amends.project.settings",
    )
    for name in ("DATABASE_URL", "AMENDS_HANDED_DOWN", "AMENDS_CONFIG"):
        os.environ.pop(name, None)
    configuration = load(os.environ, folder)
    parts = ["web", *["worker"] * workers, *(["listener"] if listener else [])]
    log = folder / "tree.log"
    with log.open("wb") as words:
        process = subprocess.Popen(
            [sys.executable, "-m", "amends.project.tree", *parts],
            env={**os.environ, **configuration.environment()},
            stdout=words,
            stderr=subprocess.STDOUT,
        )
    tree = DeskTree(process, port, configuration.database(), log)
    try:
        if not wait_until(lambda: "Amends is ready" in tree.said, seconds=_START_SECONDS):
            raise RuntimeError(f"the desk did not start:\n{tree.said}")
        os.environ["DATABASE_URL"] = tree.database_url
        yield tree
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=30)


class Killer:
    """Kills one or two parts of a desk at work with -9, lets it come back, and kills again until stopped.

    ``every``: how many seconds lie between the desk's first work after a kill and the next kill. One that
    does not come back to work within `_PATIENCE_SECONDS` is not spared for it.
    """

    def __init__(self, tree: DeskTree, *, every: tuple[float, float], seed: int) -> None:
        self.killed: Counter[str] = Counter()
        self.recoveries: list[float] = []
        self.last_at = 0.0
        self._tree = tree
        self._every = every
        self._chance = random.Random(seed)
        self._deck: list[str] = []
        self._journalled = -1
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._go_on, name="killer")

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()

    def has_killed_each(self) -> bool:
        """Whether nothing of the desk was spared."""
        return set(VICTIMS) <= set(self.killed)

    def _go_on(self) -> None:
        while not self._stop.is_set():
            began = time.monotonic()
            wait_until(
                lambda: self._stop.is_set() or self._is_at_work(),
                seconds=_PATIENCE_SECONDS,
                every=0.2,
            )
            if self.killed and not self._stop.is_set():
                self.recoveries.append(time.monotonic() - began)
            if not self._stop.wait(self._chance.uniform(*self._every)):
                self._kill(self._chance.choice((1, 1, 2)))

    def _is_at_work(self) -> bool:
        """Whether a push was written down since the last kill: database and web are back."""
        with suppress(psycopg.Error):
            was, now = self._journalled, self._tree.journalled()
            self._journalled = now if was < 0 else was
            return 0 <= was < now
        return False

    def _kill(self, number: int) -> None:
        """The next of the deck that live; what is down already keeps its turn."""
        with suppress(psycopg.Error):
            self._journalled = self._tree.journalled()
        for _ in range(number):
            self._kill_one(self._tree.processes())
        self.last_at = time.monotonic()

    def _kill_one(self, living: dict[str, list[int]]) -> None:
        if not self._deck:
            self._deck = self._chance.sample(VICTIMS, len(VICTIMS))
        kind = next((kind for kind in self._deck if living.get(kind)), None)
        if kind is not None:
            self._deck.remove(kind)
            send(self._chance.choice(living[kind]), signal.SIGKILL)
            self.killed[kind] += 1


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _children(pid: int) -> list[int]:
    with suppress(OSError):
        return [int(each) for each in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    return []


def _command(pid: int) -> str:
    with suppress(OSError):
        return (
            Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
        )
    return ""


def _serves_a_client(pid: int) -> bool:
    """PostgreSQL names a client's process ``postgres: USER DATABASE ADDRESS …``, its own otherwise."""
    return "[local]" in _command(pid)
