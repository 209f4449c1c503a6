"""The screens of what the brand says to everybody."""

from __future__ import annotations
