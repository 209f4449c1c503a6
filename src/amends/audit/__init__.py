"""Who did what and when: only ever appended, each entry chained to the one before."""

from __future__ import annotations
