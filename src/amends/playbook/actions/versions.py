"""Versions: a draft is kept as it is written, goes live whole, and an old one comes back as a new one."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import F, Q

from amends.audit.actions import record
from amends.playbook import queries
from amends.playbook.models import PlaybookVersion, VersionState
from amends.playbook.rules.document import Problem, read
from amends.playbook.rules.document.nodes import LONGEST
from amends.refusals import Invalid, Refusal
from amends.staff.rules import Actor, Right

_WRITTEN = Q(state__in=[VersionState.DRAFT, VersionState.IN_REVIEW])


class Changed(Refusal):
    """The draft changed meanwhile; look at it as it is now, then decide again."""

    code = "playbook-changed"


class NothingChanged(Refusal):
    """This is word for word what holds already; there is nothing to put live."""

    code = "playbook-unchanged"


class HasProblems(Refusal):
    """Something in the playbook is not right yet; it goes nowhere before that is put right."""

    code = "playbook-problems"

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(problems=[str(each) for each in problems])
        self.problems = tuple(problems)


class NeedsSecond(Refusal):
    """A second person must approve this first; ask for a review."""

    code = "playbook-needs-second"


def save_draft(
    *, by: Actor, text: str, seen: int, now: datetime, comment: str = ""
) -> PlaybookVersion:
    """Keep the text as the brand's draft, right or wrong; a new one begins where there is none.

    ``seen``: the revision of the draft that was looked at, 0 for none. What was in review is a draft
    again. Raises NotAllowed, Invalid, and `Changed` when somebody else wrote meanwhile.
    """
    by.require(Right.MANAGE_TEAM)
    kept = _tidy(text)
    with transaction.atomic():
        version = _rewrite(by, kept, seen, now) if seen else _begin(by, kept, comment, now)
        note(by, "save_draft", version, now, revision=version.revision, sha256=version.sha256)
    return version


def _tidy(text: str) -> str:
    kept = text.replace("\r\n", "\n").replace("\r", "\n")
    if len(kept) > LONGEST:
        raise Invalid(f"A playbook has up to {LONGEST:,} characters.", field="text")
    if "\0" in kept:
        raise Invalid("Here is a character that cannot be kept; type the words anew.", field="text")
    return kept if kept.endswith("\n") or not kept else f"{kept}\n"


def _begin(by: Actor, text: str, comment: str, now: datetime) -> PlaybookVersion:
    live = queries.live_of(by.brand_id)
    version = PlaybookVersion(
        brand_id=by.brand_id,
        number=queries.last_number(by.brand_id) + 1,
        text=text,
        sha256=digest(text),
        comment=comment[:1000],
        began_from=live.number if live is not None else None,
        made_by_id=by.user_id,
        made_at=now,
        changed_at=now,
        writers=[by.user_id] if by.user_id is not None else [],
    )
    try:
        with transaction.atomic():
            version.save(force_insert=True)
    except IntegrityError:
        raise Changed from None
    return version


def _rewrite(by: Actor, text: str, seen: int, now: datetime) -> PlaybookVersion:
    version = seen_one(by, seen)
    if by.user_id is not None and by.user_id not in version.writers:
        version.writers.append(by.user_id)
    changes = {
        "text": text,
        "sha256": digest(text),
        "state": VersionState.DRAFT,
        "changed_at": now,
        "writers": version.writers,
        **NOT_ASKED,
    }
    return changed(version, seen, changes)


#: What a version is that nobody was asked about.
NOT_ASKED: dict[str, object] = {
    "asked_by": None,
    "asked_at": None,
    "approved_by": None,
    "approved_at": None,
}


def digest(text: str) -> str:
    """The SHA-256 of a text, in hexadecimal digits."""
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()


def seen_one(by: Actor, seen: int) -> PlaybookVersion:
    """The brand's draft as the caller saw it. Raises `Changed`."""
    found = PlaybookVersion.objects.filter(_WRITTEN, brand_id=by.brand_id, revision=seen).first()
    if found is None:
        raise Changed
    return found


