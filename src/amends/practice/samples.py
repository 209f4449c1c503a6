"""What connects a brand of the practice network by another network's adapter, without an account there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Sample:
    """The settings that a person would type, and the secrets that the network would bring by asking.

    ``channel``: the adapter's slug; ``brought``: by the names in the adapter's ``learns``.
    """

    channel: str
    given: Mapping[str, str] = field(repr=False)
    brought: Mapping[str, str] = field(default_factory=dict, repr=False)


#: Makes the sample of a brand: the practice network's address, the brand's handle, the network's seed.
Sampler = Callable[[str, str, int], Sample]
