"""Where cases stand in their lists, as somebody above judged them; and those that leave the queue for it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection as database
from django.db import transaction
from django.db.models import Q

from amends.inbox.actions import bell, retell
from amends.inbox.actions.events import require_case, write_down
from amends.inbox.actions.intake import one_at_a_time
from amends.inbox.actions.set_aside import put_back_heard
from amends.inbox.models import Case, CaseEvent, CaseEventKind, CaseState, Person, SetAside
from amends.inbox.rules.turns import TURNS, latest
from amends.staff.rules import Actor, Right

_SET = """
UPDATE inbox_case c SET sooner = n.sooner, marks = string_to_array(n.marks, ',')
FROM unnest(%s::bigint[], %s::integer[], %s::text[]) AS n (id, sooner, marks)
WHERE c.id = n.id
"""
_BACK = """
UPDATE inbox_case c SET state = n.state, state_since = n.since, closed_at = n.closed_at, due_at = NULL
FROM unnest(%s::bigint[], %s::text[], %s::timestamptz[], %s::timestamptz[]) AS n (id, state, since, closed_at)
WHERE c.id = n.id
"""
#: Why the desk by itself let a case go, as its event says it.
NO_ANSWER = "needs no answer"
#: By these events somebody says that a case waits for an answer, or that it does not.
_KEPT = (
    CaseEventKind.PUT_BACK,
    CaseEventKind.REOPENED,
    CaseEventKind.NEEDS_ANSWER,
    CaseEventKind.CORRECTED,
)
#: Times that a case was closed, among which the last by somebody is looked for.
_MOST_CLOSED = 50
_TURNS = [CaseEventKind(kind) for kind in TURNS]


@dataclass(frozen=True, slots=True)
class Rank:
    """What was made of a case: seconds before its promise, its marks, and whether nobody waits.

    ``seen_at`` is its newest message that was judged: when more was said since, it stays in the queue.
    ``waits``: whether anything was said that has no answer. Marks have no commas.
    """

    case_id: int
    sooner: int
    marks: tuple[str, ...]
    is_noise: bool = False
    seen_at: datetime | None = None
    waits: bool = False


@transaction.atomic
def rank(*, brand_id: int, ranks: Sequence[Rank], now: datetime) -> int:
    """Set where these cases of a brand stand; what needs no answer leaves the queue. Returns how many left.

    What was let go as noise and is none comes back. What a person brought back stays until it is answered,
    or until a person lets it go. Cases of other brands are passed by.
    """
    if not ranks:
        return 0
    one_at_a_time(brand_id)
    wanted = {each.case_id: each for each in ranks}
    found = Case.objects.filter(brand_id=brand_id, pk__in=wanted).order_by("pk")
    locked = {case.pk: case for case in found.select_for_update(no_key=True, of=("self",))}
    changed = [wanted[pk] for pk, case in locked.items() if _differs(case, wanted[pk])]
    _set(changed)
    noise = _leaving([case for pk, case in locked.items() if _is_quiet(case, wanted[pk])])
    back = _set_aside_wrongly(
        [case for pk, case in locked.items() if _comes_back(case, wanted[pk])], now
    )
    back |= _let_go_wrongly([case for pk, case in locked.items() if _speaks(case, wanted[pk])], now)
    _let_go(noise, now)
    left = {leaving.case.pk for leaving in noise}
    bell.ring(brand_id=brand_id, cases={each.case_id for each in changed} | left | back)
    return len(noise)


def _differs(case: Case, to: Rank) -> bool:
    return (case.sooner, tuple(case.marks)) != (to.sooner, to.marks)


def _set(ranks: Sequence[Rank]) -> None:
    if not ranks:
        return
    rows = [(each.case_id, each.sooner, ",".join(each.marks)) for each in ranks]
    with database.cursor() as cursor:
        cursor.execute(_SET, [list(column) for column in zip(*rows, strict=True)])


# ---------------------------------------------------------------------------- what leaves


@dataclass(frozen=True, slots=True)
class _Leaving:
    """A case that is let go; ``closed_at``: when it was closed before the customer said this."""

    case: Case
    closed_at: datetime | None = None


def _is_quiet(case: Case, to: Rank) -> bool:
    """Whether nobody waits in it, and nothing was added since it was judged."""
    is_waiting = case.state == CaseState.NEEDS_ANSWER and not case.set_aside
    return to.is_noise and is_waiting and case.last_in_at == to.seen_at


def _leaving(quiet: Sequence[Case]) -> list[_Leaving]:
    """Those that nobody has in hand: not what somebody holds, pinned, or brought back and did not answer.

    Thanks for a matter that was closed leave it closed, whoever held it.
    """
    if not quiet:
        return []
    turned, kept = _newest(quiet, _TURNS), _newest(quiet, _KEPT, by__isnull=False)
    found = []
    for case in quiet:
        answered, word = _answered_at(case), kept.get(case.pk)
        is_kept = word is not None and (answered is None or word.at > answered)
        if word is not None and is_kept and word.kind != CaseEventKind.CORRECTED:
            continue
        last = turned.get(case.pk)
        was_closed = last is not None and last.kind == CaseEventKind.REOPENED and last.by_id is None
        if answered is not None and was_closed:
            found.append(_Leaving(case, _closed_at(case) or answered))
        elif case.assignee_id is None and (case.pinned_at is None or answered is not None):
            found.append(_Leaving(case))
    return found


def _newest(
    cases: Sequence[Case], kinds: Collection[CaseEventKind], **more: object
) -> dict[int, CaseEvent]:
    """The newest event of these kinds in each case; corrections only about needing an answer."""
    told = CaseEvent.objects.filter(case__in=cases, kind__in=kinds, **more)
    told = told.exclude(~Q(facts__has_key="needs"), kind=CaseEventKind.CORRECTED)
    return {event.case_id: event for event in told.order_by("case", "-pk").distinct("case")}


def _closed_at(case: Case) -> datetime | None:
    """When somebody closed it, not the desk again."""
    closed = case.events.filter(kind=CaseEventKind.CLOSED).order_by("-pk")[:_MOST_CLOSED]
    return next((each.at for each in closed if not _is_ours(each)), None)


def _let_go(leaving: Sequence[_Leaving], now: datetime) -> None:
    """As it was where somebody answered before; else set aside, for it counts for nothing."""
    fresh = [each.case.pk for each in leaving if _answered_at(each.case) is None]
    Case.objects.filter(pk__in=fresh).update(
        state=CaseState.CLOSED,
        state_since=now,
        closed_at=now,
        due_at=None,
        set_aside=SetAside.NOISE,
    )
    _as_before([each for each in leaving if _answered_at(each.case) is not None])
    CaseEvent.objects.bulk_create([event for each in leaving for event in _events(each, now)])


def _as_before(answered: Sequence[_Leaving]) -> None:
    """The customer's turn since our answer; closed since when it was, where it was."""
    if not answered:
        return
    rows = [
        (
            each.case.pk,
            CaseState.WAITING_CUSTOMER if each.closed_at is None else CaseState.CLOSED,
            each.closed_at or _answered_at(each.case),
            each.closed_at,
        )
        for each in answered
    ]
    with database.cursor() as cursor:
        cursor.execute(_BACK, [list(column) for column in zip(*rows, strict=True)])


