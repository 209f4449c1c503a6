"""The live feed: a doorbell for open pages. They hear which cases changed, and look for themselves."""

from __future__ import annotations
