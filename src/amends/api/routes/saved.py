"""Saved replies: the token's person's own, and the team's."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Status

from amends.api.door import actor, reader
from amends.api.schemas.values import Id, answers
from amends.api.schemas.words import SavedReplyChangeIn, SavedReplyIn, SavedReplyOut
from amends.replies.actions import saved as saving
from amends.replies.models import SavedReply
from amends.replies.queries import saved_by_id, saved_of
from amends.staff.rules import Actor

router = Router(tags=["saved replies"])


@router.get(
    "",
    response=answers(200, list[SavedReplyOut]),
    operation_id="list_saved_replies",
    summary="Saved replies",
)
def list_saved(request: HttpRequest, *, archived: bool = False) -> list[SavedReplyOut]:
    """The team's, then one's own, each by title."""
    by = reader(request)
    owners = (None, by.user_id) if by.user_id is not None else (None,)
    found = [saved_of(by.brand_id, owner, archived=archived) for owner in owners]
    return [SavedReplyOut.of(each) for some in found for each in some]


@router.post(
    "",
    response=answers(201, SavedReplyOut),
    operation_id="save_reply",
    summary="Keep words to use again",
)
def add(request: HttpRequest, body: SavedReplyIn) -> Status[SavedReplyOut]:
    kept = saving.save_reply(
        by=actor(request), wording=body.wording(), is_teams=body.is_shared, now=timezone.now()
    )
    return Status(201, SavedReplyOut.of(kept))


@router.put(
    "/{saved_id}",
    response=answers(200, SavedReplyOut),
    operation_id="change_saved_reply",
    summary="Give a saved reply other words",
)
def change(request: HttpRequest, saved_id: Id, body: SavedReplyChangeIn) -> SavedReplyOut:
    by, kept = _saved(request, saved_id)
    kept = saving.change_saved(by=by, saved=kept, wording=body.wording(), now=timezone.now())
    return SavedReplyOut.of(kept)


@router.post(
    "/{saved_id}/archive",
    response=answers(200, SavedReplyOut),
    operation_id="archive_saved_reply",
    summary="Offer a saved reply no longer",
)
def archive(request: HttpRequest, saved_id: Id) -> SavedReplyOut:
    by, kept = _saved(request, saved_id)
    saving.archive_saved(by=by, saved=kept, now=timezone.now())
    return SavedReplyOut.of(_saved(request, saved_id)[1])


@router.post(
    "/{saved_id}/restore",
    response=answers(200, SavedReplyOut),
    operation_id="restore_saved_reply",
    summary="Offer a saved reply again",
)
def restore(request: HttpRequest, saved_id: Id) -> SavedReplyOut:
    by, kept = _saved(request, saved_id)
    saving.restore_saved(by=by, saved=kept, now=timezone.now())
    return SavedReplyOut.of(_saved(request, saved_id)[1])


def _saved(request: HttpRequest, saved_id: int) -> tuple[Actor, SavedReply]:
    by = actor(request)
    return by, saved_by_id(by.brand_id, by.user_id or 0, saved_id)
