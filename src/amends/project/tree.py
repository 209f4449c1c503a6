"""The process tree: starts the database, prepares it, runs the parts, restarts what dies.

This process lives as long as the desk and watches everything else, so it is kept small: it knows
neither Django nor pydantic. `amends up` checks the configuration, puts it into the environment
and becomes this module.
"""

from __future__ import annotations

import argparse
import os
import selectors
import signal
import socket
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import setproctitle

from amends.project.children import Backoff, Child, say
from amends.project.forks import LOADS, Forks
from amends.project.postgres import (
    AlreadyRunning,
    EmbeddedPostgres,
    PostgresFailed,
    is_answering,
)
from amends.project.processes import adopt_orphans, bury, wait_until

PARTS = ("web", "worker", "listener")
#: What the setting-up child answers when the database cannot be reached yet.
TRY_AGAIN = os.EX_TEMPFAIL

_STOP_SECONDS = 4.0
_ASK_SECONDS = 1.0
MODULES = {
    "setup": "amends.project.setup",
    "web": "amends.project.serve",
    "worker": "amends.project.worker",
    "listener": "amends.project.listener",
    "practice": "amends.practice.__main__",
    "status": "amends.project.status_pages",
    "forks": "amends.project.forkserver",
}


@dataclass(frozen=True)
class Plan:
    """What this tree runs."""

    parts: tuple[str, ...]
    data_folder: Path
    database_url: str | None
    host: str
    port: int
    public_url: str
    sample: bool = False
    networks: str = ""
    practice_port: int = 8411
    status_port: int = 0
    modules: Mapping[str, str] = field(default_factory=lambda: MODULES)

    @classmethod
    def read(cls, arguments: Sequence[str], environ: Mapping[str, str]) -> Plan:
        """The plan `amends up` handed over: checked values in the environment."""
        parser = argparse.ArgumentParser("amends up")
        parser.add_argument("parts", nargs="+", choices=[*PARTS, "practice", "status"])
        parser.add_argument("--sample", action="store_true")
        parser.add_argument("--networks", default="")
        given = parser.parse_args(arguments)
        return cls(
            parts=tuple(given.parts),
            data_folder=Path(environ["AMENDS_DATA"]),
            database_url=environ.get("DATABASE_URL") or None,
            host=environ["AMENDS_HOST"],
            port=int(environ["AMENDS_PORT"]),
            public_url=environ["AMENDS_PUBLIC_URL"],
            sample=given.sample,
            networks=given.networks,
            practice_port=int(environ["AMENDS_PRACTICE_PORT"]),
            status_port=int(environ.get("AMENDS_STATUS_PORT") or 0),
        )

    def arguments(self, part: str) -> list[str]:
        """What a part's program is started with."""
        if part == "practice":
            # It goes on where it ended, as the desk does.
            journal = self.data_folder / "practice.jsonl"
            return ["--port", str(self.practice_port), "--journal", str(journal)]
        if part == "status":
            # Forms go on to the desk.
            desk = f"http://{reached(self.host)}:{self.port}"
            return ["serve", "--host", self.host, "--port", str(self.status_port), "--desk", desk]
        return []

    @property
    def is_whole(self) -> bool:
        """Whether this is the whole desk and not some parts beside others."""
        return set(PARTS) <= set(self.parts)


