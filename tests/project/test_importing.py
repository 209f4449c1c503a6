"""`amends import` in words and numbers."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import orjson
import own_database
import pytest

from amends.audit.models import Entry
from amends.channels.models import Connection
from amends.inbox.models import Message
from amends.listening.actions.history import ReadIn
from amends.project.importing import CannotRead, import_file, sentence
from amends.refusals import NotFound

LINES = b"\n".join(
    orjson.dumps(
        {
            "id": f"m-{number}",
            "sent_at": "2026-03-01T09:30:00+00:00",
            "text": "My parcel never came.",
            "author": {"id": "u-7"},
            "thread": {"id": "t-3", "kind": "post", "public": True},
        }
    )
    for number in range(5)
)


def _tell(done: ReadIn) -> None:
    assert done.seen


def test_a_file_is_read_in(connection: Connection, tmp_path: Path) -> None:
    archive = tmp_path / "old.jsonl"
    archive.write_bytes(LINES + b"\nbad\n")
    done = import_file(str(archive), connection.pk, _tell)
    assert sentence(done) == "6 seen = 5 stored + 0 known + 1 quarantined"
    assert import_file(str(archive), connection.pk, _tell).stored == 0
    assert Entry.objects.first().facts["archive"] == "old.jsonl"


def test_what_cannot_be_read_is_said(connection: Connection, tmp_path: Path) -> None:
    with pytest.raises(CannotRead, match=r"nowhere\.jsonl cannot be read: No such file"):
        import_file("nowhere.jsonl", connection.pk, _tell)
    with pytest.raises(CannotRead, match="directory"):
        import_file(str(tmp_path), connection.pk, _tell)
    with pytest.raises(NotFound, match=f"There are: {connection.pk} "):
        import_file("-", connection.pk + 1, _tell)
    assert not Entry.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_the_command_reads_a_pipe(connection: Connection) -> None:
    def run(number: int) -> subprocess.CompletedProcess[bytes]:
        command = [sys.executable, "-m", "amends.project.cli", "import", "-"]
        return subprocess.run(
            [*command, "--connection", str(number)],
            input=LINES,
            env={**os.environ, "DATABASE_URL": own_database.url()},
            capture_output=True,
            check=False,
        )

    first, again, wrong = run(connection.pk), run(connection.pk), run(connection.pk + 1)
    assert (first.returncode, again.returncode, wrong.returncode) == (0, 0, 1)
    assert first.stdout == b"5 seen = 5 stored + 0 known + 0 quarantined\n"
    assert again.stdout == b"5 seen = 0 stored + 5 known + 0 quarantined\n"
    assert wrong.stderr.startswith(b"amends: There is no connection")
    assert Message.objects.count() == 5
