"""A PostgreSQL of our own: made, started, watched and stopped from a data folder."""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import IO, Self
from urllib.parse import quote

from amends.project import binaries
from amends.project.processes import (
    Account,
    in_child,
    program,
    send,
    wait_until,
    working_in,
)

NAME = "amends"
_LONGEST_SOCKET_FOLDER = 90  # sun_path holds 107 bytes, and the socket's own name takes 14
_LARGEST_LOG = 5_000_000
_RECOVERY_SECONDS = 600

# Small at rest, so that the whole desk fits a small machine. The socket lies in the cluster's own
# folder, which only its owner may enter: that is the whole of the access control.
_SETTINGS = {
    "listen_addresses": "",
    "unix_socket_directories": ".",
    "unix_socket_permissions": "0700",
    "shared_buffers": "64MB",
    "max_connections": "80",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "max_logical_replication_workers": "0",
    "jit": "off",
    "log_checkpoints": "off",
    "log_timezone": "UTC",
    "timezone": "UTC",
}
_CLUSTER_CHOICES = (
    f"--username={NAME}",
    "--locale=C.UTF-8",
    "--encoding=UTF8",
    "--data-checksums",
    "--auth=trust",
    "--no-instructions",
)
_SETTINGS_SINCE_18 = {"io_method": "sync"}


class PostgresFailed(Exception):
    """The embedded server could not be made or started; the sentence says what to do."""


class AlreadyRunning(PostgresFailed):
    """Another process looks after the embedded server of this data folder."""


