"""Makes the room known to Django."""

from __future__ import annotations

from django.apps import AppConfig


class IncidentsConfig(AppConfig):
    """The incidents room."""

    name = "amends.incidents"
    label = "incidents"
    default_auto_field = "django.db.models.BigAutoField"
