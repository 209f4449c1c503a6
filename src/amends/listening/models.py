"""Listening's tables: the raw journal, where we are on each network, sweeps, alarms and heartbeats."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from amends.channels.models import Connection
from amends.staff.models import Brand, User


class Source(models.TextChoices):
    """How a delivery came to us."""

    WEBHOOK = "webhook"
    POLL = "poll"
    STREAM = "stream"
    SWEEP = "sweep"
    SEARCH = "search"
    IMPORT = "import"


class DeliveryState(models.TextChoices):
    """What became of a delivery."""

    WAITING = "waiting"
    DONE = "done"
    QUARANTINED = "quarantined"
    DISMISSED = "dismissed"


class Delivery(models.Model):
    """Raw bytes from a network, written down before the network gets its 200."""

    brand = models.ForeignKey(
        Brand, on_delete=models.CASCADE, related_name="+", db_constraint=False
    )
    connection = models.ForeignKey(
        Connection, on_delete=models.CASCADE, related_name="+", db_constraint=False
    )
    source = models.CharField(max_length=8, choices=Source)
    key = models.CharField(max_length=500)
    body = models.BinaryField()
    headers = models.JSONField(default=dict)
    received_at = models.DateTimeField()
    state = models.CharField(max_length=12, choices=DeliveryState, default=DeliveryState.WAITING)
    tries = models.SmallIntegerField(default=0)
    problem = models.TextField(default="")
    digested_at = models.DateTimeField(null=True)
    #: Items found in it, and what became of them.
    seen = models.IntegerField(default=0)
    stored = models.IntegerField(default=0)
    duplicate = models.IntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["connection", "key"], name="listening_delivery_once"),
            models.CheckConstraint(
                condition=Q(state__in=DeliveryState.values), name="listening_delivery_state"
            ),
            models.CheckConstraint(
                condition=~Q(state="done") | Q(seen=F("stored") + F("duplicate")),
                name="listening_delivery_balance",
            ),
        ]
        indexes = [
            models.Index(fields=["id"], name="listening_waiting", condition=Q(state="waiting")),
            models.Index(
                fields=["brand", "-received_at"],
                name="listening_quarantine",
                condition=Q(state="quarantined"),
            ),
            models.Index(fields=["connection", "received_at"], name="listening_traffic"),
            # What is still to be forgotten; what is forgotten already is not in it.
            models.Index(
                fields=["digested_at"],
                name="listening_to_forget",
                condition=Q(state="done") & ~Q(body=b""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.key}"


class Erasure(models.Model):
    """A network's request, in a person's name, to delete what we keep of them, and that it was done."""

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="+")
    connection = models.ForeignKey(Connection, on_delete=models.CASCADE, related_name="+")
    #: What the person is given to ask how far it is.
    code = models.CharField(max_length=40, unique=True)
    #: Of whom: the digest of their id stays, the id itself only until it is done.
    digest = models.CharField(max_length=64)
    external_id = models.CharField(max_length=255, default="", blank=True)
    asked_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["connection", "digest"], name="listening_erasure_once"),
        ]

    def __str__(self) -> str:
        return f"erasure {self.code}"


class Position(models.Model):
    """Where we are on a connection's network, and how listening there is going."""

    connection = models.OneToOneField(
        Connection, primary_key=True, on_delete=models.CASCADE, related_name="position"
    )
    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="+")
    cursor = models.TextField(default="")
    polled_at = models.DateTimeField(null=True)
    swept_at = models.DateTimeField(null=True)
    #: The last time the network answered us well, or pushed something that we could verify.
    healthy_at = models.DateTimeField(null=True)
    last_delivery_at = models.DateTimeField(null=True)
    failing_since = models.DateTimeField(null=True)
    failures = models.IntegerField(default=0)
    problem = models.TextField(default="")
    next_poll_at = models.DateTimeField(null=True)
    #: The network asked us to wait: until then nobody polls, sweeps or opens a stream.
    quiet_until = models.DateTimeField(null=True)
    quiet_since = models.DateTimeField(null=True)
    #: When the network was last asked for the brand's words, from where to go on, and what went wrong.
    searched_at = models.DateTimeField(null=True)
    search_cursor = models.TextField(default="", db_default="")
    search_problem = models.TextField(default="", db_default="")
    #: Where everything that is posted goes by: when we last heard it, from where to go on, what is wrong.
    overheard_at = models.DateTimeField(null=True)
    overheard_cursor = models.TextField(default="", db_default="")
    overheard_problem = models.TextField(default="", db_default="")
    #: When the network was last asked whether it still pushes to us.
    pushes_checked_at = models.DateTimeField(null=True)
    #: When customers' messages were last looked at again, and where the turns of that are.
    rechecked_at = models.DateTimeField(null=True)
    recheck_cursor = models.TextField(default="", db_default="")
    #: When it was last asked how far customers' messages have spread.
    recounted_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"position of connection {self.connection_id}"


