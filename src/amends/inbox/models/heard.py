"""What a brand listens for besides its mentions, and which messages were found by it."""

from __future__ import annotations

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from amends.inbox.models.messages import Message
from amends.staff.models import Brand, User


class QueryKind(models.TextChoices):
    """What a query listens for."""

    NAME = "name"
    PRODUCT = "product"
    PERSON = "person"
    TOPIC = "topic"
    RIVAL = "rival"


class BrandQuery(models.Model):
    """Words that a brand listens for, in the language of `rules.matching`."""

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=60)
    text = models.CharField(max_length=1000)
    kind = models.CharField(max_length=8, choices=QueryKind, default=QueryKind.NAME)
    #: Only what is said in it, or from there; empty: any. What nobody tells excludes nothing.
    language = models.CharField(
        max_length=3, default="", blank=True, validators=[RegexValidator("^[a-z]{2,3}$")]
    )
    country = models.CharField(
        max_length=2, default="", blank=True, validators=[RegexValidator("^[A-Z]{2}$")]
    )
    #: Whether its posts wait for an answer even though nobody spoke to the brand.
    needs_answer = models.BooleanField(default=False)
    #: Whether networks are asked for its words, too: not only what reaches the brand anyway is looked at.
    searches = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    made_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField()
    #: When anything changed that decides what fits.
    changed_at = models.DateTimeField()
    hits = models.BigIntegerField(default=0)
    last_hit_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint("brand", Lower("name"), name="inbox_query_once"),
            models.CheckConstraint(condition=Q(kind__in=QueryKind.values), name="inbox_query_kind"),
        ]
        indexes = [
            # Its end and its length say whether a compiled book of queries is still the newest.
            models.Index(
                fields=["brand", "changed_at"],
                name="inbox_query_active",
                condition=Q(is_active=True),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class QueryHit(models.Model):
    """A message that fits a query."""

    brand = models.ForeignKey(
        Brand, on_delete=models.CASCADE, related_name="+", db_constraint=False, db_index=False
    )
    message = models.ForeignKey(
        Message, on_delete=models.CASCADE, related_name="+", db_constraint=False, db_index=False
    )
    query = models.ForeignKey(
        BrandQuery,
        on_delete=models.CASCADE,
        related_name="+",
        db_constraint=False,
        db_index=False,
    )
    #: When the message was said.
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["message", "query"], name="inbox_query_hit_once"),
        ]
        indexes = [models.Index(fields=["query", "at"], name="inbox_query_hit_newest")]

    def __str__(self) -> str:
        return f"message {self.message_id} fits query {self.query_id}"
