"""Every write of the alerts: reading what happened, telling people, and what they say about it."""

from __future__ import annotations
