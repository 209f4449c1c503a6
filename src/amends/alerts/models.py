"""The alerts' tables: what people were told, their wishes, the targets outside, and how far we have read."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from amends.alerts.rules.kinds import Detail, Kind, Mail
from amends.alerts.rules.pace import Way
from amends.inbox.models import Case
from amends.staff.models import Brand, User


def whose(brand_id: int, user_id: int | None) -> Q:
    """The rows of a person of a brand; without one, the brand's own."""
    return Q(brand_id=brand_id, user_id=user_id) if user_id else Q(brand_id=brand_id, user=None)


class Alert(models.Model):
    """Something that a person was told of; without a user it is the brand's, for its chats."""

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="+", db_index=False)
    user = models.ForeignKey(
        User, null=True, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    kind = models.CharField(max_length=12, choices=[(kind.value, kind.value) for kind in Kind])
    case = models.ForeignKey(
        Case, null=True, on_delete=models.CASCADE, related_name="+", db_constraint=False
    )
    #: Ids and numbers that its sentence needs; never a customer's words.
    facts = models.JSONField(default=dict)
    #: What alike happenings share; they become one alert while it is unread.
    gather = models.CharField(max_length=80, default="")
    #: How many happenings it stands for.
    times = models.IntegerField(default=1)
    #: False: it goes only by push or mail.
    in_desk = models.BooleanField(default=True)
    began_at = models.DateTimeField()
    #: The newest of what it tells.
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=[kind.value for kind in Kind]), name="alerts_alert_kind"
            ),
        ]
        indexes = [
            models.Index(fields=["brand", "user", "-at", "-id"], name="alerts_alert_newest"),
            models.Index(
                fields=["brand", "user", "kind", "gather"],
                name="alerts_alert_unread",
                condition=Q(read_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} for {self.user_id}"


class AlertCause(models.Model):
    """What somebody was told of already: the same thing never makes a second alert."""

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="+", db_index=False)
    user = models.ForeignKey(
        User, null=True, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    source = models.CharField(max_length=120)
    at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["brand", "user", "source"], name="alerts_cause_once", nulls_distinct=False
            ),
        ]

    def __str__(self) -> str:
        return self.source


class Wish(models.Model):
    """By which ways somebody wants a kind of alert; without one it is as usual for their role."""

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="+")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=12, choices=[(kind.value, kind.value) for kind in Kind])
    desk = models.BooleanField()
    push = models.BooleanField()
    mail = models.CharField(max_length=8, choices=[(mail.value, mail.value) for mail in Mail])

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["brand", "user", "kind"], name="alerts_wish_once"),
            models.CheckConstraint(
                condition=Q(mail__in=[mail.value for mail in Mail]), name="alerts_wish_mail"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} for {self.user_id}"


class Manner(models.Model):
    """When somebody wants to be told for a brand: quiet hours, digests, how much leaves the desk.

    Minutes are of the day in their own time zone; weekdays count from Monday, 0.
    """

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="+")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    zone = models.CharField(max_length=60)
    quiet_from = models.SmallIntegerField(null=True)
    quiet_until = models.SmallIntegerField(null=True)
    quiet_days = ArrayField(models.SmallIntegerField(), default=list)
    urgent_passes = models.BooleanField(default=True)
    digest_at = ArrayField(models.SmallIntegerField(), default=list)
    digest_every = models.SmallIntegerField(null=True)
    detail = models.CharField(
        max_length=6,
        choices=[(detail.value, detail.value) for detail in Detail],
        default=Detail.NAMES.value,
    )
    #: Set by the link in a mail: no mail until they ask for it again.
    mail_stopped_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["brand", "user"], name="alerts_manner_once"),
            models.CheckConstraint(
                condition=Q(quiet_from__isnull=True, quiet_until__isnull=True)
                | Q(
                    quiet_from__gte=0,
                    quiet_from__lt=1440,
                    quiet_until__gte=0,
                    quiet_until__lt=1440,
                ),
                name="alerts_manner_quiet",
            ),
            models.CheckConstraint(
                condition=Q(detail__in=[detail.value for detail in Detail]),
                name="alerts_manner_detail",
            ),
        ]

    def __str__(self) -> str:
        return f"manner of {self.user_id}"


