"""The practice network as Meta's Graph API: the same people and stories in its wire format.

Under ``/graph``; no account is needed, and its login dialog lets anybody in.
"""

from __future__ import annotations

from amends.practice.directory import token_for
from amends.practice.graph.facebook import personality
from amends.practice.graph.ids import APP_ID, app_secret
from amends.practice.samples import Sample

__all__ = ["APP_ID", "app_secret", "personality", "sample"]


def sample(address: str, handle: str, seed: int) -> Sample:
    """What connects a brand's Page here, without an account at Meta."""
    return Sample(
        "facebook",
        given={
            "app_id": APP_ID,
            "app_secret": app_secret(seed),
            "human_agent": "true",
            "base_url": f"{address}/graph",
            "login_url": f"{address}/graph",
            "token": token_for(handle, seed),
        },
    )
