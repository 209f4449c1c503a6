"""What the process tree asks of Linux: who lives, who dies with whom, who may read what."""

from __future__ import annotations

import ctypes
import os
import pwd
import signal
import time
from collections.abc import Callable, Collection, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

# The library is opened before any fork: opening it in the child could wait for a lock forever.
_libc = ctypes.CDLL(None, use_errno=True)
_PR_SET_PDEATHSIG = 1
_PR_SET_CHILD_SUBREAPER = 36
_MADV_DONTNEED = 4
_PROC = Path("/proc")


@dataclass(frozen=True)
class Account:
    """The system user a program runs as."""

    name: str
    uid: int
    gid: int

    @classmethod
    def for_a_server(cls) -> Account | None:
        """The account PostgreSQL runs as; None is ourselves, unless we are root: it refuses root."""
        if os.geteuid() != 0:
            return None
        for name in ("postgres", "nobody"):
            with suppress(KeyError):
                entry = pwd.getpwnam(name)
                return cls(entry.pw_name, entry.pw_uid, entry.pw_gid)
        return None


def in_child(
    *, account: Account | None = None, on_parents_death: signal.Signals = signal.SIGTERM
) -> Callable[[], None]:
    """What a new child does before it becomes its program: drop rights, die with its parent.

    Linux forgets the death signal when the user changes, so the order matters. A parent that
    died before the request was made would never be noticed, hence the look at its id.
    """
    parent = os.getpid()

    def prepare() -> None:
        if account is not None:
            os.setgroups([])
            os.setgid(account.gid)
            os.setuid(account.uid)
        _libc.prctl(_PR_SET_PDEATHSIG, int(on_parents_death), 0, 0, 0)
        if os.getppid() != parent:
            os._exit(1)

    return prepare


def adopt_orphans() -> None:
    """Become the parent of what is left behind below us; it must be waited for (`bury`)."""
    _libc.prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def bury(known: Collection[int]) -> None:
    """Wait for ended children that nobody else waits for; the ``known`` are awaited by others."""
    with suppress(ChildProcessError):
        while ended := os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT):
            if ended.si_pid in known:
                return
            os.waitpid(ended.si_pid, 0)


def die_with(parent: int) -> None:
    """End when ``parent`` does, which is about to be our parent; at once when it has gone already."""
    if wait_until(lambda: os.getppid() == parent, seconds=10, every=0.001):
        _libc.prctl(_PR_SET_PDEATHSIG, int(signal.SIGTERM), 0, 0, 0)
    if os.getppid() != parent:
        os._exit(1)


def is_alive(pid: int) -> bool:
    """Whether the process runs; a zombie does not, though signals still reach it."""
    try:
        stat = (_PROC / str(pid) / "stat").read_text(errors="replace")
    except OSError:
        return False
    # The name in brackets may itself hold brackets and spaces; the state follows the last one.
    return stat.rpartition(")")[2].split()[0] not in {"Z", "X"}


def program(pid: int) -> str:
    """The file name of the program a process runs; empty when it is gone or hidden from us."""
    try:
        return (_PROC / str(pid) / "comm").read_text().strip()
    except OSError:
        return ""


def working_in(folder: Path) -> Iterator[int]:
    """The living processes whose working directory is this folder, as far as we may look."""
    try:
        wanted = folder.stat()
    except FileNotFoundError:
        return
    for entry in _PROC.iterdir():
        if not entry.name.isdigit():
            continue
        with suppress(OSError):
            if os.path.samestat((entry / "cwd").stat(), wanted) and is_alive(int(entry.name)):
                yield int(entry.name)


def wait_until(condition: Callable[[], bool], *, seconds: float, every: float = 0.02) -> bool:
    """Whether the condition came true within the seconds given."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(every)
    return True


def give_memory_back() -> None:
    """Return what is freed, or can be read again, to the system.

    Starting up leaves some megabytes of holes. Pages of files that nobody writes to in memory, the weights
    of the model and the code of libraries, come back from the system's cache when they are touched: of a
    desk at rest that is little.
    """
    trim = getattr(_libc, "malloc_trim", None)
    if trim is not None:
        trim(0)
    for start, size in _read_only():
        _libc.madvise(ctypes.c_void_p(start), ctypes.c_size_t(size), _MADV_DONTNEED)


def _read_only() -> Iterator[tuple[int, int]]:
    """Where files are mapped that nobody writes to in memory: address and bytes; none without ``/proc``.

    Not what is private and may not be run: the loader has written into some of that before it was closed.
    """
    with suppress(OSError):
        for line in (_PROC / "self" / "maps").read_text().splitlines():
            where, rights, _, _, node, *_ = line.split(maxsplit=5)
            if rights in {"r--s", "r-xp"} and node != "0":
                start, end = (int(each, 16) for each in where.split("-"))
                yield start, end - start


def send(pid: int, number: signal.Signals) -> None:
    """Send a signal to a process that may already be gone."""
    with suppress(ProcessLookupError):
        os.kill(pid, number)
