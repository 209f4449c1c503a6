"""The triage's tables: what was made of each message, what people said of that, how a brand wants it."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models

from amends.inbox.models import Message
from amends.staff.models import Brand, User


class Judgement(models.Model):
    """What is made of one message; a person's word in it goes before the desk's, and stays."""

    brand = models.ForeignKey(
        Brand, on_delete=models.CASCADE, related_name="+", db_constraint=False, db_index=False
    )
    message = models.OneToOneField(
        Message, on_delete=models.CASCADE, related_name="judgement", db_constraint=False
    )
    #: Of the rules and the model that judged.
    version = models.CharField(max_length=80)
    #: A sum over the words that were judged: other words are judged anew.
    words = models.BigIntegerField()
    judged_at = models.DateTimeField()
    language = models.CharField(max_length=3, default="", blank=True)
    act = models.CharField(max_length=12)
    act_chance = models.FloatField()
    #: From -1 to 1.
    mood_score = models.FloatField()
    urgency = models.CharField(max_length=8)
    harms = ArrayField(models.CharField(max_length=12), default=list)
    topics = ArrayField(models.CharField(max_length=60), default=list)
    asker = models.CharField(max_length=12)
    needs_chance = models.FloatField()
    #: Whether it needs an answer: what a person said; null while nobody did.
    needs = models.BooleanField(null=True)
    #: Code, words and weight of each, the weightiest first.
    reasons = models.JSONField(default=list)
    corrected_by = models.ForeignKey(
        User, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False
    )
    corrected_at = models.DateTimeField(null=True)
    #: What the desk had said before people corrected it.
    was = models.JSONField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["brand", "corrected_at"],
                name="triage_corrected",
                condition=models.Q(corrected_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"judgement of message {self.message_id}"


class TriageSettings(models.Model):
    """How a brand wants its messages judged and its noise kept."""

    brand = models.OneToOneField(
        Brand, primary_key=True, on_delete=models.CASCADE, related_name="+"
    )
    lets_go = models.BooleanField(default=True)
    #: Below this chance of needing an answer, in percent.
    below = models.SmallIntegerField(default=15)
    #: The playbook's order and this row's wishes by which all open cases stand.
    ranked_by = models.CharField(max_length=64, default="", blank=True)

    def __str__(self) -> str:
        return f"triage of brand {self.brand_id}"


class NoiseCheck(models.Model):
    """A case of the noise lane that was drawn to be looked at: was it right to let it go?"""

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="+", db_index=False)
    case_id = models.BigIntegerField()
    day = models.DateField()
    #: Whether it needed an answer after all; null until somebody looked.
    needed = models.BooleanField(null=True)
    by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["brand", "case_id"], name="triage_check_once"),
        ]
        indexes = [models.Index(fields=["brand", "day"], name="triage_check_day")]

    def __str__(self) -> str:
        return f"check of case {self.case_id}"
