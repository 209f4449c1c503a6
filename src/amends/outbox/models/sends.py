"""Every send with its one honest state, each attempt, deeds, the brake, and each lane."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from amends.channels.models import Connection
from amends.inbox.models import Case, Message
from amends.staff.models import Brand, User


class SendState(models.TextChoices):
    """The truth about a send. UNKNOWN: the network may have it; look it up before any second try."""

    QUEUED = "queued"
    HELD = "held"
    SENDING = "sending"
    SENT = "sent"
    REFUSED = "refused"
    FAILED = "failed"
    UNKNOWN = "unknown"
    WITHDRAWN = "withdrawn"


class Send(models.Model):
    """One thing the brand says to the world, from asked to settled."""

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="+")
    connection = models.ForeignKey(Connection, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, null=True, on_delete=models.PROTECT, related_name="sends")
    #: The message as the case shows it.
    message = models.OneToOneField(Message, on_delete=models.PROTECT, related_name="send")
    #: Ours, unique; the network's idempotency key where it has one.
    key = models.UUIDField(unique=True)
    #: What makes two presses of the button one send: the draft's or the API caller's key.
    request_key = models.CharField(max_length=200)
    state = models.CharField(max_length=10, choices=SendState, default=SendState.QUEUED)
    state_since = models.DateTimeField()
    #: In words, for HELD, REFUSED, FAILED and UNKNOWN.
    reason = models.TextField(default="")
    #: The check of the gate that holds it (``approval``, ``brake``); empty while it is not held.
    held_by = models.CharField(max_length=20, default="", db_default="")
    #: The door it was asked for through: only what a person writes at the desk may pass a brake.
    via = models.CharField(max_length=8, default="", db_default="")
    is_public = models.BooleanField()
    text = models.TextField()
    subject = models.CharField(max_length=500, default="")
    thread = models.CharField(max_length=1000, default="")
    thread_kind = models.CharField(max_length=12, default="post")
    reply_to = models.CharField(max_length=1000, default="")
    #: The network's name of the right it is said by; as it stood when it last left.
    tag = models.CharField(max_length=80, default="", db_default="")
    #: The part before it in a thread of ours: it leaves once that is there, and answers it.
    follows = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="followers", db_index=False
    )
    #: What stands before the words of a post, which are opened by a click.
    warning = models.CharField(max_length=200, default="", db_default="")
    #: The approved form of words that it is, as `channels.contract.Template`; null for words of our own.
    template = models.JSONField(null=True)
    recipient = models.CharField(max_length=512, default="")
    recipient_name = models.CharField(max_length=255, default="")
    references = ArrayField(models.CharField(max_length=1000), default=list)
    verdict = models.JSONField(default=dict)
    asked_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    asked_at = models.DateTimeField()
    #: It may leave from this moment on: the undo window, a schedule, a retry.
    not_before = models.DateTimeField()
    #: The moment a person chose for it; null: as soon as it may. Later answers do not wait for it.
    scheduled_at = models.DateTimeField(null=True)
    #: One of many that are said at once: answers to single customers leave first.
    in_bulk = models.BooleanField(default=False, db_default=False)
    #: Nobody wants it any more: what surely did not reach the network is not tried again.
    is_stopped = models.BooleanField(default=False, db_default=False)
    #: What the words began with, if not with the author's own: ``suggestion``, ``assistant`` or ``rule``.
    assisted = models.CharField(max_length=10, default="", db_default="", blank=True)
    #: When an UNKNOWN send is next looked up; null while UNKNOWN: only a person can settle it.
    look_up_at = models.DateTimeField(null=True)
    tries = models.SmallIntegerField(default=0)
    look_ups = models.SmallIntegerField(default=0)
    #: Kept when a send that the network had taken comes back as failed.
    sent_at = models.DateTimeField(null=True)
    delivered_at = models.DateTimeField(null=True)
    read_at = models.DateTimeField(null=True)
    external_id = models.CharField(max_length=1000, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["brand", "request_key"], name="outbox_send_once"),
            models.CheckConstraint(
                condition=Q(state__in=SendState.values), name="outbox_send_state"
            ),
            models.CheckConstraint(
                condition=Q(state="sent", sent_at__isnull=False)
                | Q(state__in=["failed", "withdrawn"])
                | (~Q(state__in=["sent", "failed", "withdrawn"]) & Q(sent_at__isnull=True)),
                name="outbox_sent_at",
            ),
        ]
        indexes = [
            models.Index(
                fields=["connection", "in_bulk", "not_before", "id"],
                name="outbox_next",
                condition=Q(state="queued"),
            ),
            models.Index(
                fields=["connection", "id"],
                name="outbox_under_way",
                condition=Q(state="sending"),
            ),
            models.Index(
                fields=["look_up_at"],
                name="outbox_to_look_up",
                condition=Q(state="unknown", look_up_at__isnull=False),
            ),
            models.Index(
                fields=["connection", "external_id"],
                name="outbox_external_id",
                condition=~Q(external_id=""),
            ),
            models.Index(
                fields=["case"],
                name="outbox_open_of_case",
                condition=Q(
                    state__in=["queued", "sending", "held", "refused", "failed", "unknown"]
                ),
            ),
            models.Index(
                F("brand"),
                F("state_since"),
                name="outbox_unsettled",
                condition=Q(state__in=["held", "sending", "refused", "failed", "unknown"]),
            ),
        ]

    def __str__(self) -> str:
        return f"send {self.pk}: {self.state}"


class Upload(models.Model):
    """A file that a colleague gave us to send; its bytes are under `path` in the data folder's media."""

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    name = models.CharField(max_length=255)
    content_type = models.CharField(max_length=120)
    size = models.BigIntegerField()
    sha256 = models.CharField(max_length=64)
    alt_text = models.TextField(default="")
    path = models.CharField(max_length=200)
    made_at = models.DateTimeField()
    #: Somebody may want it again: it is not let go though nothing was sent with it.
    is_kept = models.BooleanField(default=False, db_default=False)

    def __str__(self) -> str:
        return self.name


