"""Makes the room known to Django."""

from __future__ import annotations

from django.apps import AppConfig


class OutboxConfig(AppConfig):
    """The outbox room."""

    name = "amends.outbox"
    label = "outbox"
    default_auto_field = "django.db.models.BigAutoField"
