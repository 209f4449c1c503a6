"""Named reads of the inbox: lists by keyset, counts, one case with its thread, files."""

from __future__ import annotations
