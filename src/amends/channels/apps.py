"""Makes the room known to Django."""

from __future__ import annotations

from django.apps import AppConfig


class ChannelsConfig(AppConfig):
    """The channels room."""

    name = "amends.channels"
    label = "channels"
    default_auto_field = "django.db.models.BigAutoField"
