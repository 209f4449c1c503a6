"""What was made of what a customer said in a case, for its page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django import template
from django.utils.translation import gettext as _

from amends.inbox.models import Case
from amends.triage.models import Judgement
from amends.triage.queries.made import made_in
from amends.triage.queries.tagged import Hints, hints_of
from amends.triage.rules.judgement import Harm, Urgency
from amends.triage.rules.said import DANGERS, Stakes
from amends.web import judged

register = template.Library()

#: Of so many of the newest messages it stands there what they name.
_MOST_NAMED = 20


@dataclass(frozen=True, slots=True)
class Made:
    """What was made of a case's messages, and what that can be corrected to."""

    #: The newest: what it does and how its customer feels is what is shown.
    message_id: int
    chips: list[judged.Chip]
    #: Messages that wait; the gravest of them says what is at stake and how urgent it is.
    waiting: int
    #: How the customer's mood moved, and in which language they write; empty where that does not show.
    mood: str
    language: str
    act: str
    is_urgent: bool
    needs_answer: bool
    is_care: bool
    #: What a press says of what is at stake, with its word; empty: there is nothing to say.
    stakes: tuple[str, str]
    #: Who corrected it; empty: nobody.
    corrected_by: str
    kinds: list[tuple[str, str]]
    moods: list[tuple[str, str]]


@register.simple_tag
def made_of(case: Case) -> Made | None:
    """What was made of what waits in a case, or of its newest message; None before that was judged."""
    found = made_in(case)
    if found is None:
        return None
    newest, waiting = found.newest, found.waiting
    language = next((each.language for each in found.spoken if each.language), "")
    correctors = [each.corrected_by.name for each in waiting if each.corrected_by]
    return Made(
        message_id=newest.message_id,
        chips=[*judged.chips(newest, waiting), *judged.found_chips(found.some[:_MOST_NAMED])],
        waiting=len(waiting),
        mood=judged.mood_line([each.mood_score for each in found.spoken]),
        language=judged.language_name(language) if language else "",
        act=newest.act,
        is_urgent=any(each.urgency == Urgency.URGENT for each in waiting),
        needs_answer=judged.needs_answer(waiting, is_noise="is:noise" in case.marks),
        is_care=any(Harm.SELF_HARM in each.harms for each in waiting),
        stakes=_stakes(waiting),
        corrected_by=correctors[0] if correctors else "",
        kinds=[(value, _(word)) for value, word in judged.KINDS.items()],
        moods=[(value, _(word)) for value, word in judged.MOODS.items()],
    )


def _stakes(waiting: Sequence[Judgement]) -> tuple[str, str]:
    harms = {harm for each in waiting for harm in each.harms}
    if harms & DANGERS:
        return Stakes.NO_DANGER, _("Nobody is in danger")
    heard = {harm for each in waiting if "harms" in each.said for harm in each.harms_heard}
    if heard & DANGERS:
        return Stakes.AS_HEARD, _("Somebody is in danger after all")
    if harms:
        return Stakes.NOTHING, _("Nothing is at stake")
    return (Stakes.AS_HEARD, _("Something is at stake after all")) if heard else ("", "")


@register.simple_tag
def tag_hints(case: Case) -> Hints:
    """The tags that a case's words suggest, and those that the desk put on by itself."""
    return hints_of(case.brand_id, case.pk, case.tags)
