"""Which playbook a brand has, what it comes to, and how it came to be."""

from __future__ import annotations

import functools
from typing import NamedTuple

from django.db import connection as database
from django.db.models import Max, QuerySet

from amends.playbook.models import DryRun, PlaybookSettings, PlaybookVersion, VersionState
from amends.playbook.rules.document import Playbook, policy_in, read
from amends.playbook.rules.policy import Policy
from amends.playbook.starters import Starter, starter, starters
from amends.refusals import NotFound
from amends.staff.models import Brand

__all__ = [
    "Live",
    "Starter",
    "dry_run_of",
    "history_of",
    "last_number",
    "live",
    "live_as_json",
    "live_number",
    "live_of",
    "playbook_by",
    "playbook_of",
    "policy_by",
    "policy_in_text",
    "policy_of",
    "settings_of",
    "starter",
    "starters",
    "version_of",
    "written_of",
]

_WRITTEN = (VersionState.DRAFT, VersionState.IN_REVIEW)
_UNWRITTEN = Policy()
_LIVE = """
SELECT id, sha256, number FROM playbook_playbookversion WHERE brand_id = %s AND state = 'live'
"""
_LIVE_AS_JSON = """
SELECT json_build_array(id, sha256, number) FROM playbook_playbookversion WHERE state = 'live'
"""


# ---------------------------------------------------------------------------------- what holds


class Live(NamedTuple):
    """The version that holds, without its text: who asked for it once need not ask again."""

    pk: int
    sha256: str
    number: int


def live(brand_id: int) -> Live | None:
    """The version that holds; None before the first. One small look at the database."""
    # Building the SQL costs more than running it.
    with database.cursor() as cursor:
        cursor.execute(_LIVE, [brand_id])
        row = cursor.fetchone()
    return Live(*row) if row else None


def live_as_json(brand_column: str) -> str:
    """The same as a part of somebody's own SQL: what `Live` is made of, as a JSON array or NULL.

    ``brand_column``: a column of theirs that holds the brand's id.
    """
    return f"({_LIVE_AS_JSON} AND brand_id = {brand_column})"


def policy_of(brand: Brand) -> Policy:
    """What the linter holds the brand's texts to: its live playbook, else what holds without one.

    One small look at the database; the text is read once in a process and version.
    """
    return policy_by(live(brand.pk), brand.name)


def policy_by(found: Live | None, brand_name: str) -> Policy:
    """What the linter holds texts to under a version that is known, or without one."""
    return _policy(found.pk, found.sha256, brand_name) if found is not None else _UNWRITTEN


def playbook_of(brand_id: int) -> Playbook | None:
    """The brand's live playbook with all that people wrote, such as the crisis plan; None without one."""
    return playbook_by(live(brand_id))


def playbook_by(found: Live | None) -> Playbook | None:
    """The same of a version that is known; None without one."""
    return _playbook(found.pk, found.sha256) if found is not None else None


def live_number(brand_id: int) -> int | None:
    """The number of the version that holds; None without a playbook."""
    found = live(brand_id)
    return found.number if found is not None else None


def policy_in_text(text: str, brand: Brand) -> Policy | None:
    """What a text would come to; None where something is wrong with it."""
    playbook = read(text).playbook
    return policy_in(playbook, brand_name=brand.name) if playbook is not None else None


@functools.lru_cache(maxsize=256)
def _policy(version_id: int, sha256: str, brand_name: str) -> Policy:
    playbook = _playbook(version_id, sha256)
    return policy_in(playbook, brand_name=brand_name) if playbook is not None else _UNWRITTEN


@functools.lru_cache(maxsize=256)
def _playbook(version_id: int, sha256: str) -> Playbook | None:
    """A version never changes once it is live, so what was read once holds."""
    found = PlaybookVersion.objects.filter(pk=version_id, sha256=sha256)
    text = found.values_list("text", flat=True).get()
    return read(text).playbook


# ------------------------------------------------------------------------------------ versions


def live_of(brand_id: int) -> PlaybookVersion | None:
    """The version that holds; None before the first."""
    found = PlaybookVersion.objects.filter(brand_id=brand_id, state=VersionState.LIVE)
    return found.select_related("live_by", "approved_by").first()


def written_of(brand_id: int) -> PlaybookVersion | None:
    """The version that is being written or reviewed; None where nobody is at it."""
    found = PlaybookVersion.objects.filter(brand_id=brand_id, state__in=_WRITTEN)
    return found.select_related("made_by", "asked_by", "approved_by").first()


def history_of(brand_id: int) -> QuerySet[PlaybookVersion]:
    """All versions of a brand, the newest first, without their texts."""
    found = PlaybookVersion.objects.filter(brand_id=brand_id).defer("text")
    return found.select_related("made_by", "approved_by", "live_by").order_by("-number")


def version_of(brand_id: int, number: int) -> PlaybookVersion:
    """One version of a brand. Raises `NotFound`."""
    found = PlaybookVersion.objects.filter(brand_id=brand_id, number=number)
    version = found.select_related("made_by", "asked_by", "approved_by", "live_by").first()
    if version is None:
        raise NotFound(version=number)
    return version


def last_number(brand_id: int) -> int:
    """The number of the brand's newest version; 0 before the first."""
    found = PlaybookVersion.objects.filter(brand_id=brand_id)
    return found.aggregate(last=Max("number"))["last"] or 0


def settings_of(brand_id: int) -> PlaybookSettings:
    """How the brand's playbook goes live."""
    found = PlaybookSettings.objects.filter(brand_id=brand_id).first()
    return found or PlaybookSettings(brand_id=brand_id)


# ------------------------------------------------------------------------------------ dry runs


def dry_run_of(version: PlaybookVersion) -> DryRun | None:
    """The newest dry run of a version."""
    found = DryRun.objects.filter(version=version).select_related("asked_by")
    return found.order_by("-pk").first()
