"""The outbox's tables: sends and their attempts, what is done to what stands, who approves, the brake."""

from __future__ import annotations

from amends.outbox.models.sends import (
    Attempt,
    Brake,
    Deed,
    DeedState,
    Lane,
    Send,
    SendFile,
    SendState,
    Upload,
)

__all__ = [
    "Attempt",
    "Brake",
    "Deed",
    "DeedState",
    "Lane",
    "Send",
    "SendFile",
    "SendState",
    "Upload",
]
