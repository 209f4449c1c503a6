"""Makes the room known to Django."""

from __future__ import annotations

from django.apps import AppConfig


class PublishingConfig(AppConfig):
    """The publishing room."""

    name = "amends.publishing"
    label = "publishing"
    default_auto_field = "django.db.models.BigAutoField"
