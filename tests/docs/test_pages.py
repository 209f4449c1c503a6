"""What the pages say about files, commands and settings is so."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import click
import pytest

import amends
from amends.project import cli, reading
from docs.pages import PAGES, ROOT, anchors, commands, links, text, within
from scripts import layers

_pages = pytest.mark.parametrize("page", PAGES, ids=within)
CONFIGURATION = ROOT / "docs" / "running" / "configuration.md"


@_pages
def test_links_lead_somewhere(page: Path) -> None:
    for link in links(page):
        if re.match(r"[a-z]+:", link):
            continue
        path, _, anchor = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        assert target.exists(), link
        if anchor and target.suffix == ".md":
            assert anchor in anchors(target), link


@_pages
def test_every_make_target_exists(page: Path) -> None:
    targets = set(re.findall(r"^([a-z]+):", text(ROOT / "Makefile"), re.MULTILINE))
    named = {
        words[1]
        for command in commands(page)
        if (words := command.split())[:1] == ["make"] and len(words) > 1 and words[1].islower()
    }
    assert named <= targets


@_pages
def test_every_command_exists(page: Path) -> None:
    for command in commands(page):
        words = _words(command)
        if words[:1] in (["amends"], [".venv/bin/amends"]):
            _follow(cli.amends, words[1:], command)


def _words(command: str) -> list[str]:
    try:
        words = shlex.split(command.partition(" > ")[0].partition(" | ")[0], comments=True)
    except ValueError:
        return []
    while words and re.match(r"[A-Z_]+=", words[0]):
        words = words[1:]
    return words


def _follow(group: click.Command, words: list[str], command: str) -> None:
    """Walk down the groups as the command line does; options must be known where they stand."""
    for at, word in enumerate(words):
        if word.startswith("-"):
            known = {name for option in group.params for name in option.opts}
            assert word.partition("=")[0] in known | {"--version", "--help"}, command
        elif isinstance(group, click.Group) and not _is_value(group, words, at):
            assert word in group.commands, command
            group = group.commands[word]
            if group.context_settings.get("ignore_unknown_options"):
                return


def _is_value(group: click.Command, words: list[str], at: int) -> bool:
    """Whether a word is the value of the option before it."""
    return at > 0 and any(
        words[at - 1] in option.opts and not getattr(option, "is_flag", False)
        for option in group.params
    )


def test_the_newest_entry_of_the_changelog_is_this_version() -> None:
    [newest, *_] = re.findall(r"^## (\d\S*)", text(ROOT / "CHANGELOG.md"), re.MULTILINE)
    assert newest == amends.__version__


def test_the_layers_on_the_architecture_page_are_those_of_the_contract() -> None:
    assert text(layers.PAGE) == layers.page(), "run `make docs`"


def test_every_setting_is_on_the_configuration_page() -> None:
    rows = dict(re.findall(r"^\| `([A-Z_]+)` \| `(\w+)` \|", text(CONFIGURATION), re.MULTILINE))
    assert rows == {variable: key for key, variable in reading._VARIABLES.items()}


def test_the_defaults_on_the_configuration_page_are_true() -> None:
    page = text(CONFIGURATION)
    for key, field in reading._Settings.model_fields.items():
        if isinstance(field.default, int | str):
            [row] = [line for line in page.splitlines() if f"| `{key}` |" in line]
            told = f"| `{field.default}` |" if field.default != "" else "| none"
            assert told in row


def test_the_readme_names_the_two_commands_first() -> None:
    readme = text(ROOT / "README.md")
    assert readme.index("make run") < readme.index("make test")
