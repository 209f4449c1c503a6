"""What only the composer's templates ask for."""

from __future__ import annotations

from collections.abc import Iterable

from django import template
from django.urls import reverse
from django.utils.translation import gettext as _

from amends.replies.models import Draft
from amends.replies.rules.asking import Task
from amends.web import writing
from amends.web.screens.emoji import VERSION

register = template.Library()


@register.filter
def drafts_stamp(drafts: Iterable[Draft]) -> str:
    """A word that changes whenever colleagues' drafts read differently."""
    return writing.drafts_stamp(drafts)


@register.filter
def asked_of_assistant(task: str) -> str:
    """What an assistant was asked for, in words."""
    told: dict[str, str] = {
        Task.DRAFT: _("A draft"),
        Task.SHORTEN: _("Something shorter"),
        Task.SOFTEN: _("Something kinder"),
        Task.TRANSLATE: _("A translation"),
        Task.SUMMARISE: _("A summary"),
    }
    return told.get(task, _("Whether it is there"))


@register.simple_tag
def emoji_url() -> str:
    """Where the list of emoji is; another address for each version of it."""
    return reverse("emoji", args=[VERSION])