class EmbeddedPostgres:
    """The server of one data folder; whoever holds its lock looks after it.

    `settings` override the server's own, for example `{"fsync": "off"}` in tests.
    """

    def __init__(self, folder: Path, settings: Mapping[str, str] | None = None) -> None:
        self.folder = folder.absolute()
        self.process: subprocess.Popen[bytes] | None = None
        self._settings = dict(settings or {})
        self._account = Account.for_a_server()
        self._lock: IO[str] | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    @cached_property
    def programs(self) -> binaries.Binaries:
        """The programs this server is made of."""
        try:
            return binaries.find(self._account, self.folder)
        except binaries.NoPostgres as error:
            raise PostgresFailed(str(error)) from error

    @property
    def cluster(self) -> Path:
        """Where the data lies: one folder for each major version."""
        return cluster_of(self.folder, self.programs.major)

    @property
    def log(self) -> Path:
        """Where the server's own words go."""
        return self.folder / "postgres.log"

    @property
    def url(self) -> str:
        """How a program reaches the database."""
        return address(self.folder, self.programs.major)

    def start(self) -> None:
        """Take the lock, make the cluster if there is none, start, and wait until it answers."""
        self.launch()
        wait_until(lambda: not self.is_running() or self.is_ready(), seconds=_RECOVERY_SECONDS)
        if not self.is_running():
            self.release()
            msg = f"PostgreSQL did not start. The end of {self.log}:\n{self.last_words(lines=8)}"
            raise PostgresFailed(msg)

    def launch(self) -> None:
        """Start without waiting: `is_ready` tells when it answers."""
        self._take_lock()
        try:
            _settle_leftovers(self.cluster)
            if self.process is not None:
                self.process.wait()
            self._make_cluster()
            self._spawn()
        except BaseException:
            self.release()
            raise

    def is_running(self) -> bool:
        """Whether our server process lives; reaps it when it does not."""
        return self.process is not None and self.process.poll() is None

    def is_ready(self) -> bool:
        """Whether the server takes connections."""
        return self.is_running() and is_answering(self.folder, self.programs)

    def keep_log_small(self) -> None:
        """Empty the log when it has grown large; the server goes on appending."""
        if self.log.exists() and self.log.stat().st_size > _LARGEST_LOG:
            os.truncate(self.log, 0)

    def stop(self, *, seconds: float = 5.0) -> None:
        """Stop as fast as the data allow, and let the lock go."""
        if self.process is not None:
            for number in (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL):
                send_to(self.process, number)
                if wait_until(lambda: not self.is_running(), seconds=seconds):
                    break
            self.process = None
        self.release()

    def release(self) -> None:
        """Let somebody else look after the server."""
        if self._lock is not None:
            self._lock.close()
            self._lock = None

    def _take_lock(self) -> None:
        if self._lock is not None:
            return
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        lock = (self.folder / "postgres.lock").open("a")
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.close()
            msg = f"Another `amends` process already runs the database in {self.folder}."
            raise AlreadyRunning(msg) from None
        self._lock = lock

    def _make_cluster(self) -> None:
        if self.cluster.exists():
            return
        _refuse_older_data(self.folder, self.programs.major)
        making = self.cluster.with_suffix(".making")
        shutil.rmtree(making, ignore_errors=True)
        making.mkdir(mode=0o700)
        if self._account is not None:
            os.chown(making, self._account.uid, self._account.gid)
        self._run_in(
            making,
            [self.programs["initdb"], *_CLUSTER_CHOICES, "-D"],
        )
        self._run_in(making, [self.programs["postgres"], "--single", "postgres", "-D"], _CREATE)
        # Only a finished cluster gets the name: a start cut short here begins anew.
        making.rename(self.cluster)

    def _run_in(self, cluster: Path, command: list[str], script: bytes = b"") -> None:
        with _Inside(cluster, self._account) as inside:
            done = subprocess.run(
                _with_folder(command, inside.path),
                input=script,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                check=False,
                cwd="/",
                env=_environment(),
                pass_fds=inside.handles,
                preexec_fn=in_child(account=self._account),
            )
        if done.returncode != 0:
            words = done.stdout.decode(errors="replace").strip()
            msg = f"PostgreSQL could not make its data folder {cluster}:\n{words}"
            raise PostgresFailed(msg)

    def _spawn(self) -> None:
        settings = dict(_SETTINGS)
        if self.programs.major >= 18:
            settings |= _SETTINGS_SINCE_18
        settings |= self._settings
        choices = [part for name in settings for part in ("-c", f"{name}={settings[name]}")]
        self.keep_log_small()
        with _Inside(self.cluster, self._account) as inside, self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [self.programs["postgres"], "-D", inside.path, *choices],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd="/",
                env=_environment(),
                pass_fds=inside.handles,
                # A terminal's Ctrl-C is for the one who looks after the server, not for it.
                start_new_session=True,
                preexec_fn=in_child(account=self._account, on_parents_death=signal.SIGINT),  # noqa: PLW1509 - prctl and setuid only
            )

    def last_words(self, *, lines: int) -> str:
        """The end of the server's log."""
        said = self.log.read_text(errors="replace").splitlines() if self.log.exists() else []
        return "\n".join(said[-lines:])


_CREATE = f"CREATE DATABASE {NAME}\n".encode()


class _Inside:
    """A path to a folder that works for an account which may not enter the folder's parents.

    Root's data folder often lies in a closed place (`/root`, a temporary folder). Instead of
    opening that place up, the server inherits a handle on the one folder that belongs to it.
    """

    def __init__(self, folder: Path, account: Account | None) -> None:
        self.path = str(folder)
        self.handles: list[int] = []
        if account is not None:
            handle = os.open(folder, os.O_PATH | os.O_DIRECTORY)
            self.handles = [handle]
            self.path = f"/proc/self/fd/{handle}"

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for handle in self.handles:
            os.close(handle)


def cluster_of(folder: Path, major: int) -> Path:
    """The cluster folder of one major version inside a data folder."""
    return folder.absolute() / f"postgres-{major}"


def address(folder: Path, major: int) -> str:
    """The URL of a data folder's database; its socket lies in the cluster folder."""
    return f"postgresql://{NAME}@/{NAME}?host={quote(_socket_folder(folder, major), safe='')}"


def running(folder: Path) -> str | None:
    """The URL of the server that runs in a data folder; None when none does.

    Whoever may not look after the server (another command, a worker started alone) finds it so.
    """
    try:
        programs = binaries.installed()
    except binaries.NoPostgres:
        return None
    if not cluster_of(folder, programs.major).exists():
        return None
    return address(folder, programs.major) if is_answering(folder, programs) else None


