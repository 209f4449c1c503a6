"""What stands beside an open case: its person's handles and other cases."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import connection as database

from amends.inbox.models import Case, Identity
from amends.joined import Joined

_EARLIER = """
SELECT id, subject, preview, opened_at FROM inbox_case
WHERE person_id = %(person)s AND id <> %(case)s ORDER BY id DESC LIMIT %(limit)s
"""


@dataclass(frozen=True, slots=True)
class Earlier:
    """Another case of the same person, as a link shows it."""

    pk: int
    subject: str
    preview: str
    opened_at: datetime


def earlier_cases(case: Case, *, limit: int = 5) -> list[Earlier]:
    """The person's other cases, newest first."""
    facts = {"person": case.person_id, "case": case.pk, "limit": limit}
    with database.cursor() as cursor:
        cursor.execute(_EARLIER, facts)
        return [Earlier(*row) for row in cursor.fetchall()]


_HANDLE = Joined(handle=Identity)
_IDENTITIES = f"""
SELECT {_HANDLE.columns} FROM inbox_identity handle WHERE handle.person_id = %(person)s
ORDER BY handle.id LIMIT %(limit)s
"""  # noqa: S608 - our own columns


def identities(case: Case, *, limit: int = 12) -> list[Identity]:
    """The handles that the case's person is known by."""
    return _HANDLE.only(_IDENTITIES, {"person": case.person_id, "limit": limit})
