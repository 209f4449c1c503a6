"""What really happened on the network, to compare with what a desk has."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from amends.practice.objects import Json


@dataclass(slots=True, frozen=True)
class Truth:
    """Every object, every accepted send and the number of events told to each account."""

    objects: list[Json]
    accepted: list[tuple[str, str | None, str]]
    """(account handle, client_ref, object id) of each send the API accepted, oldest first."""
    events: dict[str, int]

    def ids(self, kind: str | None = None) -> set[str]:
        """The ids of all objects, or of one kind: post, comment, message, review, reply."""
        return {str(each["id"]) for each in self.objects if kind in {None, each["object"]}}

    def sends(self) -> Counter[str]:
        """How often each client_ref was accepted; more than once means doubled."""
        return Counter(ref for _, ref, _ in self.accepted if ref is not None)

    def as_dict(self) -> Json:
        sends: dict[str, dict[str, list[str]]] = {}
        for handle, ref, object_id in self.accepted:
            sends.setdefault(handle, {}).setdefault(ref or "", []).append(object_id)
        return {"objects": self.objects, "sends": sends, "events": self.events}
