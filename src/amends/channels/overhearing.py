"""What goes by on a network where everything that is posted can be heard. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

#: The setting by which a connection's people want to hear all that goes by; off unless switched on.
SETTING = "overhear"


@dataclass(frozen=True, slots=True)
class Overheard:
    """A post that goes by, with no more than the network says of it there.

    ``language``: a tag such as ``pt-BR``, or ``""``; ``has_pictures``: besides its words.
    """

    text: str
    language: str = ""
    has_pictures: bool = False


#: Whether a post that goes by is of interest; asked once for each, so it must be quick.
Wants = Callable[[Overheard], bool]


def is_wanted(settings: Mapping[str, str]) -> bool:
    """Whether a connection's people have switched it on."""
    return settings.get(SETTING) == "true"
