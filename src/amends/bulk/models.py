"""The bulk room's tables: one thing done to many cases, and how it went with each."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from amends.inbox.models import Case
from amends.outbox.models import Send
from amends.staff.models import Brand, User


class Verb(models.TextChoices):
    """What is done to each case."""

    ASSIGN = "assign"
    RELEASE = "release"
    TEAM = "team"
    TAG = "tag"
    UNTAG = "untag"
    SNOOZE = "snooze"
    CLOSE = "close"
    REOPEN = "reopen"
    SPAM = "spam"
    ANSWER = "answer"
    UNDO = "undo"


class RunState(models.TextChoices):
    """How far a run is."""

    DRAFT = "draft"
    RUNNING = "running"
    CANCELLED = "cancelled"
    DONE = "done"


class ItemState(models.TextChoices):
    """How it went with one case."""

    WAITING = "waiting"
    DONE = "done"
    REFUSED = "refused"


class Run(models.Model):
    """One thing that somebody does to many cases; which ones is settled when they are chosen."""

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    via = models.CharField(max_length=8)
    verb = models.CharField(max_length=8, choices=Verb)
    state = models.CharField(max_length=10, choices=RunState, default=RunState.DRAFT)
    #: What the verb needs: to whom, which tag, until when, which words. ``paused``: the brake stopped it.
    facts = models.JSONField(default=dict)
    #: The list that it was chosen from, as its address says it.
    source = models.CharField(max_length=1000, default="")
    total = models.IntegerField()
    #: The run that this one takes back; each is taken back once.
    undoes = models.OneToOneField(
        "self", null=True, on_delete=models.CASCADE, related_name="undone_by"
    )
    made_at = models.DateTimeField()
    began_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=RunState.values), name="bulk_run_state"),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "running"], ended_at__isnull=True)
                | Q(state__in=["cancelled", "done"], ended_at__isnull=False),
                name="bulk_run_ended_at",
            ),
        ]
        indexes = [
            models.Index(fields=["brand", "-id"], name="bulk_run_newest"),
            models.Index(fields=["began_at"], name="bulk_running", condition=Q(state="running")),
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.total} cases: {self.state}"

    @property
    def is_paused(self) -> bool:
        """Whether the brake stopped it, and nobody let it go on since."""
        return self.state == RunState.CANCELLED and bool(self.facts.get("paused"))


class RunItem(models.Model):
    """One case of a run, with how it was seen when chosen, and what became of it."""

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="+", db_index=False)
    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="items", db_index=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="+")
    state = models.CharField(max_length=8, choices=ItemState, default=ItemState.WAITING)
    #: Why it was refused, or will be, in words.
    sentence = models.TextField(default="")
    #: The case as it was when it was chosen: what changed since is not overwritten.
    seen_state = models.CharField(max_length=20)
    seen_in_at = models.DateTimeField(null=True)
    seen_assignee = models.BigIntegerField(null=True)
    #: What an undo must know of how the case was before.
    before = models.JSONField(default=dict)
    #: An answer's own words, and how they are said.
    text = models.TextField(default="")
    is_public = models.BooleanField(default=False)
    #: What the gate said beforehand: pass, hold or block; empty before it was asked.
    verdict = models.CharField(max_length=8, default="")
    send = models.ForeignKey(Send, null=True, on_delete=models.SET_NULL, related_name="+")
    settled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["run", "case"], name="bulk_case_once"),
            models.CheckConstraint(condition=Q(state__in=ItemState.values), name="bulk_item_state"),
            models.CheckConstraint(
                condition=Q(state="waiting", settled_at__isnull=True)
                | (~Q(state="waiting") & Q(settled_at__isnull=False)),
                name="bulk_item_settled_at",
            ),
        ]
        indexes = [
            models.Index(fields=["run", "state", "id"], name="bulk_item_next"),
        ]

    def __str__(self) -> str:
        return f"case {self.case_id} of run {self.run_id}: {self.state}"
