"""The page as files: HTML, feeds, JSON and calendars, one set for each language."""

from __future__ import annotations
