"""Makes the room known to Django."""

from __future__ import annotations

from django.apps import AppConfig


class AlertsConfig(AppConfig):
    """The alerts room."""

    name = "amends.alerts"
    label = "alerts"
    default_auto_field = "django.db.models.BigAutoField"
