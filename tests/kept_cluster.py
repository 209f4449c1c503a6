"""Tables that are made once: kept beside the environment, copied for each run."""

# Making every table anew takes longer than most runs of a few tests. What is kept is named by what it is made
# from, so a changed migration or another library makes another one.

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import psycopg

from amends.project.postgres import NAME, EmbeddedPostgres

#: The database that each test database is a copy of.
TEMPLATE = "amends_template"
ROOT = Path(__file__).parent.parent
_MOST_KEPT = 12


def started(folder: Path, settings: dict[str, str]) -> EmbeddedPostgres:
    """A server in ``folder`` that has the template; the first of its kind takes some seconds longer."""
    server = EmbeddedPostgres(folder, settings)
    kept = Path(sys.prefix) / "test-clusters" / f"{server.programs.major}-{_made_from()}"
    if _copied(kept, server.cluster):
        server.start()
        return server
    server.start()
    _migrate(server.url)
    server.stop()
    _keep(server.cluster, kept)
    server.start()
    return server


def _made_from() -> str:
    """Names what the tables are made from."""
    parts = [
        ROOT / "requirements/run.txt",
        ROOT / "src/amends/tables.py",
        *ROOT.glob("src/amends/*/migrations/*.py"),
    ]
    told = hashlib.sha256()
    for part in sorted(parts):
        told.update(f"{part.relative_to(ROOT)}\0".encode() + part.read_bytes())
    return told.hexdigest()[:20]


def _migrate(url: str) -> None:
    with psycopg.connect(url, autocommit=True) as line:
        line.execute(f"CREATE DATABASE {TEMPLATE}")
    environ = {**os.environ, "DATABASE_URL": url.replace(f"/{NAME}?", f"/{TEMPLATE}?")}
    environ["PYTHONPATH"] = os.pathsep.join([str(ROOT / "src"), os.environ.get("PYTHONPATH", "")])
    command = [sys.executable, "-m", "django", "migrate", "-v", "0"]
    subprocess.run([*command, "--settings", "amends.project.settings"], env=environ, check=True)


def _copied(kept: Path, cluster: Path) -> bool:
    """Whether there was one to copy, and it belongs to who asks."""
    if not kept.exists():
        return False
    cluster.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    done = subprocess.run(["cp", "-a", str(kept), str(cluster)], check=False, capture_output=True)
    if done.returncode != 0:
        shutil.rmtree(cluster, ignore_errors=True)
        return False
    os.utime(kept)
    return True


def _keep(cluster: Path, kept: Path) -> None:
    """Keep it for the next run where that may be written; the oldest go."""
    making = kept.with_name(f"{kept.name}.{os.getpid()}")
    try:
        kept.parent.mkdir(exist_ok=True)
        subprocess.run(["cp", "-a", str(cluster), str(making)], check=True, capture_output=True)
        making.rename(kept)
    except (OSError, subprocess.CalledProcessError):
        shutil.rmtree(making, ignore_errors=True)
        return
    whole = sorted(kept.parent.iterdir(), key=lambda each: each.stat().st_mtime, reverse=True)
    for old in whole[_MOST_KEPT:]:
        shutil.rmtree(old, ignore_errors=True)
