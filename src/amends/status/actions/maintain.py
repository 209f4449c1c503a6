"""Work that is announced before it begins: planned, changed, called off, begun and finished."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F

from amends.audit.actions import record
from amends.refusals import Invalid, NotFound, Refusal
from amends.staff.rules import Actor, Right, system
from amends.status.actions.changed import changed, settle_states
from amends.status.actions.notify import notify
from amends.status.models import Component, Maintenance, StatusPage
from amends.status.rules.states import MaintenanceState

#: Nobody plans further ahead, or tells of what was longer ago; and clocks end somewhere.
_FARTHEST = timedelta(days=2 * 366)
_AHEAD = [MaintenanceState.PLANNED, MaintenanceState.RUNNING]


class MaintenanceOver(Refusal):
    """This maintenance is over already; plan another one."""

    code = "maintenance-over"


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be done, when, and to which components. ``words`` and ``titles`` are by language."""

    title: str
    words: Mapping[str, str]
    starts_at: datetime
    ends_at: datetime
    components: Sequence[int] = ()
    titles: Mapping[str, str] = field(default_factory=dict)
    is_told: bool = True


@transaction.atomic
def plan(*, by: Actor, page: StatusPage, what: Plan, now: datetime) -> Maintenance:
    """Announce work that is to come. Raises NotAllowed, NotFound and Invalid."""
    _require(by, page.brand_id)
    if what.ends_at <= now:
        raise Invalid("Maintenance that is announced ends in the future.", field="ends_at")
    work = Maintenance.objects.create(
        brand_id=page.brand_id,
        page=page,
        made_by_id=by.user_id,
        made_at=now,
        changed_at=now,
        **_checked(page, what, now),
    )
    _follow(by, work, "plan", now)
    return work


@transaction.atomic
def change(*, by: Actor, work: Maintenance, what: Plan, now: datetime) -> None:
    """Change work that is not over. Raises NotAllowed, NotFound, Invalid and `MaintenanceOver`."""
    _require(by, work.brand_id)
    before = list(work.component_ids)
    _turn(work, _AHEAD, now, **_checked(work.page, what, now))
    settle_states(work.page, [*before, *work.component_ids], now)
    _follow(by, work, "change_plan", now)


@transaction.atomic
def cancel(*, by: Actor, work: Maintenance, now: datetime) -> None:
    """Call work off. Raises NotAllowed, NotFound and `MaintenanceOver`."""
    _require(by, work.brand_id)
    _turn(work, _AHEAD, now, state=MaintenanceState.CANCELLED, settled_at=now)
    settle_states(work.page, work.component_ids, now)
    _follow(by, work, "cancel", now)


@transaction.atomic
def begin(*, by: Actor, work: Maintenance, now: datetime) -> None:
    """Say that the work has begun. Raises NotAllowed, NotFound and `MaintenanceOver`."""
    _require(by, work.brand_id)
    _turn(work, [MaintenanceState.PLANNED], now, state=MaintenanceState.RUNNING, began_at=now)
    settle_states(work.page, work.component_ids, now)
    _follow(by, work, "begin", now)


@transaction.atomic
def finish(*, by: Actor, work: Maintenance, now: datetime) -> None:
    """Say that the work is done. Raises NotAllowed, NotFound and `MaintenanceOver`."""
    _require(by, work.brand_id)
    _turn(work, _AHEAD, now, state=MaintenanceState.FINISHED, settled_at=now)
    settle_states(work.page, work.component_ids, now)
    _follow(by, work, "finish", now)


def keep_time(*, now: datetime) -> int:
    """Begin and finish what is due; how much that was. Any number of workers may call this."""
    due = Maintenance.objects.filter(state=MaintenanceState.PLANNED, starts_at__lte=now)
    over = Maintenance.objects.filter(state=MaintenanceState.RUNNING, ends_at__lte=now)
    count = 0
    for turn, found in ((begin, due), (finish, over)):
        for work in found.select_related("page").order_by("pk"):
            try:
                turn(by=system(work.brand_id), work=work, now=now)
            except MaintenanceOver:
                continue  # another worker was quicker
            count += 1
    return count


def _turn(
    work: Maintenance, states: Sequence[MaintenanceState], now: datetime, **told: object
) -> None:
    """Change it as the caller saw it. Raises `MaintenanceOver` when somebody was quicker."""
    same = Maintenance.objects.filter(pk=work.pk, state__in=states)
    if not same.update(changed_at=now, sequence=F("sequence") + 1, **told):
        raise MaintenanceOver
    work.refresh_from_db()


def _follow(by: Actor, work: Maintenance, verb: str, now: datetime) -> None:
    changed(work.page, now)
    if work.is_told:
        source = f"maintenance:{work.pk}:{work.sequence}"
        notify(work.page, source, work.component_ids, now)
    facts: dict[str, object] = {"state": str(work.state)}
    target = f"status_maintenance:{work.pk}"
    record(by=by, action=f"status.{verb}", target=target, facts=facts, now=now)


def _require(by: Actor, brand_id: int) -> None:
    by.require(Right.ANNOUNCE)
    if by.brand_id != brand_id:
        raise NotFound


def _titles(what: Plan) -> Iterator[tuple[str, str]]:
    """In one line each: they are the subjects of mails."""
    return ((key, " ".join(text.split())[:160]) for key, text in what.titles.items())


def _checked(page: StatusPage, what: Plan, now: datetime) -> dict[str, object]:
    title = " ".join(what.title.split())
    if not 0 < len(title) <= 160:
        raise Invalid("Maintenance needs a title of at most 160 characters.", field="title")
    if what.ends_at <= what.starts_at:
        raise Invalid("The end comes after the beginning.", field="ends_at")
    if not now - _FARTHEST < what.starts_at < what.ends_at < now + _FARTHEST:
        raise Invalid("Maintenance is within two years from now.", field="starts_at")
    if any(len(text) > 5_000 for text in what.words.values()):
        raise Invalid("The description has at most 5,000 characters.", field="words")
    shown = Component.objects.filter(page=page, archived_at=None, pk__in=what.components)
    known = list(shown.order_by("position", "pk").values_list("pk", flat=True))
    if len(known) != len(set(what.components)):
        raise Invalid("A component is not on the status page.", field="components")
    return {
        "title": title,
        "titles": {key: title for key, title in _titles(what) if title},
        "words": {key: text.strip() for key, text in what.words.items() if text.strip()},
        "component_ids": known,
        "starts_at": what.starts_at,
        "ends_at": what.ends_at,
        "is_told": what.is_told,
    }
