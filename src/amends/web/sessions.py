"""Django's sessions in the database; read on every request, so by SQL that is written out once."""

from __future__ import annotations

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.db import connection as database
from django.utils import timezone

_LIVING = """
SELECT session_key, session_data, expire_date FROM django_session
WHERE session_key = %s AND expire_date > %s
"""


class SessionStore(db.SessionStore):
    """One session, as Django keeps it."""

    def _get_session_from_db(self) -> Session | None:
        with database.cursor() as cursor:
            cursor.execute(_LIVING, [self.session_key, timezone.now()])
            row = cursor.fetchone()
        if row is None:
            self._session_key = None
            return None
        return Session(*row)
