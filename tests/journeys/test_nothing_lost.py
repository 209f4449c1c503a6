"""Every process of a desk is killed while customers write: nothing is lost, doubled or split."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DELIVERIES = 600


@pytest.mark.proof
@pytest.mark.tree
def test_nothing_is_lost_doubled_or_split_while_everything_is_killed() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.nothing_lost", str(DELIVERIES), "60"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )
    told = dict(re.findall(r"^figure (\S+) (\S+) ", done.stdout, re.MULTILINE))
    assert done.returncode == 0, done.stdout + done.stderr[-20_000:]
    assert int(told["deliveries"]) == DELIVERIES
    for kind in ("web", "worker", "listener", "postmaster", "backend"):
        assert int(told[f"killed-{kind}"]) >= 1
    wrong = ("lost", "doubled", "split", "missing-acknowledged", "unbalanced", "still-waiting")
    assert {name: told[name] for name in wrong} == dict.fromkeys(wrong, "0")