class Database:
    """The database as the tree sees it: the operator's, ours, or ours run by another tree."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._backoff = Backoff()
        self._was_ready = False
        self.server = None if plan.database_url else EmbeddedPostgres(plan.data_folder)

    @property
    def url(self) -> str:
        return self._plan.database_url or (self.server.url if self.server else "")

    @property
    def has_settled(self) -> bool:
        """Whether nothing is about to change: it answers, or another tree looks after it."""
        return self.server is None or self._was_ready

    def is_ready(self, now: float) -> bool:
        """Whether programs may connect; starts the embedded server, or starts it again."""
        if self.server is None:
            return True
        if not self.server.is_running():
            self._launch(self.server, now)
            return self._was_ready
        if not self._was_ready and self.server.is_ready():
            say("database", f"PostgreSQL {self.server.programs.major} is ready")
            self._was_ready = True
        return self._was_ready

    def _launch(self, server: EmbeddedPostgres, now: float) -> None:
        if not self._backoff.is_due(now):
            return
        if server.process is not None:
            say("database", f"PostgreSQL stopped; starting it again. {server.last_words(lines=1)}")
            self._was_ready = False
        try:
            server.launch()
        except AlreadyRunning:
            if self._plan.is_whole:
                raise
            # Another tree of this machine looks after it. We take over when that tree has gone.
            self._backoff.ask_again_at(now + _ASK_SECONDS)
            self._was_ready = self._was_ready or is_answering(server.folder, server.programs)
        else:
            self._was_ready = False
            self._backoff.started(now)

    def stop(self) -> None:
        if self.server is not None:
            self.server.stop()

    def tidy(self) -> None:
        """What a long life needs now and then."""
        if self.server is not None and self.server.is_running():
            self.server.keep_log_small()
            # A cleaner of temporary folders may have taken the short name of a long path.
            _ = self.server.url


class Tree:
    """Everything that runs under this process."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.database = Database(plan)
        self.code = 0
        self._selector = selectors.DefaultSelector()
        self._stopping = 0
        self._door = _open_door(plan) if "web" in plan.parts else None
        self._setup = Child("setup", self._command("setup"), self._selector)
        self._setup.keep_output()
        self._is_set_up = False
        self._parts = [Child(name, self._command(name), self._selector) for name in plan.parts]
        # One part alone shares its memory with nobody.
        several = len(set(PARTS) & set(plan.parts)) > 1 and "forks" in plan.modules
        self._forks = Forks(self._command("forks"), self._selector) if several else None
        self._early = [part for part in self._parts if part.name in {"practice", "status"}]
        self._knock: socket.socket | None = None
        self._tidied = 0.0

    def run(self) -> int:
        """Run until told to stop; returns the exit code."""
        adopt_orphans()
        self._listen_to_signals()
        try:
            while not self._stopping:
                self._tick(time.monotonic())
                self._wait(1.0 if self._is_at_rest() else 0.05)
        except PostgresFailed as error:
            say("database", str(error))
            self.code = 1
        finally:
            self._stop()
        return self.code

    def _is_at_rest(self) -> bool:
        """Whether there is nothing to do but wait for a death or a signal."""
        everything_runs = self._is_set_up and all(part.is_running() for part in self._parts)
        return everything_runs and self.database.has_settled and self._knock is None

    def _tick(self, now: float) -> None:
        is_ready = self.database.is_ready(now)
        if self._forks is not None:
            # It loads while the tables are made, and needs none of them.
            others = " ".join(self.plan.modules[part.name] for part in self._early)
            self._forks.tend(now, {**self._environment(), LOADS: others})
        if not self._is_set_up:
            if is_ready:
                self._set_up(now)
            # The sample is connected to the practice network; neither that nor the status pages need
            # a database themselves.
            self._keep(self._early, now)
            return
        self._keep(self._parts, now)
        bury(self._known())
        if now - self._tidied > 60:
            self._tidied = now
            self.database.tidy()

    def _keep(self, parts: Sequence[Child], now: float) -> None:
        """Start what does not run, as soon as it may."""
        for part in parts:
            if part.has_died():
                say(part.name, f"{part.ending}; starting it again")
            if part.is_due(now):
                self._start(part, now)

    def _set_up(self, now: float) -> None:
        """Bring the database up to date before anything uses it."""
        if self._setup.has_died():
            code = self._setup.code
            self._is_set_up = code == 0
            if code == 0:
                self._open()
            elif code != TRY_AGAIN:
                say("setup", "The database could not be prepared; see the lines above.")
                self.code, self._stopping = 1, 1
        elif self._setup.is_due(now):
            arguments = ["--sample", self.plan.networks] if self.plan.sample else []
            self._setup.start(now, self._environment(), arguments=arguments)

    def _open(self) -> None:
        if self._door is not None:
            self._knock = _knock(self._door, self.plan)
            self._selector.register(self._knock, selectors.EVENT_READ, self._welcome)

    def _welcome(self) -> None:
        """The web process has answered the first request: say so, once."""
        if self._knock is None:
            return
        self._selector.unregister(self._knock)
        self._knock.close()
        self._knock = None
        words = self._setup.output.strip()
        text = f"Amends is ready: {self.plan.public_url}"
        say("", f"\n  {text}\n" + "".join(f"  {line}\n" for line in words.splitlines()))

    def _start(self, part: Child, now: float) -> None:
        if self._forks is not None and self._forks.is_awaited(now):
            return
        handles = {"AMENDS_DOOR": self._door.fileno()} if self._door and part.name == "web" else {}
        if self._fork(part, handles, now):
            return
        part.start(
            now,
            {**self._environment(), **{name: str(handle) for name, handle in handles.items()}},
            handles=list(handles.values()),
            arguments=self.plan.arguments(part.name),
        )

    def _fork(self, part: Child, handles: Mapping[str, int], now: float) -> bool:
        """Whether the fork server made it; without one it is a program of its own, which weighs more."""
        if self._forks is None or not self._forks.is_ready:
            return False
        module, arguments = self.plan.modules[part.name], self.plan.arguments(part.name)
        process = self._forks.bear(module, arguments, self._environment(), handles)
        if process is not None:
            part.adopt(process, now)
        return process is not None

    def _known(self) -> set[int]:
        """The processes whose ends somebody here waits for."""
        children = [self._setup, *self._parts, *([self._forks.child] if self._forks else [])]
        server = self.database.server
        ours = {child.pid for child in children}
        if server is not None and server.process is not None:
            ours.add(server.process.pid)
        return ours - {None}  # type: ignore[return-value]

    def _environment(self) -> dict[str, str]:
        return {
            **os.environ,
            "DATABASE_URL": self.database.url,
            "DJANGO_SETTINGS_MODULE": "amends.project.settings",
            "PYTHONUNBUFFERED": "1",
            # Each thread would otherwise keep its own heap; two are enough for a small desk.
            "MALLOC_ARENA_MAX": os.environ.get("MALLOC_ARENA_MAX", "2"),
            # The model multiplies small matrices: threads for that would only weigh.
            "OPENBLAS_NUM_THREADS": os.environ.get("OPENBLAS_NUM_THREADS", "1"),
        }

    def _command(self, name: str) -> list[str]:
        return [sys.executable, "-m", self.plan.modules[name]]

    def _wait(self, seconds: float) -> None:
        for key, _ in self._selector.select(seconds):
            key.data()

    def _listen_to_signals(self) -> None:
        ours, theirs = socket.socketpair()
        ours.setblocking(False)  # noqa: FBT003
        theirs.setblocking(False)  # noqa: FBT003
        # A child's death must wake the loop at once; the byte in the socket does that.
        signal.set_wakeup_fd(theirs.fileno(), warn_on_full_buffer=False)
        self._alarm = (ours, theirs)
        self._selector.register(ours, selectors.EVENT_READ, lambda: ours.recv(4096))
        signal.signal(signal.SIGCHLD, lambda *_: None)
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, self._ask_to_stop)

    def _ask_to_stop(self, *_: object) -> None:
        self._stopping += 1

    def _stop(self) -> None:
        """Stop the parts together, then the database; a second signal cuts the wait short."""
        say("", "Stopping…")
        asked = self._stopping
        if self._forks is not None:
            self._forks.stop()
        forks = [self._forks.child] if self._forks is not None else []
        alive = [child for child in (self._setup, *self._parts, *forks) if child.is_running()]
        for child in alive:
            child.send(signal.SIGTERM)
        deadline = time.monotonic() + _STOP_SECONDS
        while any(child.is_running() for child in alive) and time.monotonic() < deadline:
            self._wait(0.05)
            if self._stopping > asked:
                break
        for child in alive:
            child.send(signal.SIGKILL)
            child.close()
        self.database.stop()


