"""The publishing room's tables: posts, their versions, their places on the calendar, times and pictures."""

from __future__ import annotations

from textwrap import shorten

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from amends.channels.models import Connection
from amends.outbox.models import Send, Upload
from amends.publishing.rules import Repeat
from amends.staff.models import Brand, User


class PostState(models.TextChoices):
    """How far the plan is; what became of each going out is the truth of its send."""

    DRAFT = "draft"
    ASKED = "asked"
    APPROVED = "approved"
    WITHDRAWN = "withdrawn"


class Post(models.Model):
    """Something the brand wants to say to everybody: the words to begin with, for all networks."""

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="+")
    #: For the calendar; nobody outside reads it.
    title = models.CharField(max_length=120, default="", blank=True)
    text = models.TextField(default="")
    #: What stands before the words where they may hurt.
    warning = models.CharField(max_length=120, default="", blank=True)
    #: What its links say they are part of (`utm_campaign`); empty: they stay as they are.
    campaign = models.CharField(max_length=60, default="", blank=True)
    #: Ids of its pictures, in their order.
    uploads = ArrayField(models.BigIntegerField(), default=list)
    repeat = models.CharField(max_length=12, default=Repeat.NO)
    #: The last day of the repetitions, by the brand's calendar; null: until somebody ends them.
    repeat_until = models.DateField(null=True)
    state = models.CharField(max_length=10, choices=PostState, default=PostState.DRAFT)
    state_since = models.DateTimeField()
    #: Why it was sent back.
    note = models.CharField(max_length=500, default="", blank=True)
    #: Grows with every change: whoever saves says which one they saw.
    revision = models.IntegerField(default=1)
    #: Grows with every approval: what was taken back leaves its places on the calendar behind.
    round = models.IntegerField(default=0)
    #: Whose words they are: who wrote it, or changed it last.
    made_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField()
    decided_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=PostState.values), name="publishing_post_state"
            ),
            models.CheckConstraint(
                condition=Q(repeat__in=[each.value for each in Repeat]),
                name="publishing_post_repeat",
            ),
        ]
        indexes = [
            models.Index(fields=["brand", "state", "state_since"], name="publishing_post_of"),
        ]

    def __str__(self) -> str:
        return self.title or shorten(self.text, 80, placeholder="…")


class PostVersion(models.Model):
    """A post on one connection: its own words where they differ, and its moment."""

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="+")
    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="versions")
    connection = models.ForeignKey(Connection, on_delete=models.CASCADE, related_name="+")
    #: Empty: the post's words.
    text = models.TextField(default="", blank=True)
    #: Null: with the post's pictures; else only those of them.
    uploads = ArrayField(models.BigIntegerField(), null=True)
    #: When it goes out for the first time; null: as soon as it is approved.
    at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["post", "connection"], name="publishing_version_once"),
        ]
        indexes = [models.Index(fields=["brand", "at"], name="publishing_version_at")]

    def __str__(self) -> str:
        return f"post {self.post_id} on {self.connection_id}"

    @property
    def words(self) -> str:
        """What it says there."""
        return self.text or self.post.text

    @property
    def files(self) -> list[int]:
        """The ids of the pictures that go with it there."""
        return list(self.post.uploads if self.uploads is None else self.uploads)


class Slot(models.Model):
    """A place on the calendar: one going out of one version. Its send is asked for in the same breath."""

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="+")
    version = models.ForeignKey(PostVersion, on_delete=models.CASCADE, related_name="slots")
    #: Of which approval, and which repetition it is.
    round = models.IntegerField()
    number = models.IntegerField()
    at = models.DateTimeField()
    #: The first part of what goes out; null: the gate would not let a repetition pass.
    send = models.OneToOneField(Send, null=True, on_delete=models.PROTECT, related_name="slot")
    #: Why there is no send.
    trouble = models.TextField(default="", blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["version", "round", "number"], name="publishing_slot_once"
            ),
        ]
        indexes = [models.Index(fields=["brand", "at"], name="publishing_slot_at")]

    def __str__(self) -> str:
        return f"version {self.version_id} at {self.at:%Y-%m-%d %H:%M}"


class PostingTime(models.Model):
    """An hour of the week at which the brand likes to post somewhere: what the next free place is."""

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="+")
    connection = models.ForeignKey(Connection, on_delete=models.CASCADE, related_name="+")
    #: 0 is Monday.
    weekday = models.SmallIntegerField()
    #: Of the day, by the brand's clock.
    minute = models.SmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["connection", "weekday", "minute"], name="publishing_time_once"
            ),
            models.CheckConstraint(
                condition=Q(weekday__range=(0, 6), minute__range=(0, 1439)),
                name="publishing_time_is_one",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.weekday} {self.minute // 60:02}:{self.minute % 60:02}"


class LibraryItem(models.Model):
    """A picture that the brand may use again, found by what it is called and tagged with."""

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="+")
    upload = models.OneToOneField(Upload, on_delete=models.CASCADE, related_name="library_item")
    title = models.CharField(max_length=120)
    tags = ArrayField(models.CharField(max_length=40), default=list)
    added_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["brand", "added_at"], name="publishing_library_of")]

    def __str__(self) -> str:
        return self.title
