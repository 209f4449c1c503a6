"""What a process may have again at any time it does not hold while it rests."""

from __future__ import annotations

import mmap
import re
from pathlib import Path

from amends.project.processes import give_memory_back

_WEIGHTS = b"weights " * 50_000


def _resident(path: Path) -> int:
    """How many kB of a mapped file are in this process's memory."""
    told = Path("/proc/self/smaps").read_text()
    found = re.search(rf"{re.escape(str(path))}\n(?:.*\n)*?Rss:\s+(\d+) kB", told)
    assert found is not None
    return int(found[1])


def test_a_file_that_is_only_read_is_let_go_and_comes_back(tmp_path: Path) -> None:
    path = tmp_path / "weights"
    path.write_bytes(_WEIGHTS)
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as mapped:
        assert mapped[:] == _WEIGHTS
        assert _resident(path) > 300
        give_memory_back()
        assert _resident(path) == 0
        assert mapped[:] == _WEIGHTS
