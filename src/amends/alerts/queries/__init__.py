"""What the alerts know."""

from __future__ import annotations
