"""People and the handles they use."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models

from amends.staff.models import Brand, User


class Person(models.Model):
    """A customer, whatever handles they use."""

    brand = models.ForeignKey(
        Brand, on_delete=models.CASCADE, related_name="+", db_constraint=False, db_index=False
    )
    name = models.CharField(max_length=255)
    created_at = models.DateTimeField()
    #: What this person says reaches nobody's queue: no clock, no alarm, no figure.
    blocked_at = models.DateTimeField(null=True)
    #: The person that this one turned out to be; its identities and cases are there until undone.
    merged_into = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )

    class Meta:
        indexes = [
            models.Index(
                fields=["brand", "id"],
                name="inbox_person_newest",
                condition=models.Q(merged_into__isnull=True),
            ),
            models.Index(
                fields=["brand"],
                name="inbox_person_blocked",
                condition=models.Q(blocked_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class PersonMerge(models.Model):
    """Two people found to be one, with what went over: enough to take it back."""

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="+")
    kept = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="merges")
    merged = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    #: Ids of the identities and cases that were the merged person's.
    identities = ArrayField(models.BigIntegerField(), default=list)
    cases = ArrayField(models.BigIntegerField(), default=list)
    #: Ids of the rows that say in which threads those cases go on; of these, the ones that the merge
    #: ended, because the kept person has a living case in the same thread.
    threads = ArrayField(models.BigIntegerField(), default=list, db_default=[])
    ended = ArrayField(models.BigIntegerField(), default=list, db_default=[])
    by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()
    undone_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    undone_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"person {self.merged_id} is person {self.kept_id}"


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