class Cycle(models.Model):
    """One reading of a network, by a poll, a stream's turn or a sweep, and whether its sum is right."""

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="+")
    connection = models.ForeignKey(Connection, on_delete=models.CASCADE, related_name="+")
    source = models.CharField(max_length=8, choices=Source)
    at = models.DateTimeField()
    #: Deliveries the network gave, those that were new, and those we had already.
    seen = models.IntegerField(default=0)
    stored = models.IntegerField(default=0)
    duplicate = models.IntegerField(default=0)
    quarantined = models.IntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(seen=F("stored") + F("duplicate") + F("quarantined")),
                name="listening_cycle_balance",
            ),
            models.UniqueConstraint(
                fields=["connection", "at"],
                condition=Q(source="webhook"),
                name="listening_cycle_minute",
            ),
        ]
        indexes = [models.Index(fields=["connection", "-at"], name="listening_cycle_recent")]

    def __str__(self) -> str:
        return f"{self.source} of connection {self.connection_id} at {self.at:%Y-%m-%d %H:%M}"


class HourlyTraffic(models.Model):
    """How many deliveries an hour brought; hours during which we did not listen have no row."""

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="+")
    connection = models.ForeignKey(Connection, on_delete=models.CASCADE, related_name="+")
    hour = models.DateTimeField()
    deliveries = models.IntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["connection", "hour"], name="listening_hour_once"),
        ]

    def __str__(self) -> str:
        return f"{self.deliveries} of connection {self.connection_id} at {self.hour:%Y-%m-%d %H}h"


class AlarmKind(models.TextChoices):
    """Why somebody must look at a connection."""

    FAILING = "failing"
    DISCONNECTED = "disconnected"
    SILENT = "silent"
    UNBALANCED = "unbalanced"
    BACKLOG = "backlog"
    UNPUSHED = "unpushed"
    ENDING = "ending"


class Alarm(models.Model):
    """Something is wrong with how we hear; open until it ends by itself or somebody settles it."""

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="+")
    connection = models.ForeignKey(Connection, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=12, choices=AlarmKind)
    sentence = models.TextField()
    raised_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["connection", "kind"],
                condition=Q(ended_at__isnull=True),
                name="listening_alarm_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.sentence}"


class Heartbeat(models.Model):
    """A running part of the desk saying that it lives."""

    name = models.CharField(max_length=80, primary_key=True)
    role = models.CharField(max_length=12)
    host = models.CharField(max_length=255)
    pid = models.IntegerField()
    version = models.CharField(max_length=40)
    started_at = models.DateTimeField()
    seen_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.role} {self.name}"


class SheetState(models.TextChoices):
    """How far the reading of a spreadsheet is."""

    DRAFT = "draft"
    RUNNING = "running"
    STOPPED = "stopped"
    DONE = "done"


class Sheet(models.Model):
    """A spreadsheet that somebody reads in: the file, what its columns hold, and how far it is."""

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="+")
    connection = models.ForeignKey(Connection, on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    name = models.CharField(max_length=255)
    #: The file, packed by gzip; forgotten when it has been read.
    body = models.BinaryField()
    state = models.CharField(max_length=8, choices=SheetState, default=SheetState.DRAFT)
    encoding = models.CharField(max_length=20)
    delimiter = models.CharField(max_length=1)
    #: Which column (from 0) holds what, and how times and ratings are written.
    plan = models.JSONField(default=dict)
    #: To be answered, instead of read in as the past.
    is_live = models.BooleanField(default=False)
    #: Rows below the first, and what became of those that were read.
    total = models.IntegerField()
    at = models.IntegerField(default=0)
    stored = models.IntegerField(default=0)
    duplicate = models.IntegerField(default=0)
    bad = models.IntegerField(default=0)
    #: The first rows that were left out: their number, and why.
    problems = models.JSONField(default=list)
    made_at = models.DateTimeField()
    began_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=SheetState.values), name="listening_sheet_state"
            ),
            models.CheckConstraint(
                condition=Q(at=F("stored") + F("duplicate") + F("bad")),
                name="listening_sheet_balance",
            ),
        ]
        indexes = [models.Index(fields=["connection", "-id"], name="listening_sheet_newest")]

    def __str__(self) -> str:
        return f"{self.name}: {self.at} of {self.total}, {self.state}"
