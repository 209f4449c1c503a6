"""Watches the cases: what happened there, what customers said, which promises run out, which sends fail."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import orjson
from django.db import connection as database
from django.db import transaction
from django.db.models import Q

from amends.alerts.actions import tail
from amends.alerts.actions.tell import tell
from amends.alerts.queries.wishes import brands_told_of
from amends.alerts.rules.kinds import Happening, Kind
from amends.inbox.models import Case, CaseEventKind, CaseState, Follower, Note
from amends.outbox.models import Send, SendState
from amends.staff.models import TeamMember

EVENTS, MESSAGES = "inbox_caseevent", "inbox_message"
#: A promise that runs out within this time is nearly late.
NEARLY = timedelta(minutes=15)
#: How far back is looked for what failed or ran out while nobody watched.
_LOOK_BACK = timedelta(hours=6)
#: Older words are history, not a reply that somebody waits for.
_STALE = timedelta(days=3)
#: Nobody need be told of an answer that we still look up ourselves.
_UNKNOWN_FOR = timedelta(minutes=2)
_MOST_AT_ONCE = 2_000

_EVENTS = f"""
SELECT e.id, e.brand_id, e.case_id, e.kind, e.at, e.by_id, e.facts, c.assignee_id, c.state
FROM {EVENTS} e JOIN inbox_case c ON c.id = e.case_id
WHERE {tail.within("e")} AND c.set_aside = '' AND (
    e.kind = ANY(%(kinds)s) OR e.kind = ANY(%(opening)s) AND e.brand_id = ANY(%(brands)s))
ORDER BY e.id
"""  # noqa: S608 - our own tables and a condition of ours
_SAID = f"""
SELECT m.id, m.brand_id, m.case_id, m.sent_at, c.assignee_id
FROM {MESSAGES} m JOIN inbox_case c ON c.id = m.case_id
WHERE {tail.within("m")} AND m.direction = 'in' AND NOT m.is_automatic AND m.deleted_at IS NULL
    AND m.sent_at > %(stale)s AND c.set_aside = '' AND (c.assignee_id IS NOT NULL
        OR m.brand_id = ANY(%(brands)s) AND c.opened_at < m.sent_at
        OR EXISTS (SELECT FROM inbox_follower f WHERE f.case_id = c.id))
ORDER BY m.id
"""  # noqa: S608 - our own tables and a condition of ours
_TOLD = [CaseEventKind.ASSIGNED, CaseEventKind.TEAM_ASSIGNED, CaseEventKind.NOTED]
_OPENING = [CaseEventKind.OPENED, CaseEventKind.REOPENED]


@dataclass(frozen=True, slots=True)
class Event:
    """A case's event, with how the case stands now."""

    id: int
    brand_id: int
    case_id: int
    kind: str
    at: datetime
    by_id: int | None
    facts: Mapping[str, Any]
    assignee_id: int | None
    state: str

    def happening(self, kind: Kind, part: str = "", **more: Any) -> Happening:
        """This event as something to tell, with who did it and is not told."""
        facts = {"by": self.by_id, **more.pop("facts", {})}
        source = f"event:{self.id}{part}"
        return Happening(
            brand_id=self.brand_id,
            kind=kind,
            source=source,
            at=self.at,
            not_to=self.by_id,
            case_id=self.case_id,
            facts=facts,
            **more,
        )


def watch(*, now: datetime) -> int:
    """Tell of everything new since the last watch; returns how many alerts came of it.

    Any number of workers may call this: each event is told by one of them, once.
    """
    return read_events(now=now) + read_messages(now=now)


@transaction.atomic
def read_events(*, now: datetime) -> int:
    """Tell of what happened to cases."""
    reading = tail.begin(EVENTS)
    if reading is None:
        return 0
    facts = reading.facts | {
        "kinds": [kind.value for kind in _TOLD],
        "opening": [kind.value for kind in _OPENING],
        "brands": list(brands_told_of(Kind.NEW)),
    }
    with database.cursor() as cursor:
        cursor.execute(_EVENTS, facts)
        events = [_event(row) for row in cursor.fetchall()]
    told = tell(happenings=list(happenings_of(events, now)), now=now)
    tail.end(reading)
    return told


