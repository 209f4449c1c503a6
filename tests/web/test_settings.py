"""The settings: one frame, and every place in it opens for those who may."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from amends.staff.models import User
from amends.web.settings_places import PLACES
from cast import Cast

Browser = Callable[[User], Client]


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.name)
def test_every_place_opens_for_the_owner(cast: Cast, signed_in: Browser, place) -> None:
    address = reverse(place.url, args=[cast.brand.slug])
    assert signed_in(cast.olga).get(address).status_code == 200


def test_the_start_offers_only_what_the_role_may_open(
    cast: Cast, signed_in: Browser, desk: Callable[[str], str]
) -> None:
    start = desk("settings/")
    for user in (cast.olga, cast.vera):
        page = signed_in(user).get(start).content.decode()
        rights = cast.actor(user).rights
        offered = {
            place.name
            for place in PLACES
            if f'href="{reverse(place.url, args=[cast.brand.slug])}"' in page
        }
        assert {place.name for place in PLACES if place.right in rights} <= offered
