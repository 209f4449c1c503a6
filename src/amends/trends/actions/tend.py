"""What people make of common issues: named, merged, split, put away; and it stays so for what comes later."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime

from django.db import transaction

from amends.audit.actions import record
from amends.inbox.actions import bell
from amends.refusals import Invalid, NotFound, Refusal
from amends.staff.rules import Actor, Right
from amends.trends.actions.habits import habit_of
from amends.trends.actions.notice import as_compared, as_kept, name
from amends.trends.models import Issue, Sighting
from amends.trends.queries.habits import usual_of
from amends.trends.rules import groups

LONGEST_NAME = 120
MOST_SPLIT = 500


class IsMerged(Refusal):
    """This issue was merged into another one; look there."""

    code = "issue-merged"


class TheSame(Refusal):
    """An issue cannot be merged into itself; choose another one."""

    code = "same-issue"


class NothingLeft(Refusal):
    """At least one message must stay; choose fewer of them."""

    code = "nothing-left"


@transaction.atomic
def rename(*, by: Actor, issue: Issue, to: str, now: datetime) -> None:
    """Give an issue a name, which stays; without one the desk names it again.

    Raises NotAllowed, NotFound, Invalid and `IsMerged`.
    """
    _locked(by, issue)
    tidy = " ".join(to.replace("\0", "").split())
    if len(tidy) > LONGEST_NAME:
        raise Invalid("Names have at most 120 characters.", field="name")
    issue.name, issue.named_by_id = tidy, by.user_id if tidy else None
    if not tidy:
        name(issue, usual_of(habit_of(by.brand_id)))
    issue.save(update_fields=["name", "named_by", "words"])
    _write_down(by, "rename", issue, {"named": bool(tidy)}, now)


@transaction.atomic
def merge(*, by: Actor, issue: Issue, into: Issue, now: datetime) -> None:
    """Two issues are one: the messages of ``issue``, and those to come, are ``into``'s.

    Raises NotAllowed, NotFound, `TheSame` and `IsMerged`.
    """
    _locked(by, issue)
    _locked(by, into)
    if issue.pk == into.pk:
        raise TheSame
    own = Sighting.objects.filter(brand_id=by.brand_id, issue=issue)
    own.update(issue=into)
    into.centre = as_kept(groups.together(as_compared(into), as_compared(issue)))
    into.members += issue.members
    into.first_at, into.last_at = (
        min(into.first_at, issue.first_at),
        max(into.last_at, issue.last_at),
    )
    name(into, usual_of(habit_of(by.brand_id)))
    into.save(update_fields=["centre", "members", "first_at", "last_at", "name", "words"])
    Issue.objects.filter(brand_id=by.brand_id, merged_into=issue).update(merged_into=into)
    issue.merged_into = into
    issue.save(update_fields=["merged_into"])
    _write_down(by, "merge", issue, {"into": into.pk}, now)


@transaction.atomic
def split(*, by: Actor, issue: Issue, message_ids: Collection[int], now: datetime) -> Issue:
    """These messages are about something else: they make an issue of their own, which is given back.

    What comes later is compared with both. Raises NotAllowed, NotFound, Invalid, `NothingLeft` and
    `IsMerged`.
    """
    _locked(by, issue)
    own = Sighting.objects.filter(brand_id=by.brand_id, issue=issue)
    chosen = list(own.filter(message__in=set(message_ids))[: MOST_SPLIT + 1])
    if not 0 < len(chosen) <= MOST_SPLIT:
        raise Invalid("Choose from 1 to 500 messages that are about something else.")
    rest = list(own.exclude(pk__in=[each.pk for each in chosen]).order_by("-at")[:MOST_SPLIT])
    if not rest:
        raise NothingLeft
    first, last = min(each.at for each in chosen), max(each.at for each in chosen)
    other = Issue.objects.create(brand_id=by.brand_id, name="…", first_at=first, last_at=last)
    ids = [each.pk for each in chosen]
    Sighting.objects.filter(pk__in=ids).update(issue=other, is_by_hand=True)
    for row, theirs in ((other, chosen), (issue, rest)):
        _made_of(row, theirs)
    _write_down(by, "split", issue, {"into": other.pk, "messages": len(chosen)}, now)
    return other


def _made_of(row: Issue, theirs: Collection[Sighting]) -> None:
    usual = usual_of(habit_of(row.brand_id))
    centres = [groups.weighed(each.terms, usual.share) for each in theirs]
    row.centre = as_kept(groups.middle([each for each in centres if each]))
    row.members = len(theirs)
    name(row, usual)
    row.save(update_fields=["centre", "members", "name", "words"])


@transaction.atomic
def put_away(*, by: Actor, issue: Issue, is_away: bool, now: datetime) -> None:
    """It is no issue: it is not shown any more, and what is like it begins none; or it is one again.

    Again is no error. Raises NotAllowed, NotFound and `IsMerged`.
    """
    _locked(by, issue)
    if (issue.put_away_at is not None) == is_away:
        return
    issue.put_away_at = now if is_away else None
    issue.save(update_fields=["put_away_at"])
    _write_down(by, "put_away" if is_away else "put_back", issue, {}, now)


def _locked(by: Actor, issue: Issue) -> None:
    """The issue as it is now, while nobody else changes issues."""
    by.require(Right.ORGANISE)
    if issue.brand_id != by.brand_id:
        raise NotFound(issue=issue.pk)
    habit_of(by.brand_id)
    issue.refresh_from_db()
    if issue.merged_into_id is not None:
        raise IsMerged


def _write_down(
    by: Actor, verb: str, issue: Issue, facts: Mapping[str, object], now: datetime
) -> None:
    bell.ring(brand_id=by.brand_id, cases=())
    target = f"issue:{issue.pk}"
    record(by=by, action=f"trends.{verb}", target=target, facts=facts, now=now)
