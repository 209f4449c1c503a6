"""Makes the room known to Django."""

from __future__ import annotations

from django.apps import AppConfig


class PlaybookConfig(AppConfig):
    """The playbook room."""

    name = "amends.playbook"
    label = "playbook"
    default_auto_field = "django.db.models.BigAutoField"