def _answered_at(case: Case) -> datetime | None:
    return latest(case.last_out_at, case.answered_elsewhere_at)


def _events(leaving: _Leaving, now: datetime) -> list[CaseEvent]:
    case, because = leaving.case, {"because": NO_ANSWER, "from": leaving.case.state}
    if leaving.closed_at is not None:
        return [_event(case, CaseEventKind.CLOSED, now, because)]
    if _answered_at(case) is not None:
        return [_event(case, CaseEventKind.WAITING_CUSTOMER, now, because)]
    aside: dict[str, object] = {"why": SetAside.NOISE.value}
    return [
        _event(case, CaseEventKind.SET_ASIDE, now, aside),
        _event(case, CaseEventKind.CLOSED, now, because),
    ]


def _event(
    case: Case, kind: CaseEventKind, now: datetime, facts: Mapping[str, object]
) -> CaseEvent:
    return CaseEvent(brand_id=case.brand_id, case=case, kind=kind, at=now, facts=dict(facts))


# ------------------------------------------------------------------------- what comes back


def _comes_back(case: Case, to: Rank) -> bool:
    return case.set_aside == SetAside.NOISE and not to.is_noise


def _set_aside_wrongly(cases: Sequence[Case], now: datetime) -> set[int]:
    """Whoever is blocked is not heard, whatever they said."""
    people = Person.objects.filter(pk__in={case.person_id for case in cases}, blocked_at=None)
    heard = set(people.values_list("pk", flat=True)) if cases else set()
    back = [case for case in cases if case.person_id in heard]
    for case in back:
        put_back_heard(case, by_id=None, now=now)
    return {case.pk for case in back}


def _speaks(case: Case, to: Rank) -> bool:
    """Whether it rests, though something in it has no answer that needs one."""
    rests = case.state in {CaseState.WAITING_CUSTOMER, CaseState.CLOSED} and not case.set_aside
    return rests and to.waits and not to.is_noise and case.last_in_at == to.seen_at


def _let_go_wrongly(cases: Sequence[Case], now: datetime) -> set[int]:
    """Of these, what was let go here comes back; what a person put to rest stays."""
    if not cases:
        return set()
    told = _newest(cases, _TURNS)
    back = [case for case in cases if (last := told.get(case.pk)) is not None and _is_ours(last)]
    for case in back:
        since = retell.oldest_unanswered(case) or now
        turn = retell.NewTurn(CaseState.NEEDS_ANSWER, since)
        retell.turn(case, turn, retell.Because(None, now, "needs an answer"))
    return {case.pk for case in back}


def _is_ours(event: CaseEvent) -> bool:
    return event.by_id is None and event.facts.get("because") == NO_ANSWER


# ------------------------------------------------------------------------------------- pins


@transaction.atomic
def pin(*, by: Actor, case: Case, now: datetime) -> None:
    """Put a case before everything that nobody put there. Again is no error. Raises NotAllowed, NotFound."""
    require_case(by, case, Right.MANAGE_TEAM)
    if Case.objects.filter(pk=case.pk, pinned_at=None).update(pinned_at=now):
        write_down(by=by, case=case, what=("pin", CaseEventKind.PINNED), facts={}, now=now)
    case.refresh_from_db(fields=["pinned_at", "order_at"])


@transaction.atomic
def unpin(*, by: Actor, case: Case, now: datetime) -> None:
    """Let a case stand where it would stand by itself. Raises NotAllowed and NotFound."""
    require_case(by, case, Right.MANAGE_TEAM)
    if Case.objects.filter(pk=case.pk, pinned_at__isnull=False).update(pinned_at=None):
        write_down(by=by, case=case, what=("unpin", CaseEventKind.UNPINNED), facts={}, now=now)
    case.refresh_from_db(fields=["pinned_at", "order_at"])
