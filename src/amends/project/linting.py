"""`amends lint`: the linter on a terminal, in a hook and in a pipeline. It needs no desk and no database."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import click

from amends.playbook.rules.document import policy_in, read
from amends.playbook.rules.draft import Draft, Intent, Kind, Mood, Situation
from amends.playbook.rules.engine import lint
from amends.playbook.rules.findings import Level, worst
from amends.playbook.rules.fixing import fixed
from amends.playbook.rules.policy import Policy
from amends.playbook.rules.reports import FORMATS, Linted
from amends.refusals import Refusal

#: What a folder's answers are written in.
_ENDINGS = frozenset({".txt", ".md"})
#: The exit codes: all is well; something was found; it could not be looked at.
FOUND, FAILED = 1, 2


class NotReadable(Refusal):
    """This cannot be read."""

    code = "not-readable"


@dataclass(frozen=True, slots=True)
class Given:
    """A text to lint; the file is where a repaired one goes back to, None for texts without one."""

    name: str
    text: str
    file: Path | None


@click.command("lint", context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("what", nargs=-1, metavar="[TEXT|FILE|FOLDER|-]…")
@click.option(
    "--format", "form", type=click.Choice(list(FORMATS)), default="human", help="How to tell it."
)
@click.option("--public/--private", "is_public", default=True, help="Who can read the answer.")
@click.option("--language", default="", help="The text's language (de); guessed when left out.")
@click.option("--network", default="", help="The network's slug (x, facebook).")
@click.option("--role", default="", help="The author's role (agent); unknown may do the least.")
@click.option("--kind", type=click.Choice([each.value for each in Kind]), default="answer")
@click.option("--said", default="", help="The customer's last words.")
@click.option("--mood", type=click.Choice([each.value for each in Mood]), default="unknown")
@click.option("--intent", type=click.Choice([each.value for each in Intent]), default="unknown")
@click.option(
    "--playbook", type=click.Path(path_type=Path), help="The brand's playbook, a YAML file."
)
@click.option("--fix", is_flag=True, help="Put right what needs nobody's judgement.")
@click.option(
    "--fail-on",
    type=click.Choice([each.value for each in Level]),
    default="warn",
    help="The lightest finding that makes the exit code 1.",
)
@click.pass_context
def command(context: click.Context, /, what: tuple[str, ...], **chosen: object) -> None:
    """Hold answers to the playbook: a text, files, folders of .txt and .md, or standard input.

    Exit codes: 0, nothing as heavy as --fail-on was found; 1, something was; 2, it could not be linted.
    """
    try:
        policy = _policy(chosen["playbook"])
        given = list(_given(what))
        linted = [
            _linted(each, _draft(each.text, chosen), policy, fix=bool(chosen["fix"]))
            for each in given
        ]
    except Refusal as error:
        click.echo(f"amends: {error}", err=True)
        context.exit(FAILED)
    click.echo(FORMATS[str(chosen["form"])](linted), nl=False, err=_is_beside(given, chosen))
    context.exit(FOUND if _is_heavy(linted, Level(str(chosen["fail_on"]))) else 0)


def _policy(playbook: object) -> Policy:
    if not isinstance(playbook, Path):
        return Policy()
    reading = read(_contents(playbook))
    if reading.playbook is None:
        said = "\n".join(f"{playbook}: {problem}" for problem in reading.problems)
        raise NotReadable(f"The playbook is not right:\n{said}")
    return policy_in(reading.playbook)


def _given(what: Iterable[str]) -> Iterator[Given]:
    for each in tuple(what) or ("-",):
        path = Path(each)
        if each == "-":
            yield Given("", sys.stdin.read(), None)
        elif _exists(path):
            files = sorted(_answers(path)) if path.is_dir() else [path]
            yield from (Given(str(file), _contents(file), file) for file in files)
        elif path.suffix in _ENDINGS and " " not in each:
            raise NotReadable(f"There is no file {each}.")
        else:
            yield Given("", each, None)


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):  # a long text is no name of a file
        return False


def _answers(folder: Path) -> Iterator[Path]:
    return (file for file in folder.rglob("*") if file.suffix in _ENDINGS and file.is_file())


def _contents(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is not UTF-8"
        raise NotReadable(f"{file} cannot be read: {reason}.") from error


def _draft(text: str, chosen: dict[str, object]) -> Draft:
    situation = Situation(
        said=str(chosen["said"]),
        mood=Mood(str(chosen["mood"])),
        intent=Intent(str(chosen["intent"])),
    )
    return Draft(
        text,
        is_public=bool(chosen["is_public"]),
        language=str(chosen["language"]),
        network=str(chosen["network"]),
        kind=Kind(str(chosen["kind"])),
        role=str(chosen["role"]),
        situation=situation,
    )


def _linted(given: Given, draft: Draft, policy: Policy, *, fix: bool) -> Linted:
    """A text's findings; with ``fix`` those that are left once the file or standard output is repaired."""
    if fix:
        draft = fixed(draft, policy)
        if given.file is None:
            click.echo(draft.text, nl=not draft.text.endswith("\n"))
        elif draft.text != given.text:
            given.file.write_text(draft.text, encoding="utf-8")
    return Linted(given.name, draft.text, lint(draft, policy))


def _is_beside(given: list[Given], chosen: dict[str, object]) -> bool:
    """Whether findings go to standard error, because standard output has the repaired text."""
    return bool(chosen["fix"]) and any(each.file is None for each in given)


def _is_heavy(linted: list[Linted], least: Level) -> bool:
    heaviest = worst(finding for each in linted for finding in each.findings)
    return heaviest is not None and heaviest.weight >= least.weight
