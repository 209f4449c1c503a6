"""Makes the room known to Django."""

from __future__ import annotations

from django.apps import AppConfig


class BulkConfig(AppConfig):
    """The bulk room."""

    name = "amends.bulk"
    label = "bulk"
    default_auto_field = "django.db.models.BigAutoField"
