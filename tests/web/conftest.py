"""Signed-in browsers, and a second brand that nobody here may see."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from neighbours import Other

from amends.staff.models import Membership, User
from amends.staff.rules import Role
from cast import Cast, make_brand, make_connection, make_matter, make_user


@pytest.fixture
def signed_in(cast: Cast) -> Callable[[User], Client]:
    """A browser in which somebody has signed in."""

    def browser(user: User) -> Client:
        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return browser


@pytest.fixture
def ada(cast: Cast, signed_in: Callable[[User], Client]) -> Client:
    """Ada the agent's browser."""
    return signed_in(cast.ada)


@pytest.fixture
def bo(cast: Cast, signed_in: Callable[[User], Client]) -> Client:
    """Bo the lead's browser."""
    return signed_in(cast.bo)


@pytest.fixture
def vera(cast: Cast, signed_in: Callable[[User], Client]) -> Client:
    """The browser of Vera, who only looks."""
    return signed_in(cast.vera)


@pytest.fixture
def other(cast: Cast) -> Other:
    """Another brand on the same installation."""
    brand = make_brand("Lumen")
    user = make_user("otto@lumen.example", "Otto Other")
    Membership.objects.create(brand=brand, user=user, role=Role.OWNER)
    matter = make_matter(make_connection(brand), text="A secret of Lumen", name="Sven Secret")
    return Other(brand, user, matter)


@pytest.fixture
def desk(cast: Cast) -> Callable[[str], str]:
    """An address below Northpost's desk."""
    return lambda path="": f"/desk/{cast.brand.slug}/{path}"
