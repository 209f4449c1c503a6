"""A draft as the rules see it: everything that several of them need is worked out once. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from amends.playbook.rules.draft import Draft
from amends.playbook.rules.policy import Policy


@dataclass(frozen=True)
class View:
    """A draft, and the policy that it is held to."""

    draft: Draft
    policy: Policy
