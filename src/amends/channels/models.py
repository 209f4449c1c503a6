"""The channels' tables: a brand's connections, and what is being asked of an account's owner."""

from __future__ import annotations

import uuid

from django.db import models

from amends.staff.models import Brand, Team, User


class ConnectionState(models.TextChoices):
    """Whether we listen and speak through a connection."""

    ACTIVE = "active"
    PAUSED = "paused"
    DISCONNECTED = "disconnected"


class Connection(models.Model):
    """An account of the brand on a network, with what is needed to listen and speak there."""

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="connections")
    #: The adapter's slug. Never a field's choices: a new channel is no migration.
    channel = models.CharField(max_length=40)
    name = models.CharField(max_length=120)
    #: The unguessable part of the webhook address.
    public_id = models.UUIDField(default=uuid.uuid4, unique=True)
    state = models.CharField(max_length=12, choices=ConnectionState, default=ConnectionState.ACTIVE)
    state_reason = models.CharField(max_length=500, default="", blank=True)
    state_since = models.DateTimeField()
    settings = models.JSONField(default=dict)
    #: Fernet-encrypted JSON of the adapter's secret settings.
    secrets = models.BinaryField(default=bytes)
    account_id = models.CharField(max_length=255, default="", blank=True)
    account_handle = models.CharField(max_length=255, default="", blank=True)
    account_name = models.CharField(max_length=255, default="", blank=True)
    account_url = models.URLField(max_length=1000, default="", blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    #: When the secrets that grow old are to be renewed; null where none do.
    renew_at = models.DateTimeField(null=True)
    #: When even renewing them ends and the account's owner must be asked again; null where it does not.
    ends_at = models.DateTimeField(null=True)
    #: The team in whose queue its new cases begin.
    team = models.ForeignKey(
        Team, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=ConnectionState.values), name="channels_state"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.channel})"


class Asking(models.Model):
    """One round of asking an account's owner on the network; gone once it is answered or too old."""

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="+", db_index=False)
    #: Who began; nobody else can finish it.
    by = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+", db_index=False)
    channel = models.CharField(max_length=40)
    #: The connection that is connected again; null for a new one.
    connection = models.ForeignKey(
        Connection, null=True, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    name = models.CharField(max_length=120, default="", blank=True)
    settings = models.JSONField(default=dict)
    #: Encrypted as a connection's are: what was typed, and what the network gave us for asking.
    secrets = models.BinaryField(default=bytes)
    #: SHA-256 of what comes back with the browser: whoever reads the table cannot answer.
    state_digest = models.BinaryField(max_length=32, unique=True)
    #: What proves that whoever began also ends (PKCE), encrypted likewise.
    verifier = models.BinaryField(default=bytes)
    expires_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"{self.channel} asked for by user {self.by_id}"


class Charge(models.Model):
    """What a network charged for one kind of thing on one day (UTC), as counted by us."""

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="+", db_index=False)
    connection = models.ForeignKey(Connection, on_delete=models.CASCADE, related_name="charges")
    day = models.DateField()
    #: By the name in the adapter's prices.
    unit = models.CharField(max_length=40)
    count = models.PositiveBigIntegerField()
    #: US dollars, at the price of the day.
    dollars = models.DecimalField(max_digits=14, decimal_places=4)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["connection", "day", "unit"], name="channels_charge_once_a_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.count} x {self.unit} on {self.day}"


class Budget(models.Model):
    """What a connection may cost in a month; without one there is no end."""

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="+", db_index=False)
    connection = models.OneToOneField(Connection, on_delete=models.CASCADE, related_name="budget")
    #: US dollars in a calendar month (UTC).
    dollars = models.DecimalField(max_digits=10, decimal_places=2)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(dollars__gte=0), name="channels_budget"),
        ]

    def __str__(self) -> str:
        return f"{self.dollars} a month for {self.connection_id}"
