"""A person's page in words and drawings: the year by month, outcomes, and cases by the month they began."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from django.utils import formats, timezone
from django.utils.translation import gettext as _

from amends.inbox.models import Case, CaseState, SetAside
from amends.inbox.queries.history import CaseLine, Figures

_MONTHS = 12


@dataclass(frozen=True, slots=True)
class Bar:
    """A month of the year's drawing; ``height`` from 0 to 100."""

    name: str
    count: int
    height: int
    left: int


@dataclass(frozen=True, slots=True)
class Told:
    """A case as a line says it."""

    line: CaseLine
    outcome: str
    light: str

    @property
    def case(self) -> Case:
        """The case itself."""
        return self.line.case


@dataclass(frozen=True, slots=True)
class Month:
    """Cases that began in one month."""

    name: str
    cases: tuple[Told, ...]


def year(figures: Figures, now: datetime) -> tuple[Bar, ...]:
    """The last twelve months, oldest first, each as high as it had cases."""
    here = timezone.localtime(now)
    months = [_back(here.year, here.month, back) for back in reversed(range(_MONTHS))]
    top = max((figures.months.get(each, 0) for each in months), default=0) or 1
    return tuple(
        Bar(
            name=formats.date_format(datetime(*each, 1), "M Y"),  # noqa: DTZ001 - a month's name
            count=(count := figures.months.get(each, 0)),
            height=round(100 * count / top),
            left=at * 20,
        )
        for at, each in enumerate(months)
    )


def _back(year: int, month: int, months: int) -> tuple[int, int]:
    number = year * 12 + month - 1 - months
    return number // 12, number % 12 + 1


def by_month(lines: Iterable[CaseLine]) -> list[Month]:
    """Lines in the order they come in, under the months in which their cases began."""
    return [Month(name, tuple(cases)) for name, cases in groupby(told(lines), key=_month)]


def told(lines: Iterable[CaseLine]) -> list[Told]:
    """Lines as they are said."""
    return [Told(line, *outcome(line.case)) for line in lines]


def _month(each: Told) -> str:
    return formats.date_format(timezone.localtime(each.case.opened_at), "F Y")


def outcome(case: Case) -> tuple[str, str]:
    """How a case stands or ended, and the colour of its light."""
    if case.set_aside:
        said = {
            SetAside.SPAM: _("Spam"),
            SetAside.BLOCKED: _("Set aside: blocked"),
            SetAside.MERGED: _("Went into another case"),
            SetAside.NOISE: _("Needs no answer"),
        }
        return said.get(SetAside(case.set_aside), case.set_aside), "off"
    if case.state == CaseState.CLOSED:
        return _("Closed"), "ok"
    return {
        CaseState.NEEDS_ANSWER: (_("Needs an answer"), "late"),
        CaseState.WAITING_CUSTOMER: (_("Waiting on customer"), "ok"),
        CaseState.WAITING_COLLEAGUE: (_("Waiting on a colleague"), "soon"),
        CaseState.SNOOZED: (_("Snoozed"), "off"),
    }[CaseState(case.state)]
