"""One file of translation per network; the registry finds them by their file names."""

from __future__ import annotations
