"""Every write of listening."""

from __future__ import annotations
