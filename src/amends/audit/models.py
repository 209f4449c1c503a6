"""The audit trail's tables."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class Entry(models.Model):
    """One thing somebody did; `hash` covers it and the entry before it in the same chain."""

    #: The brand's id, or 0 for what concerns the whole installation: one chain each.
    brand_id = models.BigIntegerField()
    position = models.BigIntegerField()
    at = models.DateTimeField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_constraint=False,
    )
    via = models.CharField(max_length=20)
    action = models.CharField(max_length=80)
    target = models.CharField(max_length=80)
    facts = models.JSONField(default=dict)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["brand_id", "position"], name="audit_entry_position"),
        ]
        indexes = [
            models.Index(fields=["brand_id", "target", "position"], name="audit_entry_target"),
            models.Index(fields=["brand_id", "by", "position"], name="audit_entry_by"),
            models.Index(fields=["brand_id", "action", "position"], name="audit_entry_action"),
        ]

    def __str__(self) -> str:
        return f"{self.brand_id}#{self.position} {self.action} {self.target}"


class Head(models.Model):
    """The end of each chain, so that a chain cut short is noticed, and appends queue up on its row."""

    brand_id = models.BigIntegerField(primary_key=True)
    position = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=64, default="0" * 64)

    def __str__(self) -> str:
        return f"{self.brand_id}#{self.position}"
