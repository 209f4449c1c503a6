"""Who wants to know what happens in a case, and who works on it beside its holder."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from amends.inbox.actions.events import note_event, require_case, write_down
from amends.inbox.models import Case, CaseEventKind, Follower
from amends.refusals import NotFound
from amends.staff.models import User
from amends.staff.queries import rights_of
from amends.staff.rules import Actor, Right


@transaction.atomic
def join(
    *, by: Actor, case: Case, user: User, now: datetime, as_collaborator: bool = False
) -> Follower:
    """Let a colleague follow a case, or work on it with others. Who is there already only rises.

    Raises NotAllowed, and NotFound for somebody who may not read the brand's cases.
    """
    # Following is reading: a viewer may follow too, but bring nobody else.
    own = by.user_id == user.pk and not as_collaborator
    require_case(by, case, Right.READ if own else Right.ORGANISE)
    if Right.READ not in rights_of(user_id=user.pk, brand_id=case.brand_id):
        raise NotFound(user=user.pk)
    place, is_new = Follower.objects.get_or_create(
        case=case,
        user=user,
        defaults={
            "brand_id": case.brand_id,
            "is_collaborator": as_collaborator,
            "since": now,
        },
    )
    rises = as_collaborator and not place.is_collaborator
    if rises:
        place.is_collaborator = True
        place.save(update_fields=["is_collaborator"])
    if is_new or rises:
        facts: dict[str, object] = {"user": user.pk, "collaborator": place.is_collaborator}
        write_down(by=by, case=case, what=("join", CaseEventKind.JOINED), facts=facts, now=now)
    return place


@transaction.atomic
def leave(*, by: Actor, case: Case, user: User, now: datetime) -> None:
    """Let a colleague go; one who is not there is no error. Raises NotAllowed, NotFound."""
    require_case(by, case, Right.READ if by.user_id == user.pk else Right.ORGANISE)
    gone, _ = Follower.objects.filter(case=case, user=user).delete()
    if gone:
        facts: dict[str, object] = {"user": user.pk}
        write_down(by=by, case=case, what=("leave", CaseEventKind.LEFT), facts=facts, now=now)


def follow_because_named(*, case: Case, users: list[int], now: datetime) -> None:
    """Whoever a note names follows the case from then on. The caller has checked who they are."""
    known = set(Follower.objects.filter(case=case, user__in=users).values_list("user", flat=True))
    fresh = [user for user in users if user not in known]
    places = [
        Follower(brand_id=case.brand_id, case=case, user_id=user, since=now) for user in fresh
    ]
    Follower.objects.bulk_create(places, ignore_conflicts=True)
    for user in fresh:
        facts = {"user": user, "collaborator": False, "because": "named in a note"}
        note_event(case=case, kind=CaseEventKind.JOINED, by_id=None, at=now, facts=facts)
