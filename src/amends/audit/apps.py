"""Makes the room known to Django."""

from __future__ import annotations

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """The audit room."""

    name = "amends.audit"
    label = "audit"
    default_auto_field = "django.db.models.BigAutoField"
