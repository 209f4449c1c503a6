"""The triage's named reads."""

from __future__ import annotations
