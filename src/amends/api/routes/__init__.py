"""The API's routes, one file per room."""

from __future__ import annotations
