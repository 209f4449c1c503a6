"""`amends lint` at each of its doors: text, file, folder, standard input, hook, and what they return."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from amends.project.linting import command

BAD = "Please calm down, we wrote to ada.moss@example.com."
GOOD = "Hi Ada, we are sorry about this. We will look into it."


def run(*arguments: str, stdin: str | None = None) -> Result:
    return CliRunner().invoke(command, list(arguments), input=stdin)


def test_a_good_text_is_quiet_and_a_bad_one_is_told() -> None:
    good, bad = run(GOOD), run(BAD)
    assert (good.exit_code, good.stdout) == (0, "Nothing to object to.\n")
    assert bad.exit_code == 1
    assert "text:1:1: warn dismissal" in bad.stdout
    assert "block private-email" in bad.stdout


def test_a_private_text_may_name_what_is_private() -> None:
    assert run("--private", "We wrote to ada.moss@example.com.").exit_code == 0


def test_it_reads_standard_input() -> None:
    assert run(stdin=BAD).exit_code == 1
    assert run("-", stdin=GOOD).exit_code == 0


def test_it_reads_files_and_folders(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    bad, good = tmp_path / "deep" / "bad.md", tmp_path / "good.txt"
    bad.write_text(f"Hello.\n{BAD}\n", encoding="utf-8")
    good.write_text(GOOD, encoding="utf-8")
    (tmp_path / "other.py").write_text(BAD, encoding="utf-8")
    told = run(str(tmp_path))
    assert told.exit_code == 1
    assert f"{bad}:2:1: warn dismissal" in told.stdout
    assert "other.py" not in told.stdout
    assert run(str(good)).exit_code == 0


@pytest.mark.parametrize("least", ["advise", "warn", "block"])
def test_what_makes_it_fail_can_be_chosen(least: str) -> None:
    told = run("--fail-on", least, "Please calm down.")
    assert told.exit_code == (0 if least == "block" else 1)


def test_json_holds_every_finding() -> None:
    rows = json.loads(run("--format", "json", BAD).stdout)
    [found] = [row for row in rows if row["code"] == "private-email"]
    assert BAD[found["start"] : found["end"]] == "ada.moss@example.com"
    assert (found["line"], found["column"], found["level"]) == (1, 31, "block")


def test_sarif_names_the_rule_and_the_place(tmp_path: Path) -> None:
    file = tmp_path / "answer.txt"
    file.write_text(BAD, encoding="utf-8")
    told = json.loads(run("--format", "sarif", str(file)).stdout)
    [run_of_it] = told["runs"]
    known = {rule["id"] for rule in run_of_it["tool"]["driver"]["rules"]}
    assert told["version"] == "2.1.0"
    for result in run_of_it["results"]:
        [place] = result["locations"]
        assert result["ruleId"] in known
        assert place["physicalLocation"]["artifactLocation"]["uri"] == str(file)


def test_github_gets_commands_that_no_text_can_forge(tmp_path: Path) -> None:
    file = tmp_path / "a,b.txt"
    file.write_text("Please calm down.\n::error::forged", encoding="utf-8")
    told = run("--format", "github", str(file)).stdout.splitlines()
    assert told[0].startswith(f"::warning file={tmp_path}/a%2Cb.txt,line=1,")
    assert "forged" not in "".join(told)


def test_a_file_is_put_right_where_nobody_has_to_judge(tmp_path: Path) -> None:
    file = tmp_path / "answer.txt"
    file.write_text("Sorry if it was late!!!", encoding="utf-8")
    assert run("--fix", "--language", "en", str(file)).exit_code == 0
    assert file.read_text(encoding="utf-8") == "Sorry that it was late!"


def test_a_text_is_put_right_on_standard_output() -> None:
    told = run("--fix", "--language", "en", stdin="Sorry if it was late!!!\n")
    assert told.stdout == "Sorry that it was late!\n"
    assert "Nothing to object to." in told.stderr


@pytest.mark.parametrize("what", ["missing.txt", "folder/missing.md"])
def test_a_file_that_is_not_there_is_told(what: str) -> None:
    told = run(what)
    assert (told.exit_code, told.stdout) == (2, "")
    assert "There is no file" in told.stderr


def test_a_playbook_decides(tmp_path: Path) -> None:
    playbook = tmp_path / "playbook.yaml"
    starter = Path("src/amends/playbook/starters/retail.yaml").read_text(encoding="utf-8")
    playbook.write_text(starter, encoding="utf-8")
    assert run("--playbook", str(playbook), GOOD).exit_code in {0, 1}
    playbook.write_text("voice: [", encoding="utf-8")
    told = run("--playbook", str(playbook), GOOD)
    assert told.exit_code == 2
    assert f"{playbook}: line 1" in told.stderr


def test_the_customers_words_count() -> None:
    told = run("--said", "My parcel is still missing, I am angry!", "We will look for it.")
    assert "apology" in told.stdout


def process(*words: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
    """As a terminal, a pipeline and a hook start it."""
    command = [sys.executable, "-m", "amends.project.cli", *words]
    return subprocess.run(command, input=stdin, capture_output=True, text=True, check=False)


def test_as_a_process_it_says_and_returns_the_same() -> None:
    bad = process("lint", "--format", "github", "-", stdin=BAD)
    assert (bad.returncode, bad.stderr) == (1, "")
    assert "::error" in bad.stdout


def test_the_hook_gets_the_files_of_a_commit(tmp_path: Path) -> None:
    lines = Path(".pre-commit-hooks.yaml").read_text(encoding="utf-8").splitlines()
    [entry] = [line.split(":", 1)[1] for line in lines if line.strip().startswith("entry:")]
    good, bad = tmp_path / "good.txt", tmp_path / "bad.md"
    good.write_text(GOOD, encoding="utf-8")
    bad.write_text(BAD, encoding="utf-8")
    name, *words = entry.split()
    assert name == "amends"
    told = process(*words, str(good), str(bad))
    assert told.returncode == 1
    assert f"{bad}:1:1" in told.stdout
    assert str(good) not in told.stdout
