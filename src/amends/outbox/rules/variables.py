"""The variables of saved replies: how they are written, which there are, and which stand unresolved. Pure."""

from __future__ import annotations

import re

#: Every variable that a saved reply may hold. Anything else in braces is only somebody's words.
NAMES: tuple[str, ...] = (
    "customer.name",
    "customer.first_name",
    "customer.handle",
    "agent.name",
    "agent.first_name",
    "brand.name",
    "case.number",
    "connection.name",
    "connection.handle",
    "connection.network",
)
#: ``{customer.first_name}``, with or without spaces; a mistyped name after one of our words counts, too.
WRITTEN = re.compile(r"\{\s*((?:customer|agent|brand|case|connection)\.[a-z_]{1,40})\s*\}")


def unresolved(text: str) -> tuple[str, ...]:
    """The variables that still stand in a text as they are written, each once."""
    return tuple(dict.fromkeys(found.group(0) for found in WRITTEN.finditer(text)))
