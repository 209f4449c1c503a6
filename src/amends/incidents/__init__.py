"""Many people, one trouble: incidents, their updates and notices, and everybody who is affected."""

from __future__ import annotations
