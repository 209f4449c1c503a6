"""What happened to the service, what was said of it, and what is planned."""

from __future__ import annotations

import secrets

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from amends.staff.models import Brand, User
from amends.status.models.pages import Component, StatusPage, choices, one_of
from amends.status.rules.states import ComponentState, EventState, MaintenanceState


def new_key() -> str:
    """What names a page for good in its address."""
    return secrets.token_hex(5)


class StatusEvent(models.Model):
    """A public trouble, from the first word to the last."""

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="+")
    page = models.ForeignKey(
        StatusPage, on_delete=models.CASCADE, related_name="events", db_index=False
    )
    #: What it is elsewhere, such as ``incident:12``: the same trouble is announced once.
    reference = models.CharField(max_length=120)
    key = models.CharField(max_length=16, unique=True, default=new_key)
    title = models.CharField(max_length=160)
    #: The title in the page's other languages.
    titles = models.JSONField(default=dict)
    state = models.CharField(max_length=14, choices=choices(EventState))
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    #: The promise of the next word; null while none is given.
    next_update_at = models.DateTimeField(null=True)
    #: How many people wrote because of it; null where that is not told.
    affected = models.IntegerField(null=True)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["page", "reference"], name="status_event_once"),
            models.CheckConstraint(
                condition=one_of("state", EventState), name="status_event_state"
            ),
            models.CheckConstraint(
                condition=Q(state="resolved", ended_at__isnull=False, next_update_at=None)
                | (~Q(state="resolved") & Q(ended_at=None)),
                name="status_event_ended",
            ),
        ]
        indexes = [
            models.Index(fields=["page", "-started_at", "-id"], name="status_event_newest"),
            models.Index(fields=["page"], name="status_event_open", condition=Q(ended_at=None)),
        ]

    def __str__(self) -> str:
        return self.title


class EventComponent(models.Model):
    """A component that a trouble concerns, and how much."""

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="+")
    event = models.ForeignKey(
        StatusEvent, on_delete=models.CASCADE, related_name="components", db_index=False
    )
    component = models.ForeignKey(Component, on_delete=models.CASCADE, related_name="+")
    state = models.CharField(max_length=12, choices=choices(ComponentState))

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["event", "component"], name="status_concerned_once"),
            models.CheckConstraint(
                condition=one_of("state", ComponentState), name="status_concerned_state"
            ),
        ]

    def __str__(self) -> str:
        return f"component {self.component_id} in event {self.event_id}"


class StatusUpdate(models.Model):
    """What was said of a trouble at a moment, in each language it was given in."""

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="+")
    event = models.ForeignKey(
        StatusEvent, on_delete=models.CASCADE, related_name="updates", db_index=False
    )
    #: What it is elsewhere: the same word is said once.
    reference = models.CharField(max_length=120)
    state = models.CharField(max_length=14, choices=choices(EventState))
    #: The words by language.
    words = models.JSONField(default=dict)
    by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()
    #: When its words were put right; readers see that they were.
    corrected_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["event", "reference"], name="status_update_once"),
            models.CheckConstraint(
                condition=one_of("state", EventState), name="status_update_state"
            ),
        ]
        indexes = [models.Index(fields=["event", "at", "id"], name="status_update_order")]

    def __str__(self) -> str:
        return f"update {self.pk} of event {self.event_id}"


class Maintenance(models.Model):
    """Work on the service that was announced before it began."""

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="+")
    page = models.ForeignKey(
        StatusPage, on_delete=models.CASCADE, related_name="maintenances", db_index=False
    )
    key = models.CharField(max_length=16, unique=True, default=new_key)
    title = models.CharField(max_length=160)
    titles = models.JSONField(default=dict)
    #: What is done and what readers will notice, by language.
    words = models.JSONField(default=dict)
    component_ids = ArrayField(models.BigIntegerField(), default=list)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    state = models.CharField(
        max_length=10, choices=choices(MaintenanceState), default=MaintenanceState.PLANNED
    )
    #: Whether subscribers are told of it.
    is_told = models.BooleanField(default=True)
    began_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)
    made_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    #: Goes up with each change, so that calendars take the new one.
    sequence = models.IntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=one_of("state", MaintenanceState), name="status_maintenance_state"
            ),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="status_maintenance_ends_later"
            ),
        ]
        indexes = [
            models.Index(fields=["page", "-starts_at"], name="status_maintenance_newest"),
            models.Index(
                fields=["starts_at"],
                name="status_maintenance_due",
                condition=Q(state__in=["planned", "running"]),
            ),
        ]

    def __str__(self) -> str:
        return self.title
