from __future__ import annotations

import os
import pwd
import signal
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from amends.project.postgres import (
    AlreadyRunning,
    EmbeddedPostgres,
    PostgresFailed,
    cluster_of,
    running,
)
from amends.project.processes import is_alive, wait_until

OWNER = Path(__file__).parent / "small" / "owner.py"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedPostgres]:
    """One server for the module; each test leaves it running."""
    with EmbeddedPostgres(tmp_path_factory.mktemp("server")) as started:
        yield started


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder whose cluster is made and whose server is stopped."""
    made = tmp_path_factory.mktemp("owned")
    with EmbeddedPostgres(made):
        pass
    return made


def ask(url: str, query: str) -> object:
    with psycopg.connect(url) as connection:
        row = connection.execute(query).fetchone()
    return row[0] if row else None


def tell(url: str, statement: str) -> None:
    with psycopg.connect(url) as connection:
        connection.execute(statement)


def owned(folder: Path) -> tuple[subprocess.Popen[str], int]:
    """A process that owns the folder's server, and the server's process id."""
    owner = subprocess.Popen(
        [sys.executable, OWNER, folder],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert owner.stdout is not None
    with owner.stdout:
        return owner, int(owner.stdout.readline())


def as_ordinary_user(work: Callable[[], None]) -> int:
    """Run something in a child that has become `nobody`; returns the child's exit code."""
    child = os.fork()
    if child == 0:
        code = 1
        try:
            nobody = pwd.getpwnam("nobody")
            os.setgroups([])
            os.setgid(nobody.pw_gid)
            os.setuid(nobody.pw_uid)
            work()
            code = 0
        except BaseException:  # noqa: BLE001 - nothing may leave this child
            traceback.print_exc()
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def test_makes_a_checked_utf8_database(server: EmbeddedPostgres) -> None:
    assert ask(server.url, "SHOW data_checksums") == "on"
    assert ask(server.url, "SHOW server_encoding") == "UTF8"
    assert ask(server.url, "SHOW listen_addresses") == ""


def test_lets_nobody_else_into_the_cluster(server: EmbeddedPostgres) -> None:
    assert server.cluster.stat().st_mode & 0o077 == 0


def test_never_runs_as_root(server: EmbeddedPostgres) -> None:
    assert server.process is not None
    assert Path(f"/proc/{server.process.pid}").stat().st_uid != 0


def test_is_found_by_other_commands(server: EmbeddedPostgres, tmp_path: Path) -> None:
    assert running(server.folder) == server.url
    assert running(tmp_path) is None


def test_has_one_owner(server: EmbeddedPostgres) -> None:
    with pytest.raises(AlreadyRunning):
        EmbeddedPostgres(server.folder).start()


def test_comes_back_after_kill_9_with_all_that_was_committed(server: EmbeddedPostgres) -> None:
    tell(server.url, "CREATE TABLE kept AS SELECT 1 AS n")
    assert server.process is not None
    server.process.kill()
    server.start()
    assert ask(server.url, "SELECT n FROM kept") == 1


def test_keeps_its_data_from_start_to_start(folder: Path) -> None:
    with EmbeddedPostgres(folder) as first:
        tell(first.url, "CREATE TABLE IF NOT EXISTS stays AS SELECT 7 AS n")
    assert running(folder) is None
    with EmbeddedPostgres(folder) as second:
        assert ask(second.url, "SELECT n FROM stays") == 7


def test_dies_with_its_owner_and_starts_under_the_next(folder: Path) -> None:
    owner, postmaster = owned(folder)
    owner.kill()
    owner.wait()
    # The next owner does not wait for the old server to be gone: start() sees to that.
    with EmbeddedPostgres(folder) as server:
        assert not is_alive(postmaster)
        assert ask(server.url, "SELECT 1") == 1


def test_starts_after_owner_and_server_were_killed_at_once(folder: Path) -> None:
    owner, postmaster = owned(folder)
    os.kill(postmaster, signal.SIGKILL)
    owner.kill()
    owner.wait()
    with EmbeddedPostgres(folder) as server:
        assert ask(server.url, "SELECT 1") == 1


def test_a_stopped_owner_leaves_nothing(folder: Path) -> None:
    owner, postmaster = owned(folder)
    owner.kill()
    owner.wait()
    assert wait_until(lambda: not is_alive(postmaster), seconds=5)


def test_a_pid_file_that_names_somebody_else_is_no_server(folder: Path) -> None:
    cluster = EmbeddedPostgres(folder).cluster
    (cluster / "postmaster.pid").write_text(f"{os.getpid()}\n{cluster}\n")
    with EmbeddedPostgres(folder) as server:
        assert ask(server.url, "SELECT 1") == 1


def test_somebody_else_in_the_folder_is_left_alone(folder: Path) -> None:
    visitor = subprocess.Popen(["sleep", "60"], cwd=EmbeddedPostgres(folder).cluster)
    try:
        with EmbeddedPostgres(folder) as server:
            assert ask(server.url, "SELECT 1") == 1
        assert visitor.poll() is None
    finally:
        visitor.kill()
        visitor.wait()


def test_a_long_path_gets_a_short_name(tmp_path: Path, folder: Path) -> None:
    long = tmp_path / ("long" * 25)
    long.symlink_to(folder)
    with EmbeddedPostgres(long) as server:
        assert ask(server.url, "SELECT 1") == 1


def test_refuses_the_data_of_another_version(tmp_path: Path) -> None:
    cluster_of(tmp_path, 14).mkdir()
    with pytest.raises(PostgresFailed, match="holds data of another PostgreSQL"):
        EmbeddedPostgres(tmp_path).start()


def test_says_the_servers_own_words_when_it_does_not_start(folder: Path) -> None:
    with pytest.raises(PostgresFailed, match="no_such_setting"):
        EmbeddedPostgres(folder, {"no_such_setting": "1"}).start()


def test_a_making_that_was_cut_short_begins_anew(tmp_path: Path) -> None:
    server = EmbeddedPostgres(tmp_path)
    half = server.cluster.with_suffix(".making")
    half.mkdir(mode=0o700)
    (half / "PG_VERSION").write_text("18\n")
    with server:
        assert ask(server.url, "SELECT 1") == 1


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")
def test_runs_as_an_ordinary_user_and_recovers_there() -> None:
    def work() -> None:
        with tempfile.TemporaryDirectory(prefix="amends-nobody-") as home:
            with EmbeddedPostgres(Path(home)) as server:
                assert ask(server.url, "SELECT 1") == 1
                assert server.process is not None
                server.process.kill()
                server.start()
                assert ask(server.url, "SELECT 1") == 1
            assert running(Path(home)) is None

    assert as_ordinary_user(work) == 0
