from __future__ import annotations

import subprocess
import sys
from datetime import timedelta
from pathlib import Path

from amends.channels.models import Connection
from amends.listening.actions import alarms
from amends.listening.models import AlarmKind
from amends.project import doctor
from amends.project.configuration import load
from amends.project.decisions import Configuration
from cast import NOON

NOWHERE = "postgresql://amends@127.0.0.1:1/amends"


def told(tmp_path: Path, **variables: str) -> list[doctor.Finding]:
    return doctor.examine({"AMENDS_DATA": str(tmp_path / "data"), **variables}, tmp_path)


def test_tells_what_is_wrong_with_the_configuration_first(tmp_path: Path) -> None:
    [finding] = told(tmp_path, AMENDS_PORT="x")
    assert not finding.is_good
    assert finding.sentence.startswith("AMENDS_PORT must be")


def test_says_to_start_the_desk_when_its_own_database_is_off(tmp_path: Path) -> None:
    wrong = [finding.sentence for finding in told(tmp_path) if not finding.is_good]
    assert wrong == ["The desk's own PostgreSQL is not running. Start the desk: amends up"]


def test_says_which_variable_leads_to_no_database(tmp_path: Path) -> None:
    wrong = [each.sentence for each in told(tmp_path, DATABASE_URL=NOWHERE) if not each.is_good]
    assert len(wrong) == 1
    assert wrong[0].startswith("The database at DATABASE_URL cannot be reached")


def test_notices_a_folder_that_others_may_write_to(tmp_path: Path) -> None:
    told(tmp_path)
    (tmp_path / "data").chmod(0o777)
    assert any("chmod go-w" in finding.sentence for finding in told(tmp_path))


def test_says_what_must_be_done_before_a_network_falls_silent(connection: Connection) -> None:
    assert list(doctor.ears(NOON)) == []
    Connection.objects.update(ends_at=NOON + timedelta(days=3))
    alarms.sound(
        connection=connection, kind=AlarmKind.UNPUSHED, sentence="It pushes nothing.", now=NOON
    )
    mute, ending = doctor.ears(NOON)
    assert "It pushes nothing." in mute.sentence
    assert "2026-11-24" in ending.sentence
    assert {mute.is_good, ending.is_good} == {False}


def test_children_get_what_the_tree_has_checked(tmp_path: Path) -> None:
    variables = {"AMENDS_DATA": str(tmp_path), "AMENDS_TRUSTED_PROXIES": "10.0.0.0/8,::1"}
    checked = load(variables, tmp_path)
    assert Configuration.handed_down(checked.environment()) == checked
    assert Configuration.handed_down({}) is None


def test_a_loop_that_fails_ends_its_process() -> None:
    script = (
        "from amends.project.loops import Loops\n"
        "loops = Loops()\n"
        "loops.start('waits', lambda stop: stop.wait())\n"
        "loops.start('fails', lambda stop: 1 / 0)\n"
        "loops.stop.wait()\n"
        "loops.finish()\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=False)
    assert done.returncode == 1
