"""Being at a case: each open page says so every few seconds, and when it leaves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from amends.inbox.actions import bell
from amends.inbox.actions.events import require_case
from amends.inbox.actions.lock import LOCKED_FOR
from amends.inbox.models import Case, CaseLock, Presence
from amends.inbox.queries.presence import SEEN_WITHIN
from amends.refusals import Invalid
from amends.staff.rules import Actor, Right

#: Long after nobody counts it any more, a page is forgotten.
FORGOTTEN_AFTER = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Page:
    """One open page: ``writes`` while it holds words that were begun lately and not sent.

    ``is_active``: its reader did something on it lately.
    """

    mark: UUID
    writes: bool = False
    is_active: bool = False


def be_here(*, by: Actor, case: Case, page: Page, now: datetime) -> None:
    """This page shows the case to ``by``; while they are active, a lock of theirs goes on.

    Colleagues hear of it only when something changed. Raises NotAllowed, NotFound, and Invalid for a
    page of somebody else.
    """
    require_case(by, case, Right.READ)
    if by.user_id is None:
        raise Invalid("Only people are at a case.")
    known = Presence.objects.filter(page=page.mark).first()
    if known is not None and known.user_id != by.user_id:
        raise Invalid("This page is somebody else's.")
    if page.is_active:
        _go_on_holding(by.user_id, case, now)
    since = (_since(known, case) or now) if page.writes else None
    _write(by.user_id, case, page.mark, since, now)
    for case_id in _changed(known, case, writes=page.writes, now=now):
        bell.ring_presence(brand_id=case.brand_id, case_id=case_id)


def leave(*, by: Actor, mark: UUID) -> None:
    """This page was closed; one that nobody knows is no error."""
    if by.user_id is None:
        return
    known = Presence.objects.filter(brand_id=by.brand_id, page=mark, user_id=by.user_id)
    cases = list(known.values_list("case_id", flat=True))
    known.delete()
    for case_id in cases:
        bell.ring_presence(brand_id=by.brand_id, case_id=case_id)


def forget_pages(*, now: datetime) -> int:
    """Forget pages that were closed without a word; returns how many."""
    forgotten, _ = Presence.objects.filter(seen_at__lt=now - FORGOTTEN_AFTER).delete()
    return forgotten


def _since(known: Presence | None, case: Case) -> datetime | None:
    return known.writes_since if known is not None and known.case_id == case.pk else None


def _write(
    user_id: int, case: Case, mark: UUID, writes_since: datetime | None, now: datetime
) -> None:
    """One row per page; two heartbeats at once are one."""
    row = Presence(
        brand_id=case.brand_id,
        case_id=case.pk,
        user_id=user_id,
        page=mark,
        writes_since=writes_since,
        seen_at=now,
    )
    Presence.objects.bulk_create(
        [row],
        update_conflicts=True,
        unique_fields=["page"],
        update_fields=["case", "writes_since", "seen_at"],
    )


def _changed(known: Presence | None, case: Case, *, writes: bool, now: datetime) -> set[int]:
    """The cases where colleagues see something else now."""
    if known is None or known.seen_at <= now - SEEN_WITHIN:
        return {case.pk}
    if known.case_id != case.pk:
        return {known.case_id, case.pk}
    return {case.pk} if (known.writes_since is not None) != writes else set()


def _go_on_holding(user_id: int, case: Case, now: datetime) -> None:
    lock = CaseLock.objects.filter(case_id=case.pk, user_id=user_id, until__gt=now)
    lock.update(until=now + LOCKED_FOR)
