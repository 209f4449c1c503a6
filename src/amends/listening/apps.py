"""Makes the room known to Django."""

from __future__ import annotations

from django.apps import AppConfig


class ListeningConfig(AppConfig):
    """The listening room."""

    name = "amends.listening"
    label = "listening"
    default_auto_field = "django.db.models.BigAutoField"
