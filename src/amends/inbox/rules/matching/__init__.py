"""What a brand listens for: queries read from what people type, and all of them matched at once. Pure."""

from __future__ import annotations

from amends.inbox.rules.matching.matcher import Heard, Matcher
from amends.inbox.rules.matching.parser import BadQuery, parse
from amends.inbox.rules.matching.tree import Node
from amends.inbox.rules.matching.why import askable, spoken

__all__ = ["BadQuery", "Heard", "Matcher", "Node", "askable", "parse", "spoken"]
