"""Amends: a self-hosted desk for social customer care."""

from __future__ import annotations

__version__ = "0.1.0"