def _open_door(plan: Plan) -> socket.socket:
    """The web's listening socket. It is ours, so that callers wait while the web restarts."""
    family = socket.AF_INET6 if ":" in plan.host else socket.AF_INET
    door = socket.socket(family, socket.SOCK_STREAM)
    door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)

    def is_bound() -> bool:
        try:
            door.bind((plan.host, plan.port))
        except OSError:
            return False
        return True

    # After a supervisor was killed its web process may hold the port for some seconds more.
    if not is_bound() and not wait_until(is_bound, seconds=6, every=0.2):
        say("", f"Port {plan.port} on {plan.host} cannot be opened: another program uses it, or")
        say("", "the address is not this machine's. Set AMENDS_PORT or AMENDS_HOST.")
        raise SystemExit(2)
    door.listen(2048)
    return door


def reached(host: str) -> str:
    """The address at which this machine reaches what listens on ``host``."""
    anywhere = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104
    return anywhere.get(host, host)


def _knock(door: socket.socket, plan: Plan) -> socket.socket:
    """A first request, put in the queue before the web process is there to answer it."""
    host, port = door.getsockname()[:2]
    caller = socket.socket(door.family, socket.SOCK_STREAM)
    caller.connect((reached(host), port))
    name = plan.public_url.partition("://")[2]
    caller.sendall(f"GET /sign-in/ HTTP/1.1\r\nHost: {name}\r\nConnection: close\r\n\r\n".encode())
    return caller


def main() -> None:
    """Become the tree."""
    setproctitle.setproctitle("amends: up")
    plan = Plan.read(sys.argv[1:], os.environ)
    with suppress(BrokenPipeError):
        raise SystemExit(Tree(plan).run())


if __name__ == "__main__":
    main()
