"""How people keep order in the cases: moves, links, followers, fields, promises, views, locks."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from amends.channels.models import Connection
from amends.inbox.models.cases import Case
from amends.staff.models import Brand, User


class MoveKind(models.TextChoices):
    """Why messages changed their case."""

    MERGE = "merge"
    SPLIT = "split"


class CaseMove(models.Model):
    """Messages that went from one case to another, with what is needed to take it back."""

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=8, choices=MoveKind)
    origin = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    target = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    messages = ArrayField(models.BigIntegerField(), default=list)
    #: Ids of the rows that say in which threads a case goes on, and whatever else the undo must know.
    facts = models.JSONField(default=dict)
    by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()
    undone_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    undone_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.kind} of case {self.origin_id} into {self.target_id}"


class CaseLink(models.Model):
    """Two cases that have to do with each other; the lower id is the first."""

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="+")
    first = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="inbox_case_link_once"),
            models.CheckConstraint(
                condition=Q(first__lt=F("second")), name="inbox_case_link_order"
            ),
        ]

    def __str__(self) -> str:
        return f"case {self.first_id} with case {self.second_id}"


class Follower(models.Model):
    """A colleague who wants to know what happens in a case; a collaborator also works on it."""

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="+")
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="followers")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    is_collaborator = models.BooleanField(default=False)
    since = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "user"], name="inbox_follower_once"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} follows case {self.case_id}"


class FieldKind(models.TextChoices):
    """What a brand's own field holds."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    CHOICE = "choice"
    YES_NO = "yes_no"


class CaseField(models.Model):
    """A brand's own field of its cases, such as an order number. Values are in `Case.fields`."""

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=60)
    kind = models.CharField(max_length=8, choices=FieldKind)
    choices = ArrayField(models.CharField(max_length=80), default=list)
    position = models.SmallIntegerField(default=0)
    created_at = models.DateTimeField()
    archived_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint("brand", Lower("name"), name="inbox_field_once"),
            models.CheckConstraint(condition=Q(kind__in=FieldKind.values), name="inbox_field_kind"),
        ]

    def __str__(self) -> str:
        return self.name


class Promise(models.Model):
    """Within how many minutes of working time a customer gets the first or the next answer.

    Without a connection it is the brand's; one of a connection goes before it. No minutes: no promise.
    """

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="promises")
    connection = models.ForeignKey(
        Connection, null=True, on_delete=models.CASCADE, related_name="+"
    )
    first_minutes = models.PositiveIntegerField(null=True)
    next_minutes = models.PositiveIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["brand", "connection"], name="inbox_promise_once", nulls_distinct=False
            ),
        ]

    def __str__(self) -> str:
        return f"promise of brand {self.brand_id}"


class SavedView(models.Model):
    """A named search: somebody's own, or (without an owner) the brand's."""

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="+")
    owner = models.ForeignKey(User, null=True, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=60)
    #: As it is typed into the search.
    query = models.CharField(max_length=500)
    position = models.SmallIntegerField(default=0)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "brand", "owner", Lower("name"), name="inbox_saved_view_once", nulls_distinct=False
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Presence(models.Model):
    """An open page of a colleague on a case, renewed by its heartbeat; nothing is lost when it is."""

    brand = models.ForeignKey(
        Brand, on_delete=models.CASCADE, related_name="+", db_constraint=False, db_index=False
    )
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="+", db_constraint=False)
    user = models.ForeignKey(
        User, on_delete=models.CASCADE, related_name="+", db_constraint=False, db_index=False
    )
    #: One browser tab.
    page = models.UUIDField(unique=True)
    writes_since = models.DateTimeField(null=True)
    seen_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.user_id} at case {self.case_id}"


class CaseLock(models.Model):
    """Only its holder may answer the case until then."""

    case = models.OneToOneField(
        Case, primary_key=True, on_delete=models.CASCADE, related_name="lock"
    )
    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="+")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    taken_at = models.DateTimeField()
    until = models.DateTimeField()

    def __str__(self) -> str:
        return f"case {self.case_id} is {self.user_id}'s until {self.until:%H:%M}"
