"""What people may change about themselves."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from amends.audit.actions import record
from amends.refusals import NotFound
from amends.staff.actions.accounts import tidy_name
from amends.staff.models import User
from amends.staff.rules import Actor


@transaction.atomic
def change_name(*, by: Actor, name: str, now: datetime) -> None:
    """Change one's own name, as colleagues see it in every brand. Raises NotFound and Invalid."""
    user = (
        User.objects.select_for_update(no_key=True)
        .filter(pk=by.user_id or 0, is_active=True)
        .first()
    )
    if user is None:
        raise NotFound
    before, user.name = user.name, tidy_name(name, "name")
    if user.name == before:
        return
    user.save(update_fields=["name"])
    facts = {"from": before, "to": user.name}
    record(by=by, action="staff.change_name", target=f"user:{user.pk}", facts=facts, now=now)
