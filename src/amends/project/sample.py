"""The sample brands of `amends demo`: one for each brand the practice network offers.

Each is connected to the practice network itself, and to it as every network that was asked for.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from amends.channels import actions as channels
from amends.channels import asking, registry
from amends.channels.actions import AlreadyConnected, CannotConnect
from amends.channels.contract import Renewal
from amends.practice import BRANDS, token_for
from amends.practice.personalities import samples
from amends.practice.samples import Sample as PracticeSample
from amends.project import keyfiles
from amends.project.configuration import current
from amends.staff import actions as staff
from amends.staff.models import Brand, User
from amends.staff.queries import is_set_up
from amends.staff.rules import Newcomer, operator

OWNER = "owner@example.com"
SEED = 7
_TIME_ZONE = "Europe/London"
_PATIENCE_SECONDS = 20.0
_PASSWORD_FILE = "sample.password"  # noqa: S105


@dataclass(frozen=True, slots=True)
class Sample:
    """Where the practice network listens, and where the password of the sample owner is kept.

    ``networks``: the names of those it shall pass for, too (`amends.practice.personalities.samples`).
    """

    network: str
    folder: Path
    networks: tuple[str, ...] = ()

    @classmethod
    def here(cls, networks: tuple[str, ...] = ()) -> Sample:
        """The sample of this installation."""
        configuration = current()
        network = f"http://127.0.0.1:{configuration.practice_port}"
        return cls(network, configuration.data_folder, networks)


def seed(sample: Sample, *, now: datetime) -> str:
    """Make what is missing of the sample and say how to sign in.

    A desk that real people have set up is left alone but for its connections to the practice
    network, which it has none of.
    """
    password = keyfiles.read_or_make(
        sample.folder / _PASSWORD_FILE, lambda: "-".join(keyfiles.words(4))
    )[0]
    owner = _owner(password, now)
    if owner is None:
        return "This desk has real accounts, so no sample was made. Sign in as always."
    for handle, (name, _) in BRANDS.items():
        brand = _brand(name, owner, now)
        _connect(brand, handle, sample, now)
        for network in sample.networks:
            _connect_as(brand, samples()[network](sample.network, handle, SEED), now)
    if owner.check_password(password):
        return f"Sign in as {OWNER} with the password {password}"
    return f"Sign in as {OWNER} with the password you chose."


def _owner(password: str, now: datetime) -> User | None:
    """The sample's owner, made with the first brand at the first start."""
    if is_set_up():
        return User.objects.filter(email=OWNER).first()
    first_name, _ = next(iter(BRANDS.values()))
    return staff.finish_setup(
        token=staff.begin_setup(now=now),
        newcomer=Newcomer(OWNER, "Olive Owner", password),
        brand_name=first_name,
        time_zone=_TIME_ZONE,
        now=now,
    )


def _brand(name: str, owner: User, now: datetime) -> Brand:
    known = Brand.objects.filter(name=name, memberships__user=owner).first()
    if known is not None:
        return known
    return staff.add_brand(by=operator(0), name=name, time_zone=_TIME_ZONE, owner=owner, now=now)


def _connect(brand: Brand, handle: str, sample: Sample, now: datetime) -> None:
    if brand.connections.filter(channel="demo").exists():
        return
    given = {"base_url": sample.network, "token": token_for(handle, SEED)}

    def connect() -> None:
        channels.connect(
            by=operator(brand.pk), channel="demo", name="Practice network", given=given, now=now
        )

    _patiently(connect)


def _connect_as(brand: Brand, known: PracticeSample, now: datetime) -> None:
    """As another network: the key a person would give, or what its owner's consent would have brought."""
    by, channel = operator(brand.pk), known.channel
    if brand.connections.filter(channel=channel).exists():
        return
    name = f"{brand.name} on {registry.channel(channel).name} (practice)"

    def connect() -> None:
        if known.brought:
            brought = Renewal(known.brought, good_until=None)
            asking.take_over(
                by=by, channel=channel, name=name, given=known.given, brought=brought, now=now
            )
        else:
            channels.connect(by=by, channel=channel, name=name, given=known.given, now=now)

    _patiently(connect)


def _patiently(connect: Callable[[], None]) -> None:
    """The practice network starts beside us and may not answer at once."""
    deadline = time.monotonic() + _PATIENCE_SECONDS
    while True:
        try:
            return connect()
        except AlreadyConnected:
            return None
        except CannotConnect:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.2)
