"""What programs can be told of, when a telling is tried again, and when it is given up. Pure."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from datetime import datetime, timedelta


class Topic(enum.StrEnum):
    """What a program can be told of, by the names that it switches on."""

    CASE_OPENED = "case.opened"
    CASE_STATE = "case.state_changed"
    CASE_ASSIGNED = "case.assigned"
    CASE_TAGGED = "case.tagged"
    CASE_LATE = "case.late"
    MESSAGE = "message.received"
    ANSWER_SENT = "answer.sent"
    ANSWER_FAILED = "answer.failed"
    ANSWER_UNKNOWN = "answer.unknown"
    #: Asked for by a person who wants to see it arrive; nobody chooses it.
    TEST = "test"


CHOSEN = tuple(topic for topic in Topic if topic is not Topic.TEST)

#: Which of a case's events each topic tells of.
OF_EVENT: Mapping[str, Topic] = {
    "opened": Topic.CASE_OPENED,
    **dict.fromkeys(
        (
            *("reopened", "needs_answer", "answered", "answered_elsewhere", "unanswered"),
            *("waiting_colleague", "waiting_customer", "snoozed", "woken", "closed"),
            *("set_aside", "put_back"),
        ),
        Topic.CASE_STATE,
    ),
    **dict.fromkeys(("assigned", "team_assigned"), Topic.CASE_ASSIGNED),
    **dict.fromkeys(("tagged", "untagged"), Topic.CASE_TAGGED),
}
#: Which of an answer's states each topic tells of.
OF_ANSWER: Mapping[str, Topic] = {
    "sent": Topic.ANSWER_SENT,
    "failed": Topic.ANSWER_FAILED,
    "refused": Topic.ANSWER_FAILED,
    "unknown": Topic.ANSWER_UNKNOWN,
}

#: What nobody took for so long is not told any more, and who took nothing for so long is paused.
GIVES_UP_AFTER = timedelta(days=3)
#: The old secret signs beside the new one for so long.
OLD_SECRET_FOR = timedelta(hours=24)
#: Whoever writes to a subscription has it for so long; then its worker is taken for dead.
LEASE = timedelta(minutes=2)
_RETRIES = (
    *(timedelta(seconds=5), timedelta(seconds=30), timedelta(minutes=2), timedelta(minutes=10)),
    *(timedelta(minutes=30), timedelta(hours=1), timedelta(hours=2), timedelta(hours=4)),
)
_LONGEST_RETRY = timedelta(hours=6)
_FIRST_REST = timedelta(seconds=5)
_LONGEST_REST = timedelta(minutes=5)


def next_try(tries: int) -> timedelta:
    """How long one announcement waits after so many tries that failed (1 or more)."""
    return _RETRIES[tries - 1] if tries <= len(_RETRIES) else _LONGEST_RETRY


def rest(failures: int, asked: timedelta | None = None) -> timedelta:
    """How long a program is left alone after so many failures in a row (1 or more).

    ``asked``: how long it asked for itself; an hour at most.
    """
    grown = min(_FIRST_REST * (1 << min(failures - 1, 10)), _LONGEST_REST)
    return max(grown, min(asked or grown, timedelta(hours=1)))


def is_given_up(since: datetime, now: datetime) -> bool:
    """Whether it was tried for too long."""
    return now - since >= GIVES_UP_AFTER
