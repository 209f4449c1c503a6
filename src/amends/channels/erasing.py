"""Networks that ask for a person's data to be deleted, in that person's name."""

from __future__ import annotations

import abc
from collections.abc import Mapping

from amends.channels.base import Link


class Erases(abc.ABC):
    """What an adapter adds whose network asks so."""

    @abc.abstractmethod
    def whose(self, link: Link, form: Mapping[str, str]) -> str:
        """Whose data are to be deleted, by the network's id. Raises Refused unless the network asks."""

    def known_as(self, link: Link, external_id: str) -> tuple[str, ...]:  # noqa: ARG002 - one id is enough for most
        """Every id by which we may know that person. Raises `ChannelError`."""
        return (external_id,)
