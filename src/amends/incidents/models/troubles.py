"""The trouble itself: what was said of it where, and who is affected."""

from __future__ import annotations

import uuid
from enum import StrEnum

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from amends.channels.models import Connection
from amends.inbox.models import Case
from amends.incidents.rules import words
from amends.outbox.models import Send
from amends.staff.models import Brand, User


def _choices(kind: type[StrEnum]) -> list[tuple[str, str]]:
    return [(each.value, each.value) for each in kind]


def _one_of(field: str, kind: type[StrEnum]) -> Q:
    return Q(**{f"{field}__in": [each.value for each in kind]})


class Incident(models.Model):
    """One trouble that many people have: from the first word to the last."""

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="+")
    #: What makes two requests of a program, or two presses of the button, one incident.
    request_key = models.CharField(max_length=200)
    title = models.CharField(max_length=160)
    template = models.CharField(
        max_length=16, choices=_choices(words.Template), default=words.Template.OTHER
    )
    severity = models.CharField(
        max_length=10, choices=_choices(words.Severity), default=words.Severity.MAJOR
    )
    state = models.CharField(
        max_length=14,
        choices=_choices(words.IncidentState),
        default=words.IncidentState.INVESTIGATING,
    )
    state_since = models.DateTimeField()
    #: What is broken, as customers call it.
    services = ArrayField(models.CharField(max_length=120), default=list)
    #: Where: places or groups of customers.
    areas = ArrayField(models.CharField(max_length=120), default=list)
    owner = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    source = models.CharField(
        max_length=8, choices=_choices(words.Source), default=words.Source.HAND
    )
    #: The search whose cases it was opened from, or a program's own words for what it saw.
    origin = models.CharField(max_length=1000, default="", blank=True)
    opened_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    opened_at = models.DateTimeField()
    #: The promise of the next word; null while none was given.
    next_update_at = models.DateTimeField(null=True)
    #: A monitor says that it is over; a person decides.
    resolve_proposed_at = models.DateTimeField(null=True)
    resolved_at = models.DateTimeField(null=True)
    pinning = models.CharField(
        max_length=6,
        choices=_choices(words.Pinning),
        default=words.Pinning.NO,
        db_default=words.Pinning.NO.value,
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["brand", "request_key"], name="incidents_once"),
            models.CheckConstraint(
                condition=_one_of("state", words.IncidentState), name="incidents_state"
            ),
            models.CheckConstraint(
                condition=_one_of("severity", words.Severity), name="incidents_severity"
            ),
            models.CheckConstraint(
                condition=Q(state="resolved", resolved_at__isnull=False, next_update_at=None)
                | (~Q(state="resolved") & Q(resolved_at__isnull=True)),
                name="incidents_resolved_at",
            ),
        ]
        indexes = [
            models.Index(fields=["brand", "-id"], name="incidents_newest"),
            models.Index(
                fields=["brand", "id"], name="incidents_open", condition=~Q(state="resolved")
            ),
            models.Index(
                fields=["next_update_at"],
                name="incidents_promised",
                condition=Q(next_update_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class IncidentUpdate(models.Model):
    """The public words of one moment: what customers read, everywhere. Never changed, only followed."""

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="+")
    incident = models.ForeignKey(
        Incident, on_delete=models.CASCADE, related_name="updates", db_index=False
    )
    state = models.CharField(max_length=14, choices=_choices(words.IncidentState))
    #: In the language it was written in first.
    text = models.TextField()
    language = models.CharField(max_length=8, default="en")
    #: The same in other languages, by their code.
    translations = models.JSONField(default=dict)
    by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()
    #: When the word after this one was promised.
    next_update_at = models.DateTimeField(null=True)
    #: The promise that this update was the answer to; null for the first one.
    promised_at = models.DateTimeField(null=True)
    #: It puts right something that an earlier update said.
    is_correction = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=_one_of("state", words.IncidentState), name="incidents_update_state"
            ),
        ]
        indexes = [models.Index(fields=["incident", "id"], name="incidents_update_order")]

    def __str__(self) -> str:
        return f"update {self.pk} of incident {self.incident_id}"


class TimelineEntry(models.Model):
    """What happened behind the scenes; customers never see it."""

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="+")
    incident = models.ForeignKey(
        Incident, on_delete=models.CASCADE, related_name="entries", db_index=False
    )
    #: ``note`` for a colleague's own words; else what happened, with its facts.
    kind = models.CharField(max_length=24)
    text = models.TextField(default="", blank=True)
    facts = models.JSONField(default=dict)
    by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["incident", "at", "id"], name="incidents_timeline")]

    def __str__(self) -> str:
        return f"{self.kind} of incident {self.incident_id}"


