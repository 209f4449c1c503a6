"""Who is on the network: brands with their accounts, and people."""

from __future__ import annotations

from collections.abc import Iterable

from amends.practice.chance import dice
from amends.practice.objects import Account, Profile

BRANDS = {
    "northpost": ("Northpost", 48_200),
    "crumbandco": ("Crumb & Co", 12_900),
    "lindenlane": ("Linden Lane", 86_400),
    "tallybook": ("Tallybook", 9_300),
    "marlowtransit": ("Marlow Transit", 31_700),
}


def token_for(handle: str, seed: int) -> str:
    """The token of a brand's account: the same for the same seed, so a rehearsal can repeat."""
    return f"practice-{handle}-{dice(seed, handle).getrandbits(64):016x}"


class Directory:
    """Everybody with a handle."""

    def __init__(self, *, seed: int, brands: Iterable[str]) -> None:
        self.seed = seed
        self.accounts: dict[str, Account] = {}
        self.people: dict[str, Profile] = {}
        for handle in brands:
            self.add_account(handle)

    def add_account(self, handle: str, name: str | None = None) -> Account:
        """Open a brand's account; its token is `token_for(handle, seed)`."""
        known_name, followers = BRANDS.get(handle, (handle.capitalize(), 1_000))
        profile = Profile(f"acc_{handle}", handle, name or known_name, followers, "brand")
        account = Account(profile, token_for(handle, self.seed), number=len(self.accounts) + 1)
        self.accounts[handle] = account
        return account

    def account(self, handle: str) -> Account:
        """The account with this handle; raises KeyError."""
        return self.accounts[handle]

    def account_of(self, token: str) -> Account | None:
        return next((each for each in self.accounts.values() if each.token == token), None)

    def person(self, handle: str, name: str | None = None, followers: int = 120) -> Profile:
        """The person with this handle, who joins the network when not yet on it."""
        if handle not in self.people:
            shown = name or handle.replace("_", " ").title()
            self.people[handle] = Profile(f"usr_{handle}", handle, shown, followers, "person")
        return self.people[handle]

    def profile(self, profile_id: str) -> Profile | None:
        """A person or a brand by id."""
        known = self.people if profile_id.startswith("usr_") else self.accounts
        found = known.get(profile_id.partition("_")[2])
        return found.profile if isinstance(found, Account) else found
