"""What one of the other networks is that the practice network can pass for."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from starlette.routing import BaseRoute


@dataclass(frozen=True, slots=True)
class Personality:
    """One network's doors into ours; ``run`` pushes its webhooks for as long as the network is served."""

    name: str
    routes: Sequence[BaseRoute]
    run: Callable[[], Awaitable[None]] | None = None
