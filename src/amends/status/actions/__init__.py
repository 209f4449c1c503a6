"""Every write of the status page."""

from __future__ import annotations
