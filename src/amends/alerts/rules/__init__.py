"""What people are told of, by which ways, and when. Pure."""

from __future__ import annotations
