"""The fixed cast: Northpost, its people, a customer, and the moment at which everything happens."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.hashers import make_password
from django.utils import timezone

from amends.channels.models import Connection
from amends.inbox.models import Case, CaseThread, Identity, Message, Person, Thread
from amends.staff.models import Brand, Membership, User
from amends.staff.rules import RIGHTS, Actor, Role, Via

#: Noon on an ordinary Saturday.
NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
PASSWORD = "correct horse battery staple"

_numbers = itertools.count(1)


@dataclass(frozen=True)
class Cast:
    """Northpost (a parcel service): Olga its owner, Bo the lead, Ada the agent, Vera who only looks."""

    brand: Brand
    olga: User
    bo: User
    ada: User
    vera: User

    def actor(self, user: User, via: Via = Via.WEB) -> Actor:
        """``user`` acting for Northpost with their role's rights."""
        role = Role(Membership.objects.get(brand=self.brand, user=user).role)
        return Actor(
            brand_id=self.brand.pk, rights=RIGHTS[role], via=via, user_id=user.pk, name=user.name
        )


def make_user(email: str, name: str) -> User:
    """A user who signs in with `PASSWORD`."""
    return User.objects.create(email=email, password=_hashed(), name=name)


@functools.cache
def _hashed() -> str:
    """`PASSWORD` as it is kept; made once, because making it slowly is its point."""
    return make_password(PASSWORD)


def make_brand(name: str = "Northpost") -> Brand:
    """A brand of its own."""
    return Brand.objects.create(name=name, slug=f"{name.lower()}-{next(_numbers)}")


@pytest.fixture
def cast(db: None) -> Cast:
    """The fixed cast, in the database."""
    brand = make_brand()
    people = {
        Role.OWNER: make_user("olga@northpost.example", "Olga Owner"),
        Role.LEAD: make_user("bo@northpost.example", "Bo Lead"),
        Role.AGENT: make_user("ada@northpost.example", "Ada Agent"),
        Role.VIEWER: make_user("vera@northpost.example", "Vera Viewer"),
    }
    for role, user in people.items():
        Membership.objects.create(brand=brand, user=user, role=role)
    return Cast(brand, *people.values())


def make_connection(brand: Brand, channel: str = "demo", **fields: object) -> Connection:
    """An active connection of ``brand``; its secrets are empty unless given."""
    values = {"name": f"{brand.name} on {channel}", "state_since": NOON, "account_id": "brand"}
    return Connection.objects.create(brand=brand, channel=channel, **{**values, **fields})


@pytest.fixture
def connection(cast: Cast) -> Connection:
    """Northpost's connection to the practice network."""
    return make_connection(cast.brand)


@dataclass(frozen=True)
class Matter:
    """A case with what it stands on."""

    case: Case
    thread: Thread
    person: Person
    identity: Identity
    message: Message


def make_matter(
    connection: Connection,
    *,
    text: str = "Where is my parcel?",
    name: str = "Mira Kessler",
    is_public: bool = True,
    at: datetime = NOON,
) -> Matter:
    """Somebody wrote to the brand at ``at``, and it is a case that needs an answer."""
    number = next(_numbers)
    brand = connection.brand
    person = Person.objects.create(brand=brand, name=name, created_at=at)
    identity = Identity.objects.create(
        brand=brand,
        person=person,
        realm=connection.channel,
        external_id=f"person-{number}",
        handle=f"@{name.split(maxsplit=1)[0].lower()}{number}",
        name=name,
        created_at=at,
    )
    thread = Thread.objects.create(
        brand=brand,
        connection=connection,
        external_id=f"thread-{number}",
        kind="post" if is_public else "conversation",
        is_public=is_public,
        created_at=at,
    )
    case = Case.objects.create(
        brand=brand,
        person=person,
        identity=identity,
        connection=connection,
        thread=thread,
        state_since=at,
        preview=text[:240],
        opened_at=at,
        last_in_at=at,
    )
    CaseThread.objects.create(brand=brand, case=case, thread=thread, person=person)
    message = Message.objects.create(
        brand=brand,
        connection=connection,
        thread=thread,
        case=case,
        identity=identity,
        direction="in",
        is_public=is_public,
        external_id=f"message-{number}",
        text=text,
        sent_at=at,
        received_at=at + timedelta(seconds=1),
    )
    return Matter(case, thread, person, identity, message)


@pytest.fixture
def matter(connection: Connection) -> Matter:
    """Mira asked in public where her parcel is, at `NOON`."""
    return make_matter(connection)


@pytest.fixture
def clock() -> Callable[[], datetime]:
    """The real time, for tests that drive real loops."""
    return timezone.now
