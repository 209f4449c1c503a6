"""A tree over small parts that runs in a process of its own, for the tests of the tree."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import threading
from pathlib import Path

from amends.project.processes import wait_until

HERE = Path(__file__).parent


class Grown:
    """A tree that runs in a process of its own, and all it has said."""

    def __init__(self, folder: Path, parts: tuple[str, ...], **choices: str) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        environ = {
            **os.environ,
            "PYTHONPATH": f"{HERE}:{HERE.parents[1] / 'src'}",
            "SMALL_FOLDER": str(folder),
            "SMALL_PORT": str(self.port),
            **choices,
        }
        self.process = subprocess.Popen(
            [sys.executable, "-m", "small.tree", *parts],
            env=environ,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.said = ""
        self._ear = threading.Thread(target=self._hear, daemon=True)
        self._ear.start()

    def _hear(self) -> None:
        assert self.process.stdout is not None
        with self.process.stdout as words:
            for line in words:
                self.said += line

    def wait_for(self, pattern: str, count: int = 1) -> list[str]:
        """What matches in all that was said, once it did so often enough."""
        found = wait_until(lambda: len(re.findall(pattern, self.said)) >= count, seconds=60)
        assert found, f"{pattern!r} was not said {count} times:\n{self.said}"
        return re.findall(pattern, self.said)

    def children(self) -> list[int]:
        """The living processes below the tree."""
        path = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        return [int(pid) for pid in path.read_text().split()]

    def stop(self) -> int:
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        code = self.process.wait(60)
        self._ear.join(30)
        return code
