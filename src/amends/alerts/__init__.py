"""What people are told of, and how: in the desk, by push, by mail, in a chat."""

from __future__ import annotations
