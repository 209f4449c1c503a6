"""Messages, how they read before, and what came with them."""

from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Func, Q

from amends.channels.models import Connection
from amends.inbox.models.cases import Case, Thread
from amends.inbox.models.people import Identity
from amends.staff.models import Brand, User


class Direction(models.TextChoices):
    """Who said it: a customer (in) or the brand (out)."""

    IN = "in"
    OUT = "out"


class Message(models.Model):
    """Something said, in or out, public or private. Its first words stay; edits and deletion are facts.

    `external_id` is null only for an out message the network has not confirmed.
    """

    brand = models.ForeignKey(
        Brand, on_delete=models.CASCADE, related_name="+", db_constraint=False, db_index=False
    )
    connection = models.ForeignKey(
        Connection, on_delete=models.CASCADE, related_name="+", db_constraint=False, db_index=False
    )
    thread = models.ForeignKey(
        Thread, on_delete=models.CASCADE, related_name="messages", null=True, db_index=False
    )
    #: Null for the brand's own posts that nobody's case includes yet.
    case = models.ForeignKey(
        Case, on_delete=models.CASCADE, related_name="messages", null=True, db_index=False
    )
    identity = models.ForeignKey(Identity, null=True, on_delete=models.PROTECT, related_name="+")
    #: The colleague who wrote it here; null when it was said on the network itself.
    author = models.ForeignKey(
        User, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False
    )
    direction = models.CharField(max_length=3)
    is_public = models.BooleanField()
    external_id = models.CharField(max_length=1000, null=True)  # noqa: DJ001 - unique where known
    #: Our key of the send that made it; the network may echo it.
    send_key = models.UUIDField(null=True)
    reply_to = models.CharField(max_length=1000, default="")
    subject = models.CharField(max_length=500, default="")
    text = models.TextField()
    html = models.TextField(default="")
    url = models.TextField(default="")
    #: As the network tells it: a tag such as ``de`` or ``pt-BR``; empty where it does not.
    language = models.CharField(max_length=35, default="", db_default="", blank=True)
    rating = models.SmallIntegerField(null=True)
    is_automatic = models.BooleanField(default=False)
    sent_at = models.DateTimeField()
    received_at = models.DateTimeField()
    edited_at = models.DateTimeField(null=True)
    deleted_at = models.DateTimeField(null=True)
    #: An out message that did not reach the customer: the network said no, or took it back later.
    failed_at = models.DateTimeField(null=True)
    read_at = models.DateTimeField(null=True)
    counts = models.JSONField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["connection", "external_id"], name="inbox_message_once"
            ),
            models.UniqueConstraint(
                fields=["send_key"],
                name="inbox_message_send_key",
                condition=Q(send_key__isnull=False),
            ),
            models.CheckConstraint(
                condition=Q(direction=Direction.OUT)
                | Q(direction=Direction.IN, identity__isnull=False, external_id__isnull=False),
                name="inbox_message_in_has_identity",
            ),
        ]
        indexes = [
            models.Index(fields=["case", "sent_at", "id"], name="inbox_message_case"),
            models.Index(fields=["thread", "sent_at", "id"], name="inbox_message_thread"),
            models.Index(fields=["brand", "sent_at", "id"], name="inbox_message_said"),
            # Every search reads the pending list from end to end: 10 ms for 4 MB.
            GinIndex(
                Func(F("brand_id"), F("subject"), F("text"), function="inbox_words"),
                name="inbox_message_words",
                gin_pending_list_limit=4096,
            ),
        ]

    def __str__(self) -> str:
        return f"message {self.pk}"


class MessageVersion(models.Model):
    """How a message read before an edit: kept, because what was said was said."""

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="+")
    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="versions")
    text = models.TextField()
    html = models.TextField(default="")
    #: When these words stopped being the message's words.
    until_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["message", "until_at"], name="inbox_version_once"),
        ]

    def __str__(self) -> str:
        return f"message {self.message_id} until {self.until_at:%Y-%m-%d %H:%M}"


class EarlyFact(models.Model):
    """An edit, deletion or outcome that overtook its message; applied when the message comes."""

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="+")
    connection = models.ForeignKey(Connection, on_delete=models.CASCADE, related_name="+")
    external_id = models.CharField(max_length=1000)
    kind = models.CharField(max_length=12)
    at = models.DateTimeField()
    facts = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["connection", "external_id", "kind", "at"], name="inbox_early_fact_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.external_id}"


class Attachment(models.Model):
    """A picture or file of a message: kept by us (`path`) or known by the network's address (`url`)."""

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="+")
    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="attachments")
    #: Which of the message's attachments this is, from 0.
    position = models.SmallIntegerField()
    name = models.CharField(max_length=255, default="")
    content_type = models.CharField(max_length=120)
    size = models.BigIntegerField(null=True)
    alt_text = models.TextField(default="")
    url = models.TextField(default="")
    #: Where the bytes are, within the data folder's media.
    path = models.CharField(max_length=200, default="")
    #: When the bytes are to be asked for at ``url``; null: they are kept, or were given up.
    fetch_at = models.DateTimeField(null=True)
    tries = models.SmallIntegerField(default=0, db_default=0)
    #: Why the bytes are not here, as a sentence.
    problem = models.CharField(max_length=300, default="", db_default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["message", "position"], name="inbox_attachment_once"),
        ]
        indexes = [
            models.Index(
                fields=["fetch_at"],
                name="inbox_attachment_to_fetch",
                condition=models.Q(fetch_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.url
