"""What the status page knows without a database: states, uptime, words, pace. Pure."""

from __future__ import annotations
