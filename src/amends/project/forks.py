"""The tree's side of the fork server: asks it for processes, and knows each of them as its own child."""

from __future__ import annotations

import json
import os
import selectors
import signal
import socket
from collections.abc import Mapping, Sequence
from contextlib import suppress
from io import FileIO

from amends.project.children import Child, Process, say

#: Names the fork server's end of the line in its environment.
HANDLE = "AMENDS_FORKSERVER"
#: Names the modules, with spaces, of what else will be forked than the desk's own parts.
LOADS = "AMENDS_FORKSERVER_LOADS"
READY = b"ready"
MOST_BYTES = 262_144
MOST_HANDLES = 4

_ANSWER_SECONDS = 10.0
#: Longer than a start takes on the busiest machine; after that each part is a program of its own.
_START_SECONDS = 300.0


class Forked:
    """A process that the fork server made for us; like `subprocess.Popen`, as far as the tree needs it."""

    stderr = None

    def __init__(self, pid: int, stdout: FileIO) -> None:
        self.pid = pid
        self.stdout = stdout
        self.returncode: int | None = None

    def poll(self) -> int | None:
        """How it ended, or None while it lives; minus the signal's number when one ended it."""
        return self._ask(os.WNOHANG)

    def wait(self) -> int:
        """Wait for its end."""
        code = self._ask(0)
        return 0 if code is None else code

    def _ask(self, how: int) -> int | None:
        if self.returncode is None:
            try:
                pid, status = os.waitpid(self.pid, how)
            except ChildProcessError:  # pragma: no cover - nobody else waits for our children
                self.returncode = -signal.SIGKILL
            else:
                self.returncode = os.waitstatus_to_exitcode(status) if pid else None
        return self.returncode


class Forks:
    """The fork server as the tree sees it: started, ready, asked, and done without when it fails."""

    def __init__(self, command: Sequence[str], selector: selectors.BaseSelector) -> None:
        self.child = Child("forks", command, selector)
        self._selector = selector
        self._line: socket.socket | None = None
        self._is_ready = False
        self._started_at = 0.0

    @property
    def is_ready(self) -> bool:
        """Whether a process can be had from it now."""
        return self._is_ready and self.child.is_running()

    def tend(self, now: float, environ: Mapping[str, str]) -> None:
        """Start it when it does not run and may be started."""
        if self.child.has_died():
            say(self.child.name, f"{self.child.ending}; starting it again")
            self._hang_up()
        if self.child.is_due(now):
            self._start(now, environ)

    def is_awaited(self, now: float) -> bool:
        """Whether it is about to be ready: what is started a moment later weighs less."""
        starts = self.child.is_running() and not self._is_ready
        return starts and now - self._started_at < _START_SECONDS

    def bear(
        self,
        module: str,
        arguments: Sequence[str],
        environ: Mapping[str, str],
        handles: Mapping[str, int],
    ) -> Process | None:
        """A process that runs ``module``; ``handles`` by the variables that name them; None: it failed."""
        if self._line is None:
            return None
        heard, says = os.pipe2(os.O_CLOEXEC)
        order = {
            "module": module,
            "arguments": list(arguments),
            "environ": dict(environ),
            "handles": list(handles),
        }
        try:
            socket.send_fds(self._line, [json.dumps(order).encode()], [says, *handles.values()])
            pid = int(self._line.recv(32))
        except (OSError, ValueError):
            os.close(heard)
            self._give_up()
            return None
        finally:
            os.close(says)
        return Forked(pid, FileIO(heard))

    def stop(self) -> None:
        """Hang up and end it."""
        self._hang_up()
        self.child.send(signal.SIGTERM)

    def _start(self, now: float, environ: Mapping[str, str]) -> None:
        # Packets, so that an order is read as a whole and with the files that belong to it.
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            there = theirs.fileno()
            self.child.start(now, {**environ, HANDLE: str(there)}, handles=[there])
        ours.settimeout(_ANSWER_SECONDS)
        self._line, self._is_ready, self._started_at = ours, False, now
        self._selector.register(ours, selectors.EVENT_READ, self._hear)

    def _hear(self) -> None:
        """It has loaded, or it has gone."""
        if self._line is None:
            return
        self._selector.unregister(self._line)
        with suppress(OSError):
            self._is_ready = self._line.recv(32) == READY

    def _give_up(self) -> None:
        """It does not answer: end it; the next one may."""
        self._hang_up()
        self.child.send(signal.SIGKILL)

    def _hang_up(self) -> None:
        self._is_ready = False
        if self._line is not None:
            with suppress(KeyError, ValueError):
                self._selector.unregister(self._line)
            self._line.close()
            self._line = None
