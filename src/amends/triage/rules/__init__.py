"""Judging a message: what it is, how it is meant, how much it hurts, and the reasons. Pure."""

from __future__ import annotations
