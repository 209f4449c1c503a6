"""People are found by any part of their names and handles.

That takes the extension pg_trgm, which comes with PostgreSQL and which the owner of a database may
switch on. Where it cannot be had, names are found by their beginnings only (`inbox.queries.people`).
"""

from __future__ import annotations

from django.db import DatabaseError, migrations, transaction
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

_INDEXES = (("inbox_person_part", "inbox_person", "name"), ("inbox_identity_part", "inbox_identity", "handle"))


def _make(_apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    try:
        with transaction.atomic(using=editor.connection.alias):
            editor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
        how = "gin (inbox_fold({}) gin_trgm_ops)"
    except DatabaseError:
        how = "btree (inbox_fold({}) text_pattern_ops)"
    _unmake(_apps, editor)
    for name, table, column in _INDEXES:
        editor.execute(f"CREATE INDEX CONCURRENTLY {name} ON {table} USING {how.format(column)}")


def _unmake(_apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    for name, _table, _column in _INDEXES:
        editor.execute(f"DROP INDEX CONCURRENTLY IF EXISTS {name}")


class Migration(migrations.Migration):
    """Adds the indexes of names and handles; one that broke off before is made anew."""

    atomic = False

    dependencies = [("inbox", "0021_what_was_set_aside_is_found")]

    operations = [migrations.RunPython(_make, _unmake)]
