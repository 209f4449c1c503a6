"""`amends playbook`: a file is checked with its lines, shown in short, begun from a starter."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner

from amends.project.cli import amends


def run(*arguments: str) -> tuple[int, str]:
    done = CliRunner().invoke(amends, ["playbook", *arguments])
    return done.exit_code, done.output


def test_a_starter_is_printed_checked_and_shown(tmp_path: Path) -> None:
    assert "retail" in run("starters")[1]
    file = tmp_path / "ours.yaml"
    file.write_text(run("starters", "retail")[1], encoding="utf-8")
    assert run("check", str(file)) == (0, "Nothing is wrong with it.\n")
    code, said = run("show", str(file))
    assert code == 0
    assert "Retail" in said


def test_what_is_wrong_is_told_with_its_line(tmp_path: Path) -> None:
    file = tmp_path / "ours.yaml"
    file.write_text("schema_version: 1\nvoise: {}\n", encoding="utf-8")
    code, said = run("check", str(file))
    assert code == 1
    assert f"{file}:2:1: “voise”" in said
    assert "Did you mean “voice”?" in said
    assert run("show", str(file))[0] == 1


def test_a_file_that_is_not_there_is_said_in_words(tmp_path: Path) -> None:
    code, said = run("check", str(tmp_path / "none.yaml"))
    assert code == 2
    assert "cannot be read" in said
