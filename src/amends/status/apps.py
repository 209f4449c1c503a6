"""Makes the room known to Django."""

from __future__ import annotations

from django.apps import AppConfig


class StatusConfig(AppConfig):
    """The status room."""

    name = "amends.status"
    label = "status"
    default_auto_field = "django.db.models.BigAutoField"
