"""One case per person in a thread: found, followed into private, gone on with, or opened."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db.backends.utils import CursorWrapper

from amends.channels.contract import Said
from amends.inbox.actions.take_in import turns
from amends.inbox.actions.take_in.batch import Batch
from amends.inbox.actions.take_in.people import Key, Known, key_of
from amends.inbox.actions.take_in.staging import NULL, copy_lines, new_ids
from amends.inbox.actions.take_in.staging import field as field_text

#: A person in a thread.
Pair = tuple[int, int]

_LIVING = """
SELECT l.thread_id, l.person_id, l.case_id, l.id, c.closed_at, c.merged_into_id
FROM inbox_casethread l JOIN inbox_case c ON c.id = l.case_id
WHERE l.thread_id = ANY(%s) AND l.ended_at IS NULL
"""
# A case that went into another, which may have gone into a third: its id, where it all is now, and since
# when that is closed.
_TARGETS = """
WITH RECURSIVE went (origin, id) AS (
    SELECT id, merged_into_id FROM inbox_case WHERE id = ANY(%s)
    UNION SELECT w.origin, c.merged_into_id FROM went w JOIN inbox_case c ON c.id = w.id
    WHERE c.merged_into_id IS NOT NULL
)
SELECT w.origin, c.id, c.closed_at FROM went w JOIN inbox_case c ON c.id = w.id
WHERE c.merged_into_id IS NULL
"""
_BLOCKED = """
SELECT id FROM inbox_person WHERE brand_id = %s AND blocked_at IS NOT NULL AND id = ANY(%s)
"""
_END = "UPDATE inbox_casethread SET ended_at = %s WHERE id = ANY(%s)"
# Whoever was taken offline and now writes privately goes on in the case that began in public.
_OFFLINE = """
SELECT DISTINCT ON (person_id) person_id, id FROM inbox_case
WHERE person_id = ANY(%s) AND connection_id = %s AND state <> 'closed' AND taken_offline_at IS NOT NULL
ORDER BY person_id, taken_offline_at DESC
"""
_ANSWERED = """
SELECT external_id, case_id FROM inbox_message
WHERE connection_id = %s AND external_id = ANY(%s) AND case_id IS NOT NULL
"""


@dataclass(slots=True)
class Placed:
    """The batch's messages with where each belongs."""

    said: Sequence[Said]
    threads: dict[str, int]
    people: dict[Key, Known]
    #: External ids of what nobody waits for an answer to, although a person said it.
    unasked: frozenset[str] = frozenset()
    #: External id → case, for every message that belongs to one.
    case_of: dict[str, int] = field(default_factory=dict)
    opened: dict[int, Pair] = field(default_factory=dict)

    #: Who wrote each of `said`, in its order; None for our own words.
    authors: list[Known | None] = field(default_factory=list)

    def find_authors(self, batch: Batch) -> None:
        """Look each author up once."""
        people = self.people
        self.authors = [
            None if item.own else people[key_of(batch, item.author)] for item in self.said
        ]


def place(cursor: CursorWrapper, batch: Batch, placed: Placed, reopens_for: timedelta) -> None:
    """Find every message its case; open those that are missing; and let each case know its news."""
    placed.find_authors(batch)
    heard: dict[Pair, list[Said]] = defaultdict(list)
    for item, author in zip(placed.said, placed.authors, strict=True):
        if author is not None:
            heard[placed.threads[item.thread.external_id], author.person_id].append(item)
    living = _living(cursor, batch, placed, heard, reopens_for)
    missing = [pair for pair in heard if pair not in living]
    _follow_offline(cursor, batch, placed, living, missing)
    missing = [pair for pair in missing if pair not in living]
    fresh = dict(zip(missing, new_ids(cursor, "inbox_case", len(missing)), strict=True))
    living |= fresh
    placed.opened = {case_id: pair for pair, case_id in fresh.items()}
    placed.case_of = {
        item.external_id: living[pair] for pair, items in heard.items() for item in items
    }
    _place_own(cursor, batch, placed, living)
    news = turns.news_of(placed.said, placed.case_of, placed.unasked)
    _open(cursor, batch, placed, heard, news)
    turns.take(cursor, batch, {key: told for key, told in news.items() if key not in placed.opened})


def _living(
    cursor: CursorWrapper,
    batch: Batch,
    placed: Placed,
    heard: dict[Pair, list[Said]],
    reopens_for: timedelta,
) -> dict[Pair, int]:
    """The living cases in the batch's threads; a case closed for too long ends its place there."""
    cursor.execute(_LIVING, [list(placed.threads.values())])
    found = cursor.fetchall()
    targets = _targets(cursor, [row[2] for row in found if row[5] is not None])
    living: dict[Pair, int] = {}
    ended: list[int] = []
    for thread_id, person_id, origin_id, link_id, origin_closed_at, _ in found:
        case_id, closed_at = targets.get(origin_id, (origin_id, origin_closed_at))
        said = heard.get((thread_id, person_id))
        if said and closed_at and closed_at < min(item.sent_at for item in said) - reopens_for:
            ended.append(link_id)
        else:
            living[thread_id, person_id] = case_id
    if ended:
        cursor.execute(_END, [batch.now, ended])
    return living


