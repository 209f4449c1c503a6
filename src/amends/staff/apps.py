"""Makes the room known to Django."""

from __future__ import annotations

from django.apps import AppConfig


class StaffConfig(AppConfig):
    """The staff room."""

    name = "amends.staff"
    label = "staff"
    default_auto_field = "django.db.models.BigAutoField"
