"""How far customers' public messages spread: where each stands now, and every count that brought news."""

from __future__ import annotations

from django.db import models

from amends.channels.models import Connection
from amends.inbox.models.messages import Message
from amends.staff.models import Brand


class Spread(models.Model):
    """How far one public message has spread, how fast, and when it is looked at again."""

    message = models.OneToOneField(
        Message, primary_key=True, on_delete=models.CASCADE, related_name="spread"
    )
    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="+", db_index=False)
    connection = models.ForeignKey(
        Connection, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    #: Likes, shares and replies together, when they were last told.
    total = models.IntegerField(default=0)
    #: More of them an hour; less after every look that showed none.
    growth = models.FloatField(default=0)
    #: Until when `total` was surely right: the last news of it, or the last look but one without any.
    held_at = models.DateTimeField()
    asked_at = models.DateTimeField(null=True)
    #: Seconds between the last look and the next, and when that is; null: it is looked at no more.
    wait = models.IntegerField()
    due_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["connection", "due_at"],
                name="inbox_spread_due",
                condition=models.Q(due_at__isnull=False),
            ),
            models.Index(
                fields=["brand", "-growth"],
                name="inbox_spread_growing",
                condition=models.Q(growth__gt=0),
            ),
        ]

    def __str__(self) -> str:
        return f"spread of message {self.message_id}"


class SpreadCount(models.Model):
    """How far a message had spread at one moment; only moments that brought news are kept."""

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="+", db_index=False)
    message = models.ForeignKey(
        Message, on_delete=models.CASCADE, related_name="spread_counts", db_index=False
    )
    at = models.DateTimeField()
    likes = models.IntegerField(default=0)
    shares = models.IntegerField(default=0)
    replies = models.IntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["message", "at"], name="inbox_spread_count_once"),
        ]

    def __str__(self) -> str:
        return f"message {self.message_id} at {self.at:%Y-%m-%d %H:%M}"
