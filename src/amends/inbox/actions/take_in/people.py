"""Whoever wrote becomes a person with an identity, once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.backends.utils import CursorWrapper

from amends.channels.contract import Author, Said
from amends.inbox.actions.take_in.batch import Batch
from amends.inbox.actions.take_in.staging import (
    NULL,
    checked_key,
    clean,
    copy_lines,
    field,
    joined,
    new_ids,
)

_KNOWN = """
SELECT realm, external_id, id, person_id, handle, name, avatar_url, followers FROM inbox_identity
WHERE brand_id = %s AND realm = ANY(%s)
    AND external_id = ANY(string_to_array(%s, E'\\n'))
"""
_CHANGE = """
UPDATE inbox_identity k
SET handle = n.handle, name = n.name, avatar_url = n.avatar_url, followers = n.followers
FROM unnest(%s::bigint[], %s::text[], %s::text[], %s::text[], %s::bigint[])
    AS n (id, handle, name, avatar_url, followers)
WHERE k.id = n.id
"""

#: Within what, and by which id, an author is one.
Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Known:
    """Where an author is kept."""

    identity_id: int
    person_id: int


def key_of(batch: Batch, author: Author) -> Key:
    """The author's realm and id."""
    return (author.realm or batch.connection.channel, author.external_id)


def know(cursor: CursorWrapper, batch: Batch, said: Sequence[Said]) -> dict[Key, Known]:
    """The identity and person of everybody who wrote; those missing are made, changed names kept."""
    newest: dict[Key, Said] = {}
    for item in said:
        key = key_of(batch, item.author)
        if not item.own and (key not in newest or newest[key].sent_at <= item.sent_at):
            newest[key] = item
    realms = list({realm for realm, _ in newest})
    ids = joined(checked_key(external_id) for _, external_id in newest)
    cursor.execute(_KNOWN, [batch.brand_id, realms, ids])
    rows = {(row[0], row[1]): row[2:] for row in cursor.fetchall()}
    known = {key: Known(row[0], row[1]) for key, row in rows.items() if key in newest}
    _change(cursor, [(rows[key], newest[key].author) for key in known])
    missing = {key: item.author for key, item in newest.items() if key not in known}
    return known | _make(cursor, batch, missing)


def _change(cursor: CursorWrapper, pairs: list[tuple[tuple[object, ...], Author]]) -> None:
    """A network that tells less this time (a push without the name) does not erase what we know."""
    changed = []
    for row, author in pairs:
        id_, _, *was = row
        told = (
            clean(author.handle)[:255] or was[0],
            clean(author.name)[:255] or was[1],
            author.avatar_url or was[2],
            was[3] if author.followers is None else author.followers,
        )
        if told != tuple(was):
            changed.append((id_, *told))
    if changed:
        cursor.execute(_CHANGE, [list(column) for column in zip(*changed, strict=True)])


def _make(cursor: CursorWrapper, batch: Batch, missing: dict[Key, Author]) -> dict[Key, Known]:
    if not missing:
        return {}
    people = new_ids(cursor, "inbox_person", len(missing))
    identities = new_ids(cursor, "inbox_identity", len(missing))
    made = dict(zip(missing, map(Known, identities, people), strict=True))
    brand_id, now = batch.brand_id, batch.now
    copy_lines(
        cursor,
        "inbox_person",
        "id brand_id name created_at",
        (
            f"{made[key].person_id}\t{brand_id}\t{field(_called(author))}\t{now}\n"
            for key, author in missing.items()
        ),
    )
    copy_lines(
        cursor,
        "inbox_identity",
        "id brand_id person_id realm external_id handle name avatar_url followers created_at",
        (
            f"{made[key].identity_id}\t{brand_id}\t{made[key].person_id}\t{field(key[0])}\t"
            f"{field(key[1])}\t{field(author.handle[:255])}\t{field(author.name[:255])}\t"
            f"{field(author.avatar_url)}\t"
            f"{NULL if author.followers is None else author.followers}\t{now}\n"
            for key, author in missing.items()
        ),
    )
    return made


def _called(author: Author) -> str:
    return (author.name or author.handle or author.external_id)[:255]
