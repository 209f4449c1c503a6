"""The other networks that the practice network can pass for: the same people, in another wire format."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from starlette.routing import BaseRoute

from amends.practice.network import Network


@dataclass(frozen=True, slots=True)
class Personality:
    """One network's doors into ours; ``run`` pushes its webhooks for as long as the network is served."""

    name: str
    routes: Sequence[BaseRoute]
    run: Callable[[], Awaitable[None]] | None = None


def personalities(network: Network) -> list[Personality]:
    """Every network that this one can pass for, each under a path of its own."""
    return []
