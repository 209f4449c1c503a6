"""A room's tables made in one step of a migration.

Django draws every model that touches a changed one anew, after each operation. Here nearly all touch users
and brands, so making a hundred tables one by one takes a minute of processor time. These are drawn once.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations import CreateModel
from django.db.migrations.operations.base import Operation, OperationCategory
from django.db.migrations.state import ProjectState


class MakeTables(Operation):
    """Tables with all that later operations of the same step add to them: columns, indexes, constraints.

    Takes what `makemigrations` writes for a room that has no tables yet. Keys between the tables are made
    last, so their order does not matter.
    """

    category = OperationCategory.ADDITION
    reduces_to_sql = True

    def __init__(self, steps: Sequence[Operation]) -> None:
        self.steps = steps

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """The models as they are after the last step; they are drawn when somebody asks for them."""
        state.__dict__.pop("apps", None)
        for step in self.steps:
            step.state_forwards(app_label, state)

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,  # noqa: ARG002 - Django's own
        to_state: ProjectState,
    ) -> None:
        """Makes each table as it is after the last step."""
        for name in self._names():
            model = to_state.apps.get_model(app_label, name)
            if self.allow_migrate_model(schema_editor.connection.alias, model):
                schema_editor.create_model(model)

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,  # noqa: ARG002 - Django's own
    ) -> None:
        """Takes the tables away again, the newest first."""
        for name in reversed(self._names()):
            model = from_state.apps.get_model(app_label, name)
            if self.allow_migrate_model(schema_editor.connection.alias, model):
                schema_editor.delete_model(model)

    def describe(self) -> str:
        """The line that `migrate --plan` prints."""
        return f"Make {len(self._names())} tables"

    def _names(self) -> list[str]:
        return [step.name for step in self.steps if isinstance(step, CreateModel)]
