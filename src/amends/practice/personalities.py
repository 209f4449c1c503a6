"""The other networks that the practice network can pass for: the same people, in another wire format."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass

from starlette.routing import BaseRoute

from amends.practice.network import Network
from amends.practice.samples import Sampler


@dataclass(frozen=True, slots=True)
class Personality:
    """One network's doors into ours; ``run`` pushes its webhooks for as long as the network is served."""

    name: str
    routes: Sequence[BaseRoute]
    run: Callable[[], Awaitable[None]] | None = None


def personalities(network: Network) -> list[Personality]:
    """Every network that this one can pass for, each under a path of its own."""
    return []


def samples() -> Mapping[str, Sampler]:
    """How `amends demo --networks` connects to each, by the name a person types there."""
    return {}
