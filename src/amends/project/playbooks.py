"""`amends playbook`: check a playbook, show what it comes to, list the starters. It needs no desk.

What reads playbooks is imported when it is needed: every other command would wait for it, too.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from amends.playbook.rules.document import Reading

#: The exit codes: something is wrong with it; it could not be read.
WRONG, FAILED = 1, 2


@click.group("playbook")
def group() -> None:
    """Playbooks as files: the brand's policy for what is said."""


@group.command()
@click.argument("file", type=click.Path(path_type=Path, allow_dash=True))
def check(file: Path) -> None:
    """Say everything that is wrong with a playbook, with its lines; exit 1 when something is."""
    reading = _read(file)
    for problem in reading.problems:
        click.echo(f"{file}:{problem.line}:{problem.column}: {problem.sentence}")
    if reading.problems:
        sys.exit(WRONG)
    click.echo("Nothing is wrong with it.")


@group.command()
@click.argument("file", type=click.Path(path_type=Path, allow_dash=True))
def show(file: Path) -> None:
    """Show in short what a playbook says, section by section."""
    from amends.playbook.rules.document import PLAYBOOK

    reading = _read(file)
    if reading.playbook is None:
        click.echo(
            f"{len(reading.problems)} things are wrong with it: amends playbook check {file}"
        )
        sys.exit(WRONG)
    for part in PLAYBOOK.parts:
        value = getattr(reading.playbook, part.name)
        said = f"{len(value)}" if isinstance(value, tuple | dict) else _short(value)
        click.echo(f"{part.label:<18} {said}")


@group.command("starters")
@click.argument("slug", required=False)
def list_starters(slug: str | None) -> None:
    """List the starters, or print the text of one: amends playbook starters retail > ours.yaml"""
    from amends.playbook.starters import starter, starters

    if slug:
        click.echo(starter(slug).text, nl=False)
        return
    for each in starters():
        click.echo(f"{each.slug:<10} {each.says}")


def _short(value: object) -> str:
    """A word as it is; of a section, the parts that say something."""
    names = getattr(value, "__dataclass_fields__", None)
    if names is None:
        return str(value)
    plain = type(value)()
    return ", ".join(name for name in names if getattr(value, name) != getattr(plain, name)) or "–"


def _read(file: Path) -> Reading:
    from amends.playbook.rules.document import read

    try:
        text = sys.stdin.read() if str(file) == "-" else file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        click.echo(f"{file} cannot be read: is it there, and is it text in UTF-8?", err=True)
        sys.exit(FAILED)
    return read(text)
