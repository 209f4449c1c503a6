"""A part that can be forked: says who it is and whose child, and stays until it is told to go."""

from __future__ import annotations

import os
import signal
import sys
import threading


def main() -> None:
    """Stay."""
    stop = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    sys.stdout.write(
        f"born {os.getpid()} of {os.getppid()} forked={'amends.project.forkserver' in sys.modules}\n"
    )
    sys.stdout.flush()
    stop.wait()
    sys.exit(5 if "rude" in os.environ.get("SMALL", "") else 0)


if __name__ == "__main__":
    main()
