"""Writes the layer diagram of the architecture page from the import contract and the rooms' own words."""

from __future__ import annotations

import ast
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "building" / "architecture.md"
BEGIN, END = "<!-- layers: written by make docs -->\n", "<!-- end of layers -->"


def diagram() -> str:
    """The rooms from top to bottom with one sentence each, as a Markdown code block."""
    with (ROOT / "pyproject.toml").open("rb") as file:
        contracts = tomllib.load(file)["tool"]["importlinter"]["contracts"]
    [layers] = [contract["layers"] for contract in contracts if contract["id"] == "rooms"]
    lines = [line for layer in layers for line in _layer(layer)]
    return "```text\n" + "\n".join(lines) + "\n```\n"


def page() -> str:
    """The whole page with today's diagram in its place."""
    before, _, rest = PAGE.read_text(encoding="utf-8").partition(BEGIN)
    _, _, after = rest.partition(END)
    return before + BEGIN + diagram() + END + after


def _layer(layer: str) -> list[str]:
    rooms = [room.strip() for room in layer.split("|")]
    return [f"{'|' if at else ' '} {room:<10} {_sentence(room)}" for at, room in enumerate(rooms)]


def _sentence(room: str) -> str:
    module = ROOT / "src" / "amends" / room
    file = module / "__init__.py" if module.is_dir() else module.with_suffix(".py")
    said = ast.get_docstring(ast.parse(file.read_text(encoding="utf-8"))) or ""
    return said.splitlines()[0]


def main() -> None:
    """Bring the page up to date."""
    PAGE.write_text(page(), encoding="utf-8")
    sys.stdout.write(f"{PAGE.relative_to(ROOT)}\n")


if __name__ == "__main__":
    main()
