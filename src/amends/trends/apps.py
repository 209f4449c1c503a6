"""Makes the room known to Django."""

from __future__ import annotations

from django.apps import AppConfig


class TrendsConfig(AppConfig):
    """The trends room."""

    name = "amends.trends"
    label = "trends"
    default_auto_field = "django.db.models.BigAutoField"
