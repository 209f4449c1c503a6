"""What `amends import` does: an archive's lines from a file or a pipe, its progress and its sums."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from django.utils import timezone

from amends.channels.models import Connection
from amends.listening.actions.history import ReadIn, import_archive
from amends.refusals import NotFound, Refusal
from amends.staff.rules import operator

#: What stands for standard input.
PIPE = "-"


class CannotRead(Refusal):
    """This archive cannot be read."""

    code = "cannot-read"


def import_file(file: str, connection_id: int, tell: Callable[[ReadIn], None]) -> ReadIn:
    """Take ``file`` in as the history of a connection; ``tell`` hears the sum so far, lot by lot.

    Raises CannotRead, and NotFound with the connections there are.
    """
    connection = _connection(connection_id)
    done = ReadIn()
    with _opened(file) as lines:
        for done in import_archive(
            by=operator(connection.brand_id),
            connection=connection,
            name="standard input" if file == PIPE else Path(file).name,
            lines=lines,
            clock=timezone.now,
        ):
            tell(done)
    return done


def sentence(done: ReadIn) -> str:
    """The sum in words."""
    return (
        f"{done.seen:,} seen = {done.stored:,} stored + {done.duplicate:,} known"
        f" + {done.quarantined:,} quarantined"
    )


@contextmanager
def _opened(file: str) -> Iterator[IO[bytes]]:
    if file == PIPE:
        yield sys.stdin.buffer
        return
    try:
        opened = Path(file).open("rb")  # noqa: SIM115 - closed below; only its opening may be refused
    except OSError as error:
        msg = f"{file} cannot be read: {error.strerror or error}."
        raise CannotRead(msg) from None
    with opened:
        yield opened


def _connection(connection_id: int) -> Connection:
    found = Connection.objects.filter(pk=connection_id).first()
    if found is None:
        rows = Connection.objects.select_related("brand").order_by("pk")
        there = ", ".join(f"{row.pk} ({row.name}, {row.brand.slug})" for row in rows)
        msg = f"There is no connection {connection_id}. There are: {there or 'none yet'}."
        raise NotFound(msg)
    return found
