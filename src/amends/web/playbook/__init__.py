"""The playbook on the screen: its form, its differences, and what a dry run came to."""

from __future__ import annotations
