"""What people write before it is said: drafts that survive, and replies kept for the next time."""

from __future__ import annotations
