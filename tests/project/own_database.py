"""The tests' own database, for processes that a test starts."""

from __future__ import annotations

from urllib.parse import urlencode

from django.db import connection


def url() -> str:
    """Its address; the server is the run's, the database is the test's."""
    given = connection.get_connection_params()
    wanted = {name: given[name] for name in ("user", "password", "host", "port") if given.get(name)}
    return f"postgresql:///{given['dbname']}?{urlencode(wanted)}"
