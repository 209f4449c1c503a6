from __future__ import annotations

import ast
import re
from collections import Counter

import pytest

from architecture.house import ROOT, layers, sources, tracked, tree, within

#: These say nothing about what is inside.
EMPTY_NAMES = {
    "utils",
    "util",
    "helpers",
    "helper",
    "core",
    "common",
    "services",
    "service",
    "misc",
}
EMPTY_ENDINGS = ("Manager", "Handler", "Processor", "Service", "Helper", "Utils", "Util")
#: Django's own word for a table's query interface.
FROM_LIBRARIES = {"UserManager"}

#: What belongs to one machine, never to the project. Written in pieces, for this file is searched too.
_OF_A_MACHINE = re.compile(
    "|".join(
        [
            r"(?<![\w.])/" + r"work/\w",
            r"(?<![\w.])/" + r"home/(?!new\b|you\b)\w+/",
            r"/" + r"opt/pypi",
            r"--(extra-)?" + r"index-url",
        ]
    ).encode()
)


def test_a_module_is_named_for_what_is_inside() -> None:
    names = {
        within(path): {part.removesuffix(".py").strip("_") for part in path.parts}
        for path in sources()
    }
    assert [place for place, parts in names.items() if parts & EMPTY_NAMES] == []


def test_a_class_is_named_for_what_it_is() -> None:
    classes = [
        (within(path), node.name)
        for path in sources()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ClassDef) and node.name not in FROM_LIBRARIES
    ]
    assert [(place, name) for place, name in classes if name.endswith(EMPTY_ENDINGS)] == []


def test_every_room_has_a_place_and_a_sentence() -> None:
    for room in (name for names in layers() for name in names):
        module = ROOT / "src" / "amends" / room
        file = module / "__init__.py" if module.is_dir() else module.with_suffix(".py")
        assert ast.get_docstring(tree(file)), f"{room} does not say what it is"


@pytest.mark.skipif(not tracked(), reason="only within a git repository")
def test_nothing_of_one_machine_is_kept() -> None:
    found = [name for name in tracked() if _OF_A_MACHINE.search((ROOT / name).read_bytes())]
    assert found == []


def test_every_file_of_tests_has_a_name_of_its_own() -> None:
    """Tests are no package: of two files of one name only the first would be read."""
    names = Counter(path.name for path in (ROOT / "tests").rglob("test_*.py"))
    assert [name for name, many in names.items() if many > 1] == []
