"""The course of a run: begun, stopped, gone on with, taken back. Never begun twice."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import OuterRef, Subquery

from amends import queue
from amends.audit.actions import record
from amends.bulk import rules
from amends.bulk.actions.choose import freeze, require_own, require_run
from amends.bulk.models import ItemState, Run, RunItem, RunState, Verb
from amends.inbox.models import Case
from amends.outbox.queries import is_braked
from amends.staff.rules import Actor, Right

#: A run of more cases gets two workers: one slow network then holds up half of it at most.
_FOR_TWO = 200


@transaction.atomic
def begin(*, by: Actor, run: Run, now: datetime) -> None:
    """Let a draft run; a second press is no error. The work is asked for in the same transaction.

    Raises NotAllowed, NotFound, Invalid, `rules.NotADraft`, and for answers `rules.NoWords` and
    `rules.NotYetJudged`.
    """
    require_own(by, run)
    if run.verb == Verb.ANSWER:
        by.require(Right.ANSWER)
        _require_judged(run)
    drafts = Run.objects.filter(pk=run.pk, state=RunState.DRAFT)
    if drafts.update(state=RunState.RUNNING, began_at=now):
        _ask(run)
        facts = {"verb": run.verb, "cases": run.total, **run.facts}
        record(by=by, action="bulk.begin", target=f"run:{run.pk}", facts=facts, now=now)
    run.refresh_from_db(fields=["state", "began_at"])
    if run.state == RunState.CANCELLED:
        raise rules.NotADraft


def _require_judged(run: Run) -> None:
    if not run.facts.get("text"):
        raise rules.NoWords
    if RunItem.objects.filter(run=run, verdict="").exists():
        raise rules.NotYetJudged


def _ask(run: Run) -> None:
    for _worker in range(2 if run.total > _FOR_TWO else 1):
        queue.defer("bulk.work", run_id=run.pk)


@transaction.atomic
def cancel(*, by: Actor, run: Run, now: datetime) -> None:
    """Stop a run: what is in a worker's hand is finished, nothing else is begun.

    Anybody who may organise may stop it. Raises NotAllowed, NotFound, `rules.NotRunning`.
    """
    require_run(by, run)
    under_way = Run.objects.filter(pk=run.pk, state__in=(RunState.DRAFT, RunState.RUNNING))
    if not under_way.update(state=RunState.CANCELLED, ended_at=now):
        raise rules.NotRunning
    run.refresh_from_db(fields=["state", "ended_at"])
    record(by=by, action="bulk.cancel", target=f"run:{run.pk}", facts={}, now=now)


def _hold(run: Run) -> None:
    """Keep others from taking the run another way, and see how it stands now."""
    run.state = Run.objects.select_for_update(no_key=True).get(pk=run.pk).state


_CASE = Case.objects.filter(pk=OuterRef("case_id"))


@transaction.atomic
def go_on(*, by: Actor, run: Run, now: datetime) -> None:
    """Do what a stopped run left, and try again what was refused: each as its case is now.

    What was done stays done. Raises NotAllowed, NotFound, Invalid, `rules.CannotGoOn`, and for answers
    `rules.BrakeIsOn`.
    """
    require_own(by, run)
    if run.verb == Verb.ANSWER and is_braked(run.brand_id):
        raise rules.BrakeIsOn
    _hold(run)
    if Run.objects.filter(undoes=run).exists():
        raise rules.CannotGoOn
    ended = Run.objects.filter(pk=run.pk, began_at__isnull=False)
    ended = ended.filter(state__in=(RunState.CANCELLED, RunState.DONE))
    left = RunItem.objects.filter(run=run).exclude(state=ItemState.DONE)
    going = ended if left.exists() else ended.none()
    if not going.update(state=RunState.RUNNING, ended_at=None, facts=_going(run)):
        raise rules.CannotGoOn
    left.update(
        state=ItemState.WAITING,
        settled_at=None,
        sentence="",
        seen_state=Subquery(_CASE.values("state")),
        seen_in_at=Subquery(_CASE.values("last_in_at")),
        seen_assignee=Subquery(_CASE.values("assignee_id")),
    )
    run.refresh_from_db(fields=["state", "ended_at", "facts"])
    _ask(run)
    record(by=by, action="bulk.go_on", target=f"run:{run.pk}", facts={}, now=now)


def _going(run: Run) -> dict[str, object]:
    """What a run needs, without the word that the brake stopped it."""
    return {name: fact for name, fact in run.facts.items() if name != "paused"}


@transaction.atomic
def undo(*, by: Actor, run: Run, now: datetime) -> Run:
    """A run that takes this one back, begun: each case is put as it was, unless it changed since.

    Answers are withdrawn as long as they have not left. Raises NotAllowed, NotFound, `rules.CannotUndo`.
    """
    require_run(by, run)
    _hold(run)
    if run.verb == Verb.UNDO or run.state not in {RunState.DONE, RunState.CANCELLED}:
        raise rules.CannotUndo
    inverse = Run(
        brand_id=run.brand_id,
        by_id=by.user_id,
        via=by.via,
        verb=Verb.UNDO,
        facts={**_going(run), "of": run.verb},
        source=run.source,
        total=0,
        undoes=run,
        made_at=now,
    )
    try:
        with transaction.atomic():
            _as_kept(inverse, _kept(run))
    except (IntegrityError, rules.NothingChosen):
        raise rules.CannotUndo from None
    begin(by=by, run=inverse, now=now)
    return inverse


_Kept = dict[int, tuple[dict[str, object], int | None]]


def _kept(run: Run) -> _Kept:
    """What a run wrote down of each case before it changed it, and which send it made."""
    done = RunItem.objects.filter(run=run, state=ItemState.DONE).order_by("pk")
    return {item.case_id: (item.before, item.send_id) for item in done}


def _as_kept(inverse: Run, kept: _Kept) -> None:
    freeze(inverse, kept)
    items = list(RunItem.objects.filter(run=inverse))
    for item in items:
        item.before, item.send_id = kept[item.case_id]
    RunItem.objects.bulk_update(items, ["before", "send"], batch_size=500)
