"""A fork server over small parts, whose memory is one list; `slow` and `broken` are its bad days."""

from __future__ import annotations

import os
import sys
import time

from amends.project.forkserver import serve


def load() -> None:
    """Load nothing much, or fail at it."""
    wanted = os.environ.get("SMALL_FORKS", "")
    if "broken" in wanted:
        sys.exit(3)
    if "slow" in wanted:
        time.sleep(1)
    sys.stdout.write(f"loaded {os.getpid()}\n")
    sys.stdout.flush()


serve(load)
