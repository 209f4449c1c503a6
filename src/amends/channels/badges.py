"""What a network shows of an account's quickness in private messages, and what earns its best mark. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class Badge:
    """The network's mark: of contacts in the last ``over``, ``share`` answered, and within ``within``.

    ``silence``: after so long without a word from either side a message begins a new contact.
    """

    name: str
    share: float
    within: timedelta
    over: timedelta
    silence: timedelta


class Shows:
    """What an adapter adds whose network shows such a mark."""

    badge: ClassVar[Badge]
