"""Programs elsewhere that are told what happens to a brand's cases, each at the address it gave."""

from __future__ import annotations
