"""What is known of runs: how far each is, what was refused, what the gate foresees."""

from __future__ import annotations

from django.db.models import Count, QuerySet

from amends.bulk import rules
from amends.bulk.models import ItemState, Run, RunItem, RunState
from amends.refusals import NotFound


def run_of(brand_id: int, run_id: int) -> Run:
    """One run of a brand with who made it. Raises `NotFound`, also for another brand's."""
    found = Run.objects.filter(brand_id=brand_id, pk=run_id)
    run = found.select_related("by", "undoes").first()
    if run is None:
        raise NotFound(run=run_id)
    return run


def runs_of(brand_id: int, *, limit: int = 50) -> list[Run]:
    """A brand's newest runs that were begun, the newest first."""
    begun = Run.objects.filter(brand_id=brand_id).exclude(state=RunState.DRAFT)
    return list(begun.select_related("by").order_by("-pk")[:limit])


def running(brand_id: int, user_id: int) -> list[Run]:
    """The runs of somebody that are under way, the newest first."""
    under_way = Run.objects.filter(brand_id=brand_id, by_id=user_id, state=RunState.RUNNING)
    return list(under_way.order_by("-pk")[:5])


def tally(run: Run) -> rules.Tally:
    """How many cases of a run are at which point."""
    return rules.tally(_counted(run, "state"))


def tallies(runs: list[Run]) -> dict[int, rules.Tally]:
    """The same for several runs, by their ids."""
    counted: dict[int, dict[str, int]] = {run.pk: {} for run in runs}
    items = RunItem.objects.filter(run__in=runs).order_by()
    for run_id, state, n in items.values_list("run_id", "state").annotate(n=Count("pk")):
        counted[run_id][state] = n
    return {run_id: rules.tally(numbers) for run_id, numbers in counted.items()}


def foreseen(run: Run) -> rules.Foreseen:
    """What the gate said of a run's answers beforehand."""
    return rules.foreseen(_counted(run, "verdict"))


def _counted(run: Run, field: str) -> dict[str, int]:
    items = RunItem.objects.filter(run=run).order_by()
    return dict(items.values_list(field).annotate(n=Count("pk")))


def items_of(run: Run) -> QuerySet[RunItem]:
    """A run's items with what a screen shows of their cases, in the order of the choice."""
    related = ("case__person", "case__identity", "case__connection", "case__thread", "send")
    return RunItem.objects.filter(run=run).select_related(*related).order_by("pk")


def refused(run: Run) -> QuerySet[RunItem]:
    """The items of a run that somebody must look at."""
    return items_of(run).filter(state=ItemState.REFUSED)
