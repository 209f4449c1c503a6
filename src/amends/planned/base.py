"""Django's PostgreSQL, with statements that may keep their plans (Django asks for a module named so)."""

from __future__ import annotations

from typing import Any

from django.db.backends.postgresql import base


class DatabaseWrapper(base.DatabaseWrapper):
    """One thread's connection."""

    #: Whether statements are sent apart from their values now: see `amends.planned`.
    keeps_plans = False

    def create_cursor(self, name: str | None = None) -> Any:
        """A cursor; inside `planned` one whose statements keep their plans."""
        if name or not self.keeps_plans:
            return super().create_cursor(name)
        usual = self.connection.cursor_factory
        self.connection.cursor_factory = base.ServerBindingCursor
        try:
            return super().create_cursor()
        finally:
            self.connection.cursor_factory = usual
