"""Rows of several tables at once as models, by SQL that is written out once.

A queryset with five joins builds its SQL anew each time, which costs more than the database needs to
answer. What stands on every screen is read by this instead.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import connection as database
from django.db.models import Field, Model


class Joined:
    """Tables under the names by which the SQL calls them; ``columns`` is what to select of them all."""

    def __init__(self, **tables: type[Model]) -> None:
        self._tables = [_Table(name, model) for name, model in tables.items()]
        self.columns = ", ".join(table.columns for table in self._tables)

    def read(self, sql: str, params: Mapping[str, Any]) -> list[list[Any]]:
        """For each row a model of each table, None where an outer join found nothing; then what is left.

        What the SQL selects after the columns comes last, as it is.
        """
        with database.cursor() as cursor:
            cursor.execute(sql, params)
            rows = cursor.fetchall()
        return [self.models(row) for row in rows]

    def only(self, sql: str, params: Mapping[str, Any]) -> list[Any]:
        """The models of the first table."""
        return [row[0] for row in self.read(sql, params)]

    def models(self, row: Sequence[Any]) -> list[Any]:
        """One row's models, for whoever reads more columns after those of the tables."""
        models: list[Any] = []
        at = 0
        for table in self._tables:
            models.append(table.model_of(row[at : at + table.width]))
            at += table.width
        return [*models, *row[at:]]


class _Table:
    """One table: its columns, and how a row of it becomes a model."""

    def __init__(self, name: str, model: type[Model]) -> None:
        fields: list[Field[Any, Any]] = list(model._meta.concrete_fields)
        self._model = model
        self._names = [field.attname for field in fields]
        self._pk = self._names.index(model._meta.pk.attname)
        self.columns = ", ".join(f'{name}."{field.column}"' for field in fields)
        self.width = len(fields)
        self._read = [
            (at, field.from_db_value, field)
            for at, field in enumerate(fields)
            if hasattr(field, "from_db_value")
        ]

    def model_of(self, row: Sequence[Any]) -> Model | None:
        if row[self._pk] is None:
            return None
        values = list(row)
        for at, read, field in self._read:
            values[at] = read(values[at], field, database)
        return self._model.from_db(database.alias, self._names, values)
