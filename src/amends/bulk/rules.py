"""What can be done to many cases at once, and how a run adds up. Pure."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass

from amends.refusals import Refusal

#: So many cases go into one run; a search that finds more is done in several.
MOST_CASES = 5_000
#: More than these are shown and asked about before anything happens.
SURELY_MEANT = 50


class TooMany(Refusal):
    """One run takes at most 5,000 cases; choose fewer."""

    code = "too-many"


class NothingChosen(Refusal):
    """No case is chosen."""

    code = "nothing-chosen"


class NotADraft(Refusal):
    """This was begun already; look at how far it is."""

    code = "not-a-draft"


class NotYetJudged(Refusal):
    """The gate is still looking at these answers; wait until it has seen all of them."""

    code = "not-yet-judged"


class NoWords(Refusal):
    """There are no words to send yet."""

    code = "no-words"


class NotRunning(Refusal):
    """This run has ended already."""

    code = "not-running"


class CannotGoOn(Refusal):
    """Only a run that was stopped before its end, or in which something was refused, can go on."""

    code = "cannot-go-on"


class BrakeIsOn(Refusal):
    """The brake is on: this goes on when it is released and somebody says so."""

    code = "brake"


class CannotUndo(Refusal):
    """This cannot be undone, or somebody has undone it already."""

    code = "cannot-undo"


class ChangedSinceChosen(Refusal):
    """The customer or a colleague did something here after it was chosen; look at it by itself."""

    code = "changed-since-chosen"


class Kept(Refusal):
    """Somebody changed it after the run; it stays as they left it."""

    code = "kept"


class Where(enum.StrEnum):
    """Where an answer to many stands: where each customer wrote last, or in one way for all."""

    AS_WRITTEN = "as_written"
    PUBLIC = "public"
    PRIVATE = "private"


def is_said_in_public(where: Where, *, last_was_public: bool) -> bool:
    """Whether everybody reads the answer to a customer who wrote last in public, or did not."""
    return last_was_public if where is Where.AS_WRITTEN else where is Where.PUBLIC


@dataclass(frozen=True, slots=True)
class Tally:
    """How many cases of a run are at which point; together they are all of them."""

    waiting: int = 0
    done: int = 0
    refused: int = 0

    @property
    def total(self) -> int:
        return self.waiting + self.done + self.refused

    @property
    def behind(self) -> int:
        """How many had their turn."""
        return self.done + self.refused

    @property
    def percent(self) -> int:
        """The share that had its turn; 100 only when it is all of them."""
        return 100 * self.behind // self.total if self.total else 100


def tally(counted: Mapping[str, int]) -> Tally:
    """From the number of items in each state."""
    return Tally(counted.get("waiting", 0), counted.get("done", 0), counted.get("refused", 0))


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What the gate said of a run's answers before anything was sent."""

    passing: int = 0
    held: int = 0
    blocked: int = 0
    unseen: int = 0


def foreseen(counted: Mapping[str, int]) -> Foreseen:
    """From the number of items with each verdict; those that were not judged have none."""
    return Foreseen(
        passing=counted.get("pass", 0),
        held=counted.get("hold", 0),
        blocked=counted.get("block", 0),
        unseen=counted.get("", 0),
    )


def request_key(run_id: int, case_id: int) -> str:
    """What makes an answer of a run one send, however often its turn comes."""
    return f"bulk:{run_id}:{case_id}"
