"""What an adapter does where its network pushes: proofs, checks of our address, subscriptions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from amends.channels.contract import Delivery
from amends.channels.speaking import Link, Speaks


class Pushes(Speaks):
    """What a channel whose network pushes overrides; who is not pushed to refuses by name."""

    def verify(self, link: Link, delivery: Delivery, now: datetime) -> None:
        """Refused unless the push surely comes from the network; ``delivery.body`` is the raw body."""
        raise self.unsupported("push deliveries")

    def delivery_key(self, body: bytes, headers: Mapping[str, str]) -> str:
        """What makes a push the same when it comes again: the network's id, else a digest of the body."""
        raise self.unsupported("push deliveries")

    def pushed_units(self, body: bytes) -> Mapping[str, int]:
        """What the network charges for having pushed this, as counts by the names in `prices`."""
        return {}

    def challenge(self, link: Link, query: Mapping[str, str]) -> str | None:
        """The answer to a network's check of our address (a GET), or None if it is none."""
        return None

    def subscribe(self, link: Link, url: str) -> None:
        """Ask the network to push to ``url``, where the network takes that by request."""

    def pushes_to(self, link: Link, url: str) -> bool:
        """Whether the network still pushes to ``url`` what `subscribe` asked for, as it says itself."""
        raise self.unsupported("telling whether it still pushes")

    def watch(self, link: Link, url: str, authors: Sequence[str]) -> None:
        """Have it pushed to ``url`` when one of these authors deletes something, and nobody else's.

        At most `Capabilities.watches` of them. Where there are many changes, some wait for the next time.
        """
        raise self.unsupported("pushes of what others delete")
