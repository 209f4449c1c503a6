"""What goes in and out of the API, one file per room."""

from __future__ import annotations
