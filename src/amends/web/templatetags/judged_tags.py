"""What was made of a case's newest message, for its page."""

from __future__ import annotations

from dataclasses import dataclass

from django import template
from django.utils.translation import gettext as _

from amends.inbox.models import Case
from amends.triage.queries.made import newest_of
from amends.triage.queries.tagged import Hints, hints_of
from amends.triage.rules.judgement import Harm, Urgency
from amends.web import judged

register = template.Library()


@dataclass(frozen=True, slots=True)
class Made:
    """What was made of a message, and what it can be corrected to."""

    message_id: int
    chips: list[judged.Chip]
    act: str
    is_urgent: bool
    needs_answer: bool
    is_care: bool
    #: Who corrected it; empty: nobody.
    corrected_by: str
    kinds: list[tuple[str, str]]
    moods: list[tuple[str, str]]


@register.simple_tag
def made_of(case: Case) -> Made | None:
    """What was made of the customer's newest message; None before it was judged."""
    made = newest_of(case)
    if made is None:
        return None
    return Made(
        message_id=made.message_id,
        chips=judged.chips(made),
        act=made.act,
        is_urgent=made.urgency == Urgency.URGENT,
        needs_answer=judged.needs_answer(made, is_noise="is:noise" in case.marks),
        is_care=Harm.SELF_HARM in made.harms,
        corrected_by=made.corrected_by.name if made.corrected_by else "",
        kinds=[(value, _(word)) for value, word in judged.KINDS.items()],
        moods=[(value, _(word)) for value, word in judged.MOODS.items()],
    )


@register.simple_tag
def tag_hints(case: Case) -> Hints:
    """The tags that a case's words suggest, and those that the desk put on by itself."""
    return hints_of(case.brand_id, case.pk, case.tags)
