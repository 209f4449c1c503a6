"""Makes the room known to Django."""

from __future__ import annotations

from django.apps import AppConfig


class TriageConfig(AppConfig):
    """The triage room."""

    name = "amends.triage"
    label = "triage"
    default_auto_field = "django.db.models.BigAutoField"
