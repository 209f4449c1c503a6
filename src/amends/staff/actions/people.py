"""Who works for a brand: adding, changing roles, removing, closing accounts."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from amends.audit.actions import record
from amends.refusals import NotFound
from amends.staff.actions.accounts import new_account, tidy_email
from amends.staff.models import Membership, Token, User
from amends.staff.queries import open_invitations
from amends.staff.rules import (
    Actor,
    AlreadyMember,
    LastOwner,
    Newcomer,
    Right,
    Role,
    WorksElsewhere,
)


@transaction.atomic
def add_user(*, by: Actor, newcomer: Newcomer, role: Role, now: datetime) -> User:
    """Give somebody a place in the brand, and an account unless they have one.

    Somebody who has an account keeps their name and password. Raises NotAllowed, AlreadyMember,
    Invalid and WeakPassword.
    """
    by.require(Right.MANAGE_STAFF)
    known = User.objects.filter(email__iexact=tidy_email(newcomer.email)).first()
    user = known or new_account(newcomer)
    _, is_new = Membership.objects.get_or_create(
        brand_id=by.brand_id, user=user, defaults={"role": role}
    )
    if not is_new:
        raise AlreadyMember
    facts = {"role": role, "had_account": known is not None}
    record(by=by, action="staff.add_user", target=f"user:{user.pk}", facts=facts, now=now)
    return user


@transaction.atomic
def change_role(*, by: Actor, user: User, role: Role, now: datetime) -> None:
    """Give a colleague another role. Raises NotAllowed, NotFound and LastOwner."""
    by.require(Right.MANAGE_STAFF)
    place = _place(by.brand_id, user)
    if place.role == role:
        return
    if role is not Role.OWNER:
        _refuse_last_owner(place)
        _end_invitations(by.brand_id, user, now)
    before, place.role = place.role, role
    place.save(update_fields=["role"])
    facts = {"from": before, "to": role}
    record(by=by, action="staff.change_role", target=f"user:{user.pk}", facts=facts, now=now)


@transaction.atomic
def remove_member(*, by: Actor, user: User, now: datetime) -> None:
    """End a colleague's place in the brand and their tokens for it.

    Raises NotAllowed, NotFound and LastOwner.
    """
    by.require(Right.MANAGE_STAFF)
    _take_out(by, user, "remove_member", now)


@transaction.atomic
def leave(*, by: Actor, user: User, now: datetime) -> None:
    """End one's own place in the brand and one's tokens for it. Raises NotFound and LastOwner."""
    if user.pk != by.user_id:
        raise NotFound
    _take_out(by, user, "leave", now)


@transaction.atomic
def deactivate(*, by: Actor, user: User, now: datetime) -> None:
    """Close an account: nobody signs in with it, its sessions and tokens end.

    Raises NotAllowed, NotFound, LastOwner, and WorksElsewhere where the account is not this brand's alone.
    """
    by.require(Right.MANAGE_STAFF)
    _place(by.brand_id, user)
    places = Membership.objects.filter(user=user)
    if places.exclude(brand_id=by.brand_id).exists():
        raise WorksElsewhere
    for place in places:
        _refuse_last_owner(place)
    if not User.objects.filter(pk=user.pk, is_active=True).update(is_active=False):
        return
    _end_tokens(user, [by.brand_id], now)
    _end_invitations(by.brand_id, user, now)
    record(by=by, action="staff.deactivate", target=f"user:{user.pk}", facts={}, now=now)


def _take_out(by: Actor, user: User, verb: str, now: datetime) -> None:
    place = _place(by.brand_id, user)
    _refuse_last_owner(place)
    _end_tokens(user, [by.brand_id], now)
    _end_invitations(by.brand_id, user, now)
    place.delete()
    facts = {"role": place.role}
    record(by=by, action=f"staff.{verb}", target=f"user:{user.pk}", facts=facts, now=now)


def _place(brand_id: int, user: User) -> Membership:
    """A colleague's membership, held together with every owner's until the transaction ends.

    Two owners who demote each other at once queue up here: one of them stays.
    """
    owners = Membership.objects.filter(brand_id=brand_id, role=Role.OWNER)
    list(owners.select_for_update(no_key=True).order_by("pk"))
    place = (
        Membership.objects.filter(brand_id=brand_id, user=user)
        .select_for_update(no_key=True)
        .first()
    )
    if place is None:
        raise NotFound
    return place


def _refuse_last_owner(place: Membership) -> None:
    others = Membership.objects.filter(
        brand_id=place.brand_id, role=Role.OWNER, user__is_active=True
    ).exclude(pk=place.pk)
    if place.role == Role.OWNER and not others.exists():
        raise LastOwner


def _end_tokens(user: User, brand_ids: list[int], now: datetime) -> None:
    living = Token.objects.filter(user=user, brand_id__in=brand_ids, revoked_at__isnull=True)
    living.update(revoked_at=now)


def _end_invitations(brand_id: int, user: User, now: datetime) -> None:
    """Whoever may not invite any more has no open invitation either: it could be their own way back."""
    open_invitations(brand_id, now).filter(made_by=user).update(revoked_at=now)
