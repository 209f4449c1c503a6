"""The work of a run: case by case, each in a transaction of its own, by any number of workers.

A worker takes an item by its row lock, does it, and writes down what came of it, all or nothing: one
that is killed leaves the item waiting and its case untouched, and the next worker takes it up.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime

from django.db import InterfaceError, OperationalError, transaction

from amends.audit.actions import record
from amends.bulk.actions.deed import Deed
from amends.bulk.actions.deeds import Braked, do
from amends.bulk.models import ItemState, Run, RunItem, RunState
from amends.outbox.actions.say import ChannelOf, by_registry
from amends.refusals import Refusal
from amends.staff.queries import actor_for
from amends.staff.rules import Actor, Via, system

log = logging.getLogger(__name__)

_BROKEN = "Something went wrong here that we did not expect; nothing was changed."


def work(
    *,
    run_id: int,
    limit: int,
    clock: Callable[[], datetime],
    channel_of: ChannelOf = by_registry,
) -> bool:
    """Do up to ``limit`` cases of a run; returns whether there may be more for this worker.

    Whether the run was stopped is asked before each; answers stop at the brake, and say so. Raises what
    the database raises when it is away.
    """
    run = Run.objects.select_related("by", "brand").filter(pk=run_id).first()
    if run is None:
        return False
    for _turn in range(limit):
        if not _next(run, clock, channel_of):
            _finish(run, clock())
            return False
    return True


def _next(run: Run, clock: Callable[[], datetime], channel_of: ChannelOf) -> bool:
    """Do one case; False when none is left that nobody else has in hand."""
    item: RunItem | None = None
    try:
        with transaction.atomic():
            item = _claim(run)
            if item is not None:
                _settle(run, item, clock(), channel_of)
    except Braked:
        _pause(run, clock())
        return False
    except (OperationalError, InterfaceError):
        raise
    except Exception:
        if item is None:
            raise
        log.exception("Case %s of run %s failed; going on", item.case_id, run.pk)
        _give_up(item, clock())
    return item is not None


def _claim(run: Run) -> RunItem | None:
    waiting = RunItem.objects.filter(run=run, state=ItemState.WAITING, run__state=RunState.RUNNING)
    free = waiting.select_for_update(skip_locked=True, of=("self",), no_key=True)
    return free.order_by("pk").first()


def _settle(run: Run, item: RunItem, now: datetime, channel_of: ChannelOf) -> None:
    """Do what the run is for, through the same action as by hand; a refusal leaves the case as it was."""
    try:
        with transaction.atomic():
            do(Deed(_actor(run), run, item, now, channel_of))
    except Refusal as refusal:
        item.state, item.sentence = ItemState.REFUSED, refusal.sentence
    else:
        item.state, item.sentence = ItemState.DONE, ""
    item.settled_at = now
    item.save(update_fields=["state", "sentence", "settled_at", "before", "send"])


def _actor(run: Run) -> Actor:
    """Whoever began it, with the rights they have now. Raises Refusal when they no longer work here."""
    if run.by is None:
        raise Refusal("Whoever began this no longer has an account here.")
    return actor_for(run.by, run.brand, Via(run.via))


@transaction.atomic
def _pause(run: Run, now: datetime) -> None:
    """What is left waits as it was chosen: somebody looks at it once the brake is released."""
    running = Run.objects.filter(pk=run.pk, state=RunState.RUNNING)
    facts = {**run.facts, "paused": True}
    if running.update(state=RunState.CANCELLED, ended_at=now, facts=facts):
        by, target = system(run.brand_id), f"run:{run.pk}"
        record(by=by, action="bulk.pause", target=target, facts={"why": "brake"}, now=now)


def _give_up(item: RunItem, now: datetime) -> None:
    """A fault of ours is told and passed over: one case must not hold up all others."""
    waiting = RunItem.objects.filter(pk=item.pk, state=ItemState.WAITING)
    waiting.update(state=ItemState.REFUSED, sentence=_BROKEN, settled_at=now)


def _finish(run: Run, now: datetime) -> None:
    """The run is done when nothing waits, nor is in anybody's hand: that still reads as waiting."""
    left = RunItem.objects.filter(run=run, state=ItemState.WAITING)
    if not left.exists():
        ended = Run.objects.filter(pk=run.pk, state=RunState.RUNNING)
        ended.update(state=RunState.DONE, ended_at=now)
