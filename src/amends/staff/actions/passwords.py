"""New passwords: one's own, or given by an owner to a colleague who forgot theirs."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from amends.audit.actions import record
from amends.refusals import NotFound
from amends.staff.models import Membership, User
from amends.staff.rules import Actor, Right, WeakPassword, WorksElsewhere, WrongPassword


@transaction.atomic
def change_password(*, by: Actor, old: str, new: str, now: datetime) -> None:
    """Change one's own password; every session of the account ends. Raises WrongPassword, WeakPassword."""
    user = (
        User.objects.select_for_update(no_key=True)
        .filter(pk=by.user_id or 0, is_active=True)
        .first()
    )
    if user is None:
        raise NotFound
    if not user.check_password(old):
        raise WrongPassword(field="old")
    _set(user, new)
    record(by=by, action="staff.change_password", target=f"user:{user.pk}", facts={}, now=now)


@transaction.atomic
def give_password(*, by: Actor, user: User, password: str, now: datetime) -> None:
    """Give a colleague a new password; every session of the account ends.

    Raises NotAllowed, NotFound, WeakPassword, and WorksElsewhere where the account is not this brand's
    alone: an owner must not get into another brand by it.
    """
    by.require(Right.MANAGE_STAFF)
    places = set(Membership.objects.filter(user=user).values_list("brand_id", flat=True))
    if by.brand_id not in places:
        raise NotFound
    if places != {by.brand_id}:
        raise WorksElsewhere("This person also works for another brand; they must do this.")
    _set(user, password)
    record(by=by, action="staff.give_password", target=f"user:{user.pk}", facts={}, now=now)


def _set(user: User, password: str) -> None:
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise WeakPassword(" ".join(error.messages), field="password") from None
    user.set_password(password)
    user.save(update_fields=["password"])
