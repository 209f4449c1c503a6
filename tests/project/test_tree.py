from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest
from trees import Grown

from amends.project.postgres import EmbeddedPostgres, running
from amends.project.processes import is_alive, program, wait_until, working_in

HERE = Path(__file__).parent
pytestmark = pytest.mark.tree


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder whose cluster is made."""
    made = tmp_path_factory.mktemp("tree")
    with EmbeddedPostgres(made):
        pass
    return made


@pytest.fixture
def grow(folder: Path) -> Iterator[Callable[..., Grown]]:
    """Starts trees in the folder; stops them after the test."""
    grown: list[Grown] = []

    def growing(*parts: str, **choices: str) -> Grown:
        (folder / "asked").unlink(missing_ok=True)
        grown.append(Grown(folder, parts or ("web", "worker", "listener"), **choices))
        return grown[-1]

    yield growing
    for tree in grown:
        tree.stop()


def test_starts_everything_and_says_where(grow: Callable[..., Grown]) -> None:
    tree = grow()
    tree.wait_for(rf"Amends is ready: http://127.0.0.1:{tree.port}\n  welcome to the test")
    tree.wait_for(r"worker   \| alive")
    tree.wait_for(r"listener \| alive")


def test_a_killed_part_comes_back_and_no_caller_is_turned_away(grow: Callable[..., Grown]) -> None:
    tree = grow()
    tree.wait_for("ready: http")
    [worker] = tree.wait_for(r"worker   \| alive (\d+)")
    web = int(httpx.get(f"http://127.0.0.1:{tree.port}").text)
    os.kill(web, signal.SIGKILL)
    os.kill(int(worker), signal.SIGKILL)
    assert int(httpx.get(f"http://127.0.0.1:{tree.port}", timeout=60).text) != web
    assert len(set(tree.wait_for(r"worker   \| alive (\d+)", count=2))) == 2
    assert "ended by SIGKILL; starting it again" in tree.said


def test_a_killed_database_comes_back(grow: Callable[..., Grown], folder: Path) -> None:
    tree = grow()
    tree.wait_for("ready: http")
    [postmaster] = [pid for pid in tree.children() if program(pid).startswith("postgres")]
    os.kill(postmaster, signal.SIGKILL)
    tree.wait_for("PostgreSQL stopped; starting it again")
    tree.wait_for(r"PostgreSQL \d+ is ready", count=2)
    assert running(folder)


def test_nothing_outlives_a_killed_tree(grow: Callable[..., Grown], folder: Path) -> None:
    tree = grow()
    tree.wait_for("ready: http")
    tree.wait_for(r"listener \| alive")
    children = tree.children()
    assert len(children) == 4
    tree.process.kill()
    assert wait_until(lambda: not any(is_alive(pid) for pid in children), seconds=30)
    cluster = EmbeddedPostgres(folder).cluster
    assert wait_until(lambda: not list(working_in(cluster)), seconds=30)


def test_the_practice_network_goes_on_where_it_ended(
    grow: Callable[..., Grown], folder: Path
) -> None:
    tree = grow("worker", "practice")
    tree.wait_for(rf"practice \| practising --port \d+ --journal {folder}/practice.jsonl")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_stops_cleanly(grow: Callable[..., Grown], number: signal.Signals) -> None:
    tree = grow()
    tree.wait_for("ready: http")
    children = tree.children()
    begun = time.monotonic()
    tree.process.send_signal(number)
    assert tree.process.wait(60) == 0
    assert time.monotonic() - begun < 5
    assert not any(is_alive(pid) for pid in children)


def test_stops_even_what_does_not_listen(grow: Callable[..., Grown]) -> None:
    tree = grow("worker", SMALL="deaf")
    tree.wait_for("alive")
    children = tree.children()
    begun = time.monotonic()
    assert tree.stop() == 0
    assert time.monotonic() - begun < 7
    assert not any(is_alive(pid) for pid in children)


def test_says_so_when_the_database_cannot_be_prepared(grow: Callable[..., Grown]) -> None:
    tree = grow("worker", SMALL="fail")
    assert tree.process.wait(60) == 1
    tree.wait_for("could not be prepared")


def test_waits_for_a_database_that_is_not_there_yet(grow: Callable[..., Grown]) -> None:
    tree = grow("worker", SMALL="later", SMALL_DATABASE="postgresql://elsewhere/amends")
    tree.wait_for(r"worker   \| alive \d+ postgresql://elsewhere/amends")
    assert len(tree.children()) == 1, "the operator's database is not ours to start"


def test_a_part_alone_uses_the_running_database_and_takes_over(grow: Callable[..., Grown]) -> None:
    whole = grow()
    whole.wait_for("ready: http")
    alone = grow("worker")
    alone.wait_for("alive")
    assert len(alone.children()) == 1
    whole.stop()
    alone.wait_for(r"PostgreSQL \d+ is ready")
    assert len(alone.children()) == 2


def test_a_second_desk_in_the_same_folder_is_refused(grow: Callable[..., Grown]) -> None:
    grow().wait_for("ready: http")
    second = grow()
    assert second.process.wait(60) == 1
    second.wait_for("Another `amends` process already runs the database")
