"""What goes with a case into another besides its messages: notes, tags, followers, fields. And back."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from amends.inbox.actions.events import note_event
from amends.inbox.models import Case, CaseEventKind, Follower, Note, Tag
from amends.staff.rules import Actor


def hand_over(by: Actor, origin: Case, target: Case, now: datetime) -> dict[str, list[Any]]:
    """Give ``target`` what ``origin`` has and it has not; returns what went over, for the way back."""
    notes = list(Note.objects.filter(case=origin).values_list("pk", flat=True))
    Note.objects.filter(pk__in=notes).update(case=target)
    tags = [tag for tag in origin.tags if tag not in target.tags]
    fields = [key for key in origin.fields if key not in target.fields]
    there = Follower.objects.filter(case=target).values("user")
    followers = list(Follower.objects.filter(case=origin).exclude(user__in=there))
    Follower.objects.bulk_create(
        Follower(
            brand_id=each.brand_id,
            case=target,
            user_id=each.user_id,
            is_collaborator=each.is_collaborator,
            since=now,
        )
        for each in followers
    )
    target.tags = [*target.tags, *tags]
    target.fields = {**target.fields, **{key: origin.fields[key] for key in fields}}
    target.save(update_fields=["tags", "fields"])
    _tell_tags(by, target, tags, CaseEventKind.TAGGED, now)
    return {
        "notes": notes,
        "tags": tags,
        "fields": fields,
        "followers": [each.user_id for each in followers],
    }


def give_back(
    by: Actor, brought: dict[str, Any], origin: Case, target: Case, now: datetime
) -> None:
    """Take from ``target`` what `hand_over` brought it, where it still is as it came."""
    Note.objects.filter(pk__in=brought["notes"], case=target).update(case=origin)
    tags = [tag for tag in brought["tags"] if tag in target.tags]
    target.tags = [tag for tag in target.tags if tag not in tags]
    same = {key for key in brought["fields"] if target.fields.get(key) == origin.fields.get(key)}
    target.fields = {key: value for key, value in target.fields.items() if key not in same}
    target.save(update_fields=["tags", "fields"])
    Follower.objects.filter(case=target, user__in=brought["followers"]).delete()
    _tell_tags(by, target, tags, CaseEventKind.UNTAGGED, now)


def _tell_tags(by: Actor, case: Case, tags: list[int], kind: CaseEventKind, now: datetime) -> None:
    for tag in Tag.objects.filter(brand_id=case.brand_id, pk__in=tags):
        facts = {"tag": tag.pk, "name": tag.name}
        note_event(case=case, kind=kind, by_id=by.user_id, at=now, facts=facts)
