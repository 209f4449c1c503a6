"""People and the handles they use."""

from __future__ import annotations

from django.db import models

from amends.staff.models import Brand


class Person(models.Model):
    """A customer, whatever handles they use."""

    brand = models.ForeignKey(
        Brand, on_delete=models.CASCADE, related_name="+", db_constraint=False, db_index=False
    )
    name = models.CharField(max_length=255)
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class Identity(models.Model):
    """A handle of a person on a network; `realm` is within which `external_id` is unique."""

    brand = models.ForeignKey(
        Brand, on_delete=models.CASCADE, related_name="+", db_constraint=False, db_index=False
    )
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="identities", db_constraint=False
    )
    realm = models.CharField(max_length=255)
    external_id = models.CharField(max_length=512)
    handle = models.CharField(max_length=255, default="")
    name = models.CharField(max_length=255, default="")
    avatar_url = models.TextField(default="")
    followers = models.BigIntegerField(null=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["brand", "realm", "external_id"], name="inbox_identity_once"
            ),
        ]

    def __str__(self) -> str:
        return self.handle or self.name or self.external_id
