from __future__ import annotations

import ast

from architecture.house import sources, tree, within

LONGEST_FILE = 400
LONGEST_CLASS = 250
LONGEST_FUNCTION = 50


def _length(node: ast.AST) -> int:
    return (getattr(node, "end_lineno", 0) or 0) - getattr(node, "lineno", 0) + 1


def test_every_file_can_be_read_in_one_go() -> None:
    lengths = {
        within(path): len(path.read_text(encoding="utf-8").splitlines()) for path in sources()
    }
    assert {name: length for name, length in lengths.items() if length > LONGEST_FILE} == {}


def test_classes_and_functions_stay_small() -> None:
    too_long = {
        f"{within(path)}: {node.name}": _length(node)
        for path in sources()
        for node in ast.walk(tree(path))
        if (isinstance(node, ast.ClassDef) and _length(node) > LONGEST_CLASS)
        or (
            isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
            and _length(node) > LONGEST_FUNCTION
        )
    }
    assert too_long == {}


def test_most_functions_are_very_small() -> None:
    lengths = sorted(
        _length(node)
        for path in sources()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    )
    assert lengths[len(lengths) // 2] <= 12
    assert lengths[len(lengths) * 9 // 10] <= 30
