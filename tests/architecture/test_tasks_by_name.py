from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache

import pytest
from procrastinate.contrib.django import app

from architecture.house import sources, tree, within


@cache
def _asked_for() -> tuple[tuple[str, str], ...]:
    return tuple(_find())


def _find() -> Iterator[tuple[str, str]]:
    """Where later work is asked for, and under which name."""
    for path in sources():
        for call in ast.walk(tree(path)):
            if isinstance(call, ast.Call) and ast.unparse(call.func) in {"queue.defer", "defer"}:
                assert isinstance(call.args[0], ast.Constant), f"{within(path)}: name it literally"
                yield within(path), call.args[0].value


def test_somebody_asks_for_later_work() -> None:
    assert _asked_for()


@pytest.mark.parametrize(("place", "name"), _asked_for())
def test_the_work_asked_for_exists(place: str, name: str) -> None:
    app.perform_import_paths()
    assert name in app.tasks


def test_a_task_is_named_after_its_room() -> None:
    app.perform_import_paths()
    ours = {name: task for name, task in app.tasks.items() if "amends." in task.func.__module__}
    assert ours
    for name, task in ours.items():
        assert name.partition(".")[0] == task.func.__module__.split(".")[1], name
