"""What a playbook's rules on arrival would have caught of what came in lately: nothing is done."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from amends.playbook import queries
from amends.playbook.rules.document import read
from amends.playbook.rules.document.arriving import ArrivalDeeds, ArrivalRule
from amends.triage.queries import arrived
from amends.web.desk import Desk, at_desk
from amends.web.screens.playbook import PLACE
from amends.web.screens.settings.pages import page

#: How many messages may be looked at, the first unless somebody says otherwise.
CHOICES = (500, 2_000, 5_000)
_SHOWN = 160


@require_safe
@at_desk
def tried(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """The rules of one version, each with how many it would have caught, and the newest of them."""
    version = queries.version_of(desk.brand.pk, number)
    playbook = read(version.text).playbook
    asked = request.GET.get("of", "")
    limit = int(asked) if asked in {str(each) for each in CHOICES} else CHOICES[0]
    rules = playbook.arrival if playbook is not None else ()
    looked_at, found = arrived.tried(desk.brand.pk, rules, limit)
    context = {
        "version": version,
        "problems": playbook is None,
        "looked_at": looked_at,
        "limit": limit,
        "choices": CHOICES,
        "rows": [_row(each, looked_at) for each in found],
    }
    return page(request, desk, PLACE, "playbook_arrival", context)


def _row(each: arrived.Tried, looked_at: int) -> dict[str, object]:
    return {
        "name": each.rule.name,
        "when": "; ".join(conditions(each.rule)),
        "then": "; ".join(deeds(each.rule.then)),
        "stops": each.rule.last,
        "count": each.count,
        "percent": round(100 * each.count / looked_at) if looked_at else 0,
        "examples": [(one.case_id, _short(one.text)) for one in each.examples],
    }


def conditions(rule: ArrivalRule) -> Iterator[str]:
    """What must hold, each as a few words."""
    told: tuple[tuple[str, str | Sequence[str]], ...] = (
        (_("does: %s"), rule.kinds),
        (_("feels: %s"), rule.moods),
        (_("at stake: %s"), rule.harms),
        (_("urgency: %s"), rule.urgency),
        (_("asks: %s"), rule.askers),
        (_("topic: %s"), rule.topics),
        (_("says: %s"), rule.words),
        (_("in: %s"), rule.languages),
        (_("on: %s"), rule.networks),
        (_("where: %s"), rule.place),
        (_("customer tagged: %s"), rule.customer_tags),
        (_("hours: %s"), rule.hours),
    )
    yield from (words % _listed(said) for words, said in told if said)
    if rule.reach_over is not None:
        yield _("more than %s followers") % f"{rule.reach_over:,}"
    if rule.first_only:
        yield _("a case’s first message")


def deeds(then: ArrivalDeeds) -> Iterator[str]:
    """What is done, each as a few words."""
    lanes = {"queue": _("somebody answers it"), "rest": _("it needs no answer")}
    told: tuple[tuple[str, str | Sequence[str]], ...] = (
        (_("tag %s"), then.tags),
        (_("to the team %s"), then.team),
        (_("to %s"), then.assign),
        (_("%s minutes sooner"), str(then.sooner or "")),
        ("%s", lanes.get(then.lane, "")),
        (_("tell %s"), then.notify),
        (_("note: %s"), then.note),
        (_("suggest %s"), then.suggest),
        (_("send %s by itself"), then.send),
    )
    yield from (words % _listed(said) for words, said in told if said)


def _listed(said: str | Sequence[str]) -> str:
    return said if isinstance(said, str) else ", ".join(said)


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= _SHOWN else f"{words[:_SHOWN].rstrip()}…"
