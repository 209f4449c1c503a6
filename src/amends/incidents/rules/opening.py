"""What an incident is opened with, and why it may be refused. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from amends.incidents.rules.words import IncidentState, Severity, Source, Template
from amends.refusals import Refusal

LONGEST_TITLE = 160
LONGEST_NAME = 120
MOST_NAMES = 30
#: How soon the first promise ends: the worse it is, the sooner.
_NEXT_WORD: dict[Severity, timedelta] = {
    Severity.CRITICAL: timedelta(minutes=30),
    Severity.MAJOR: timedelta(minutes=60),
    Severity.MINOR: timedelta(hours=3),
}
#: How bad it is when nobody said.
_USUAL: dict[Template, Severity] = {
    Template.RECALL: Severity.CRITICAL,
    Template.DATA_PROBLEM: Severity.CRITICAL,
    Template.LONG_WAITS: Severity.MINOR,
    Template.CLOSED_TODAY: Severity.MINOR,
}
#: Reminders before a promise ends.
REMIND_BEFORE = (timedelta(minutes=15), timedelta(minutes=5))


@dataclass(frozen=True, slots=True)
class Opening:
    """Everything that is known when an incident is opened; ``case_ids`` are attached to it."""

    title: str
    request_key: str
    template: Template = Template.OTHER
    severity: Severity | None = None
    services: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    owner_id: int | None = None
    source: Source = Source.HAND
    #: The search it came from, or a program's own words.
    origin: str = ""
    case_ids: tuple[int, ...] = ()
    #: The main language of its notices; "" is the brand's first.
    language: str = ""


class NoTitle(Refusal):
    """Give the incident a title of up to 160 characters, as a customer would say it."""

    code = "no-title"


class IsResolved(Refusal):
    """This incident is resolved; tell everyone of it again to open it."""

    code = "incident-resolved"


class NothingToSay(Refusal):
    """There are no words yet; write the notice first."""

    code = "nothing-to-say"


class AlreadyTold(Refusal):
    """Somebody told everyone just now; look at what was said before you say more."""

    code = "already-told"


class NoNextWord(Refusal):
    """Say by when the next word comes; it must be in the future and within thirty days."""

    code = "no-next-update"


class GapInWords(Refusal):
    """Something in braces is not filled in; give the incident what is missing, or write it out."""

    code = "gap-in-words"


def tidy_title(title: str) -> str:
    """The title in one line. Raises `NoTitle`."""
    tidy = " ".join(title.split())
    if not 0 < len(tidy) <= LONGEST_TITLE:
        raise NoTitle
    return tidy


def tidy_names(names: Iterable[str]) -> list[str]:
    """Services or areas: each once, without empty ones, none too long."""
    tidy = (" ".join(name.split())[:LONGEST_NAME] for name in names)
    return list(dict.fromkeys(name for name in tidy if name))[:MOST_NAMES]


def usual_severity(template: Template) -> Severity:
    """How bad this kind of trouble is when nobody said."""
    return _USUAL.get(template, Severity.MAJOR)


def next_word(severity: Severity, now: datetime) -> datetime:
    """When the next word should come: on a full five minutes, so that it can be said."""
    due = now + _NEXT_WORD[severity]
    over = timedelta(minutes=due.minute % 5, seconds=due.second, microseconds=due.microsecond)
    return due + (timedelta(minutes=5) - over if over else timedelta())


def require_next(state: IncidentState, at: datetime | None, now: datetime) -> datetime | None:
    """The promise that goes with this state; none once it is over. Raises `NoNextWord`."""
    if state is IncidentState.RESOLVED:
        return None
    if at is None or not now < at <= now + timedelta(days=30):
        raise NoNextWord
    return at


def next_state(state: IncidentState) -> IncidentState:
    """The state that usually comes after this one."""
    order = list(IncidentState)
    return order[min(order.index(state) + 1, len(order) - 1)]
