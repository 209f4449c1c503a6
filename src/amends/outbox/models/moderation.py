"""What was taken from sight, as it stood, why and by whose word: kept whatever the network does with it."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from amends.channels.models import Connection
from amends.inbox.models import Case, Identity, Message
from amends.outbox.models.sends import Deed
from amends.staff.models import Brand, User


class Decision(models.TextChoices):
    """What became of somebody's wish to take words from sight."""

    ASKED = "asked"
    ALLOWED = "allowed"
    RETURNED = "returned"
    WITHDRAWN = "withdrawn"


class Moderation(models.Model):
    """One wish to hide or delete somebody's words: they, what stood around them, the reason, the decision."""

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="+")
    connection = models.ForeignKey(Connection, on_delete=models.PROTECT, related_name="+")
    deed = models.OneToOneField(
        Deed, null=True, on_delete=models.SET_NULL, related_name="moderation"
    )
    case = models.ForeignKey(Case, null=True, on_delete=models.SET_NULL, related_name="+")
    message = models.ForeignKey(Message, null=True, on_delete=models.SET_NULL, related_name="+")
    identity = models.ForeignKey(Identity, null=True, on_delete=models.SET_NULL, related_name="+")
    kind = models.CharField(max_length=8)
    ground = models.CharField(max_length=8)
    reason = models.CharField(max_length=500)
    #: The words as they stood; empty once their author asked to be forgotten.
    text = models.TextField()
    #: Of the words, in 64 hexadecimal digits: says later what they were without saying them.
    sha256 = models.CharField(max_length=64)
    marked = models.CharField(max_length=1000, default="")
    author = models.CharField(max_length=255, default="")
    url = models.TextField(default="")
    said_at = models.DateTimeField()
    #: What stood before and after in the thread: ``who``, ``identity``, ``is_ours``, ``at``, ``text`` each.
    context = models.JSONField(default=list)
    asked_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    asked_at = models.DateTimeField()
    decision = models.CharField(max_length=9, choices=Decision, default=Decision.ASKED)
    #: The colleague whose word settled it; null for nobody's, and for who is gone.
    decided_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    decided_at = models.DateTimeField(null=True)
    comment = models.CharField(max_length=1000, default="")
    #: The network did it; and where it was shown again, when.
    done_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)
    #: Its author asked to be forgotten: the words are gone from here, too.
    erased_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(decision__in=Decision.values), name="outbox_moderation_decision"
            ),
            models.CheckConstraint(
                condition=Q(ground__in=["spam", "threat", "hate", "private", "law"])
                & ~Q(reason=""),
                name="outbox_moderation_has_a_ground",
            ),
            models.CheckConstraint(
                condition=(Q(done_at=None) | Q(decision="allowed"))
                & (
                    ~Q(decision="allowed")
                    | Q(decided_by=None)
                    | Q(asked_by=None)
                    | ~Q(decided_by=F("asked_by"))
                ),
                name="outbox_moderation_takes_two",
            ),
        ]
        indexes = [
            models.Index(F("brand"), F("id").desc(), name="outbox_moderation_newest"),
            models.Index(
                F("brand"),
                F("done_at"),
                name="outbox_moderation_counted",
                condition=Q(done_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} for {self.ground}: {self.decision}"
