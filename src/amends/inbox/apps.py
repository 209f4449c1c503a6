"""Makes the room known to Django."""

from __future__ import annotations

from django.apps import AppConfig


class InboxConfig(AppConfig):
    """The inbox room."""

    name = "amends.inbox"
    label = "inbox"
    default_auto_field = "django.db.models.BigAutoField"
