"""The triage's writes: judging, correcting, letting go, looking after."""

from __future__ import annotations