def _event(row: tuple[Any, ...]) -> Event:
    """A row of `_EVENTS`, whose facts come as text."""
    event_id, brand_id, case_id, kind, at, by_id, facts, assignee_id, state = row
    told = orjson.loads(facts)
    return Event(event_id, brand_id, case_id, kind, at, by_id, told, assignee_id, state)


@transaction.atomic
def read_messages(*, now: datetime) -> int:
    """Tell who holds or follows a case that its customer wrote again."""
    reading = tail.begin(MESSAGES)
    if reading is None:
        return 0
    brands = list(brands_told_of(Kind.REPLY))
    with database.cursor() as cursor:
        cursor.execute(_SAID, reading.facts | {"stale": now - _STALE, "brands": brands})
        said = cursor.fetchall()
    told = tell(happenings=_replies(said), now=now)
    tail.end(reading)
    return told


def happenings_of(events: Iterable[Event], now: datetime) -> Iterable[Happening]:
    """What the events mean for people."""
    listed = list(events)
    noted = [event.facts.get("note", 0) for event in listed if event.kind == CaseEventKind.NOTED]
    notes = {note.pk: note for note in Note.objects.filter(pk__in=noted)}
    teams = _members(listed)
    for event in listed:
        if event.kind == CaseEventKind.ASSIGNED:
            yield from _assigned(event)
        elif event.kind == CaseEventKind.TEAM_ASSIGNED:
            yield from _to_team(event, teams)
        elif event.kind == CaseEventKind.NOTED:
            yield from _noted(event, notes.get(event.facts.get("note", 0)))
        elif _is_new(event, now):
            yield event.happening(Kind.NEW, gather="new")


def _is_new(event: Event, now: datetime) -> bool:
    """Nobody has it yet, and it is no history."""
    is_waiting = event.state == CaseState.NEEDS_ANSWER and event.assignee_id is None
    return is_waiting and event.at > now - _STALE


def _assigned(event: Event) -> Iterable[Happening]:
    to, before = event.facts.get("to"), event.facts.get("from")
    facts = {"to": to, "from": before, "note": event.facts.get("note")}
    if to is not None:
        kind = Kind.HANDED_OVER if before is not None else Kind.ASSIGNED
        yield event.happening(kind, user_ids=(to,), facts=facts)
    if before is not None:
        lost = facts | {"was_mine": True}
        yield event.happening(Kind.HANDED_OVER, ":from", user_ids=(before,), facts=lost)


def _to_team(event: Event, teams: Mapping[int, tuple[int, ...]]) -> Iterable[Happening]:
    """A team is told of what nobody of it was given at once."""
    team = event.facts.get("to")
    if team is None or event.assignee_id is not None:
        return
    facts = {"team": team}
    members = teams.get(team, ())
    yield event.happening(Kind.TEAM, user_ids=members, gather=f"team:{team}", facts=facts)


def _members(events: Iterable[Event]) -> dict[int, tuple[int, ...]]:
    wanted = {
        event.facts.get("to") for event in events if event.kind == CaseEventKind.TEAM_ASSIGNED
    }
    members: dict[int, tuple[int, ...]] = defaultdict(tuple)
    rows = TeamMember.objects.filter(team_id__in=[team for team in wanted if team is not None])
    for team_id, user_id in rows.values_list("team_id", "membership__user_id"):
        members[team_id] += (user_id,)
    # Without anybody in it, nobody is told: an empty list would mean everybody.
    return {team: members.get(team) or (0,) for team in wanted if team is not None}


