"""A real tree over small parts: what it starts knows no Django, so a test takes a second."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from amends.project.tree import Plan, Tree

forks = {"forks": "small.forks", "worker": "small.born", "listener": "small.born"}
plan = Plan(
    parts=tuple(sys.argv[1:]),
    data_folder=Path(os.environ["SMALL_FOLDER"]),
    database_url=os.environ.get("SMALL_DATABASE") or None,
    host="127.0.0.1",
    port=int(os.environ["SMALL_PORT"]),
    public_url=f"http://127.0.0.1:{os.environ['SMALL_PORT']}",
    modules={
        "setup": "small.setup",
        "web": "small.web",
        "worker": "small.part",
        "listener": "small.part",
        "practice": "small.practice",
        **(forks if "SMALL_FORKS" in os.environ else {}),
    },
)
sys.exit(Tree(plan).run())
