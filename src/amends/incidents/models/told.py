"""Who is alike, who is told, and what was learned afterwards."""

from __future__ import annotations

from enum import StrEnum

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from amends.channels.models import Connection
from amends.inbox.models import Case, Person
from amends.incidents.models.troubles import Incident, IncidentUpdate
from amends.incidents.rules import ledger, likeness
from amends.outbox.models import Send
from amends.staff.models import Brand, User


def _choices(kind: type[StrEnum]) -> list[tuple[str, str]]:
    return [(each.value, each.value) for each in kind]


def _one_of(field: str, kind: type[StrEnum]) -> Q:
    return Q(**{f"{field}__in": [each.value for each in kind]})


class Watch(models.Model):
    """Whether new cases are attached to an incident by themselves, and what that was last learned from."""

    incident = models.OneToOneField(
        Incident, primary_key=True, on_delete=models.CASCADE, related_name="watch"
    )
    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="+")
    is_on = models.BooleanField(default=True)
    #: Which examples the judgements below were made with; another stamp means: judge anew.
    stamp = models.CharField(max_length=64, default="", blank=True)
    #: So many cases were attached by people when it was learned.
    learned_from = models.IntegerField(default=0)
    looked_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"watch of incident {self.incident_id}"


class Resemblance(models.Model):
    """How like an incident's trouble a case was found, and which of its words told."""

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="+", db_index=False)
    incident = models.ForeignKey(
        Incident, on_delete=models.CASCADE, related_name="resemblances", db_index=False
    )
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="+")
    score = models.FloatField()
    verdict = models.CharField(max_length=8, choices=_choices(likeness.Verdict))
    telling = ArrayField(models.CharField(max_length=60), default=list)
    stamp = models.CharField(max_length=64)
    judged_at = models.DateTimeField()
    #: A person said that it is something else: it is not suggested again, and it teaches.
    dismissed_at = models.DateTimeField(null=True)
    dismissed_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["incident", "case"], name="incidents_judged_once"),
            models.CheckConstraint(
                condition=_one_of("verdict", likeness.Verdict), name="incidents_resemblance"
            ),
        ]
        indexes = [
            models.Index(
                fields=["incident", "-score"],
                name="incidents_suggested",
                condition=Q(verdict="perhaps", dismissed_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"case {self.case_id} and incident {self.incident_id}: {self.verdict}"


class Broadcast(models.Model):
    """The same words for every affected person, each where they complained; paced, and never twice."""

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="+")
    incident = models.ForeignKey(
        Incident, on_delete=models.CASCADE, related_name="broadcasts", db_index=False
    )
    kind = models.CharField(max_length=8, choices=_choices(ledger.Occasion))
    state = models.CharField(
        max_length=10, choices=_choices(ledger.Course), default=ledger.Course.DRAFT
    )
    #: The update whose words they were to begin with.
    update = models.ForeignKey(
        IncidentUpdate, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    #: The words by language; ``language`` is for whom none of the others is known to be right.
    texts = models.JSONField(default=dict)
    language = models.CharField(max_length=8, default="en")
    by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    via = models.CharField(max_length=8)
    made_at = models.DateTimeField()
    began_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    #: When a worker last took turns: one that died leaves this standing, and others take over.
    worked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            # Everybody is told once that it is over.
            models.UniqueConstraint(
                fields=["incident"], condition=Q(kind="closing"), name="incidents_closed_once"
            ),
            models.CheckConstraint(
                condition=_one_of("state", ledger.Course), name="incidents_broadcast_state"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "running"], ended_at__isnull=True)
                | Q(state__in=["cancelled", "done"], ended_at__isnull=False),
                name="incidents_broadcast_ended_at",
            ),
        ]
        indexes = [
            models.Index(fields=["incident", "id"], name="incidents_broadcasts"),
            models.Index(
                fields=["id"], name="incidents_broadcasting", condition=Q(state="running")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of incident {self.incident_id}: {self.state}"


class Recipient(models.Model):
    """One affected person of a broadcast: told, or not told and why. All of them are the closure ledger."""

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="+", db_index=False)
    broadcast = models.ForeignKey(
        Broadcast, on_delete=models.CASCADE, related_name="recipients", db_index=False
    )
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    #: Where they complained last; where they were told, once they were.
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    connection = models.ForeignKey(
        Connection, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    #: Whose turn comes first: the lowest.
    place = models.IntegerField()
    state = models.CharField(
        max_length=8, choices=_choices(ledger.Standing), default=ledger.Standing.WAITING
    )
    #: Why not, as a program can switch on it, and as a person reads it.
    reason = models.CharField(max_length=40, default="", blank=True)
    sentence = models.TextField(default="", blank=True)
    #: How often it was asked for: after one that surely failed, the next way has its turn.
    tries = models.SmallIntegerField(default=0)
    send = models.ForeignKey(Send, null=True, on_delete=models.SET_NULL, related_name="+")
    settled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["broadcast", "person"], name="incidents_told_once"),
            models.CheckConstraint(
                condition=_one_of("state", ledger.Standing), name="incidents_recipient_state"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "asked"], settled_at__isnull=True)
                | Q(state__in=["told", "not_told"], settled_at__isnull=False),
                name="incidents_recipient_settled_at",
            ),
            models.CheckConstraint(
                condition=~Q(state="not_told") | ~Q(reason=""), name="incidents_not_told_why"
            ),
        ]
        indexes = [
            models.Index(
                fields=["broadcast", "connection", "place"],
                name="incidents_next_to_tell",
                condition=Q(state="waiting"),
            ),
            models.Index(
                fields=["broadcast", "id"],
                name="incidents_asked",
                condition=Q(state="asked"),
            ),
        ]

    def __str__(self) -> str:
        return f"person {self.person_id} of broadcast {self.broadcast_id}: {self.state}"


class LeftAlone(models.Model):
    """A person who wants to hear nothing from the brand that they did not ask for."""

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="+", db_index=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    since = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["brand", "person"], name="incidents_left_alone"),
        ]

    def __str__(self) -> str:
        return f"person {self.person_id} is left alone"


class Review(models.Model):
    """What is looked back at once it is over: what happened, why, and what is done about it."""

    incident = models.OneToOneField(
        Incident, primary_key=True, on_delete=models.CASCADE, related_name="review"
    )
    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="+")
    summary = models.TextField(default="", blank=True)
    causes = models.TextField(default="", blank=True)
    went_well = models.TextField(default="", blank=True)
    went_badly = models.TextField(default="", blank=True)
    #: One a line: what is done so that it does not come again.
    actions = models.TextField(default="", blank=True)
    by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    written_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"review of incident {self.incident_id}"
