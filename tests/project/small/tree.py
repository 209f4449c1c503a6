"""A real tree over small parts: what it starts knows no Django, so a test takes a second."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from amends.project.tree import Plan, Tree

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
    },
)
sys.exit(Tree(plan).run())
