"""The other networks that the practice network can pass for: the same people, in another wire format."""

from __future__ import annotations

from collections.abc import Mapping

from amends.practice import graph, x
from amends.practice.graph import instagram, whatsapp
from amends.practice.network import Network
from amends.practice.personality import Personality
from amends.practice.samples import Sampler


def personalities(network: Network) -> list[Personality]:
    """Every network that this one can pass for, each under a path of its own."""
    return [
        graph.personality(network),
        x.personality(network),
        instagram.personality(network),
        whatsapp.personality(network),
    ]


def samples() -> Mapping[str, Sampler]:
    """How `amends demo --networks` connects to each, by the name a person types there."""
    return {
        "facebook": graph.sample,
        "x": x.sample,
        "instagram": instagram.sample,
        "whatsapp": whatsapp.sample,
    }
