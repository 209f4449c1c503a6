"""The first start: a one-time link, and the first owner with the first brand."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from django.db import transaction

from amends.audit.actions import record
from amends.staff.actions.accounts import new_account, new_brand
from amends.staff.models import Membership, SetupLink, User
from amends.staff.queries import digest, is_set_up, open_setup_links
from amends.staff.rules import (
    RIGHTS,
    Actor,
    AlreadySetUp,
    Newcomer,
    Role,
    SetupLinkSpent,
    Via,
    system,
)

#: How long the link of a first start can be used.
LINK_LASTS = timedelta(hours=24)


@transaction.atomic
def begin_setup(*, now: datetime) -> str:
    """Make the one-time way in and return its secret; earlier links end. Raises AlreadySetUp."""
    if is_set_up():
        raise AlreadySetUp
    SetupLink.objects.filter(used_at__isnull=True).delete()
    secret = secrets.token_urlsafe(32)
    link = SetupLink.objects.create(
        token_hash=digest(secret), made_at=now, expires_at=now + LINK_LASTS
    )
    record(by=system(0), action="staff.begin_setup", target=f"setup:{link.pk}", facts={}, now=now)
    return secret


@transaction.atomic
def finish_setup(
    *, token: str, newcomer: Newcomer, brand_name: str, time_zone: str, now: datetime
) -> User:
    """Spend the link on the first owner and the first brand.

    Raises SetupLinkSpent, AlreadySetUp, Invalid (``facts["field"]``) and WeakPassword; the link stays
    good after the last two.
    """
    # The row is ours until the transaction ends: of two who finish at once, the second finds it used.
    if not open_setup_links(token, now).update(used_at=now):
        raise SetupLinkSpent
    if is_set_up():
        raise AlreadySetUp
    user = new_account(newcomer)
    brand = new_brand(brand_name, time_zone)
    Membership.objects.create(brand=brand, user=user, role=Role.OWNER)
    owner = Actor(brand_id=brand.pk, rights=RIGHTS[Role.OWNER], via=Via.WEB, user_id=user.pk)
    facts = {"owner": user.pk, "brand": brand.name}
    record(by=owner, action="staff.finish_setup", target=f"brand:{brand.pk}", facts=facts, now=now)
    return user
