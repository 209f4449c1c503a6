"""Networks: the contract, one adapter per network, and the brand's connections to them."""

from __future__ import annotations
