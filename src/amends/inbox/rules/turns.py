"""Which turns a case may take, and how its events add up to how it stands. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from amends.refusals import Refusal

CLOSED = "closed"
SNOOZED = "snoozed"


class CaseIsClosed(Refusal):
    """This case is closed; reopen it first."""

    code = "case-is-closed"


class ChangedMeanwhile(Refusal):
    """Somebody else, or the customer, was faster; look at the case again."""

    code = "changed-meanwhile"


class CaseWentOn(Refusal):
    """This case went into another one; work there, or take the merge back first."""

    code = "case-went-on"


def require_turn(state: str, to: str) -> None:
    """Raises CaseIsClosed where a closed case would go anywhere but back to who must answer."""
    if state == CLOSED and to != CLOSED:
        raise CaseIsClosed


@dataclass(frozen=True, slots=True)
class Happened:
    """One event of a case, as it was appended; ``facts`` as JSON gives them back."""

    kind: str
    facts: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Standing:
    """How a case stands: whose turn it is, until when it sleeps, who holds it and its tags' ids."""

    state: str = "needs_answer"
    snoozed_until: datetime | None = None
    assignee: int | None = None
    tags: frozenset[int] = frozenset()


#: The state that an event leaves a case in.
_STATES = {
    "opened": "needs_answer",
    "reopened": "needs_answer",
    "needs_answer": "needs_answer",
    "woken": "needs_answer",
    "answered": "waiting_customer",
    "answered_elsewhere": "waiting_customer",
    "waiting_customer": "waiting_customer",
    "waiting_colleague": "waiting_colleague",
    "snoozed": SNOOZED,
    "closed": CLOSED,
}
#: The events that turn a case.
TURNS = frozenset(_STATES)
#: Events that say nothing about how a case stands; one that is also closed or reopened says so in another.
ASIDES = frozenset(
    {
        "unanswered",
        "taken_offline",
        "noted",
        "thread_added",
        "moved",
        "team_assigned",
        "field_set",
        "merged",
        "unmerged",
        "split",
        "linked",
        "unlinked",
        "set_aside",
        "put_back",
        "joined",
        "left",
        "person_changed",
        "deed_asked",
        "deed_done",
        "deed_stopped",
        "deed_put_away",
        "pinned",
        "unpinned",
        "corrected",
        "rules_acted",
        "approval_asked",
        "approved",
        "approval_returned",
        "approval_escalated",
    }
)


def fold(events: Iterable[Happened]) -> Standing:
    """How a case stands after these events, in the order in which they were appended (their ids)."""
    standing = Standing()
    for event in events:
        standing = _after(standing, event)
    return standing


def _after(standing: Standing, event: Happened) -> Standing:
    if event.kind in _STATES:
        until = event.facts.get("until") if event.kind == SNOOZED else None
        when = datetime.fromisoformat(str(until)) if until else None
        return replace(standing, state=_STATES[event.kind], snoozed_until=when)
    if event.kind == "assigned":
        to = event.facts["to"]
        return replace(standing, assignee=to if isinstance(to, int) else None)
    if event.kind == "tagged":
        return replace(standing, tags=standing.tags | _tags(event))
    if event.kind == "untagged":
        return replace(standing, tags=standing.tags - _tags(event))
    if event.kind in ASIDES:
        return standing
    msg = f"no rule for the event {event.kind!r}"
    raise ValueError(msg)


def _tags(event: Happened) -> frozenset[int]:
    tag = event.facts["tag"]
    return frozenset({tag}) if isinstance(tag, int) else frozenset()


@dataclass(frozen=True, slots=True)
class Turn:
    """Whose turn a case is at, with the times that decide it. ``state`` is empty before it opens."""

    state: str
    state_since: datetime
    last_in_at: datetime | None = None
    last_out_at: datetime | None = None
    answered_elsewhere_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class News:
    """What a batch brought a case: when customers asked, when anything came in, when we spoke elsewhere.

    ``asked``: the times of messages that a person may wait for an answer to (no automatic ones).
    """

    asked: tuple[datetime, ...] = ()
    newest_in: datetime | None = None
    newest_own: datetime | None = None


def turn_after(turn: Turn, news: News, *, is_history: bool) -> Turn:
    """The turn after the news.

    Live, what a customer said after the newest answer given on the network itself needs an answer, also
    when it overtook one of ours: nobody here had read it then. In history our answers count as well.
    """
    answered = latest(
        turn.answered_elsewhere_at, news.newest_own, turn.last_out_at if is_history else None
    )
    since = min((at for at in news.asked if answered is None or at > answered), default=None)
    last_in = latest(turn.last_in_at, news.newest_in)
    own = news.newest_own
    if since is not None:
        state = "needs_answer"
        state_since = min(turn.state_since, since) if turn.state == state else since
    elif own is not None and turn.state in {"", "needs_answer"} and own >= (last_in or own):
        state, state_since = "waiting_customer", own
    else:
        state, state_since = turn.state or CLOSED, turn.state_since
    return Turn(
        state=state,
        state_since=state_since,
        last_in_at=last_in,
        last_out_at=latest(turn.last_out_at, own),
        answered_elsewhere_at=latest(turn.answered_elsewhere_at, own),
    )


def latest(*times: datetime | None) -> datetime | None:
    """The newest of the times that are known."""
    newest = None
    for at in times:
        if at is not None and (newest is None or at > newest):
            newest = at
    return newest
