"""The trends' tables: what was heard as terms, common issues, spikes, and what is usual for a brand."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from amends.inbox.models import Case, Message
from amends.incidents.models import Incident
from amends.staff.models import Brand, User
from amends.trends.rules.spikes import FIRST_BAR


class Issue(models.Model):
    """A common issue: what several people say alike, named by their telling words or by a person."""

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="+", db_index=False)
    name = models.CharField(max_length=120)
    #: Whoever named it; the desk names by telling words while nobody did.
    named_by = models.ForeignKey(
        User, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False
    )
    words = ArrayField(models.CharField(max_length=60), default=list)
    #: Weights by term: what its messages have in common.
    centre = models.JSONField(default=dict)
    #: Messages that its middle was made of.
    members = models.IntegerField(default=0)
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()
    #: The issue that it turned out to be; its messages are there.
    merged_into = models.ForeignKey(
        "self", null=True, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    #: Somebody said that it is none; its messages still find it, and it is not shown.
    put_away_at = models.DateTimeField(null=True)
    incident = models.ForeignKey(
        Incident, null=True, on_delete=models.SET_NULL, related_name="issues", db_index=False
    )

    class Meta:
        indexes = [
            models.Index(
                fields=["brand", "-last_at", "-id"],
                name="trends_issue_newest",
                condition=Q(merged_into__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Sighting(models.Model):
    """A customer's message as trends see it: who, when, where, its terms as numbers, and its issue."""

    brand = models.ForeignKey(
        Brand, on_delete=models.CASCADE, related_name="+", db_constraint=False, db_index=False
    )
    message = models.OneToOneField(
        Message, on_delete=models.CASCADE, related_name="sighting", db_constraint=False
    )
    case = models.ForeignKey(
        Case, on_delete=models.CASCADE, related_name="+", db_constraint=False, db_index=False
    )
    person_id = models.BigIntegerField()
    network = models.CharField(max_length=40)
    at = models.DateTimeField()
    topic = models.CharField(max_length=60, default="", blank=True)
    is_unhappy = models.BooleanField(default=False)
    is_low = models.BooleanField(default=False)
    #: Something is wrong or wanted: only such messages make issues.
    is_trouble = models.BooleanField(default=False)
    terms = ArrayField(models.IntegerField(), default=list)
    issue = models.ForeignKey(
        Issue, null=True, on_delete=models.SET_NULL, related_name="sightings", db_index=False
    )
    #: Somebody put it there.
    is_by_hand = models.BooleanField(default=False)

    class Meta:
        indexes = [
            models.Index(fields=["brand", "at"], name="trends_sighting_at"),
            models.Index(
                fields=["issue", "-at"],
                name="trends_sighting_issue",
                condition=Q(issue__isnull=False),
            ),
            models.Index(fields=["case"], name="trends_sighting_case"),
        ]

    def __str__(self) -> str:
        return f"message {self.message_id} as terms"


class Habit(models.Model):
    """What is usual for a brand, and the bar over which something is a spike."""

    brand = models.OneToOneField(
        Brand, primary_key=True, on_delete=models.CASCADE, related_name="+"
    )
    #: How often each term came, in two rows of floats.
    counts = models.BinaryField(default=bytes)
    #: Totals, hours of the week and what a message counts today.
    rhythm = models.JSONField(default=dict)
    #: Every hour before this one was learned.
    learned_until = models.DateTimeField(null=True)
    #: False alarms a week that the brand puts up with.
    budget = models.FloatField(default=1.0)
    bar = models.FloatField(default=FIRST_BAR)
    #: Weeks of its own past that the bar was set on, and the alarms that it would have given there.
    bar_weeks = models.FloatField(default=0)
    bar_alarms = models.IntegerField(default=0)
    bar_set_at = models.DateTimeField(null=True)
    #: The newest sighting in which spikes were looked for.
    watched_upto = models.BigIntegerField(default=0)
    #: What its messages come to, all but one in a hundred: likes, shares and replies an hour, and their
    #: authors' followers; reckoned once a day.
    growth = models.FloatField(null=True)
    reach = models.FloatField(null=True)
    reckoned_at = models.DateTimeField(null=True)
    #: What happened to cases until then is seen: merged, split, corrected, set aside, put back.
    renewed_until = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"habit of brand {self.brand_id}"


class Reading(models.Model):
    """How far the judgements have been read: one row."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    floor = models.BigIntegerField(default=0)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="trends_reading_one")]

    def __str__(self) -> str:
        return f"judgements up to {self.floor}"


class SpikeState(models.TextChoices):
    """What became of a spike."""

    OPEN = "open"
    INCIDENT = "incident"
    NO_PROBLEM = "no_problem"
    #: Nobody said anything of it, and it went by.
    OVER = "over"


class Spike(models.Model):
    """More people than usual said the same within two hours."""

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="+", db_index=False)
    #: What rose: words, a topic, a network, the mood, few stars.
    about = models.CharField(max_length=8)
    #: The words, the topic or the network.
    words = ArrayField(models.CharField(max_length=60), default=list)
    terms = ArrayField(models.IntegerField(), default=list)
    score = models.FloatField()
    people = models.IntegerField()
    expected = models.FloatField()
    #: Minutes within which so many people said it.
    within = models.SmallIntegerField()
    #: Messages that say nearly the same, and people who never wrote before.
    copies = models.IntegerField(default=0)
    newcomers = models.IntegerField(default=0)
    is_campaign = models.BooleanField(default=False)
    #: Reviews with one or two stars, and whether they come mostly from people who never wrote before.
    low = models.IntegerField(default=0, db_default=0)
    is_bombing = models.BooleanField(default=False, db_default=False)
    message_ids = ArrayField(models.BigIntegerField(), default=list)
    found_at = models.DateTimeField()
    last_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=SpikeState, default=SpikeState.OPEN)
    settled_by = models.ForeignKey(
        User, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False
    )
    settled_at = models.DateTimeField(null=True)
    incident = models.ForeignKey(
        Incident, null=True, on_delete=models.SET_NULL, related_name="spikes", db_index=False
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=SpikeState.values), name="trends_spike_state"
            ),
        ]
        indexes = [models.Index(fields=["brand", "-found_at"], name="trends_spike_newest")]

    def __str__(self) -> str:
        return f"spike of {', '.join(self.words)}"


class RaisedBar(models.Model):
    """Somebody said that this is no problem: the next time it must surprise more."""

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="+", db_index=False)
    term = models.IntegerField()
    by_score = models.FloatField()
    by = models.ForeignKey(
        User, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False
    )
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["brand", "term"], name="trends_raised_bar_once"),
        ]

    def __str__(self) -> str:
        return f"{self.by_score} more for term {self.term}"


class SpreadAlarm(models.Model):
    """A single matter that is about to be seen by very many, told once."""

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="+", db_index=False)
    case = models.ForeignKey(
        Case, on_delete=models.CASCADE, related_name="+", db_constraint=False, db_index=False
    )
    message = models.ForeignKey(
        Message, on_delete=models.CASCADE, related_name="+", db_constraint=False, db_index=False
    )
    #: Each sign with its number, the weightiest first.
    reasons = models.JSONField(default=list)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["brand", "case"], name="trends_spread_once"),
        ]
        indexes = [models.Index(fields=["brand", "-at"], name="trends_spread_newest")]

    def __str__(self) -> str:
        return f"case {self.case_id} is about to spread"
