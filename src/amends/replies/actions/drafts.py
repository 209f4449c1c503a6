"""Drafts: kept as somebody types, so that they survive a closed lid, a lost line and another device.

Two pages of one colleague do not overwrite each other: whoever saves says which revision they saw. The
saves of one page are numbered, and a later one may overtake an earlier one that is still on its way.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q

from amends.inbox.actions import bell
from amends.inbox.actions.events import require_case
from amends.inbox.models import Case, Message
from amends.outbox import queries as outbox
from amends.refusals import Invalid, NotFound, Refusal
from amends.replies import queries
from amends.replies.models import Assisted, Draft, DraftKind
from amends.staff.rules import Actor, Right

LONGEST = 100_000
MOST_UPLOADS = 20


class DraftChanged(Refusal):
    """This draft was changed in another window or on another device; choose which one to keep."""

    code = "draft-changed"


class HasOwnDraft(Refusal):
    """You have a draft of your own in this case; send it or empty it first."""

    code = "has-own-draft"


@dataclass(frozen=True, slots=True)
class Writing:
    """A draft as one open page has it. ``seen``: the revision it was made from, 0 where there was none.

    ``request_key`` is the composer's: what was sent with it meanwhile does not come back as a draft.
    """

    kind: str
    text: str
    page: UUID
    serial: int
    seen: int
    subject: str = ""
    uploads: tuple[int, ...] = ()
    answers: Message | None = None
    request_key: str = ""
    assisted: str = ""


def keep_draft(*, by: Actor, case: Case, writing: Writing, now: datetime) -> int:
    """Keep what is being written; the draft's revision now, 0 when there is none.

    Nothing written is no draft. Raises `DraftChanged` when another page changed it since ``seen``.
    """
    require_case(by, case, Right.ORGANISE)
    _require_sense(by, case, writing)
    with transaction.atomic():
        if not writing.text.strip() and not writing.uploads:
            return _empty(by, case, writing)
        if outbox.send_of(by.brand_id, writing.request_key) is not None:
            return 0
        kept = _update(by, case, writing, now) if writing.seen else _begin(by, case, writing, now)
        if not kept:
            kept = _update(by, case, writing, now) or _begin_again(by, case, writing, now)
        return kept


def _user(by: Actor) -> int:
    """Whose draft it is. Raises `Invalid` for who is nobody: rules and clocks write no drafts."""
    if by.user_id is None:
        raise Invalid("Only people write drafts.")
    return by.user_id


def _require_sense(by: Actor, case: Case, writing: Writing) -> None:
    if writing.kind not in DraftKind.values or writing.assisted not in ("", *Assisted.values):
        raise Invalid
    if len(writing.text) > LONGEST or len(writing.uploads) > MOST_UPLOADS:
        raise Invalid("A draft has up to 100,000 characters and 20 files.")
    if writing.answers is not None and writing.answers.case_id != case.pk:
        raise NotFound
    outbox.uploads_of(by.brand_id, writing.uploads)


def _fields(writing: Writing, now: datetime) -> dict[str, object]:
    return {
        "kind": writing.kind,
        "text": writing.text,
        "subject": writing.subject[:500],
        "uploads": list(writing.uploads),
        "answers": writing.answers,
        "assisted": writing.assisted,
        "page": writing.page,
        "serial": writing.serial,
        "updated_at": now,
    }


def _seen(by: Actor, case: Case, writing: Writing) -> Q:
    """The draft as this page knows it, or as an earlier save of this page left it."""
    same_page = Q(page=writing.page, serial__lt=writing.serial)
    return Q(case=case, user_id=_user(by)) & (Q(revision=writing.seen) | same_page)


def _begin(by: Actor, case: Case, writing: Writing, now: datetime) -> int:
    draft = Draft(
        brand_id=by.brand_id, case=case, user_id=_user(by), revision=1, **_fields(writing, now)
    )
    Draft.objects.bulk_create([draft], ignore_conflicts=True)
    kept = Draft.objects.filter(case=case, user_id=_user(by), page=writing.page).first()
    if kept is None or kept.serial != writing.serial:
        return 0
    bell.ring(brand_id=by.brand_id, cases=[case.pk])
    return kept.revision


def _update(by: Actor, case: Case, writing: Writing, now: datetime) -> int:
    changed = Draft.objects.filter(_seen(by, case, writing)).update(
        revision=F("revision") + 1, **_fields(writing, now)
    )
    return _revision(by, case) if changed else 0


def _begin_again(by: Actor, case: Case, writing: Writing, now: datetime) -> int:
    """What this page saw was emptied or sent by another one: then its words begin a new draft."""
    there = queries.draft_of(case, _user(by))
    if there is None:
        return _begin(by, case, writing, now)
    if there.page == writing.page and there.serial >= writing.serial:
        # An earlier save of this page that was overtaken.
        return there.revision
    raise DraftChanged(revision=there.revision)


def _revision(by: Actor, case: Case) -> int:
    mine = Draft.objects.filter(case=case, user_id=_user(by))
    return mine.values_list("revision", flat=True).get()


def _empty(by: Actor, case: Case, writing: Writing) -> int:
    gone, _ = Draft.objects.filter(_seen(by, case, writing)).delete()
    if gone:
        bell.ring(brand_id=by.brand_id, cases=[case.pk])
    there = queries.draft_of(case, _user(by))
    if there is not None and there.page != writing.page:
        raise DraftChanged(revision=there.revision)
    return 0


def forget_draft(*, by: Actor, case: Case) -> None:
    """The draft has become a message or a note, or is not wanted any more."""
    require_case(by, case, Right.ORGANISE)
    gone, _ = Draft.objects.filter(case=case, user_id=_user(by)).delete()
    if gone:
        bell.ring(brand_id=by.brand_id, cases=[case.pk])


@transaction.atomic
def take_over(*, by: Actor, draft: Draft, page: UUID, now: datetime) -> Draft:
    """Copy a colleague's draft to one's own; theirs stays. Raises `HasOwnDraft` and `NotFound`."""
    require_case(by, draft.case, Right.ORGANISE)
    copied = Writing(
        kind=draft.kind,
        text=draft.text,
        page=page,
        serial=1,
        seen=0,
        subject=draft.subject,
        uploads=tuple(draft.uploads),
        answers=draft.answers,
        assisted=draft.assisted,
    )
    if queries.draft_of(draft.case, _user(by)) is not None:
        raise HasOwnDraft
    keep_draft(by=by, case=draft.case, writing=copied, now=now)
    return Draft.objects.get(case=draft.case, user_id=_user(by))
