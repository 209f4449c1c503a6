"""What the fuzzing must know of a network that pushes."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

Headers = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Question:
    """A network's check of our address: its query string, and what must be answered (None: nothing)."""

    query: str
    answer: str | None


@dataclass(frozen=True, slots=True)
class Family:
    """Pushes of one wire format.

    ``good``: an honest body with a number of its own, of any of the kinds the network pushes; ``signed``:
    the headers that prove a body, under the given secret, at that time; ``ages``: a proof grows stale.
    ``asks``: the network checks our address by a GET before it pushes.
    """

    name: str
    channel: str
    account_id: str
    secret: str
    good: Callable[[random.Random, int], bytes]
    signed: Callable[[bytes, str, datetime], Headers]
    #: The header, in lower case, in which the proof stands.
    proof: str
    secrets: Mapping[str, str] = field(default_factory=dict)
    settings: Mapping[str, str] = field(default_factory=dict)
    ages: bool = False
    asks: Callable[[random.Random], Question] | None = None
