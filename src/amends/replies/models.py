"""The replies room's tables: what is being written, what was written well once, and who helps with it."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from amends.inbox.models import Case, Message
from amends.staff.models import Brand, User


class DraftKind(models.TextChoices):
    """What a draft is going to be."""

    PUBLIC = "public"
    PRIVATE = "private"
    NOTE = "note"


class Assisted(models.TextChoices):
    """What somebody's words began with, if not with their own; kept with the draft and with the send."""

    SUGGESTION = "suggestion"
    ASSISTANT = "assistant"
    #: A rule on arrival said them by itself.
    RULE = "rule"


class Draft(models.Model):
    """What a colleague is writing in a case, kept as they type; gone when it is sent or emptied."""

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="+")
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="drafts")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=8, choices=DraftKind)
    text = models.TextField(default="")
    subject = models.CharField(max_length=500, default="")
    #: Ids of the files that go with it, in their order.
    uploads = ArrayField(models.BigIntegerField(), default=list)
    #: The message that it answers, where one was chosen.
    answers = models.ForeignKey(Message, null=True, on_delete=models.SET_NULL, related_name="+")
    #: Where its words came from; empty: from whoever wrote them.
    assisted = models.CharField(max_length=10, default="", db_default="", blank=True)
    #: Grows with every change: whoever saves says which one they saw.
    revision = models.BigIntegerField(default=1)
    #: The open page that saved it last, and the number of that page's save: its own saves may overtake.
    page = models.UUIDField()
    serial = models.BigIntegerField(default=0)
    updated_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "user"], name="replies_draft_once"),
            models.CheckConstraint(
                condition=Q(kind__in=DraftKind.values), name="replies_draft_kind"
            ),
        ]
        indexes = [
            models.Index(fields=["brand", "user", "case"], name="replies_draft_of_user"),
        ]

    def __str__(self) -> str:
        return f"draft of {self.user_id} in case {self.case_id}"


class SavedReply(models.Model):
    """Words that somebody uses again and again, with variables; without an owner it is the team's."""

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="+")
    owner = models.ForeignKey(User, null=True, on_delete=models.CASCADE, related_name="+")
    title = models.CharField(max_length=80)
    #: One word that brings it into the composer; empty for none.
    shortcut = models.CharField(max_length=30, default="", blank=True)
    text = models.TextField()
    #: For which language it is meant, as a tag such as ``de``; empty for any.
    language = models.CharField(max_length=12, default="", blank=True)
    uses = models.BigIntegerField(default=0)
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    #: Offered no longer.
    archived_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "brand",
                "owner",
                Lower("title"),
                name="replies_saved_title_once",
                condition=Q(archived_at__isnull=True),
                nulls_distinct=False,
            ),
            models.UniqueConstraint(
                fields=["brand", "owner", "shortcut"],
                name="replies_saved_shortcut_once",
                condition=Q(archived_at__isnull=True) & ~Q(shortcut=""),
                nulls_distinct=False,
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Assistant(models.Model):
    """The language model that a brand's people may ask for help with writing, and how much it may cost."""

    brand = models.OneToOneField(
        Brand, primary_key=True, on_delete=models.CASCADE, related_name="+"
    )
    #: Nothing is asked while it is off.
    is_on = models.BooleanField(default=False)
    #: Of an endpoint that speaks as OpenAI's does, up to and without ``/chat/completions``.
    base_url = models.CharField(max_length=500)
    model = models.CharField(max_length=200)
    #: Fernet-encrypted JSON: the key, where one is needed.
    secrets = models.BinaryField(default=bytes)
    #: So many tokens may be used in a calendar month of the brand.
    monthly_tokens = models.BigIntegerField()
    timeout_seconds = models.SmallIntegerField()
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    monthly_tokens__gte=0, timeout_seconds__gte=1, timeout_seconds__lte=120
                ),
                name="replies_assistant_bounds",
            ),
        ]

    def __str__(self) -> str:
        return self.model


class ExchangeState(models.TextChoices):
    """What became of a question to the assistant."""

    ASKED = "asked"
    ANSWERED = "answered"
    FAILED = "failed"


class Exchange(models.Model):
    """One question to the assistant: what it was shown, what it said, what it cost, who asked and when."""

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="+", db_index=False)
    #: Null: somebody tried the connection.
    case = models.ForeignKey(Case, null=True, on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    task = models.CharField(max_length=10)
    model = models.CharField(max_length=200)
    state = models.CharField(max_length=8, choices=ExchangeState, default=ExchangeState.ASKED)
    asked_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    #: The messages as they left: private data is placeholders. Emptied after some weeks.
    prompt = models.JSONField(default=list)
    #: As it came back, before anything was taken out or filled in. Emptied with the prompt.
    answer = models.TextField(default="")
    #: What it came to; while it is asked, what it may come to.
    tokens = models.IntegerField()
    #: Why there is no answer, as a sentence.
    trouble = models.CharField(max_length=300, default="")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=ExchangeState.values), name="replies_exchange_state"
            ),
        ]
        indexes = [
            models.Index(fields=["brand", "asked_at"], name="replies_exchange_month"),
            models.Index(
                fields=["asked_at"], name="replies_exchange_open", condition=Q(state="asked")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.task} by {self.model}: {self.state}"
