"""The first minute: from `amends demo` in an empty folder to the first message, and what the desk weighs.

What `make run` does once dependencies are installed: PostgreSQL made and started, tables, the practice
network with its sample brands, web, worker and listener. Memory is the proportional share (PSS) of every
process of the tree, PostgreSQL and the practice network included, from half a minute after the first message
on. Life goes on there and a message comes every few seconds, so it is weighed again and again: the median
is the desk at rest, the most is the desk at work.
"""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

import psutil
import psycopg

from amends.project.configuration import load
from benchmarks.desk_tree import free_port
from benchmarks.harness import Figures

_REST_SECONDS = 30.0
#: So often is it weighed, so many seconds apart.
_WEIGHINGS, _APART_SECONDS = 20, 1.5
_PATIENCE = 180.0


def run(figures: Figures, *, long: bool) -> None:
    """Once (long: three times, the slowest counts)."""
    found = [_first_minute() for _ in range(3 if long else 1)]
    figures.at_most("first-message", max(seconds for seconds, _ in found), "s", 60)
    figures.at_most("memory-at-rest", max(median(sizes) for _, sizes in found), "MB", 350)
    figures.told("memory-at-most", max(max(sizes) for _, sizes in found), "MB")


def _first_minute() -> tuple[float, list[float]]:
    with tempfile.TemporaryDirectory(prefix="amends-bench-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        port, practice = free_port(), free_port()
        environ = {**os.environ, "AMENDS_DATA": str(folder / "data"), "AMENDS_PORT": str(port)}
        environ["AMENDS_PRACTICE_PORT"] = str(practice)
        environ.pop("DATABASE_URL", None)
        url = load(environ, folder).database()
        began = time.perf_counter()
        command = [sys.executable, "-m", "amends.project.cli", "demo"]
        process = subprocess.Popen(command, env=environ, stdout=subprocess.DEVNULL)
        try:
            seconds = _until_a_message(url, began)
            time.sleep(_REST_SECONDS)
            return seconds, _weighings(process.pid)
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(timeout=30)


def _weighings(pid: int) -> list[float]:
    """What it weighs at some moments, in MB."""
    found = []
    for _ in range(_WEIGHINGS):
        time.sleep(_APART_SECONDS)
        found.append(_megabytes(pid))
    return found


def _until_a_message(url: str, began: float) -> float:
    """Seconds until a customer's message lies in a case."""
    while (seconds := time.perf_counter() - began) < _PATIENCE:
        try:
            with psycopg.connect(url, connect_timeout=5) as line:
                if line.execute("SELECT 1 FROM inbox_message WHERE case_id > 0 LIMIT 1").fetchone():
                    return seconds
        except psycopg.Error:
            pass  # not made yet
        time.sleep(0.1)
    raise RuntimeError(f"no message came within {_PATIENCE:g} s")


def _megabytes(pid: int) -> float:
    """The proportional share of memory of a process and all below it."""
    tree = psutil.Process(pid)
    return sum(_share(each.pid) for each in [tree, *tree.children(recursive=True)])


def _share(pid: int) -> float:
    try:
        told = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except OSError:
        return 0.0
    found = re.search(r"^Pss:\s+(\d+) kB", told, re.MULTILINE)
    return int(found[1]) / 1024 if found else 0.0
