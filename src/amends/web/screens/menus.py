"""What the menus of a case hold, asked for when one is opened; without scripts each is a page of its own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from amends.inbox.actions.hand_out import held_by
from amends.inbox.models import Case, Follower
from amends.inbox.queries import records
from amends.inbox.queries import thread as threads
from amends.refusals import NotFound
from amends.staff import queries as staff
from amends.staff.models import Membership, Team
from amends.staff.rules import Right
from amends.web import frame, words
from amends.web.desk import Desk, at_desk, is_fragment
from amends.web.screens.case import seen, snooze_choices

#: With more colleagues than this the menu begins with a search.
_MANY = 8


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody who may get the case: whether on duty, and how much they hold."""

    member: Membership
    is_on_duty: bool
    held: int

    @property
    def load(self) -> str:
        """How much they hold, of how much where there is a limit: "4 of 20"."""
        capacity = self.member.capacity
        if capacity is None:
            return str(self.held)
        return _("%(n)d of %(most)d") % {"n": self.held, "most": capacity}

    @property
    def is_full(self) -> bool:
        return self.member.capacity is not None and self.held >= self.member.capacity


@require_safe
@at_desk
def menu(request: HttpRequest, desk: Desk, case_id: int, which: str) -> HttpResponse:
    """A menu's inside for htmx, or as a page."""
    if which not in _MENUS:
        raise NotFound(menu=which)
    title, fill = _MENUS[which]
    case = threads.case_of(desk.brand.pk, case_id)
    context = {
        "desk": desk,
        "case": case,
        "seen": seen(case),
        "piece": f"web/records/_{which}.html",
        "heading": str(title),
        **fill(desk, case),
    }
    if is_fragment(request):
        return render(request, f"web/records/_{which}.html", context)
    return render(
        request, "web/records/page.html", {**frame.around(desk, place="inbox"), **context}
    )


def assignable(desk: Desk) -> list[Colleague]:
    """Who may hold a case, by name, with duty and load; the person at the desk first."""
    members = [m for m in staff.colleagues(desk.brand.pk) if Right.ANSWER in staff.rights_in(m)]
    on_duty = staff.on_duty(desk.brand.pk, desk.now)
    held = held_by(desk.brand.pk, [member.user_id for member in members])
    members.sort(key=lambda member: member.user_id != desk.user.pk)
    return [
        Colleague(member, member.pk in on_duty, held.get(member.user_id, 0)) for member in members
    ]


def teams_of(desk: Desk) -> list[Team]:
    """The brand's teams by name."""
    return list(Team.objects.filter(brand_id=desk.brand.pk).order_by("name", "pk"))


def _assign(desk: Desk, _case: Case) -> dict[str, Any]:
    colleagues = assignable(desk)
    return {
        "colleagues": colleagues,
        "teams": teams_of(desk),
        "has_many": len(colleagues) > _MANY,
    }


def _wait(desk: Desk, case: Case) -> dict[str, Any]:
    choices = snooze_choices(desk.now)
    return {
        "choices": choices,
        "earliest": words.local_input(desk.now),
        "suggested": words.local_input(choices[2].at),
        "name": case.person.name,
    }


def _more(desk: Desk, case: Case) -> dict[str, Any]:
    following = Follower.objects.filter(case=case, user=desk.user).first()
    return {
        "following": following,
        "is_blocked": case.person.blocked_at is not None,
        "others": bool(records.other_cases(case, limit=1)),
    }


_MENUS = {
    "assign": (gettext_lazy("Who takes the case?"), _assign),
    "wait": (gettext_lazy("Let the case wait"), _wait),
    "more": (gettext_lazy("More for this case"), _more),
}
