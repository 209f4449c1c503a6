"""What the networks told us: receive, poll, journal, dedupe, reconcile, sound the alarm."""

from __future__ import annotations
