"""Customers by a part of their names or handles."""

from __future__ import annotations

import functools
from typing import Any

from django.db import connection as database

#: So many people of a name are looked at, the newest; a name that more have says too little.
MOST = 300

# Two limits: of a part that many names have, most need not be read then.
_NAMED = """
(SELECT id FROM inbox_person
    WHERE brand_id = %(brand)s AND inbox_fold(name) LIKE ANY(%(like)s) LIMIT %(limit)s)
UNION
(SELECT person_id FROM inbox_identity
    WHERE brand_id = %(brand)s AND inbox_fold(handle) LIKE ANY(%(like)s) LIMIT %(limit)s)
LIMIT %(limit)s
"""
#: The newest first, where many are called so: reading backwards ends soon.
_NEWEST = """
SELECT id FROM (SELECT id, name FROM inbox_person WHERE brand_id = %(brand)s
    ORDER BY id DESC LIMIT 1500) newest
WHERE inbox_fold(name) LIKE ANY(%(like)s) ORDER BY id DESC LIMIT %(limit)s
"""
_HAS_PARTS = """
SELECT EXISTS (SELECT FROM pg_indexes
    WHERE indexname = 'inbox_person_part' AND indexdef LIKE '%%gin_trgm_ops%%')
"""


def named(brand_id: int, part: str, *, limit: int = MOST) -> list[int]:
    """Ids of people whose name or handle holds this part; of a very common one the newest only."""
    like = _patterns(part)
    if not like:
        return []
    facts: dict[str, Any] = {"brand": brand_id, "like": like, "limit": limit + 1}
    with database.cursor() as cursor:
        if len(part) < 4:
            cursor.execute(_NEWEST, facts)
            newest = [row[0] for row in cursor.fetchall()]
            if len(newest) > limit:
                return newest[:limit]
        cursor.execute(_NAMED, facts)
        return [row[0] for row in cursor.fetchall()][:limit]


def folded(text: str) -> str:
    """A text as the index reads it: no case, no accents."""
    with database.cursor() as cursor:
        cursor.execute("SELECT inbox_fold(%s)", [text])
        return str(cursor.fetchone()[0])


def _patterns(part: str) -> list[str]:
    """What a name is compared with: three letters anywhere, fewer at the beginning of a word."""
    bare = folded(part.strip().lstrip("@").strip())
    for sign in "\\%_":
        bare = bare.replace(sign, f"\\{sign}")
    if not bare:
        return []
    if not has_parts():
        return [f"{bare}%", f"@{bare}%"]
    return [f"%{bare}%"] if len(bare) > 2 else [f"{bare}%", f"% {bare}%", f"@{bare}%"]


@functools.cache
def has_parts() -> bool:
    """Whether names are found by any part of them; asked once, for only a migration changes it."""
    with database.cursor() as cursor:
        cursor.execute(_HAS_PARTS)
        return bool(cursor.fetchone()[0])
