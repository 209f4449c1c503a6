"""Cases made one, and one case made two; each is taken back by the row (`CaseMove`) that kept what went over.

The outbox calls these: what is still on its way holds a case together, and sends go with their messages.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db.models import Q

from amends.audit.actions import record
from amends.inbox.actions import belongings, retell
from amends.inbox.actions.carry import carry, open_case
from amends.inbox.actions.events import note_event
from amends.inbox.actions.intake import one_at_a_time
from amends.inbox.actions.people import AlreadyTakenBack, LaterMergeFirst
from amends.inbox.models import (
    Case,
    CaseEventKind,
    CaseMove,
    CaseState,
    CaseThread,
    Message,
    MoveKind,
    SetAside,
)
from amends.refusals import Invalid, NotFound, Refusal
from amends.staff.rules import Actor, Right


class SameCase(Refusal):
    """This is one and the same case; choose another to merge with."""

    code = "same-case"


class OtherPersonsCase(Refusal):
    """These cases are of two people; merge the people first, if they are one."""

    code = "other-persons-case"


class CaseAlreadyMerged(Refusal):
    """This case went into another already; look at that one instead."""

    code = "case-already-merged"


class NothingToSplit(Refusal):
    """Choose some messages of the case but not all, and at least one of the customer's."""

    code = "nothing-to-split"


def merge_cases(*, by: Actor, case: Case, into: Case, now: datetime) -> CaseMove:
    """Everything said in ``case`` goes into ``into``, which keeps one clock; ``case`` is closed.

    Raises NotAllowed, NotFound, SameCase, OtherPersonsCase and CaseAlreadyMerged.
    """
    origin, target = lock_both(by, case.pk, into.pk)
    if origin.person_id != target.person_id:
        raise OtherPersonsCase
    if SetAside.MERGED in {origin.set_aside, target.set_aside}:
        raise CaseAlreadyMerged
    was = {"origin": retell.snapshot(origin), "target": retell.snapshot(target)}
    messages = list(Message.objects.filter(case=origin).order_by("sent_at", "pk"))
    places = CaseThread.objects.filter(case=origin)
    threads = list(places.values_list("pk", flat=True))
    carry(messages, target)
    places.update(case=target)
    brought = belongings.hand_over(by, origin, target, now)
    because = retell.Because(by.user_id, now, "cases merged")
    turn = _merged_turn(retell.turn_of(origin), retell.turn_of(target))
    retell.retell(target)
    retell.turn(target, turn, because)
    _close_into(origin, target, because)
    facts = {**was, "after": retell.snapshot(target), "threads": threads, **brought}
    move = _keep(by, MoveKind.MERGE, (origin, target), [each.pk for each in messages], facts, now)
    _tell(by, move, CaseEventKind.MERGED, now)
    _record(by, "merge_cases", move, now)
    return move


def split_case(*, by: Actor, case: Case, messages: Collection[int], now: datetime) -> CaseMove:
    """The chosen messages become a case of their own, of the same person.

    In a thread that both are in, the one with the customer's newest words there goes on. Raises
    NotAllowed, NotFound, CaseAlreadyMerged and NothingToSplit.
    """
    by.require(Right.ORGANISE)
    one_at_a_time(by.brand_id)
    origin = _locked(by, [case.pk])[case.pk]
    if origin.set_aside == SetAside.MERGED:
        raise CaseAlreadyMerged
    chosen = _chosen(origin, messages)
    was, before = retell.snapshot(origin), retell.turn_of(origin)
    ended = _yield_places(origin, chosen, now)
    target = open_case(origin, chosen, origin.person_id, now)
    carry(chosen, target)
    because = retell.Because(by.user_id, now, "case split")
    for each in (origin, target):
        retell.retell(each)
    if before.state is CaseState.NEEDS_ANSWER:
        retell.turn(origin, retell.turn_by_messages(origin, before), because)
    retell.turn(target, retell.turn_by_messages(target, retell.turn_of(target)), because)
    facts = {"origin": was, "after": retell.snapshot(origin), "ended": ended}
    move = _keep(by, MoveKind.SPLIT, (origin, target), [each.pk for each in chosen], facts, now)
    _tell(by, move, CaseEventKind.SPLIT, now)
    _record(by, "split_case", move, now)
    return move


