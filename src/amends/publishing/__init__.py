"""The brand's own posts: written once, fitted to each network, planned, and sent exactly once."""

from __future__ import annotations
