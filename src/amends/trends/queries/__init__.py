"""Named reads of the trends room."""

from __future__ import annotations
