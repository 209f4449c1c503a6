"""Makes the room known to Django."""

from __future__ import annotations

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """The api room."""

    name = "amends.api"
    label = "api"
    default_auto_field = "django.db.models.BigAutoField"
