"""Brands after the first."""

from __future__ import annotations

import pytest

from amends.audit.models import Entry
from amends.audit.queries import verify
from amends.refusals import Invalid, NotAllowed
from amends.staff.actions import add_brand
from amends.staff.models import Brand, Membership
from amends.staff.rules import operator
from cast import NOON, Cast


def test_an_owner_adds_a_brand_and_owns_it(cast: Cast) -> None:
    olga = cast.actor(cast.olga)
    brand = add_brand(by=olga, name=" Lumen ", time_zone="Europe/Berlin", now=NOON)
    assert (brand.name, brand.time_zone) == ("Lumen", "Europe/Berlin")
    place = Membership.objects.get(brand=brand)
    assert (place.user, place.role) == (cast.olga, "owner")
    entry = Entry.objects.get(action="staff.add_brand")
    assert (entry.brand_id, entry.target) == (brand.pk, f"brand:{brand.pk}")
    assert entry.facts["from_brand"] == cast.brand.pk
    assert verify(brand.pk) == []


def test_the_command_line_names_an_owner_or_nobody(cast: Cast) -> None:
    owned = add_brand(by=operator(0), name="A", time_zone="UTC", owner=cast.bo, now=NOON)
    bare = add_brand(by=operator(0), name="A", time_zone="UTC", now=NOON)
    assert Membership.objects.get(brand=owned).user == cast.bo
    assert not Membership.objects.filter(brand=bare).exists()
    assert owned.slug != bare.slug


def test_nobody_else_may_and_nonsense_is_refused(cast: Cast) -> None:
    for user in (cast.bo, cast.ada, cast.vera):
        with pytest.raises(NotAllowed):
            add_brand(by=cast.actor(user), name="Lumen", time_zone="UTC", now=NOON)
    for name, zone in (("", "UTC"), ("x" * 121, "UTC"), ("Lumen", "Mars")):
        with pytest.raises(Invalid):
            add_brand(by=cast.actor(cast.olga), name=name, time_zone=zone, now=NOON)
    assert list(Brand.objects.all()) == [cast.brand]
