"""The secrets of one installation: generated once, kept in files only their owner may read."""

from __future__ import annotations

import base64
import os
import secrets
import stat
from collections.abc import Callable
from pathlib import Path

SECRET_KEY = "secret.key"  # noqa: S105
CREDENTIALS_KEY = "credentials.key"


class KeyFileError(Exception):
    """A key file, or the folder for it, cannot be used; the sentence says what to do."""


def ensure_folder(folder: Path) -> None:
    """Make the data folder for its owner alone, or see that it can be used."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        msg = (
            f"The data folder {folder} cannot be made ({error.strerror}). "
            "Set AMENDS_DATA to a folder you may write to."
        )
        raise KeyFileError(msg) from None
    if not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
        msg = (
            f"The data folder {folder} belongs to {owner(folder)} and you may not write to it. "
            "Run as that user, or set AMENDS_DATA to a folder of your own."
        )
        raise KeyFileError(msg)


def secret_key(folder: Path) -> str:
    """The key that signs sessions and links."""
    return read_or_make(folder / SECRET_KEY, lambda: secrets.token_urlsafe(50))[0]


def credentials_keys(folder: Path) -> tuple[str, ...]:
    """The Fernet keys that credentials are encrypted with, newest first."""
    return read_or_make(folder / CREDENTIALS_KEY, new_credentials_key)


def new_credentials_key() -> str:
    """A fresh Fernet key: 32 random bytes in URL-safe base64."""
    return base64.urlsafe_b64encode(secrets.token_bytes(32)).decode()


def add_credentials_key(folder: Path) -> None:
    """Put a fresh key before the ones in use; what they encrypted can still be read."""
    lines = (new_credentials_key(), *credentials_keys(folder))
    _write(folder / CREDENTIALS_KEY, lines, os.replace)


def owner(path: Path) -> str:
    """The user a file belongs to, by number where there is no name."""
    try:
        return path.owner()
    except KeyError:
        return f"user {path.stat().st_uid}"


def words(count: int) -> list[str]:
    """Short syllables for a password that is read off a screen; about 13 bits each."""
    first, second = "bdfghklmnprstvz", "aeiou"
    pairs = [a + b for a in first for b in second]
    return [secrets.choice(pairs) + secrets.choice(pairs) for _ in range(count)]


def read_or_make(path: Path, make: Callable[[], str]) -> tuple[str, ...]:
    """The lines of a secret file, which is made with one line when it is missing."""
    if not path.exists():
        _write(path, (make(),), _keep_the_first)
    _refuse_if_others_may_read(path)
    try:
        lines = tuple(line.strip() for line in path.read_text().splitlines() if line.strip())
    except OSError:
        msg = f"{path} belongs to {owner(path)} and you may not read it. Run as that user."
        raise KeyFileError(msg) from None
    if not lines:
        msg = f"{path} is empty. Put the key back from your backup."
        raise KeyFileError(msg)
    return lines


def _refuse_if_others_may_read(path: Path) -> None:
    mode = stat.S_IMODE(path.stat().st_mode)
    if mode & 0o077:
        msg = f"{path} can be read by others (mode {mode:04o}). Run: chmod 600 {path}"
        raise KeyFileError(msg)


def _write(path: Path, lines: tuple[str, ...], put: Callable[[Path, Path], None]) -> None:
    """Write a whole file under another name first: nobody ever reads half a key."""
    made = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        with open(os.open(made, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:  # noqa: PTH123
            file.write("\n".join(lines) + "\n")
            file.flush()
            os.fsync(file.fileno())
        put(made, path)
    except OSError as error:
        msg = f"{path} cannot be written ({error.strerror}). Correct the rights of its folder."
        raise KeyFileError(msg) from None
    finally:
        made.unlink(missing_ok=True)


def _keep_the_first(made: Path, path: Path) -> None:
    # Several processes may start at once; a link cannot replace a file, so all use one key.
    try:
        path.hardlink_to(made)
    except FileExistsError:
        return
