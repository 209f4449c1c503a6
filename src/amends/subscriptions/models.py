"""Who is told, what, and what became of it."""

from __future__ import annotations

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from amends.inbox.models import Case
from amends.outbox.models import Send
from amends.staff.models import Brand, User


class Subscription(models.Model):
    """A program's address, and what it is told of."""

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=80)
    url = models.CharField(max_length=2000)
    topics = ArrayField(models.CharField(max_length=20), default=list)
    #: Fernet-encrypted JSON: the secret that signs, and while they rotate the old one.
    secrets = models.BinaryField()
    #: Until then the old secret signs as well.
    old_secret_until = models.DateTimeField(null=True)
    made_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField()
    paused_at = models.DateTimeField(null=True)
    #: Why the desk itself paused it; empty when a person did.
    paused_because = models.CharField(max_length=300, default="", blank=True)
    #: It rests until then: being written to, or failing.
    wait_until = models.DateTimeField(null=True)
    failures = models.IntegerField(default=0)
    #: The first failure since it last took anything.
    failing_since = models.DateTimeField(null=True)
    problem = models.CharField(max_length=500, default="", blank=True)
    last_told_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name


class AnnouncementState(models.TextChoices):
    """What became of an announcement."""

    WAITING = "waiting"
    TOLD = "told"
    GIVEN_UP = "given_up"


class Announcement(models.Model):
    """One thing that one program is told, at least once, until it took it or it is given up."""

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="+")
    subscription = models.ForeignKey(
        Subscription, on_delete=models.CASCADE, related_name="announcements", db_index=False
    )
    case = models.ForeignKey(
        Case, null=True, on_delete=models.CASCADE, related_name="+", db_constraint=False
    )
    #: Its id for the program; the same with every try, so that it can leave out what it has.
    public_id = models.UUIDField(default=uuid.uuid4, unique=True)
    topic = models.CharField(max_length=20)
    #: What it tells of, such as ``event:12``: the same thing is announced once.
    source = models.CharField(max_length=80)
    #: The very text that is signed and sent.
    body = models.TextField()
    state = models.CharField(
        max_length=8, choices=AnnouncementState, default=AnnouncementState.WAITING
    )
    #: When it was made, or a person asked for it anew.
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField()
    tries = models.SmallIntegerField(default=0)
    #: The status of the newest answer; null when there was none.
    answered = models.SmallIntegerField(null=True)
    problem = models.CharField(max_length=500, default="", blank=True)
    settled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["subscription", "source"], name="subscriptions_announced_once"
            ),
            models.CheckConstraint(
                condition=Q(state__in=AnnouncementState.values), name="subscriptions_state"
            ),
        ]
        indexes = [
            models.Index(
                fields=["subscription", "id"],
                name="subscriptions_waiting",
                condition=Q(state="waiting"),
            ),
            models.Index(fields=["settled_at"], name="subscriptions_settled"),
        ]

    def __str__(self) -> str:
        return f"{self.topic} for {self.subscription_id}: {self.state}"

    @property
    def message_id(self) -> str:
        """Its id in the headers."""
        return f"msg_{self.public_id.hex}"


class FollowedAnswer(models.Model):
    """An answer on its way whose arrival programs are to be told of."""

    send = models.OneToOneField(Send, primary_key=True, on_delete=models.CASCADE, related_name="+")
    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="+")
    since = models.DateTimeField()

    def __str__(self) -> str:
        return f"answer {self.send_id}"
