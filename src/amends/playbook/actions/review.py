"""A second pair of eyes: asked for, given by somebody who wrote none of it, and whether it is needed."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from amends.audit.actions import record
from amends.playbook import queries
from amends.playbook.actions.versions import NOT_ASKED, changed, note, require_right, seen_one
from amends.playbook.models import PlaybookSettings, PlaybookVersion, VersionState
from amends.refusals import Invalid, Refusal
from amends.staff.rules import Actor, Right


class OwnWork(Refusal):
    """You wrote some of this yourself; somebody else approves it."""

    code = "playbook-own-work"


class NotInReview(Refusal):
    """Nobody has asked for a review of this."""

    code = "playbook-not-in-review"


@transaction.atomic
def ask_review(
    *,
    by: Actor,
    seen: int,
    comment: str,
    now: datetime,
    networks: frozenset[str] = frozenset(),
) -> PlaybookVersion:
    """Ask a colleague to look at the draft. Raises NotAllowed, `Changed` and `HasProblems`."""
    by.require(Right.MANAGE_TEAM)
    version = seen_one(by, seen)
    require_right(version.text, networks)
    facts: dict[str, object] = {
        "state": VersionState.IN_REVIEW,
        "asked_by_id": by.user_id,
        "asked_at": now,
        "approved_by_id": None,
        "approved_at": None,
        "comment": comment.strip()[:1000],
    }
    version = changed(version, seen, facts)
    note(by, "ask_review", version, now, sha256=version.sha256)
    return version


@transaction.atomic
def approve(*, by: Actor, seen: int, comment: str, now: datetime) -> PlaybookVersion:
    """Say that it may go live. Raises NotAllowed, `Changed`, `NotInReview`, and `OwnWork` for writers."""
    settings = queries.settings_of(by.brand_id)
    by.require(Right.MANAGE_STAFF if settings.owner_approves else Right.MANAGE_TEAM)
    version = _reviewed(by, seen)
    if by.user_id is None or by.user_id in {*version.writers, version.asked_by_id}:
        raise OwnWork
    facts: dict[str, object] = {"approved_by_id": by.user_id, "approved_at": now}
    if comment.strip():
        facts["comment"] = comment.strip()[:1000]
    version = changed(version, seen, facts)
    note(by, "approve", version, now, sha256=version.sha256)
    return version


@transaction.atomic
def give_back(*, by: Actor, seen: int, comment: str, now: datetime) -> PlaybookVersion:
    """Return it to whoever writes it, with what is missing; or take one's own question back.

    Raises NotAllowed, `Changed`, `NotInReview`, and Invalid without a word to somebody else.
    """
    by.require(Right.MANAGE_TEAM)
    version = _reviewed(by, seen)
    if not comment.strip() and by.user_id != version.asked_by_id:
        raise Invalid("Say what is missing, so that it can be put right.", field="comment")
    facts: dict[str, object] = {
        **NOT_ASKED,
        "state": VersionState.DRAFT,
        "comment": comment.strip()[:1000],
    }
    version = changed(version, seen, facts)
    note(by, "give_back", version, now)
    return version


def _reviewed(by: Actor, seen: int) -> PlaybookVersion:
    version = seen_one(by, seen)
    if version.state != VersionState.IN_REVIEW:
        raise NotInReview
    return version


@transaction.atomic
def choose(*, by: Actor, needs_second: bool, owner_approves: bool, now: datetime) -> None:
    """Say whether two people are needed, and who may be the second; owners decide. Raises NotAllowed."""
    by.require(Right.MANAGE_STAFF)
    before = queries.settings_of(by.brand_id)
    if (before.needs_second, before.owner_approves) == (needs_second, owner_approves):
        return
    PlaybookSettings.objects.update_or_create(
        brand_id=by.brand_id,
        defaults={"needs_second": needs_second, "owner_approves": owner_approves},
    )
    facts = {"needs_second": needs_second, "owner_approves": owner_approves}
    target = f"brand:{by.brand_id}"
    record(by=by, action="playbook.choose", target=target, facts=facts, now=now)