def _noted(event: Event, note: Note | None) -> Iterable[Happening]:
    if note is not None and note.mentions:
        facts = {"note": note.pk}
        yield event.happening(Kind.MENTIONED, user_ids=tuple(note.mentions), facts=facts)


def _replies(said: Iterable[tuple[int, int, int, datetime, int | None]]) -> list[Happening]:
    rows = list(said)
    following: dict[int, set[int]] = defaultdict(set)
    followers = Follower.objects.filter(case_id__in={row[2] for row in rows})
    for case_id, user_id in followers.values_list("case_id", "user_id"):
        following[case_id].add(user_id)
    return [
        Happening(
            brand_id=brand_id,
            kind=Kind.REPLY,
            source=f"message:{message_id}",
            at=at,
            user_ids=_concerned(following[case_id], holder),
            case_id=case_id,
            gather=f"case:{case_id}",
            facts={"message": message_id},
        )
        for message_id, brand_id, case_id, at, holder in rows
    ]


def _concerned(followers: set[int], holder: int | None) -> tuple[int, ...]:
    """Who follows and who holds; 0 is nobody, where an empty list would mean everybody."""
    return tuple(followers | ({holder} if holder is not None else set())) or (0,)


def look_at_promises(*, now: datetime) -> int:
    """Tell of promises that run out soon, or have run out."""
    running = Case.objects.filter(
        state=CaseState.NEEDS_ANSWER,
        set_aside="",
        due_at__gt=now - _LOOK_BACK,
        due_at__lte=now + NEARLY,
    ).values_list("pk", "brand_id", "assignee_id", "due_at")
    happenings = [each for row in running[:_MOST_AT_ONCE] for each in _running_out(*row, now)]
    return tell(happenings=happenings, now=now)


def _running_out(
    case_id: int, brand_id: int, holder: int | None, due_at: datetime | None, now: datetime
) -> Iterable[Happening]:
    if due_at is None:
        return
    is_late = due_at <= now
    word = "late" if is_late else "soon"
    source = f"{word}:{case_id}:{due_at.isoformat()}"
    facts: dict[str, object] = {"due_at": due_at.isoformat(), "is_late": is_late, "to": holder}
    shared: dict[str, Any] = {"brand_id": brand_id, "at": now, "case_id": case_id, "facts": facts}
    yield Happening(
        **shared,
        kind=Kind.LATE,
        source=source,
        user_ids=(holder or 0,),
        gather=f"case:{case_id}",
        is_for_chats=is_late,
    )
    yield Happening(
        **shared, kind=Kind.TEAM_LATE, source=f"{source}:team", not_to=holder, gather="team_late"
    )


def look_at_sends(*, now: datetime) -> int:
    """Tell who wrote it that something did not leave, is held, or may or may not have arrived."""
    unsure = Q(state=SendState.UNKNOWN) & (
        Q(look_up_at__isnull=True) | Q(state_since__lte=now - _UNKNOWN_FOR)
    )
    stuck = Q(state__in=[SendState.FAILED, SendState.REFUSED, SendState.HELD]) | unsure
    sends = Send.objects.filter(stuck, state_since__gt=now - _LOOK_BACK).exclude(
        # Who waits for a colleague's yes was told so when they pressed send.
        Q(asked_by__isnull=True) | Q(held_by="approval")
    )
    happenings = [
        Happening(
            brand_id=row["brand_id"],
            kind=Kind.SEND,
            source=f"send:{row['pk']}:{row['state']}:{row['state_since'].isoformat()}",
            at=row["state_since"],
            user_ids=(row["asked_by_id"],),
            case_id=row["case_id"],
            gather=f"send:{row['state']}",
            facts={"send": row["pk"], "state": row["state"], "to": row["asked_by_id"]},
        )
        for row in sends.order_by("state_since").values(
            "pk", "brand_id", "case_id", "state", "state_since", "asked_by_id"
        )[:_MOST_AT_ONCE]
    ]
    return tell(happenings=happenings, now=now)
