"""Whether a network takes the pictures and files of a message, said before anybody is called. Pure."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_MEGABYTE = 1_000_000
#: A PNG of one white dot: the smallest picture there is, to see whether pictures may be handed over.
DOT = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR42mP4DwABAQEAHLCMmQAAAABJRU5ErkJggg=="
)


@dataclass(frozen=True, slots=True)
class MediaLimit:
    """The pictures and files a network takes with one message: how many, how large, of which types.

    ``largest`` and ``together`` are bytes; no ``types``: any. ``describes``: it shows alt text to people
    who cannot see the picture.
    """

    count: int
    largest: int
    together: int
    types: frozenset[str] = frozenset()
    describes: bool = False


@dataclass(frozen=True, slots=True)
class Enclosure:
    """What is known of a file without its bytes; ``size`` in bytes."""

    name: str
    content_type: str
    size: int


def problems(limit: MediaLimit, files: Sequence[Enclosure]) -> Iterator[str]:
    """Why the network would not take these, each as the end of a sentence that begins with its name."""
    if len(files) > limit.count:
        yield f"takes {limit.count} {'file' if limit.count == 1 else 'files'} with a message"
    for file in files:
        if limit.types and file.content_type not in limit.types:
            yield f"does not take “{file.name}”, only {_kinds(limit)}"
        elif file.size > limit.largest:
            yield f"takes files up to {_megabytes(limit.largest)}; “{file.name}” is larger"
    if sum(file.size for file in files) > limit.together:
        yield f"takes {_megabytes(limit.together)} of files with a message"


def _kinds(limit: MediaLimit) -> str:
    names = sorted(kind.partition("/")[2].upper() for kind in limit.types)
    return ", ".join(names)


def _megabytes(size: int) -> str:
    return f"{size / _MEGABYTE:g} MB"
