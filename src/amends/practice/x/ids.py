"""Ids as X gives them away: in the order of time, with the number of what they name at their end."""

from __future__ import annotations

from hashlib import sha256

from amends.practice.network import Network
from amends.practice.objects import Item, Profile

#: When X's ids begin, in milliseconds since 1970.
_EPOCH = 1_288_834_974_657
_BITS = 22
_KINDS = ("post", "comment", "msg")


def of_profile(profile: Profile) -> str:
    """The id of a person or a brand: it never changes."""
    return str(10**15 + int.from_bytes(sha256(profile.id.encode()).digest()[:6]))


def of_item(item: Item, at: float | None = None) -> str:
    """The id of a post or a message; ``at``: of the version that came then."""
    moment = int((item.created_at if at is None else at) * 1000) - _EPOCH
    return str((moment << _BITS) + int(item.id.rpartition("_")[2]))


def versions(item: Item) -> list[str]:
    """The ids of a post's versions that are known: its first and its newest."""
    first = of_item(item)
    return [first, of_item(item, item.edited_at)] if item.edited_at else [first]


def item_of(network: Network, external_id: str) -> Item | None:
    """What an id names, by whichever of its versions."""
    if not (external_id.isascii() and external_id.isdigit() and len(external_id) <= 19):
        return None
    number = int(external_id) & ((1 << _BITS) - 1)
    found = (network.items.get(f"{kind}_{number:06d}") for kind in _KINDS)
    item = next((each for each in found if each is not None), None)
    return item if item is not None and external_id in versions(item) else None


def profile_of(network: Network, external_id: str) -> Profile | None:
    """The person or the brand with this id."""
    everybody = [*network.people.values(), *(each.profile for each in network.accounts.values())]
    return next((each for each in everybody if of_profile(each) == external_id), None)


def conversation(one: Profile, other: Profile) -> str:
    """The id of the conversation of two: the smaller of theirs first."""
    first, second = sorted((of_profile(one), of_profile(other)), key=int)
    return f"{first}-{second}"
