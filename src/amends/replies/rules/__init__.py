"""What is written before it is said: filled in, borrowed from elsewhere, asked of an assistant. Pure."""

from __future__ import annotations

from amends.replies.rules.filling import (
    EXAMPLE,
    SHORTCUT,
    Known,
    first_name,
    render,
    tidy_shortcut,
)

__all__ = ["EXAMPLE", "SHORTCUT", "Known", "first_name", "render", "tidy_shortcut"]
