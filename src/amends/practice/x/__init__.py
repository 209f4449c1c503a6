"""The practice network as X: the same people and stories in version 2 of its API.

Under ``/x``; no account is needed, and whoever is asked says yes.
"""

from __future__ import annotations

from amends.practice.samples import Sample
from amends.practice.x import tokens
from amends.practice.x.routes import personality

__all__ = ["personality", "sample"]


def sample(address: str, handle: str, seed: int) -> Sample:
    """What connects a brand here by the adapter of X, without an account there."""
    return Sample(
        "x",
        given={
            "client_id": tokens.CLIENT,
            "client_secret": tokens.client_secret(seed),
            "refresh": tokens.Tokens(seed).first_refresh(handle),
            "consumer_secret": tokens.consumer_secret(seed),
            "bearer": tokens.app_token(seed),
            "tier": "self-serve",
            "messages": "true",
            "base_url": f"{address}/x",
        },
    )
