"""Many cases at once: each through the same action and gate, counted, resumable, never twice."""

from __future__ import annotations
