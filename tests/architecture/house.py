"""The house as the tests of its architecture see it: its files, its layers, its tables."""

from __future__ import annotations

import ast
import subprocess
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from django.apps import apps
from django.db.models import Model

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "amends"


@cache
def sources() -> tuple[Path, ...]:
    """Every module of the package that people write by hand."""
    return tuple(sorted(path for path in PACKAGE.rglob("*.py") if "migrations" not in path.parts))


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def within(path: Path) -> str:
    """The path as a person would type it from the root of the repository."""
    return str(path.relative_to(ROOT))


@cache
def tracked() -> tuple[str, ...]:
    """Every file that git knows; empty outside a repository."""
    done = subprocess.run(
        ["git", "-c", f"safe.directory={ROOT}", "ls-files", "-z"],
        cwd=ROOT,
        capture_output=True,
        check=False,
        text=True,
    )
    return tuple(name for name in done.stdout.split("\0") if name and (ROOT / name).is_file())


@cache
def layers() -> tuple[tuple[str, ...], ...]:
    """The rooms from top to bottom; those of one height together. The import contract says so."""
    with (ROOT / "pyproject.toml").open("rb") as file:
        contracts = tomllib.load(file)["tool"]["importlinter"]["contracts"]
    [rooms] = [contract["layers"] for contract in contracts if contract["id"] == "rooms"]
    return tuple(tuple(part.strip() for part in layer.split("|")) for layer in rooms)


def height(room: str) -> int:
    """How far a room is above the ground."""
    [found] = [at for at, names in enumerate(reversed(layers())) if room in names]
    return found


def tables() -> Iterator[type[Model]]:
    """Every table of the house's own rooms."""
    for configuration in apps.get_app_configs():
        if configuration.name.startswith("amends."):
            yield from configuration.get_models()
