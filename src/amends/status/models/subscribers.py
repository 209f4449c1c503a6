"""Who asked to be told, and what they were told."""

from __future__ import annotations

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from amends.staff.models import Brand
from amends.status.models.pages import StatusPage, choices, one_of
from amends.status.rules.states import NoticeState, Way


class Subscriber(models.Model):
    """Somebody who asked to be told of the page's news; told only once they confirmed it."""

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="+")
    page = models.ForeignKey(
        StatusPage, on_delete=models.CASCADE, related_name="subscribers", db_index=False
    )
    way = models.CharField(max_length=8, choices=choices(Way))
    #: An e-mail address, or the address of a program.
    address = models.CharField(max_length=2000)
    language = models.CharField(max_length=5)
    #: Of which components; empty for all.
    component_ids = ArrayField(models.BigIntegerField(), default=list)
    #: What they asked for last, until they confirm it: language and components.
    wish = models.JSONField(default=dict)
    #: Fernet-encrypted: the secret that signs what a program is told; empty for mail.
    secrets = models.BinaryField(default=bytes)
    asked_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    stopped_at = models.DateTimeField(null=True)
    #: Why the desk itself stopped; empty when they did.
    stopped_because = models.CharField(max_length=300, default="", blank=True)
    failing_since = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint("page", "way", Lower("address"), name="status_subscriber_once"),
            models.CheckConstraint(condition=one_of("way", Way), name="status_subscriber_way"),
        ]
        indexes = [
            models.Index(
                fields=["page", "id"],
                name="status_subscriber_told",
                condition=Q(confirmed_at__isnull=False, stopped_at=None),
            ),
        ]

    def __str__(self) -> str:
        return f"subscriber {self.pk} by {self.way}"

    @property
    def is_told(self) -> bool:
        """Whether news goes to them."""
        return self.confirmed_at is not None and self.stopped_at is None


class SubscriberNotice(models.Model):
    """One thing that one subscriber is told, once."""

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="+")
    subscriber = models.ForeignKey(
        Subscriber, on_delete=models.CASCADE, related_name="notices", db_index=False
    )
    #: Its id for the other side; the same with every try.
    public_id = models.UUIDField(default=uuid.uuid4, unique=True)
    #: What it tells of, such as ``update:12``: the same thing is told once.
    source = models.CharField(max_length=120)
    state = models.CharField(
        max_length=8, choices=choices(NoticeState), default=NoticeState.WAITING
    )
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField()
    #: Until then a worker has it in hand.
    lease_until = models.DateTimeField(null=True)
    tries = models.SmallIntegerField(default=0)
    problem = models.CharField(max_length=500, default="", blank=True)
    settled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["subscriber", "source"], name="status_noticed_once"),
            models.CheckConstraint(
                condition=one_of("state", NoticeState), name="status_notice_state"
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_at", "id"],
                name="status_notice_due",
                condition=Q(state__in=["waiting", "sending"]),
            ),
            models.Index(fields=["settled_at"], name="status_notice_settled"),
        ]

    def __str__(self) -> str:
        return f"{self.source} for subscriber {self.subscriber_id}: {self.state}"
