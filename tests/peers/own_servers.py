"""Where the set-up puts real servers, and how a test starts one and is sure that it ends."""

from __future__ import annotations

import os
import socket
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest

Found = TypeVar("Found")
#: What `scripts/peers` filled.
PEERS = Path(sys.prefix) / "peers"


def require(path: Path, what: str) -> Path:
    """The path, or the test is skipped by name."""
    if not path.exists():
        pytest.skip(f"{what} is not installed (scripts/peers)")
    return path


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


def eventually(found: Callable[[], Found], seconds: float = 90.0) -> Found:
    """What it finds, as soon as it is something; fails when nothing comes."""
    until = time.monotonic() + seconds
    while not (result := found()):
        assert time.monotonic() < until, "it did not come"
        time.sleep(0.1)
    return result


def environment(**more: str) -> dict[str, str]:
    """What a server may know: where programs are, and nothing of the desk's settings."""
    return {"PATH": os.environ.get("PATH", ""), "HOME": "/nonexistent", "TZ": "UTC", **more}
