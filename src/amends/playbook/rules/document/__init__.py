"""The playbook as text: what it may hold, how it is read, and what it comes to. Pure."""

from __future__ import annotations

from amends.playbook.rules.document.policies import policy_in
from amends.playbook.rules.document.problems import Problem
from amends.playbook.rules.document.reading import Reading, read
from amends.playbook.rules.document.schema import PLAYBOOK, SCHEMA_VERSION, Playbook

__all__ = ["PLAYBOOK", "SCHEMA_VERSION", "Playbook", "Problem", "Reading", "policy_in", "read"]
