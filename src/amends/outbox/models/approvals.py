"""Who had to look at something before it left, what they said, and two people at the brake."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from amends.outbox.models.sends import Brake, Deed, Send
from amends.staff.models import Brand, User


class ApprovalState(models.TextChoices):
    """How far an approval is."""

    WAITING = "waiting"
    APPROVED = "approved"
    RETURNED = "returned"
    WITHDRAWN = "withdrawn"


class Approval(models.Model):
    """A question to colleagues: may this send leave, or may this deed be done? One of the two is there."""

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="+")
    send = models.ForeignKey(Send, null=True, on_delete=models.CASCADE, related_name="approvals")
    deed = models.ForeignKey(Deed, null=True, on_delete=models.CASCADE, related_name="approvals")
    state = models.CharField(max_length=10, choices=ApprovalState, default=ApprovalState.WAITING)
    #: What is asked, as `rules.approvals.Ask.as_json`; wider once it went on to somebody else.
    asks = models.JSONField(default=list)
    #: The roles whose yes is still missing.
    roles = ArrayField(models.CharField(max_length=10), default=list)
    #: Of the words and files that it is for, in 64 hexadecimal digits.
    digest = models.CharField(max_length=64)
    asked_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    asked_at = models.DateTimeField()
    #: When it goes on to whom the playbook names next; null: it has, or the brand never opens.
    due_at = models.DateTimeField(null=True)
    escalated_at = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=ApprovalState.values), name="outbox_approval_state"
            ),
            models.CheckConstraint(
                condition=Q(send__isnull=False, deed=None) | Q(send=None, deed__isnull=False),
                name="outbox_approval_of_one",
            ),
            models.CheckConstraint(
                condition=Q(state="waiting", decided_at=None)
                | (~Q(state="waiting") & Q(decided_at__isnull=False)),
                name="outbox_approval_decided",
            ),
            models.UniqueConstraint(
                fields=["send"], condition=Q(state="waiting"), name="outbox_send_asks_once"
            ),
            models.UniqueConstraint(
                fields=["deed"], condition=Q(state="waiting"), name="outbox_deed_asks_once"
            ),
        ]
        indexes = [
            models.Index(
                F("brand"), F("asked_at"), name="outbox_to_approve", condition=Q(state="waiting")
            ),
            models.Index(
                fields=["due_at"],
                name="outbox_to_escalate",
                condition=Q(state="waiting", due_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"approval {self.pk}: {self.state}"


class Word(models.TextChoices):
    """What somebody says to an approval."""

    YES = "yes"
    NO = "no"


class ApprovalVote(models.Model):
    """What one colleague said to an approval, in the role they had then; kept with it."""

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="+")
    approval = models.ForeignKey(Approval, on_delete=models.CASCADE, related_name="votes")
    user = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    role = models.CharField(max_length=10)
    word = models.CharField(max_length=3, choices=Word)
    comment = models.CharField(max_length=1000, default="")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["approval", "user"], name="outbox_vote_once"),
            models.CheckConstraint(condition=Q(word__in=Word.values), name="outbox_vote_word"),
        ]

    def __str__(self) -> str:
        return f"{self.word} of {self.user_id}"


class BrakeAskKind(models.TextChoices):
    """What two people are needed for."""

    PULL = "pull"
    RELEASE = "release"


class BrakeAsk(models.Model):
    """One person asked to pull or release the brake; it happens when another agrees."""

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=7, choices=BrakeAskKind)
    reason = models.CharField(max_length=500, default="")
    asked_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    asked_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    #: Who agreed; null where it was withdrawn or came to nothing.
    agreed_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    brake = models.ForeignKey(Brake, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=BrakeAskKind.values), name="outbox_brake_ask_kind"
            ),
            models.CheckConstraint(
                condition=Q(agreed_by=None) | ~Q(agreed_by=F("asked_by")),
                name="outbox_brake_takes_two",
            ),
            models.UniqueConstraint(
                fields=["brand", "kind"],
                condition=Q(settled_at=None),
                name="outbox_brake_asked_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} asked in brand {self.brand_id}"
