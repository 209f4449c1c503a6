"""Makes the room known to Django."""

from __future__ import annotations

from django.apps import AppConfig


class SubscriptionsConfig(AppConfig):
    """The subscriptions room."""

    name = "amends.subscriptions"
    label = "subscriptions"
    default_auto_field = "django.db.models.BigAutoField"
