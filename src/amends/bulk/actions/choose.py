"""Choosing: which cases, and what is to be done to each. From here on the choice stands still."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from django.db import transaction

from amends.bulk import rules
from amends.bulk.models import Run, RunItem, Verb
from amends.inbox.models import Case, SetAside
from amends.refusals import Invalid, NotFound
from amends.staff.rules import Actor, Right

_AT_ONCE = 1_000
_SEEN = ("pk", "state", "last_in_at", "assignee_id")


@transaction.atomic
def choose(  # noqa: PLR0913 - what is done to which cases, and where they were found
    *,
    by: Actor,
    verb: Verb,
    case_ids: Sequence[int],
    facts: Mapping[str, object],
    now: datetime,
    source: str = "",
) -> Run:
    """A draft of a run over these cases, each as it is now; nothing happens to them yet.

    ``facts`` by verb: ASSIGN ``to`` (a user's id), TEAM ``team`` (its id), TAG ``name``, UNTAG ``tag``
    (its id), SNOOZE ``until`` (ISO time); every one may carry a ``name`` to show. Cases of other
    brands, and those whose messages went into another case, are left out. Raises `NotAllowed`,
    `rules.TooMany`, `rules.NothingChosen`.
    """
    by.require(Right.ANSWER if verb is Verb.ANSWER else Right.ORGANISE)
    if len(case_ids) > rules.MOST_CASES:
        raise rules.TooMany
    run = Run(
        brand_id=by.brand_id,
        by_id=by.user_id,
        via=by.via,
        verb=verb,
        facts=dict(facts),
        source=source[:1000],
        total=0,
        made_at=now,
    )
    return freeze(run, case_ids)


def freeze(run: Run, case_ids: Iterable[int]) -> Run:
    """Write down a run with each of these cases as it is at this moment."""
    ids = list(dict.fromkeys(case_ids))
    living = Case.objects.filter(brand_id=run.brand_id, pk__in=ids)
    living = living.exclude(set_aside=SetAside.MERGED)
    seen = {each[0]: each for each in living.values_list(*_SEEN)}
    chosen = [seen[case_id] for case_id in ids if case_id in seen]
    if not chosen:
        raise rules.NothingChosen
    run.total = len(chosen)
    run.save()
    RunItem.objects.bulk_create([_item(run, *each) for each in chosen], batch_size=_AT_ONCE)
    return run


def _item(
    run: Run, case_id: int, state: str, in_at: datetime | None, assignee: int | None
) -> RunItem:
    return RunItem(
        run=run,
        brand_id=run.brand_id,
        case_id=case_id,
        seen_state=state,
        seen_in_at=in_at,
        seen_assignee=assignee,
    )


def require_run(by: Actor, run: Run) -> None:
    """Raises NotAllowed without the right to organise, and NotFound for another brand's run."""
    by.require(Right.ORGANISE)
    if run.brand_id != by.brand_id:
        raise NotFound(run=run.pk)


def require_own(by: Actor, run: Run) -> None:
    """A draft is finished by who began it. Raises NotAllowed, NotFound, Invalid."""
    require_run(by, run)
    if run.by_id != by.user_id:
        raise Invalid("Somebody else is still preparing this; only they can begin it.")
