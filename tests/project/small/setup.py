"""Prepares nothing; answers with the code the test wants."""

from __future__ import annotations

import os
import sys
from pathlib import Path

sys.stdout.write("welcome to the test\n")
wanted = os.environ.get("SMALL", "")
mark = Path(os.environ["SMALL_FOLDER"]) / "asked"
if "fail" in wanted:
    sys.exit(1)
if "later" in wanted and not mark.exists():
    mark.touch()
    sys.exit(os.EX_TEMPFAIL)
