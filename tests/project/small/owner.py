"""Owns an embedded server until it is killed."""

from __future__ import annotations

import sys
import time
from pathlib import Path

from amends.project.postgres import EmbeddedPostgres

server = EmbeddedPostgres(Path(sys.argv[1]))
server.start()
assert server.process is not None
sys.stdout.write(f"{server.process.pid}\n")
sys.stdout.flush()
time.sleep(600)
