"""Makes the room known to Django."""

from __future__ import annotations

from django.apps import AppConfig


class RepliesConfig(AppConfig):
    """The replies room."""

    name = "amends.replies"
    label = "replies"
    default_auto_field = "django.db.models.BigAutoField"
