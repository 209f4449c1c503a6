"""Keeps a connection's secrets: encrypted at rest with the installation's keys, newest first."""

from __future__ import annotations

import functools
from collections.abc import Mapping

import orjson
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings

from amends.channels.contract import Disconnected, Secrets


class UnreadableSecrets(Disconnected):
    """This installation's keys cannot read what it kept of this connection: connect it again, or put
    the key back from your backup.
    """


def encrypted(secrets: Mapping[str, str]) -> bytes:
    """The secrets as bytes for the database, encrypted with the newest key."""
    return _keys().encrypt(orjson.dumps(dict(secrets)))


def decrypted(kept: bytes | memoryview) -> Secrets:
    """The secrets in bytes from the database; none in empty bytes. Raises `UnreadableSecrets`."""
    if not kept:
        return Secrets()
    try:
        return Secrets(orjson.loads(_keys().decrypt(bytes(kept))))
    except InvalidToken:
        raise UnreadableSecrets from None


def renewed(kept: bytes | memoryview) -> bytes:
    """The same secrets encrypted with the newest key. Raises `UnreadableSecrets`."""
    try:
        return _keys().rotate(bytes(kept)) if kept else b""
    except InvalidToken:
        raise UnreadableSecrets from None


def _keys() -> MultiFernet:
    return _ring(tuple(settings.CREDENTIALS_KEYS))


@functools.lru_cache(maxsize=8)
def _ring(keys: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(key) for key in keys])