def undo_move(*, by: Actor, move: CaseMove, now: datetime) -> list[int]:
    """Take a merge or a split back; what came since goes with the thread in which it came.

    Raises NotAllowed, NotFound, AlreadyTakenBack and LaterMergeFirst. Returns the ids of the messages
    that went back.
    """
    origin, target = lock_both(by, move.origin_id, move.target_id)
    move.refresh_from_db()
    if move.undone_at is not None:
        raise AlreadyTakenBack
    _require_last(move)
    undo = _undo_merge if move.kind == MoveKind.MERGE else _undo_split
    because = retell.Because(by.user_id, now, f"{move.kind} taken back")
    back = undo(by, move, origin, target, because)
    move.undone_by_id, move.undone_at = by.user_id, now
    move.save(update_fields=["undone_by", "undone_at"])
    _tell(by, move, CaseEventKind.UNMERGED, now)
    _record(by, f"undo_{move.kind}", move, now)
    return back


def lock_both(by: Actor, origin: int, target: int) -> tuple[Case, Case]:
    """Both cases, with the brand's intake held. Raises NotAllowed, NotFound, SameCase."""
    by.require(Right.ORGANISE)
    if origin == target:
        raise SameCase
    one_at_a_time(by.brand_id)
    cases = _locked(by, [origin, target])
    return cases[origin], cases[target]


def _locked(by: Actor, ids: list[int]) -> dict[int, Case]:
    found = Case.objects.select_for_update(no_key=True).filter(brand_id=by.brand_id, pk__in=ids)
    cases = {case.pk: case for case in found.order_by("pk")}
    if len(cases) < len(ids):
        raise NotFound
    return cases


# ------------------------------------------------------------------------------- merging


def _merged_turn(origin: retell.NewTurn, target: retell.NewTurn) -> retell.NewTurn:
    """Whoever waits for an answer goes on waiting, since the earlier of the two; an open case stays open."""
    waiting = [each for each in (origin, target) if each.state is CaseState.NEEDS_ANSWER]
    if waiting:
        return min(waiting, key=lambda each: each.since)
    if target.state is CaseState.CLOSED and origin.state is not CaseState.CLOSED:
        return origin
    return target


def _close_into(origin: Case, target: Case, because: retell.Because) -> None:
    closed = retell.NewTurn(
        CaseState.CLOSED,
        because.now,
        set_aside=SetAside.MERGED,
        merged_into_id=target.pk,
        closed_at=because.now,
    )
    retell.turn(origin, closed, because)


def _undo_merge(
    by: Actor, move: CaseMove, origin: Case, target: Case, because: retell.Because
) -> list[int]:
    places = CaseThread.objects.filter(pk__in=move.facts["threads"], case=target)
    theirs = Q(pk__in=move.messages)
    came_since = Q(received_at__gte=move.at)
    theirs |= came_since & Q(thread__in=places.filter(ended_at=None).values("thread_id"))
    back = list(Message.objects.filter(theirs, case=target).order_by("sent_at", "pk"))
    carry(back, origin)
    places.update(case=origin)
    belongings.give_back(by, move.facts, origin, target, because.now)
    before = retell.turn_of(target)
    for case in (origin, target):
        retell.retell(case)
    _as_before(origin, move.facts["origin"], because)
    _after_leaving(target, before, move.facts["target"], move.facts["after"], because)
    return [message.pk for message in back]


def _as_before(case: Case, was: dict[str, Any], because: retell.Because) -> None:
    """Exactly as it was; or, when the customer said more since, as the messages say."""
    if retell.tells_the_same(case, was):
        retell.put_back_whole(case, was, because)
        return
    turn = retell.turn_in(was)
    heard = datetime.fromisoformat(was["last_in_at"]) if was["last_in_at"] else None
    is_news = case.last_in_at is not None and (heard is None or case.last_in_at > heard)
    if is_news or turn.state is CaseState.NEEDS_ANSWER:
        turn = retell.turn_by_messages(case, turn)
    retell.turn(case, turn, because)


def _after_leaving(
    case: Case,
    now_at: retell.NewTurn,
    was: dict[str, Any],
    after: dict[str, Any],
    because: retell.Because,
) -> None:
    """As before, unless somebody has turned the case since: then only an empty wait ends."""
    if now_at == retell.turn_in(after):
        _as_before(case, was, because)
    elif now_at.state is CaseState.NEEDS_ANSWER:
        retell.turn(case, retell.turn_by_messages(case, now_at), because)