class AffectedCase(models.Model):
    """A case that belongs to an incident, how it came to it, and whether somebody took it off again."""

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="+", db_index=False)
    incident = models.ForeignKey(
        Incident, on_delete=models.CASCADE, related_name="affected", db_index=False
    )
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="+")
    how = models.CharField(max_length=10, choices=_choices(words.Attached))
    #: How surely it belongs, 0 to 1, where a program judged; null where a person did.
    score = models.FloatField(null=True)
    attached_at = models.DateTimeField()
    attached_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    #: Taken off; it never comes back by itself.
    detached_at = models.DateTimeField(null=True)
    detached_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["incident", "case"], name="incidents_case_once"),
        ]
        indexes = [
            models.Index(
                fields=["incident", "id"],
                name="incidents_attached",
                condition=Q(detached_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"case {self.case_id} of incident {self.incident_id}"


class IncidentNotice(models.Model):
    """Words for everybody: written once, then said on every network. One is written at a time."""

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="+")
    incident = models.ForeignKey(
        Incident, on_delete=models.CASCADE, related_name="notices", db_index=False
    )
    state = models.CharField(
        max_length=10, choices=_choices(words.NoticeState), default=words.NoticeState.DRAFT
    )
    #: The words by language; ``language`` is the one they were written in first.
    texts = models.JSONField(default=dict)
    language = models.CharField(max_length=8, default="en")
    content_warning = models.CharField(max_length=200, default="", blank=True)
    #: What is different on one network, by the connection's id: ``language``, ``text``, ``skip``.
    plan = models.JSONField(default=dict)
    #: Ids of the files that go with it.
    uploads = ArrayField(models.BigIntegerField(), default=list)
    is_correction = models.BooleanField(default=False)
    written_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    written_at = models.DateTimeField()
    #: What it became, once it was said.
    update = models.OneToOneField(
        IncidentUpdate, null=True, on_delete=models.PROTECT, related_name="notice"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["incident"], condition=Q(state="draft"), name="incidents_one_draft"
            ),
            models.CheckConstraint(
                condition=Q(state="told", update__isnull=False)
                | Q(state__in=["draft", "put_away"], update__isnull=True),
                name="incidents_notice_told",
            ),
        ]
        indexes = [models.Index(fields=["incident", "id"], name="incidents_notice_order")]

    def __str__(self) -> str:
        return f"notice {self.pk} of incident {self.incident_id}"


class NoticePost(models.Model):
    """A notice on one network: its words there, in so many parts. What became of each, its send says."""

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="+")
    notice = models.ForeignKey(
        IncidentNotice, on_delete=models.CASCADE, related_name="posts", db_index=False
    )
    connection = models.ForeignKey(Connection, on_delete=models.PROTECT, related_name="+")
    language = models.CharField(max_length=8)
    text = models.TextField(default="", blank=True)
    state = models.CharField(max_length=8, choices=_choices(words.PostState))
    #: Why it was stopped or skipped, in words.
    reason = models.TextField(default="", blank=True)
    #: The notice before it there, under which it stands; null where it is the first.
    after = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")
    asked_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    asked_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["notice", "connection"], name="incidents_post_once"),
            models.CheckConstraint(
                condition=_one_of("state", words.PostState), name="incidents_post_state"
            ),
        ]

    def __str__(self) -> str:
        return f"notice {self.notice_id} on connection {self.connection_id}: {self.state}"


class PostPart(models.Model):
    """One piece of a notice's thread on a network; the send tells the truth about it."""

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="+", db_index=False)
    post = models.ForeignKey(
        NoticePost, on_delete=models.CASCADE, related_name="parts", db_index=False
    )
    position = models.SmallIntegerField()
    text = models.TextField()
    send = models.OneToOneField(Send, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["post", "position"], name="incidents_part_once"),
        ]

    def __str__(self) -> str:
        return f"part {self.position} of post {self.post_id}"


class Monitor(models.Model):
    """A program that watches the brand's services and tells the desk, by an address with a secret."""

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=14, choices=_choices(words.MonitorKind))
    name = models.CharField(max_length=80)
    #: The unguessable part of its address.
    public_id = models.UUIDField(default=uuid.uuid4, unique=True)
    #: Fernet-encrypted JSON: the secret that it must bring or sign with.
    secrets = models.BinaryField()
    template = models.CharField(
        max_length=16, choices=_choices(words.Template), default=words.Template.SITE_DOWN
    )
    services = ArrayField(models.CharField(max_length=120), default=list)
    areas = ArrayField(models.CharField(max_length=120), default=list)
    #: Its word that all is well again resolves an incident that nobody was told of yet.
    resolves_alone = models.BooleanField(default=False)
    made_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField()
    heard_at = models.DateTimeField(null=True)
    #: Nothing is taken from it any more.
    closed_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name


class MonitorAlarm(models.Model):
    """One thing that a monitor saw, by its own mark, however often it says so."""

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="+")
    monitor = models.ForeignKey(
        Monitor, on_delete=models.CASCADE, related_name="alarms", db_index=False
    )
    fingerprint = models.CharField(max_length=200)
    incident = models.ForeignKey(Incident, null=True, on_delete=models.SET_NULL, related_name="+")
    is_firing = models.BooleanField(default=True)
    title = models.CharField(max_length=200, default="", blank=True)
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()
    times = models.IntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["monitor", "fingerprint"], name="incidents_alarm_once"),
        ]

    def __str__(self) -> str:
        return f"{self.fingerprint} of monitor {self.monitor_id}"
