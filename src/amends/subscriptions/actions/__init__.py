"""Every write of the subscriptions."""

from __future__ import annotations