class Target(models.Model):
    """Where notices go: a browser, a colleague's mail, or a brand's chat."""

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="+")
    #: Whose it is; a chat is the brand's.
    user = models.ForeignKey(User, null=True, on_delete=models.CASCADE, related_name="+")
    way = models.CharField(max_length=4, choices=[(way.value, way.value) for way in Way])
    #: A browser's or a chat's own name.
    name = models.CharField(max_length=120, default="")
    #: Which chat service it is, as people say it.
    service = models.CharField(max_length=60, default="")
    #: Fernet-encrypted JSON: a browser's address and keys, a chat's address.
    secrets = models.BinaryField(default=bytes)
    #: The digest of a browser's address: the same browser is one target.
    fingerprint = models.CharField(max_length=64, default="")
    #: The kinds that a chat is told.
    kinds = ArrayField(models.CharField(max_length=12), default=list)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    paused_at = models.DateTimeField(null=True)
    #: It rests until then: just written to, being written to, or failing.
    wait_until = models.DateTimeField(null=True)
    failures = models.IntegerField(default=0)
    problem = models.CharField(max_length=500, default="")
    last_sent_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["brand", "user", "way", "fingerprint"],
                name="alerts_target_once",
                condition=Q(user__isnull=False),
            ),
            models.CheckConstraint(
                condition=Q(way="chat", user__isnull=True)
                | Q(way__in=["push", "mail"], user__isnull=False),
                name="alerts_target_way",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.way} {self.name}".strip()


class NoticeState(models.TextChoices):
    """What became of a notice."""

    QUEUED = "queued"
    SENT = "sent"
    FAILED = "failed"
    #: Not needed any more: it was read in the desk, or the target is no more.
    DROPPED = "dropped"


class Notice(models.Model):
    """An alert on its way to one target, until it is told or given up."""

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="+")
    alert = models.ForeignKey(Alert, on_delete=models.CASCADE, related_name="notices")
    target = models.ForeignKey(Target, on_delete=models.CASCADE, related_name="notices")
    state = models.CharField(max_length=7, choices=NoticeState, default=NoticeState.QUEUED)
    asked_at = models.DateTimeField()
    #: It leaves from then on: after quiet hours, with the next digest.
    due_at = models.DateTimeField()
    tries = models.SmallIntegerField(default=0)
    reason = models.CharField(max_length=500, default="")
    settled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["alert", "target"], name="alerts_notice_once"),
            models.CheckConstraint(
                condition=Q(state__in=NoticeState.values), name="alerts_notice_state"
            ),
        ]
        indexes = [
            models.Index(fields=["due_at"], name="alerts_notice_due", condition=Q(state="queued")),
        ]

    def __str__(self) -> str:
        return f"notice of alert {self.alert_id}: {self.state}"


class Tail(models.Model):
    """How far a table that only grows has been read, so that nothing in it is missed or read twice."""

    name = models.CharField(max_length=20, primary_key=True)
    #: Every transaction before this one has ended and was read.
    horizon = models.BigIntegerField()
    #: Every row up to this id was read.
    floor = models.BigIntegerField()
    #: The floor to be, once the transactions that ran when it was noted have ended.
    next_floor = models.BigIntegerField()
    running = ArrayField(models.CharField(max_length=40), default=list)
    #: Set when they have ended: the floor rises once the horizon has passed this transaction.
    rises_after = models.BigIntegerField(null=True)

    def __str__(self) -> str:
        return f"{self.name} up to {self.floor}"


class PushKey(models.Model):
    """The installation's own key, by which browsers' push services know the desk."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    #: The public point, as browsers want it.
    public = models.CharField(max_length=120)
    #: Fernet-encrypted JSON with the private key.
    secrets = models.BinaryField()
    made_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="alerts_push_key_one")]

    def __str__(self) -> str:
        return f"push key of {self.made_at:%Y-%m-%d}"
