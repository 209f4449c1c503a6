"""The page itself, and the parts of the service that it tells of."""

from __future__ import annotations

from enum import StrEnum

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from amends.staff.models import Brand
from amends.status.rules.states import ComponentState


def choices(kind: type[StrEnum]) -> list[tuple[str, str]]:
    """A field's choices."""
    return [(each.value, each.value) for each in kind]


def one_of(field: str, kind: type[StrEnum]) -> Q:
    """A field holds one of the kind's values."""
    return Q(**{f"{field}__in": [each.value for each in kind]})


class StatusPage(models.Model):
    """A brand's public page; a brand has at most one."""

    brand = models.OneToOneField(Brand, on_delete=models.CASCADE, related_name="+")
    slug = models.SlugField(max_length=60, unique=True)
    #: The host name that is all its own, such as ``status.example.com``; empty for none.
    domain = models.CharField(max_length=253, default="", blank=True)
    title = models.CharField(max_length=120)
    #: A sentence under the title, by language.
    about = models.JSONField(default=dict)
    #: What stands in place of a logo; the title when it is empty.
    mark = models.CharField(max_length=40, default="", blank=True)
    #: The brand's colour, ``#rrggbb``.
    colour = models.CharField(max_length=7, default="#1f5a56")
    #: Where the mark leads: the brand's own site.
    home_url = models.CharField(max_length=500, default="", blank=True)
    #: Where somebody who needs help is sent.
    help_url = models.CharField(max_length=500, default="", blank=True)
    #: The first is the one that pages fall back to.
    languages = ArrayField(models.CharField(max_length=5), default=list)
    is_public = models.BooleanField(default=False)
    #: Whether it says how many people are affected, where that is known.
    shows_counts = models.BooleanField(default=False)
    #: Whether it says how many comments of others the brand hid or deleted in a year.
    shows_moderation = models.BooleanField(default=False, db_default=False)
    made_at = models.DateTimeField()
    #: Goes up by one with everything that readers would see.
    version = models.BigIntegerField(default=1)
    changed_at = models.DateTimeField()
    #: Which version lies in the folder, and since when.
    exported_version = models.BigIntegerField(default=0)
    exported_at = models.DateTimeField(null=True)
    #: Set after a restore: no notice leaves until a person has looked.
    held_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["domain"], name="status_domain_once", condition=~Q(domain="")
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def language(self) -> str:
        """The language that it falls back to."""
        return self.languages[0] if self.languages else "en"


class Component(models.Model):
    """A part of the service, as customers know it."""

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="+")
    page = models.ForeignKey(
        StatusPage, on_delete=models.CASCADE, related_name="components", db_index=False
    )
    name = models.CharField(max_length=80)
    #: Its name in the page's other languages.
    names = models.JSONField(default=dict)
    about = models.CharField(max_length=200, default="", blank=True)
    #: Parts with the same group stand together; empty for none.
    group = models.CharField(max_length=80, default="", blank=True)
    position = models.IntegerField(default=0)
    #: What a person or a program said of it by itself.
    own_state = models.CharField(
        max_length=12, choices=choices(ComponentState), default=ComponentState.OPERATIONAL
    )
    #: What readers see: the worst of its own state, open troubles and running maintenance.
    state = models.CharField(
        max_length=12, choices=choices(ComponentState), default=ComponentState.OPERATIONAL
    )
    state_since = models.DateTimeField()
    made_at = models.DateTimeField()
    #: Shown no longer; what it took part in keeps its name.
    archived_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=one_of("state", ComponentState), name="status_component_state"
            ),
            models.CheckConstraint(
                condition=one_of("own_state", ComponentState), name="status_component_own_state"
            ),
        ]
        indexes = [models.Index(fields=["page", "position", "id"], name="status_component_order")]

    def __str__(self) -> str:
        return self.name


class ComponentSpell(models.Model):
    """A time in which a component was not operational; it has no end while it lasts."""

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="+")
    component = models.ForeignKey(
        Component, on_delete=models.CASCADE, related_name="spells", db_index=False
    )
    state = models.CharField(max_length=12, choices=choices(ComponentState))
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=one_of("state", ComponentState) & ~Q(state=ComponentState.OPERATIONAL),
                name="status_spell_state",
            ),
            models.UniqueConstraint(
                fields=["component"], name="status_spell_lasts_once", condition=Q(ended_at=None)
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(ended_at__gte=models.F("began_at")),
                name="status_spell_ends_later",
            ),
        ]
        indexes = [models.Index(fields=["component", "-began_at"], name="status_spell_newest")]

    def __str__(self) -> str:
        return f"{self.state} of component {self.component_id}"
