"""After an app's first, a migration must not stop a desk that runs: no long locks, no rewritten tables."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.contrib.postgres.operations import (
    AddConstraintNotValid,
    AddIndexConcurrently,
    RemoveIndexConcurrently,
    ValidateConstraint,
)
from django.db import migrations, models
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

#: What is let pass, and why.
REASONS: dict[str, str] = {}

_HARMLESS = (
    migrations.CreateModel,
    migrations.DeleteModel,
    migrations.RemoveField,
    migrations.RemoveIndex,
    migrations.RemoveConstraint,
    migrations.AlterModelOptions,
    migrations.AlterModelManagers,
    AddIndexConcurrently,
    RemoveIndexConcurrently,
    AddConstraintNotValid,
    ValidateConstraint,
)
_WORDS: dict[type[Operation], str] = {
    migrations.AddIndex: "builds an index while nobody can write: use AddIndexConcurrently",
    migrations.AddConstraint: "checks every row while nobody can write: use AddConstraintNotValid",
}


def complaint(operation: Operation, before: ProjectState, app: str) -> str:
    """What this operation would do to a running desk; nothing is well."""
    if isinstance(operation, _HARMLESS):
        return ""
    if isinstance(operation, migrations.AddField):
        return _of_new_field(operation.field)
    if isinstance(operation, migrations.AlterField):
        model = before.models[app, operation.model_name_lower]
        is_same = _in_database(model.fields[operation.name]) == _in_database(operation.field)
        return "" if is_same else "changes a column: add another, fill it, change over"
    return _WORDS.get(type(operation), "nobody can tell what it locks: give a reason")


def _of_new_field(field: models.Field[object, object]) -> str:
    if field.unique or field.db_index:
        return "adds a column with an index built while nobody can write"
    if not (field.null or field.many_to_many or field.has_default() or field.has_db_default()):
        return "adds a column that old rows and old processes cannot fill"
    return ""


def _in_database(field: models.Field[object, object]) -> tuple[str, object, dict[str, object]]:
    """What of a field the database knows."""
    _, path, args, kwargs = field.deconstruct()
    return path, args, {k: v for k, v in kwargs.items() if k not in field.non_db_attrs}


def _later() -> Iterator[tuple[str, migrations.Migration, ProjectState]]:
    """Every migration of ours but each app's first, and the tables as they are before it."""
    loader = MigrationLoader(None)
    for (app, name), migration in sorted(loader.disk_migrations.items()):
        if migration.__module__.startswith("amends.") and not name.startswith("0001"):
            before = loader.project_state([(app, name)], at_end=False)
            yield f"{app}.{name}", migration, before


@pytest.mark.parametrize(
    ("name", "migration", "before"), [pytest.param(*m, id=m[0]) for m in _later()]
)
def test_a_desk_can_run_meanwhile(
    name: str, migration: migrations.Migration, before: ProjectState
) -> None:
    before, found, made = before.clone(), [], set()
    for operation in migration.operations:
        if isinstance(operation, migrations.CreateModel):
            made.add(operation.name_lower)
        # A table that this migration makes has no rows yet, and nobody who waits for it.
        if getattr(operation, "model_name_lower", None) not in made:
            found.append(complaint(operation, before, migration.app_label))
        operation.state_forwards(migration.app_label, before)
    assert bool(any(found)) == (name in REASONS), [words for words in found if words]


@pytest.mark.parametrize(
    ("name", "migration", "before"), [pytest.param(*m, id=m[0]) for m in _later()]
)
def test_what_is_built_beside_the_work_is_in_no_transaction(
    name: str, migration: migrations.Migration, before: ProjectState
) -> None:
    if any(isinstance(each, AddIndexConcurrently) for each in migration.operations):
        assert migration.atomic is False
        assert len(migration.operations) == 1, "the others would be left half done"


def test_every_reason_is_of_a_migration_that_exists() -> None:
    assert set(REASONS) <= {name for name, _, _ in _later()}


_INDEX = models.Index(fields=["digested_at"], name="x")
_CHECK = models.CheckConstraint(condition=models.Q(tries__gte=0), name="x")


@pytest.mark.parametrize(
    "operation",
    [
        migrations.AddIndex("delivery", _INDEX),
        migrations.AddConstraint("delivery", _CHECK),
        migrations.AddField("delivery", "x", models.IntegerField()),
        migrations.AddField("delivery", "x", models.IntegerField(null=True, db_index=True)),
        migrations.AlterField("delivery", "tries", models.BigIntegerField(default=0)),
        migrations.RunSQL("SELECT 1"),
    ],
    ids=lambda operation: operation.describe(),
)
def test_the_check_catches(operation: Operation) -> None:
    state = MigrationLoader(None).project_state()
    assert complaint(operation, state, "listening")


@pytest.mark.parametrize(
    "operation",
    [
        AddIndexConcurrently("delivery", _INDEX),
        AddConstraintNotValid("delivery", _CHECK),
        migrations.AddField("delivery", "x", models.IntegerField(null=True)),
        migrations.AddField("delivery", "x", models.IntegerField(default=0)),
        migrations.AlterField(
            "delivery", "state", models.CharField(max_length=12, default="waiting")
        ),
    ],
    ids=lambda operation: operation.describe(),
)
def test_the_check_lets_pass(operation: Operation) -> None:
    state = MigrationLoader(None).project_state()
    assert complaint(operation, state, "listening") == ""
