"""Dry runs: a draft is tried on answers of the past before it holds for those to come."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime

from django.db import transaction

from amends.playbook import queries
from amends.playbook.actions.versions import note, require_right
from amends.playbook.models import DryRun, DryRunState, PlaybookVersion
from amends.playbook.rules.trial import Tally, Told
from amends.refusals import NotFound
from amends.staff.models import Brand
from amends.staff.rules import Actor, Right

#: After so many answers the progress is written down.
_STEP = 50


@transaction.atomic
def begin_dry_run(*, by: Actor, number: int, now: datetime) -> DryRun:
    """Ask for a dry run of a version; whoever has the answers then calls `try_out`.

    Raises NotAllowed, NotFound and `HasProblems`.
    """
    by.require(Right.MANAGE_TEAM)
    version = queries.version_of(by.brand_id, number)
    require_right(version.text, frozenset())
    live = queries.live_of(by.brand_id)
    run = DryRun.objects.create(
        brand_id=by.brand_id,
        version=version,
        sha256=version.sha256,
        against=live.number if live is not None else None,
        asked_by_id=by.user_id,
        asked_at=now,
    )
    note(by, "dry_run", version, now, run=run.pk)
    return run


def try_out(
    *, run_id: int, answers: Iterable[Told], total: int, clock: Callable[[], datetime]
) -> None:
    """Try the version of a dry run on these answers; asked again, it begins anew, and one that ended stays.

    Raises NotFound for a run that is gone.
    """
    run = DryRun.objects.select_related("version").filter(pk=run_id).first()
    if run is None:
        raise NotFound
    if run.state != DryRunState.RUNNING:
        return
    brand = Brand.objects.get(pk=run.brand_id)
    new = queries.policy_in_text(run.version.text, brand)
    if new is None or not _is_as_asked(run, run.version):
        # The draft was written on while the run waited: what it would say is of no use.
        _end(run_id, DryRunState.FAILED, {}, clock())
        return
    live, tally = queries.policy_of(brand), Tally()
    DryRun.objects.filter(pk=run_id).update(total=total, tried=0)
    for told in answers:
        tally.add(told, live=live, new=new)
        if tally.tried % _STEP == 0:
            DryRun.objects.filter(pk=run_id).update(tried=tally.tried)
    DryRun.objects.filter(pk=run_id).update(tried=tally.tried)
    _end(run_id, DryRunState.DONE, tally.plain(), clock())


def _is_as_asked(run: DryRun, version: PlaybookVersion) -> bool:
    return run.sha256 == version.sha256


def _end(run_id: int, state: DryRunState, result: dict[str, object], now: datetime) -> None:
    still = DryRun.objects.filter(pk=run_id, state=DryRunState.RUNNING)
    still.update(state=state, result=result, ended_at=now)
