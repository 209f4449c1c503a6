"""What the brand says and never says: its playbook as text, and the linter that holds answers to it."""

from __future__ import annotations