# ------------------------------------------------------------------------------- splitting


def _chosen(origin: Case, messages: Collection[int]) -> list[Message]:
    """The chosen messages, oldest first. Raises NothingToSplit, Invalid for messages of other cases."""
    ids = set(messages)
    own = list(Message.objects.filter(case=origin).order_by("sent_at", "pk"))
    chosen = [message for message in own if message.pk in ids]
    if len(chosen) < len(ids):
        raise Invalid("Some of these messages are no longer in this case; look again.")
    left = [message for message in own if message.pk not in ids]
    if not any(m.identity_id for m in chosen) or not any(m.identity_id for m in left):
        raise NothingToSplit
    return chosen


def _yield_places(origin: Case, chosen: list[Message], now: datetime) -> list[int]:
    """End the origin's place in threads where the customer's newest words leave it; the ended rows' ids."""
    ids = [message.pk for message in chosen]
    ended = []
    for place in CaseThread.objects.filter(case=origin, ended_at=None):
        said = Message.objects.filter(
            case=origin, thread=place.thread_id, identity__person=origin.person_id
        )
        newest = said.order_by("-sent_at", "-pk").values_list("pk", flat=True).first()
        if newest in ids:
            ended.append(place.pk)
    CaseThread.objects.filter(pk__in=ended).update(ended_at=now)
    return ended


def _undo_split(
    by: Actor, move: CaseMove, origin: Case, target: Case, because: retell.Because
) -> list[int]:
    """Everything in the case that was split off comes back, also what came since; it is closed."""
    back = list(Message.objects.filter(case=target).order_by("sent_at", "pk"))
    carry(back, origin)
    places = CaseThread.objects.filter(case=target)
    shared = CaseThread.objects.filter(case=origin).values("thread_id")
    places.filter(thread__in=shared, ended_at=None).update(ended_at=because.now)
    places.exclude(thread__in=shared).update(case=origin)
    for place in CaseThread.objects.filter(pk__in=move.facts["ended"]):
        living = CaseThread.objects.filter(
            thread=place.thread_id, person=place.person_id, ended_at=None
        )
        if not living.exists():
            CaseThread.objects.filter(pk=place.pk).update(ended_at=None)
    belongings.hand_over(by, target, origin, because.now)
    before = retell.turn_of(origin)
    retell.retell(origin)
    _after_leaving(origin, before, move.facts["origin"], move.facts["after"], because)
    _close_into(target, origin, because)
    return [message.pk for message in back]


# ----------------------------------------------------------------------------- the record


def _require_last(move: CaseMove) -> None:
    """Raises LaterMergeFirst when one of the cases, or some of the messages, moved again since."""
    later = CaseMove.objects.filter(brand_id=move.brand_id, undone_at=None, pk__gt=move.pk)
    cases = (move.origin_id, move.target_id)
    again = Q(kind=MoveKind.MERGE, origin__in=cases) | Q(messages__overlap=move.messages)
    if later.filter(again).exists():
        raise LaterMergeFirst


def _keep(  # noqa: PLR0913, PLR0917 - everything the row is made of
    by: Actor,
    kind: MoveKind,
    cases: tuple[Case, Case],
    messages: list[int],
    facts: dict[str, Any],
    now: datetime,
) -> CaseMove:
    origin, target = cases
    return CaseMove.objects.create(
        brand_id=by.brand_id,
        kind=kind,
        origin=origin,
        target=target,
        messages=messages,
        facts=facts,
        by_id=by.user_id,
        at=now,
    )


def _tell(by: Actor, move: CaseMove, kind: CaseEventKind, now: datetime) -> None:
    facts = {"move": move.pk, "origin": move.origin_id, "target": move.target_id}
    for case in (move.origin, move.target):
        note_event(
            case=case,
            kind=kind,
            by_id=by.user_id,
            at=now,
            facts={**facts, "undo": move.kind if move.undone_at else ""},
        )


def _record(by: Actor, verb: str, move: CaseMove, now: datetime) -> None:
    facts = {"move": move.pk, "into": move.target_id, "messages": len(move.messages)}
    target = f"case:{move.origin_id}"
    record(by=by, action=f"inbox.{verb}", target=target, facts=facts, now=now)