def is_answering(folder: Path, programs: binaries.Binaries) -> bool:
    """Whether a server takes connections in this data folder."""
    host = _socket_folder(folder, programs.major)
    asked = [programs["pg_isready"], "--quiet", "--timeout=2", "-h", host, "-U", NAME, "-d", NAME]
    return subprocess.run(asked, check=False, stderr=subprocess.DEVNULL).returncode == 0


def _environment() -> dict[str, str]:
    # The server runs as somebody else, whom our keys and passwords are no business of.
    return {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C.UTF-8"}


def send_to(process: subprocess.Popen[bytes], number: signal.Signals) -> None:
    """Signal a child of ours, unless it has been reaped."""
    if process.poll() is None:
        send(process.pid, number)


def _with_folder(command: list[str], path: str) -> list[str]:
    """The command with the folder after its closing `-D`; `--single` wants its database last."""
    if "--single" in command:
        return [command[0], "--single", "-D", path, command[2]]
    return [*command, path]


def _refuse_older_data(folder: Path, major: int) -> None:
    older = [entry.name for entry in folder.glob("postgres-*") if entry.name[9:].isdigit()]
    if older:
        msg = (
            f"{folder} holds data of another PostgreSQL ({', '.join(sorted(older))}) and this "
            f"version brings PostgreSQL {major}. Carry the data over as docs/running/database.md "
            f"says, or move the old folder away to start empty."
        )
        raise PostgresFailed(msg)


def _settle_leftovers(cluster: Path) -> None:
    """Make sure nobody works in the cluster before a server is started on it.

    We hold the lock, so a server that still runs has lost its owner. It was told to stop when
    the owner died; it may be writing its last. A postmaster that was killed leaves children who
    may still write: starting beside them would harm the data. A zombie keeps its process id
    "alive" for PostgreSQL, and after a reboot the id may be anybody's, so the id alone says
    nothing.
    """
    signals = (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL)
    for number in (None, *signals):
        if number is not None:
            for pid in _servers_in(cluster):
                send(pid, number)
        if wait_until(lambda: not _servers_in(cluster), seconds=3, every=0.05):
            # Both name a process id, and PostgreSQL takes a zombie's id for a living server.
            for stale in ("postmaster.pid", ".s.PGSQL.5432.lock"):
                (cluster / stale).unlink(missing_ok=True)
            return
    pids = ", ".join(str(pid) for pid in _servers_in(cluster))
    msg = f"Processes {pids} still work in {cluster}. Stop them and start again."
    raise PostgresFailed(msg)


def _servers_in(cluster: Path) -> list[int]:
    return [pid for pid in working_in(cluster) if program(pid).startswith("postgres")]


def _socket_folder(folder: Path, major: int) -> str:
    """The cluster folder, by a short name when its own is too long for a socket's address."""
    cluster = cluster_of(folder, major)
    if len(os.fsencode(cluster)) <= _LONGEST_SOCKET_FOLDER:
        return str(cluster)
    mark = hashlib.sha256(os.fsencode(cluster)).hexdigest()[:12]
    link = _private_folder() / mark
    if not (link.is_symlink() and link.readlink() == cluster):
        made = link.with_name(f"{mark}.{os.getpid()}")
        made.unlink(missing_ok=True)
        made.symlink_to(cluster)
        made.rename(link)
    return str(link)


def _private_folder() -> Path:
    """A short folder that only we may enter, made where the system keeps such things."""
    base = os.environ.get("XDG_RUNTIME_DIR", "")
    parent = Path(base) if base and Path(base).is_dir() and len(base) < 40 else Path("/tmp")  # noqa: S108
    folder = parent / f"amends-{os.geteuid()}"
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
    except OSError:
        folder = Path(tempfile.mkdtemp(prefix="amends-"))
    state = folder.lstat()
    if not folder.is_dir() or folder.is_symlink() or state.st_uid != os.geteuid():
        msg = f"{folder} is not ours. Remove it, or set AMENDS_DATA to a folder with a short path."
        raise PostgresFailed(msg)
    folder.chmod(0o700)
    return folder
