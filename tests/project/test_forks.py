"""The fork server: the parts are its copies and the tree's children, and the desk does without it."""

from __future__ import annotations

import ast
import importlib.util
import os
import re
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from trees import Grown

from amends.project.postgres import EmbeddedPostgres
from amends.project.processes import is_alive, wait_until
from amends.project.tree import MODULES, Plan

pytestmark = pytest.mark.tree
BORN = r"(worker|listener) *\| born (\d+) of (\d+) forked=(\w+)"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder whose cluster is made."""
    made = tmp_path_factory.mktemp("forks")
    with EmbeddedPostgres(made):
        pass
    return made


@pytest.fixture
def grow(folder: Path) -> Iterator[Callable[[str], Grown]]:
    """Starts a worker and a listener under a tree with a fork server."""
    grown: list[Grown] = []

    def growing(forks: str, **choices: str) -> Grown:
        grown.append(Grown(folder, ("worker", "listener"), SMALL_FORKS=forks, **choices))
        return grown[-1]

    yield growing
    for tree in grown:
        tree.stop()


def test_parts_are_forked_and_are_the_trees_own_children(grow: Callable[[str], Grown]) -> None:
    tree = grow("slow")
    born = tree.wait_for(BORN, count=2)
    assert {(name, parent, forked) for name, _, parent, forked in born} == {
        ("worker", str(tree.process.pid), "True"),
        ("listener", str(tree.process.pid), "True"),
    }


def test_a_killed_part_is_forked_anew(grow: Callable[[str], Grown]) -> None:
    tree = grow("")
    first = {name: int(pid) for name, pid, _, _ in tree.wait_for(BORN, count=2)}
    os.kill(first["worker"], signal.SIGKILL)
    again = tree.wait_for(BORN, count=3)[2]
    assert (again[0], again[3]) == ("worker", "True")
    assert "worker   | ended by SIGKILL; starting it again" in tree.said
    assert is_alive(first["listener"])


def test_the_parts_outlive_a_killed_fork_server(grow: Callable[[str], Grown]) -> None:
    tree = grow("")
    parts = [int(pid) for _, pid, _, _ in tree.wait_for(BORN, count=2)]
    [server] = tree.wait_for(r"forks    \| loaded (\d+)")
    os.kill(int(server), signal.SIGKILL)
    tree.wait_for(r"forks    \| loaded (\d+)", count=2)
    assert all(is_alive(pid) for pid in parts)


def test_without_a_fork_server_each_part_is_a_program_of_its_own(
    grow: Callable[[str], Grown],
) -> None:
    tree = grow("broken")
    born = tree.wait_for(BORN, count=2)
    assert {forked for _, _, _, forked in born} == {"False"}
    assert "forks    | ended with code 3; starting it again" in tree.said


def test_nothing_outlives_a_killed_tree_with_forks(grow: Callable[[str], Grown]) -> None:
    tree = grow("")
    tree.wait_for(BORN, count=2)
    children = tree.children()
    tree.process.kill()
    assert wait_until(lambda: not any(is_alive(pid) for pid in children), seconds=30)


def test_a_stop_is_clean_and_tells_how_each_ended(grow: Callable[..., Grown]) -> None:
    tree = grow("")
    tree.wait_for(BORN, count=2)
    assert tree.stop() == 0
    assert not re.search("Traceback", tree.said)


def test_every_part_can_be_forked_by_its_main() -> None:
    for module in set(MODULES.values()):
        spec = importlib.util.find_spec(module)
        assert spec is not None
        assert spec.origin is not None
        tree = ast.parse(Path(spec.origin).read_text())
        named = {each.name for each in tree.body if isinstance(each, ast.FunctionDef)}
        # What stands in a package's __main__ alone is a program of its own.
        assert "main" in named, module


def test_the_status_pages_are_served_beside_the_desk() -> None:
    environ = {
        "AMENDS_DATA": "/data",
        "AMENDS_HOST": "0.0.0.0",  # noqa: S104
        "AMENDS_PORT": "8000",
        "AMENDS_PUBLIC_URL": "https://care.example.com",
        "AMENDS_PRACTICE_PORT": "8411",
        "AMENDS_STATUS_PORT": "8412",
    }
    plan = Plan.read(["status", "web"], environ)
    assert plan.arguments("status") == [
        *("serve", "--host", "0.0.0.0", "--port", "8412"),  # noqa: S104
        *("--desk", "http://127.0.0.1:8000"),
    ]