class SendFile(models.Model):
    """A file that goes with a send, in its place."""

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="+")
    send = models.ForeignKey(Send, on_delete=models.CASCADE, related_name="files")
    upload = models.ForeignKey(Upload, on_delete=models.PROTECT, related_name="+")
    position = models.SmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["send", "position"], name="outbox_file_once"),
        ]

    def __str__(self) -> str:
        return f"{self.upload_id} with send {self.send_id}"


class Attempt(models.Model):
    """One call to the network for a send: a try or a look-up, and how it ended."""

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="+")
    send = models.ForeignKey(Send, on_delete=models.CASCADE, related_name="attempts")
    kind = models.CharField(max_length=8)
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    #: ``sent``, ``found``, ``absent`` or the failure's name; empty while it runs or when its worker died.
    result = models.CharField(max_length=20, default="")
    detail = models.TextField(default="")
    worker = models.CharField(max_length=80, default="")

    class Meta:
        indexes = [
            models.Index(fields=["began_at"], name="outbox_open", condition=Q(ended_at=None)),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of send {self.send_id}: {self.result}"


class Brake(models.Model):
    """Nothing leaves the brand while `released_at` is null."""

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="+")
    reason = models.CharField(max_length=500, default="")
    pulled_at = models.DateTimeField()
    pulled_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    #: As the crisis plan said when it was pulled: what a person writes to one customer still leaves.
    answers_leave = models.BooleanField(default=False, db_default=False)
    released_at = models.DateTimeField(null=True)
    released_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["brand"], condition=Q(released_at__isnull=True), name="outbox_brake_once"
            ),
        ]

    def __str__(self) -> str:
        return f"brake of brand {self.brand_id}"


class Lane(models.Model):
    """A connection's way out: until when its network asked us to wait."""

    connection = models.OneToOneField(
        Connection, primary_key=True, on_delete=models.CASCADE, related_name="lane"
    )
    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="+")
    wait_until = models.DateTimeField(null=True)
    failures = models.IntegerField(default=0)

    def __str__(self) -> str:
        return f"lane of connection {self.connection_id}"


class DeedState(models.TextChoices):
    """The truth about a deed. UNKNOWN: it was asked for often enough, and no answer ever came."""

    QUEUED = "queued"
    DOING = "doing"
    DONE = "done"
    HELD = "held"
    REFUSED = "refused"
    FAILED = "failed"
    UNKNOWN = "unknown"
    PUT_AWAY = "put_away"


class Deed(models.Model):
    """Something done to what stands on the network: an edit, a deletion, hiding, showing again, a like."""

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="+")
    connection = models.ForeignKey(Connection, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, null=True, on_delete=models.PROTECT, related_name="deeds")
    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="deeds")
    kind = models.CharField(max_length=8)
    state = models.CharField(max_length=10, choices=DeedState, default=DeedState.QUEUED)
    state_since = models.DateTimeField()
    #: The new words of an edit.
    text = models.TextField(default="")
    #: Why a colleague wanted it; hiding and deleting somebody's words must have one.
    reason = models.CharField(max_length=500, default="")
    #: The class that somebody's words are of, when they are hidden or deleted; see `rules.moderation`.
    ground = models.CharField(max_length=8, default="", db_default="")
    #: Which of them a colleague means.
    marked = models.CharField(max_length=1000, default="", db_default="")
    #: In words, for HELD, REFUSED, FAILED and UNKNOWN, and for what is tried again.
    trouble = models.TextField(default="")
    #: The check of the gate that holds it, as for a send.
    held_by = models.CharField(max_length=20, default="", db_default="")
    tries = models.SmallIntegerField(default=0)
    asked_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    asked_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=DeedState.values), name="outbox_deed_state"
            ),
            models.CheckConstraint(
                condition=Q(state="done", done_at__isnull=False)
                | (~Q(state="done") & Q(done_at__isnull=True)),
                name="outbox_deed_done_at",
            ),
            models.UniqueConstraint(
                fields=["message", "kind"],
                condition=Q(state__in=["queued", "doing", "held"]),
                name="outbox_deed_once",
            ),
        ]
        indexes = [
            models.Index(
                F("brand"),
                F("state_since"),
                name="outbox_deed_unsettled",
                condition=Q(state__in=["held", "refused", "failed", "unknown"]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of message {self.message_id}: {self.state}"
