"""The people who work here: users, brands, memberships and what each role may do."""

from __future__ import annotations
