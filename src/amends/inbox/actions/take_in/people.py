"""Whoever wrote becomes a person with an identity, once."""

from __future__ import annotations

from django.db.backends.utils import CursorWrapper

from amends.inbox.actions.take_in.batch import Batch

_NEW = """
WITH fresh AS (
    SELECT DISTINCT ON (i.realm, i.author)
        i.realm, i.author, i.handle, i.name, i.avatar_url, i.followers,
        nextval(pg_get_serial_sequence('inbox_person', 'id')) AS person_id
    FROM intake i
    WHERE NOT i.own AND NOT EXISTS (
        SELECT 1 FROM inbox_identity k
        WHERE k.brand_id = %(brand)s AND k.realm = i.realm AND k.external_id = i.author)
    ORDER BY i.realm, i.author, i.sent_at DESC
), person AS (
    INSERT INTO inbox_person (id, brand_id, name, created_at)
    SELECT person_id, %(brand)s, coalesce(nullif(name, ''), nullif(handle, ''), author), %(now)s
    FROM fresh
)
INSERT INTO inbox_identity
    (brand_id, person_id, realm, external_id, handle, name, avatar_url, followers, created_at)
SELECT %(brand)s, person_id, realm, author, handle, name, avatar_url, followers, %(now)s FROM fresh
"""
# A network that tells less this time (a webhook without the name) does not erase what we know.
_CHANGED = """
UPDATE inbox_identity k
SET handle = coalesce(nullif(i.handle, ''), k.handle), name = coalesce(nullif(i.name, ''), k.name),
    avatar_url = coalesce(nullif(i.avatar_url, ''), k.avatar_url),
    followers = coalesce(i.followers, k.followers)
FROM (
    SELECT DISTINCT ON (realm, author) * FROM intake WHERE NOT own
    ORDER BY realm, author, sent_at DESC
) i
WHERE k.brand_id = %(brand)s AND k.realm = i.realm AND k.external_id = i.author
    AND ((i.handle <> '' AND i.handle <> k.handle) OR (i.name <> '' AND i.name <> k.name)
        OR (i.avatar_url <> '' AND i.avatar_url <> k.avatar_url)
        OR (i.followers IS NOT NULL AND i.followers IS DISTINCT FROM k.followers))
"""


def know(cursor: CursorWrapper, batch: Batch) -> None:
    """Make missing identities and people."""
    values = {"brand": batch.brand_id, "now": batch.now}
    cursor.execute(_NEW, values)
    cursor.execute(_CHANGED, values)