def changed(version: PlaybookVersion, seen: int, changes: dict[str, object]) -> PlaybookVersion:
    """The draft with these changes, if nobody was quicker. Raises `Changed`."""
    still = PlaybookVersion.objects.filter(_WRITTEN, pk=version.pk, revision=seen)
    if not still.update(revision=F("revision") + 1, **changes):
        raise Changed
    version.refresh_from_db()
    return version


def require_right(text: str, networks: frozenset[str]) -> None:
    """Raises `HasProblems` for a text that is no playbook, or names a network that is not among these."""
    reading = read(text, networks=networks)
    if reading.problems:
        raise HasProblems(reading.problems)


@transaction.atomic
def throw_away(*, by: Actor, seen: int, now: datetime) -> None:
    """Let the draft go; it stays in the history. Raises NotAllowed and `Changed`."""
    by.require(Right.MANAGE_TEAM)
    version = seen_one(by, seen)
    changed(version, seen, {"state": VersionState.RETIRED, "retired_at": now})
    note(by, "throw_away", version, now)


@transaction.atomic
def go_live(
    *,
    by: Actor,
    seen: int,
    now: datetime,
    comment: str = "",
    networks: frozenset[str] = frozenset(),
) -> PlaybookVersion:
    """From now on the draft is what the brand's texts are held to; what held is retired.

    ``networks``: the slugs of those that this desk has, when the caller knows them.

    Raises NotAllowed, `Changed`, `HasProblems`, `NothingChanged`, and `NeedsSecond` where the brand
    wants two people and nobody has approved.
    """
    by.require(Right.MANAGE_TEAM)
    version = seen_one(by, seen)
    if queries.settings_of(by.brand_id).needs_second and version.approved_at is None:
        raise NeedsSecond
    require_right(version.text, networks)
    before = _retire_live(by, version, now)
    facts: dict[str, object] = {
        "state": VersionState.LIVE,
        "live_by_id": by.user_id,
        "live_at": now,
    }
    if comment.strip():
        facts["comment"] = comment.strip()[:1000]
    version = changed(version, seen, facts)
    note(by, "go_live", version, now, instead_of=before, sha256=version.sha256)
    return version


def _retire_live(by: Actor, version: PlaybookVersion, now: datetime) -> int | None:
    live = PlaybookVersion.objects.select_for_update().filter(
        brand_id=by.brand_id, state=VersionState.LIVE
    )
    found = live.first()
    if found is None:
        return None
    if found.sha256 == version.sha256:
        raise NothingChanged
    live.update(state=VersionState.RETIRED, retired_at=now, revision=F("revision") + 1)
    return found.number


@transaction.atomic
def roll_back(*, by: Actor, number: int, comment: str, now: datetime) -> PlaybookVersion:
    """Let an old version hold again, at once: as a new one with its text; the draft stays as it is.

    What was live has been approved once, so nobody is asked again. Raises NotAllowed, NotFound,
    Invalid for what was never live, `HasProblems` and `NothingChanged`.
    """
    by.require(Right.MANAGE_TEAM)
    old = queries.version_of(by.brand_id, number)
    if old.live_at is None:
        raise Invalid("This version was never live; begin a draft with its text instead.")
    require_right(old.text, frozenset())
    version = PlaybookVersion(
        brand_id=by.brand_id,
        text=old.text,
        sha256=old.sha256,
        state=VersionState.LIVE,
        comment=comment.strip()[:1000],
        began_from=number,
        made_by_id=by.user_id,
        made_at=now,
        changed_at=now,
        writers=[],
        live_by_id=by.user_id,
        live_at=now,
    )
    before = _retire_live(by, version, now)
    version.number = queries.last_number(by.brand_id) + 1
    try:
        with transaction.atomic():
            version.save(force_insert=True)
    except IntegrityError:
        raise Changed from None
    note(by, "roll_back", version, now, instead_of=before, to=number, sha256=version.sha256)
    return version


def note(by: Actor, verb: str, version: PlaybookVersion, now: datetime, **facts: object) -> None:
    """Write it into the audit trail."""
    told = {"number": version.number, **facts}
    target = f"playbookversion:{version.pk}"
    record(by=by, action=f"playbook.{verb}", target=target, facts=told, now=now)
