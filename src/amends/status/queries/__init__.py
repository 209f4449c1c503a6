"""What the status page reads."""

from __future__ import annotations
