"""People, their handles, threads, cases, messages and notes: what the desk works on."""

from __future__ import annotations
