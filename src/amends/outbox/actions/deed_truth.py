"""What is known of a deed, written down in one place: its state, the case's timeline, the trail."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from amends import queue
from amends.audit.actions import record
from amends.inbox.actions import bell
from amends.inbox.actions.events import note_event
from amends.inbox.models import CaseEventKind
from amends.outbox.models import Deed, DeedState
from amends.staff.rules import Actor, system


def locked_deed(deed_id: int) -> Deed:
    """The deed's row, held until the transaction ends."""
    related = ("connection", "message", "message__thread", "case")
    locked = Deed.objects.select_for_update(of=("self",)).select_related(*related)
    return locked.get(pk=deed_id)


def move(deed: Deed, state: DeedState, trouble: str, now: datetime) -> None:
    """Give a locked deed another state."""
    deed.state, deed.state_since, deed.trouble = state, now, trouble
    if state != DeedState.HELD:
        deed.held_by = ""
    deed.save(update_fields=["state", "state_since", "trouble", "held_by", "done_at"])
    ring(deed)


def stop(deed: Deed, state: DeedState, trouble: str, now: datetime) -> None:
    """It was not done, and a person must look: the case says so, and the trail."""
    move(deed, state, trouble, now)
    note(deed, CaseEventKind.DEED_STOPPED, deed.asked_by_id, now)
    write_down(for_whom(deed), f"outbox.{deed.kind}_{state}", deed, now)


def defer(deed: Deed, at: datetime | None = None) -> None:
    """One after the other on a connection: what is shown again must not overtake its hiding."""
    lock = f"outbox.do_deed:{deed.connection_id}"
    queue.defer("outbox.do_deed", at=at, lock=lock, deed_id=deed.pk)


def ring(deed: Deed) -> None:
    """Whoever reads the case sees what became of it."""
    cases: Collection[int] = [deed.case_id] if deed.case_id is not None else []
    bell.ring(brand_id=deed.brand_id, cases=cases)


def for_whom(deed: Deed) -> Actor:
    """The desk itself, on behalf of who asked."""
    return replace(system(deed.brand_id), user_id=deed.asked_by_id)


def note(deed: Deed, kind: CaseEventKind, by_id: int | None, now: datetime) -> None:
    """What the case's timeline tells of it. The network's own words stay with the deed."""
    if deed.case is None:
        return
    facts = {"deed": deed.pk, "message": deed.message_id, "what": str(deed.kind)}
    if deed.reason:
        facts["reason"] = deed.reason
    if kind is CaseEventKind.DEED_STOPPED:
        facts["ended"] = str(deed.state)
    note_event(case=deed.case, kind=kind, by_id=by_id, at=now, facts=facts)


def write_down(by: Actor, action: str, deed: Deed, now: datetime) -> None:
    """What the trail keeps of it."""
    facts: dict[str, object] = {
        "message": deed.message_id,
        "case": deed.case_id,
        "state": deed.state,
    }
    if deed.ground:
        facts["ground"] = deed.ground
    if deed.reason:
        facts["reason"] = deed.reason
    record(by=by, action=action, target=f"deed:{deed.pk}", facts=facts, now=now)
