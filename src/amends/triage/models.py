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
    #: Kind and words of the order numbers, products and places that it names.
    found = models.JSONField(default=list, db_default=[])
    corrected_by = models.ForeignKey(
        User, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False
    )
    corrected_at = models.DateTimeField(null=True)
    #: Of which of it a person said something, be it that it is right: ``act``, ``mood_score``, ``urgency``,
    #: ``needs``, ``harms``. What people said teaches.
    said = ArrayField(models.CharField(max_length=12), default=list, db_default=[])
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

    @property
    def harms_heard(self) -> list[str]:
        """What the desk itself hears at stake, whatever people said."""
        heard: list[str] = (self.was or {}).get("harms", self.harms)
        return heard


class ArrivalAct(models.Model):
    """That one of the playbook's rules on arrival caught a message, and what it did: once."""

    brand = models.ForeignKey(
        Brand, on_delete=models.CASCADE, related_name="+", db_constraint=False, db_index=False
    )
    message = models.ForeignKey(
        Message, on_delete=models.CASCADE, related_name="+", db_constraint=False, db_index=False
    )
    case_id = models.BigIntegerField()
    #: The rule's name, and the number of the version that it stood in.
    rule = models.CharField(max_length=80)
    version = models.IntegerField()
    at = models.DateTimeField()
    #: What could not be done, as sentences.
    missed = models.JSONField(default=list)
    #: Minutes before its promise, whether it needs an answer, and the saved reply that is suggested.
    sooner = models.IntegerField(default=0)
    needs = models.BooleanField(null=True)
    suggests = models.CharField(max_length=200, default="", blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["message", "rule"], name="triage_acted_once"),
        ]
        indexes = [models.Index(fields=["brand", "case_id", "rule"], name="triage_acted")]

    def __str__(self) -> str:
        return f"{self.rule} on message {self.message_id}"


class TriageSettings(models.Model):
    """How a brand wants its messages judged and its noise kept."""

    brand = models.OneToOneField(
        Brand, primary_key=True, on_delete=models.CASCADE, related_name="+"
    )
    lets_go = models.BooleanField(default=True)
    #: Below this chance of needing an answer, in percent.
    below = models.SmallIntegerField(default=25)
    #: From which precision on, in percent, the desk puts on tags by itself; 0: it never does.
    tags_from = models.SmallIntegerField(default=0, db_default=0)
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


class SetAsideWhy(models.TextChoices):
    """Why something that was learnt does not judge."""

    #: On labels it had not seen it was no better than what was there.
    NO_BETTER = "no_better"
    #: A later one took over.
    REPLACED = "replaced"
    #: What was there before did better on labels that came since.
    WORSE_SINCE = "worse_since"
    BY_HAND = "by_hand"
    #: Somebody whose words it had learnt from was erased.
    ERASED = "erased"


class Learning(models.Model):
    """What a brand's labels taught at one time: it judges while it is promoted and not set aside."""

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="+", db_index=False)
    kind = models.CharField(max_length=12)
    #: The brand's own number of it, from 1 for each kind.
    number = models.IntegerField()
    #: Lines and heads as arrays; empty where it was no better, or its words were erased.
    data = models.BinaryField(default=bytes)
    labels = models.IntegerField()
    #: On labels it had not seen, beside what was there before; of tags for each of them.
    figures = models.JSONField(default=dict)
    made_at = models.DateTimeField()
    promoted_at = models.DateTimeField(null=True)
    set_aside_at = models.DateTimeField(null=True)
    why = models.CharField(max_length=12, choices=SetAsideWhy, default="", blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["brand", "kind", "number"], name="triage_learning_number"
            ),
            models.UniqueConstraint(
                fields=["brand", "kind"],
                name="triage_learning_in_force",
                condition=models.Q(promoted_at__isnull=False, set_aside_at__isnull=True),
            ),
            models.CheckConstraint(
                condition=models.Q(set_aside_at__isnull=True, why="")
                | models.Q(set_aside_at__isnull=False, why__in=SetAsideWhy.values),
                name="triage_learning_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.number} of brand {self.brand_id}"


class HintState(models.TextChoices):
    """What became of a tag that was suggested."""

    OPEN = "open"
    TAKEN = "taken"
    DISMISSED = "dismissed"
    #: The desk put it on by itself, as the lead allows.
    APPLIED = "applied"


class TagHint(models.Model):
    """A tag that a case's words suggest."""

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="+", db_index=False)
    case_id = models.BigIntegerField()
    tag_id = models.BigIntegerField()
    #: Of so many such suggestions, in percent, people wanted the tag: on labels unseen.
    precision = models.SmallIntegerField()
    state = models.CharField(max_length=12, choices=HintState, default=HintState.OPEN)
    at = models.DateTimeField()
    by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["brand", "case_id", "tag_id"], name="triage_hint_once"),
            models.CheckConstraint(
                condition=models.Q(state__in=HintState.values), name="triage_hint_state"
            ),
        ]

    def __str__(self) -> str:
        return f"tag {self.tag_id} for case {self.case_id}"


class RoundQuestion(models.Model):
    """A message whose label would teach much, asked about in a day's round."""

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="+", db_index=False)
    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="+")
    day = models.DateField()
    kind = models.CharField(max_length=12)
    #: Empty while open, and where somebody passed it by.
    answer = models.CharField(max_length=12, default="", blank=True)
    by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["brand", "message", "kind"], name="triage_asked_once"),
        ]
        indexes = [models.Index(fields=["brand", "day"], name="triage_round_day")]

    def __str__(self) -> str:
        return f"{self.kind} of message {self.message_id}?"
