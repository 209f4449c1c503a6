"""What the desk can carry, measured: `python -m benchmarks` runs all, `… NAME [--long]` one."""

from __future__ import annotations
