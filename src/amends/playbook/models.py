"""The playbook room's tables: each brand's versions, how they are approved, and dry runs of drafts."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from amends.staff.models import Brand, User


class VersionState(models.TextChoices):
    """How far a version of the playbook is."""

    DRAFT = "draft"
    IN_REVIEW = "in_review"
    LIVE = "live"
    RETIRED = "retired"


class PlaybookVersion(models.Model):
    """A brand's playbook as it was, is or may become: at most one is live, at most one is being written."""

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="+")
    #: 1 is the brand's first.
    number = models.PositiveIntegerField()
    text = models.TextField()
    #: Of the text in UTF-8, in hexadecimal digits.
    sha256 = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=VersionState, default=VersionState.DRAFT)
    #: Grows with every change: whoever saves or decides says which one they saw.
    revision = models.PositiveIntegerField(default=1)
    #: Why it was made, in the words of whoever asked for review, put it live or returned it.
    comment = models.CharField(max_length=1000, default="")
    #: The number of the version that was live when this one was begun; null: none was.
    began_from = models.PositiveIntegerField(null=True)
    made_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    #: The ids of everybody who changed its text: none of them approves it.
    writers = ArrayField(models.BigIntegerField(), default=list)
    asked_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    asked_at = models.DateTimeField(null=True)
    approved_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    approved_at = models.DateTimeField(null=True)
    live_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    live_at = models.DateTimeField(null=True)
    #: When another took its place, or it was thrown away.
    retired_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["brand", "number"], name="playbook_version_number"),
            models.UniqueConstraint(
                fields=["brand"], condition=Q(state="live"), name="playbook_one_is_live"
            ),
            models.UniqueConstraint(
                fields=["brand"],
                condition=Q(state__in=["draft", "in_review"]),
                name="playbook_one_is_written",
            ),
            models.CheckConstraint(
                condition=Q(state__in=VersionState.values), name="playbook_version_state"
            ),
            models.CheckConstraint(
                condition=Q(state="draft", asked_at=None, live_at=None, retired_at=None)
                | Q(state="in_review", asked_at__isnull=False, live_at=None, retired_at=None)
                | Q(state="live", live_at__isnull=False, retired_at=None)
                | Q(state="retired", retired_at__isnull=False),
                name="playbook_version_course",
            ),
            models.CheckConstraint(
                condition=Q(approved_by=None) | Q(asked_by=None) | ~Q(approved_by=F("asked_by")),
                name="playbook_nobody_approves_their_own",
            ),
        ]

    def __str__(self) -> str:
        return f"playbook {self.number} of {self.brand_id}"


class PlaybookSettings(models.Model):
    """How a brand's playbook goes live; without a row as the defaults here say."""

    brand = models.OneToOneField(Brand, on_delete=models.CASCADE, related_name="+")
    #: Whether a second person must approve a version before it goes live.
    needs_second = models.BooleanField(default=False)
    #: Whether only owners approve.
    owner_approves = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"playbook settings of {self.brand_id}"


class DryRunState(models.TextChoices):
    """How far a dry run is."""

    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


class DryRun(models.Model):
    """What a version would have done to the brand's last answers, compared with what is live."""

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="+")
    version = models.ForeignKey(PlaybookVersion, on_delete=models.CASCADE, related_name="dry_runs")
    #: The text that was tried; the draft may have gone on since.
    sha256 = models.CharField(max_length=64)
    #: The number of the live version that it is compared with; null: what holds without a playbook.
    against = models.PositiveIntegerField(null=True)
    state = models.CharField(max_length=8, choices=DryRunState, default=DryRunState.RUNNING)
    total = models.PositiveIntegerField(default=0)
    tried = models.PositiveIntegerField(default=0)
    #: What it came to, as `rules.trial.Tally.plain`: numbers and ids, never anybody's words.
    result = models.JSONField(default=dict)
    asked_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    asked_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=DryRunState.values), name="playbook_dry_run_state"
            ),
            models.CheckConstraint(
                condition=Q(state="running", ended_at=None)
                | Q(state__in=["done", "failed"], ended_at__isnull=False),
                name="playbook_dry_run_ended",
            ),
        ]
        indexes = [models.Index(fields=["version", "-id"], name="playbook_dry_run_newest")]

    def __str__(self) -> str:
        return f"dry run of version {self.version_id}"
