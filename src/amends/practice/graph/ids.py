"""Graph ids for what exists on the practice network, and the way back from them; nothing is remembered."""

from __future__ import annotations

from hashlib import sha256

from amends.practice.network import Network
from amends.practice.objects import Account, Item, Profile

APP_ID = "700000000000007"
VERSION = "v26.0"
_PAGES, _PEOPLE, _ITEMS = 100_000_000_000_000, 240_000_000_000_000, 900_000_000_000
_KINDS = ("post", "comment", "review", "reply", "msg")


def app_secret(seed: int) -> str:
    """The secret of the practice app: the same for the same seed."""
    return sha256(f"practice app {seed}".encode()).hexdigest()[:32]


def page_id(account: Account) -> str:
    return str(_PAGES + account.number)


def person_id(profile: Profile) -> str:
    """The id by which a Page knows a person."""
    return str(_PEOPLE + int.from_bytes(sha256(profile.handle.encode()).digest()[:5]))


def profile_id(network: Network, profile: Profile) -> str:
    """The id of a person, or of a brand's Page."""
    if profile.kind == "person":
        return person_id(profile)
    return page_id(network.accounts[profile.handle])


def number(item_id: str) -> str:
    return str(_ITEMS + int(item_id.rpartition("_")[2]))


def is_visitor_post(item: Item) -> bool:
    """Of people's posts every second one stands on the Page, the others name it elsewhere."""
    return int(item.id.rpartition("_")[2]) % 2 == 0


def item_id(network: Network, account: Account, item: Item) -> str:
    """The id of an item as this Page is told it: a post's begins with the id of whose it is."""
    if item.kind == "message":
        return f"m_{number(item.id)}"
    if item.kind == "review":
        return number(item.id)
    root = item.thread.items[0]
    if item is not root:
        return f"{number(root.id)}_{number(item.id)}"
    if item.author.kind == "person" and is_visitor_post(item):
        return f"{page_id(account)}_{number(item.id)}"
    return f"{profile_id(network, item.author)}_{number(item.id)}"


def item_of(network: Network, given: str) -> Item | None:
    """The item that an id names; None where there is none."""
    digits = given.removeprefix("m_").rpartition("_")[2]
    if not (digits.isascii() and digits.isdigit()):
        return None
    at = int(digits) - _ITEMS
    found = (network.items.get(f"{kind}_{at:06d}") for kind in _KINDS)
    return next((each for each in found if each is not None), None)


def person_of(network: Network, given: str) -> Profile | None:
    """The person whom a Page knows by this id; None where there is none."""
    return next((each for each in network.people.values() if person_id(each) == given), None)


def account_of(network: Network, given: str) -> Account | None:
    """The brand whose Page has this id; None where there is none."""
    return next((each for each in network.accounts.values() if page_id(each) == given), None)
