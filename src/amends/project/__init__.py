"""Settings, addresses and the command line: the one place that knows every room."""

from __future__ import annotations
