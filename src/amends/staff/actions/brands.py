"""Brands after the first: who may add one, and who owns it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from django.db import transaction

from amends.audit.actions import record
from amends.refusals import NotFound
from amends.staff.actions.accounts import known_zone, new_brand, tidy_name
from amends.staff.actions.hours import rewind_clocks
from amends.staff.models import Brand, Membership, User
from amends.staff.rules import Actor, Right, Role


@transaction.atomic
def add_brand(
    *, by: Actor, name: str, time_zone: str, now: datetime, owner: User | None = None
) -> Brand:
    """Add a brand to this desk; ``by`` owns another one, or acts from the command line.

    ``owner``: who owns it, else whoever adds it. From the command line it may have nobody yet:
    `add_user` adds the first. The new brand's own trail begins with it. Raises NotAllowed and Invalid.
    """
    by.require(Right.MANAGE_STAFF)
    brand = new_brand(name, time_zone)
    owner_id = owner.pk if owner is not None else by.user_id
    if owner_id is not None:
        Membership.objects.create(brand=brand, user_id=owner_id, role=Role.OWNER)
    facts = {"name": brand.name, "slug": brand.slug, "owner": owner_id, "from_brand": by.brand_id}
    there = replace(by, brand_id=brand.pk)
    record(by=there, action="staff.add_brand", target=f"brand:{brand.pk}", facts=facts, now=now)
    return brand


@transaction.atomic
def change_brand(*, by: Actor, name: str, time_zone: str, now: datetime) -> Brand:
    """Change the brand's name and time zone; its address stays. Raises NotAllowed and Invalid."""
    by.require(Right.MANAGE_STAFF)
    brand = Brand.objects.select_for_update(no_key=True).filter(pk=by.brand_id).first()
    if brand is None:
        raise NotFound
    before = {"name": brand.name, "time_zone": brand.time_zone}
    brand.name, brand.time_zone = tidy_name(name, "name"), known_zone(time_zone)
    after = {"name": brand.name, "time_zone": brand.time_zone}
    if after == before:
        return brand
    brand.save(update_fields=["name", "time_zone"])
    if before["time_zone"] != brand.time_zone:
        rewind_clocks(brand.pk)
    facts = {"from": before, "to": after}
    record(by=by, action="staff.change_brand", target=f"brand:{brand.pk}", facts=facts, now=now)
    return brand
