"""Roles in words, and read from forms."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from amends.refusals import Invalid
from amends.staff.rules import Role


@dataclass(frozen=True, slots=True)
class Told:
    """A role as a person chooses it."""

    value: str
    title: str
    says: str


def all_titles() -> list[Told]:
    """Every role, the smallest first."""
    return [
        Told(Role.VIEWER, _("Viewer"), _("reads everything and changes nothing")),
        Told(Role.AGENT, _("Agent"), _("answers and organises cases")),
        Told(Role.LEAD, _("Lead"), _("also connects accounts and steers the team")),
        Told(Role.OWNER, _("Owner"), _("also decides who works here")),
    ]


def title(role: str) -> str:
    """A role's name."""
    return next((each.title for each in all_titles() if each.value == role), role)


def read(text: str) -> Role:
    """The role that a form names. Raises Invalid."""
    try:
        return Role(text)
    except ValueError:
        raise Invalid(_("Choose a role."), field="role") from None