def _targets(
    cursor: CursorWrapper, merged: Sequence[int]
) -> dict[int, tuple[int, datetime | None]]:
    """Where each merged case goes on, and since when that one is closed."""
    if not merged:
        return {}
    cursor.execute(_TARGETS, [list(merged)])
    return {origin: (case_id, closed_at) for origin, case_id, closed_at in cursor.fetchall()}


def _follow_offline(
    cursor: CursorWrapper,
    batch: Batch,
    placed: Placed,
    living: dict[Pair, int],
    missing: Sequence[Pair],
) -> None:
    private = {
        placed.threads[item.thread.external_id] for item in placed.said if not item.thread.is_public
    }
    wanted = {person_id for thread_id, person_id in missing if thread_id in private}
    if not wanted:
        return
    cursor.execute(_OFFLINE, [list(wanted), batch.connection.pk])
    cases: dict[int, int] = dict(cursor.fetchall())
    followed = {
        (thread_id, person_id): cases[person_id]
        for thread_id, person_id in missing
        if thread_id in private and person_id in cases
    }
    _link(cursor, batch, followed)
    living |= followed


def _place_own(
    cursor: CursorWrapper, batch: Batch, placed: Placed, living: dict[Pair, int]
) -> None:
    """Our own words belong to the case of the message they answer; else to the thread's only case."""
    own = [item for item in placed.said if item.own]
    if not own:
        return
    answered = [item.reply_to for item in own if item.reply_to]
    cursor.execute(_ANSWERED, [batch.connection.pk, answered])
    known: dict[str, int] = dict(cursor.fetchall()) | placed.case_of
    in_thread: dict[int, set[int]] = defaultdict(set)
    for (thread_id, _), case_id in living.items():
        in_thread[thread_id].add(case_id)
    for item in own:
        cases = in_thread[placed.threads[item.thread.external_id]]
        if item.reply_to in known:
            placed.case_of[item.external_id] = known[item.reply_to]
        elif len(cases) == 1:
            placed.case_of[item.external_id] = next(iter(cases))


def _open(
    cursor: CursorWrapper,
    batch: Batch,
    placed: Placed,
    heard: dict[Pair, list[Said]],
    news: dict[int, turns.Told],
) -> None:
    if not placed.opened:
        return
    blocked = _blocked(cursor, batch, {person_id for _, person_id in placed.opened.values()})
    lines, events = [], []
    for case_id, pair in placed.opened.items():
        said = heard[pair]
        if len(said) > 1:
            said.sort(key=_sent_at)
        begun, told = said[0], news[case_id]
        is_blocked = pair[1] in blocked
        turn = turns.first(batch, begun.sent_at, told, is_blocked=is_blocked)
        identity = placed.people[key_of(batch, begun.author)].identity_id
        due = turns.due_at(batch, batch.connection.pk, turn)
        lines.append(
            f"{case_id}\t{batch.brand_id}\t{pair[1]}\t{identity}\t{batch.connection.pk}\t{pair[0]}\t"
            f"{turn.state}\t{turn.state_since}\t{due or NULL}\t{field_text(begun.thread.title[:500])}\t"
            f"{field_text(told.preview)}\t{NULL if told.rating is None else told.rating}\t{{}}\t"
            f"{turn.last_in_at or NULL}\t{turn.last_out_at or NULL}\t"
            f"{turn.answered_elsewhere_at or NULL}\t{begun.sent_at}\t"
            f"{batch.now if turn.state == 'closed' else NULL}\t{'blocked' if is_blocked else ''}\t"
            f"{batch.connection.team_id or NULL}\n"
        )
        events += turns.opening(batch, case_id, begun.sent_at, turn, is_blocked=is_blocked)
        if batch.connection.team_id is not None:
            facts = {"from": None, "to": batch.connection.team_id}
            events.append((case_id, "team_assigned", begun.sent_at, facts))
    copy_lines(
        cursor,
        "inbox_case",
        "id brand_id person_id identity_id connection_id thread_id state state_since due_at subject "
        "preview rating tags last_in_at last_out_at answered_elsewhere_at opened_at closed_at set_aside "
        "team_id",
        lines,
    )
    _link(cursor, batch, {pair: case_id for case_id, pair in placed.opened.items()})
    turns.write_down(cursor, batch, events)


def _blocked(cursor: CursorWrapper, batch: Batch, people: set[int]) -> set[int]:
    """Who of these people is blocked."""
    cursor.execute(_BLOCKED, [batch.brand_id, list(people)])
    return {row[0] for row in cursor.fetchall()}


def _sent_at(item: Said) -> datetime:
    return item.sent_at


def _link(cursor: CursorWrapper, batch: Batch, cases: dict[Pair, int]) -> None:
    if not cases:
        return
    copy_lines(
        cursor,
        "inbox_casethread",
        "brand_id case_id thread_id person_id",
        (
            f"{batch.brand_id}\t{case_id}\t{thread_id}\t{person_id}\n"
            for (thread_id, person_id), case_id in cases.items()
        ),
    )
