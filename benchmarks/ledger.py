"""Compares what the practice network knows with what the desk's tables hold, one account at a time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, fields

from amends.practice import Account, Item, Network
from benchmarks.desk_tree import DeskTree

_MESSAGES = """
SELECT m.external_id, m.text, m.edited_at IS NOT NULL, m.deleted_at IS NOT NULL, t.external_id, i.external_id,
    m.case_id, i.person_id, (SELECT count(*) FROM inbox_messageversion v WHERE v.message_id = m.id)
FROM inbox_message m JOIN inbox_thread t ON t.id = m.thread_id
    LEFT JOIN inbox_identity i ON i.id = m.identity_id
WHERE m.connection_id = %s
"""
_KEYS = "SELECT key FROM listening_delivery WHERE connection_id = %s"
_WRONG = {
    "unbalanced": """
        SELECT count(*) FROM listening_delivery
        WHERE connection_id = %s AND state = 'done' AND seen <> stored + duplicate""",
    "uncounted": """
        SELECT count(*) FROM (
            SELECT source, count(*) AS rows FROM listening_delivery WHERE connection_id = %s GROUP BY source
        ) d FULL JOIN (
            SELECT source, sum(stored + quarantined) AS rows FROM listening_cycle
            WHERE connection_id = %s GROUP BY source HAVING sum(stored + quarantined) > 0
        ) c USING (source) WHERE d.rows IS DISTINCT FROM c.rows""",
    "unbalanced_cycles": """
        SELECT count(*) FROM listening_cycle
        WHERE connection_id = %s AND seen <> stored + duplicate + quarantined""",
    "orphaned": """
        SELECT count(*) FROM inbox_case c WHERE connection_id = %s AND (
            NOT EXISTS (SELECT FROM inbox_message m WHERE m.case_id = c.id)
            OR 1 <> (SELECT count(*) FROM inbox_caseevent e WHERE e.case_id = c.id AND e.kind = 'opened')
            OR 1 <> (SELECT count(*) FROM inbox_casethread l WHERE l.case_id = c.id))""",
    "left_over": "SELECT count(*) FROM inbox_earlyfact WHERE connection_id = %s",
}


@dataclass
class Findings:
    """How often something is not as it happened; every field but the first two must be 0."""

    messages: int = 0
    quarantined: int = 0
    lost: int = 0
    doubled: int = 0
    invented: int = 0
    wrong_words: int = 0
    lost_words: int = 0
    lost_deletions: int = 0
    wrong_deletions: int = 0
    split: int = 0
    merged: int = 0
    doubled_people: int = 0
    missing_acknowledged: int = 0
    believed_lies: int = 0
    unread_events: int = 0
    stored_amiss: int = 0
    unbalanced: int = 0
    uncounted: int = 0
    unbalanced_cycles: int = 0
    orphaned: int = 0
    left_over: int = 0

    def __add__(self, other: Findings) -> Findings:
        return Findings(
            *(getattr(self, each.name) + getattr(other, each.name) for each in fields(self))
        )


def compare(
    tree: DeskTree,
    network: Network,
    account: Account,
    connection: int,
    *,
    acknowledged: Iterable[str],
) -> Findings:
    """What differs between an account of the network and its connection of the desk."""
    found = Findings()
    happened = {event.object_id for event in account.events if event.type.endswith(".created")}
    items = [network.items[each] for each in happened]
    _messages(tree, connection, items, found)
    _people(tree, connection, found)
    _deliveries(tree, connection, account, acknowledged, found)
    _facts(tree, connection, account, found)
    for name, question in _WRONG.items():
        setattr(found, name, _count(tree, question, *[connection] * question.count("%s")))
    return found


def _messages(tree: DeskTree, connection: int, items: list[Item], found: Findings) -> None:
    rows = tree.ask(_MESSAGES, connection)
    times = Counter(row[0] for row in rows)
    desk = {row[0]: row for row in rows}
    found.messages = len(rows)
    found.lost = sum(1 for item in items if item.id not in desk)
    found.doubled = sum(1 for count in times.values() if count > 1)
    found.invented = len(desk.keys() - {item.id for item in items})
    for item in items:
        if item.id in desk:
            _words(item, desk[item.id], found)


def _words(item: Item, row: tuple[object, ...], found: Findings) -> None:
    _, text, is_edited, is_deleted, thread, author, *_ = row
    is_right = (text, thread, author) == (item.text, item.thread.id, item.author.id)
    found.wrong_words += not is_right or is_edited is not (item.edited_at is not None)
    found.lost_deletions += item.deleted_at is not None and not is_deleted
    found.wrong_deletions += item.deleted_at is None and bool(is_deleted)


def _people(tree: DeskTree, connection: int, found: Findings) -> None:
    """One person for each author, and one case for each person in a thread, no more and no less."""
    cases: dict[tuple[object, object], set[object]] = {}
    matters: dict[object, set[tuple[object, object]]] = {}
    people: dict[object, set[object]] = {}
    for row in tree.ask(_MESSAGES, connection):
        thread, author, case, person = row[4:8]
        cases.setdefault((thread, author), set()).add(case)
        matters.setdefault(case, set()).add((thread, author))
        people.setdefault(author, set()).add(person)
    found.split = sum(1 for some in cases.values() if len(some) > 1 or None in some)
    found.merged = sum(1 for some in matters.values() if len(some) > 1)
    found.doubled_people = sum(1 for some in people.values() if len(some) > 1)


def _deliveries(
    tree: DeskTree, connection: int, account: Account, acknowledged: Iterable[str], found: Findings
) -> None:
    keys = {str(key) for (key,) in tree.ask(_KEYS, connection)}
    found.missing_acknowledged = sum(1 for each in set(acknowledged) if f"hook:{each}" not in keys)
    found.believed_lies = sum(1 for key in keys if key.startswith("hook:lie-"))
    found.unread_events = sum(1 for each in account.events if f"event:{each.event_id}" not in keys)
    quarantined = (
        "SELECT count(*) FROM listening_delivery WHERE connection_id = %s AND state = 'quarantined'"
    )
    found.quarantined = _count(tree, quarantined, connection)


def _facts(tree: DeskTree, connection: int, account: Account, found: Findings) -> None:
    """Each thing told was stored once; every edit left the words before it behind."""
    stored = "SELECT coalesce(sum(stored), 0) FROM listening_delivery WHERE connection_id = %s"
    found.stored_amiss = abs(_count(tree, stored, connection) - len(account.events))
    edits = Counter(each.object_id for each in account.events if each.type.endswith(".edited"))
    kept = {row[0]: row[8] for row in tree.ask(_MESSAGES, connection)}
    found.lost_words = sum(1 for each, times in edits.items() if kept.get(each) != times)


def _count(tree: DeskTree, question: str, *values: object) -> int:
    return int(str(tree.ask(question, *values)[0][0]))
