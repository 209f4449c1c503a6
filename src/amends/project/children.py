"""One child process of the tree: its start, its words, its death, and when to try again."""

from __future__ import annotations

import os
import selectors
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from io import BufferedIOBase, RawIOBase
from typing import IO, Protocol

from amends.project.processes import in_child, send

_FIRST_WAIT = 0.2
_LONGEST_WAIT = 20.0
_HEALTHY_AFTER = 30.0
_WIDTH = 8
_LONGEST_LINE = 16_384


def say(name: str, words: str) -> None:
    """Print whole lines, each with the name of who says it."""
    prefix = f"{name:<{_WIDTH}} | " if name else ""
    # Whoever reads us may have gone; the desk goes on without an audience.
    with suppress(OSError, ValueError):
        for line in words.splitlines() or [""]:
            sys.stdout.write(f"{prefix}{line}\n")
        sys.stdout.flush()


class Backoff:
    """When something that died may start again: soon at first, later if it keeps dying."""

    def __init__(self) -> None:
        self._wait = _FIRST_WAIT
        self._next = 0.0
        self._started_at = 0.0

    def is_due(self, now: float) -> bool:
        """Whether a start may be tried; seconds of the monotonic clock."""
        return now >= self._next

    def ask_again_at(self, when: float) -> None:
        """Put the next try off without counting this one as a start."""
        self._next = when

    def started(self, now: float) -> None:
        """Note a start: a long life before it makes the next wait short again."""
        lived = now - self._started_at
        self._wait = _FIRST_WAIT if lived > _HEALTHY_AFTER else min(self._wait * 2, _LONGEST_WAIT)
        self._started_at = now
        self._next = now + self._wait


class Process(Protocol):
    """A running program: one that we started (`subprocess.Popen`), or one that was forked for us."""

    pid: int
    returncode: int | None

    @property
    def stdout(self) -> IO[bytes] | RawIOBase | BufferedIOBase | None: ...

    @property
    def stderr(self) -> IO[bytes] | RawIOBase | BufferedIOBase | None: ...

    def poll(self) -> int | None: ...

    def wait(self) -> int: ...


class Child:
    """A program that runs under the tree."""

    def __init__(self, name: str, command: Sequence[str], selector: selectors.BaseSelector) -> None:
        self.name = name
        self.code = 0
        self.output = ""
        self._command = list(command)
        self._selector = selector
        self._backoff = Backoff()
        self._process: Process | None = None
        self._pipes: dict[int, bytes] = {}
        self._keeps_output = False

    def keep_output(self) -> None:
        """Keep what it prints in `output` for later; its errors are said at once."""
        self._keeps_output = True

    def is_due(self, now: float) -> bool:
        """Whether it is not running and may be started."""
        return self._process is None and self._backoff.is_due(now)

    def is_running(self) -> bool:
        """Whether it lives."""
        return self._process is not None and self._process.poll() is None

    def has_died(self) -> bool:
        """Whether it ended since the last question; notes its code and hears its last words."""
        if self._process is None or self._process.poll() is None:
            return False
        self.code = self._process.returncode or 0
        self.close()
        self._process = None
        return True

    @property
    def ending(self) -> str:
        """How it ended, in words."""
        if self.code < 0:
            return f"ended by {signal.Signals(-self.code).name}"
        return f"ended with code {self.code}"

    def start(
        self,
        now: float,
        environ: Mapping[str, str],
        *,
        handles: Sequence[int] = (),
        arguments: Sequence[str] = (),
    ) -> None:
        """Start it; it will not outlive this process."""
        self._backoff.started(now)
        self.output = ""
        started = subprocess.Popen(
            [*self._command, *arguments],
            env=dict(environ),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE if self._keeps_output else subprocess.STDOUT,
            pass_fds=handles,
            # Ctrl-C in a terminal reaches us alone; we stop the others in their order.
            start_new_session=True,
            preexec_fn=in_child(),  # noqa: PLW1509 - this process has no threads
        )
        self._watch(started)

    def adopt(self, process: Process, now: float) -> None:
        """Look after a process that was started for us as after one of our own."""
        self._backoff.started(now)
        self.output = ""
        self._watch(process)

    @property
    def pid(self) -> int | None:
        """Its number, while it runs or waits to be noticed as ended."""
        return self._process.pid if self._process is not None else None

    def send(self, number: signal.Signals) -> None:
        """Signal it, if it lives."""
        if self._process is not None and self.is_running():
            send(self._process.pid, number)

    def close(self) -> None:
        """Hear what is left and let its pipes go."""
        if self._process is None:
            return
        self._process.wait()
        for handle in list(self._pipes):
            while handle in self._pipes and self._read(handle):
                pass
            self._forget(handle)
        for pipe in (self._process.stdout, self._process.stderr):
            if pipe is not None:
                pipe.close()

    def _watch(self, process: Process) -> None:
        self._process = process
        for pipe in (process.stdout, process.stderr):
            if pipe is not None:
                self._listen(pipe.fileno())

    def _listen(self, handle: int) -> None:
        os.set_blocking(handle, False)
        self._pipes[handle] = b""
        self._selector.register(handle, selectors.EVENT_READ, lambda: self._read(handle))

    def _read(self, handle: int) -> bool:
        """Read once; whether there was something."""
        try:
            chunk = os.read(handle, 65536)
        except BlockingIOError:
            return False
        if not chunk:
            self._forget(handle)
            return False
        *lines, rest = (self._pipes[handle] + chunk).split(b"\n")
        if len(rest) > _LONGEST_LINE:
            lines, rest = [*lines, rest], b""
        self._pipes[handle] = rest
        self._hear(handle, lines)
        return True

    def _hear(self, handle: int, lines: list[bytes]) -> None:
        text = [line.decode(errors="replace").rstrip("\r") for line in lines]
        stdout = self._process.stdout if self._process else None
        if self._keeps_output and stdout is not None and handle == stdout.fileno():
            self.output += "".join(f"{line}\n" for line in text)
            return
        for line in text:
            say(self.name, line)

    def _forget(self, handle: int) -> None:
        rest = self._pipes.pop(handle, None)
        if rest is None:
            return
        self._selector.unregister(handle)
        if rest:
            self._hear(handle, [rest])
