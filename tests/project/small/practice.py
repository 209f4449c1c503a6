"""A practice network that says what it was started with and stays."""

from __future__ import annotations

import sys
import time

sys.stdout.write(f"practising {' '.join(sys.argv[1:])}\n")
sys.stdout.flush()
time.sleep(600)
