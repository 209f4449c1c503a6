"""Makes the room known to Django."""

from __future__ import annotations

from django.apps import AppConfig


class WebConfig(AppConfig):
    """The web room."""

    name = "amends.web"
    label = "web"
    default_auto_field = "django.db.models.BigAutoField"
