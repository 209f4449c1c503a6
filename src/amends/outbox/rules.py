"""What may leave, what a network's answer means for a send, and how long to wait. Pure."""

from __future__ import annotations

import enum
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from amends.channels.contract import (
    ChannelError,
    Disconnected,
    Gone,
    Limit,
    Refused,
    Throttled,
    Unreachable,
    Unsupported,
)


class SayKind(enum.StrEnum):
    """How an answer is given: where everybody reads it, or only the customer."""

    PUBLIC_REPLY = "public_reply"
    PRIVATE_MESSAGE = "private_message"


class AttemptKind(enum.StrEnum):
    """Why the network was called: to say it, or to ask whether it was said."""

    TRY = "try"
    LOOK_UP = "look_up"


# ---------------------------------------------------------------------------------- the gate


class Level(enum.StrEnum):
    """What a verdict does to a send."""

    PASS = "pass"  # noqa: S105 - the name of a level
    HOLD = "hold"
    BLOCK = "block"


class Moment(enum.StrEnum):
    """When the gate is asked: when somebody says it, and when it is about to leave."""

    ASKING = "asking"
    LEAVING = "leaving"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one check says about a send: which check, what follows, and why in one sentence."""

    code: str
    level: Level
    sentence: str


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything the checks may look at. Whoever asks the gate reads it from the tables."""

    moment: Moment
    kind: SayKind
    network: str
    text: str
    length: int
    limit: Limit | None
    can_reply_publicly: bool
    can_reply_privately: bool
    can_open_private: bool
    is_connected: bool
    not_connected_because: str
    has_target: bool
    target_is_private: bool
    newest_is_private: bool
    private_window: timedelta | None
    last_heard_at: datetime | None
    leaves_at: datetime
    said_before: bool
    brake: str | None

    @property
    def is_public(self) -> bool:
        return self.kind is SayKind.PUBLIC_REPLY


Check = Callable[[Facts], Verdict | None]


def not_empty(facts: Facts) -> Verdict | None:
    """Nothing is said with no words."""
    if facts.text.strip():
        return None
    return Verdict("empty", Level.BLOCK, "There are no words in this message yet.")


def connected(facts: Facts) -> Verdict | None:
    """The account must be connected. What already waits to leave is kept until it is again."""
    if facts.is_connected:
        return None
    because = f" ({facts.not_connected_because})" if facts.not_connected_because else ""
    level = Level.BLOCK if facts.moment is Moment.ASKING else Level.HOLD
    return Verdict(
        "not-connected", level, f"This account on {facts.network} is not connected{because}."
    )


def network_can(facts: Facts) -> Verdict | None:
    """The network must know this way of answering."""
    if facts.is_public and not facts.can_reply_publicly:
        return _cannot(f"{facts.network} has no public replies; answer privately.")
    if not facts.is_public and not facts.can_reply_privately:
        return _cannot(f"{facts.network} has no private messages; answer in public.")
    if not facts.is_public and not facts.target_is_private and not facts.can_open_private:
        return _cannot(f"On {facts.network} the customer must write privately first.")
    return None


def not_too_long(facts: Facts) -> Verdict | None:
    """Not longer than the network takes, counted as it counts."""
    if facts.limit is None or facts.length <= facts.limit.size:
        return None
    return Verdict(
        "too-long",
        Level.BLOCK,
        f"This has {facts.length} {facts.limit.unit}; {facts.network} takes {facts.limit.size}.",
    )


def has_something_to_answer(facts: Facts) -> Verdict | None:
    """A public reply stands under something public."""
    if not facts.is_public or facts.has_target:
        return None
    return Verdict("nothing-public", Level.BLOCK, "There is nothing public here to reply to.")


def private_stays_private(facts: Facts) -> Verdict | None:
    """What a customer wrote privately is not answered before everybody."""
    if not facts.is_public or not (facts.target_is_private or facts.newest_is_private):
        return None
    return Verdict(
        "private-in-public",
        Level.BLOCK,
        "The customer wrote privately last; a public answer would show that matter to everybody.",
    )


def window_is_open(facts: Facts) -> Verdict | None:
    """Some networks take private messages only for some time after the customer's last word."""
    if facts.is_public or facts.private_window is None:
        return None
    heard = facts.last_heard_at
    if heard is not None and facts.leaves_at <= heard + facts.private_window:
        return None
    days = facts.private_window / timedelta(days=1)
    return Verdict(
        "window-closed",
        Level.BLOCK,
        f"{facts.network} takes private messages only within {days:g} days "
        "of the customer's last word, and that time is over.",
    )


def not_said_before(facts: Facts) -> Verdict | None:
    """The same words twice within a minute are a slip, also from two colleagues."""
    if not facts.said_before:
        return None
    return Verdict(
        "duplicate", Level.BLOCK, "The same words went to this customer less than a minute ago."
    )


def brake_is_off(facts: Facts) -> Verdict | None:
    """Nothing leaves while the brake is on; it is held, not lost."""
    if facts.brake is None:
        return None
    because = f": {facts.brake}" if facts.brake else ""
    return Verdict("brake", Level.HOLD, f"The brake is on{because}. It waits for a person's look.")


#: In this order a person reads them. A new kind of check is one more function here.
AT_ASKING: tuple[Check, ...] = (
    not_empty,
    connected,
    network_can,
    has_something_to_answer,
    private_stays_private,
    window_is_open,
    not_too_long,
    not_said_before,
    brake_is_off,
)
#: What can have changed since: asked again at the moment of leaving.
AT_LEAVING: tuple[Check, ...] = (connected, window_is_open, brake_is_off)


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the gate says: every verdict that is not a pass, and the most serious of them."""

    moment: Moment
    checked: tuple[str, ...]
    verdicts: tuple[Verdict, ...]

    @property
    def level(self) -> Level:
        """The most serious level among the verdicts."""
        levels = {verdict.level for verdict in self.verdicts}
        return next((each for each in (Level.BLOCK, Level.HOLD) if each in levels), Level.PASS)

    @property
    def deciding(self) -> Verdict | None:
        """The first verdict of the most serious level; None when everything passes."""
        return next((each for each in self.verdicts if each.level is self.level), None)

    def as_record(self) -> dict[str, object]:
        """For keeping with the send, as JSON."""
        return {
            "moment": str(self.moment),
            "level": str(self.level),
            "checked": list(self.checked),
            "verdicts": [asdict(each) for each in self.verdicts],
        }


def judge(facts: Facts, checks: Sequence[Check]) -> Judgement:
    """Ask every check; none is skipped because another already said no."""
    said = [check(facts) for check in checks]
    return Judgement(
        facts.moment,
        tuple(check.__name__ for check in checks),
        tuple(verdict for verdict in said if verdict is not None),
    )


def _cannot(sentence: str) -> Verdict:
    return Verdict("network-cannot", Level.BLOCK, sentence)


def plain(text: str) -> str:
    """The words without what makes no difference: for telling whether the same was said."""
    return " ".join(text.split()).casefold()


# -------------------------------------------------------------- what a network's answer means


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast, how often and how long. Tests and rehearsals hand in a quicker one."""

    #: A send that nobody's living worker carries is taken for lost after this.
    stale_after: timedelta = timedelta(seconds=10)
    #: A worker that lives but has not come back from the network for so long never will.
    abandoned_after: timedelta = timedelta(minutes=10)
    #: The first look-up comes so long after the answer was lost.
    look_up_after: timedelta = timedelta(seconds=2)
    #: "It is not there" counts only so long after the last try began: networks show things late.
    absent_after: timedelta = timedelta(seconds=30)
    #: A look-up that says nothing for so long is asked again by somebody else.
    look_up_lease: timedelta = timedelta(minutes=2)
    #: The first wait after a try that did not reach the network; each next one is twice as long.
    first_wait: timedelta = timedelta(seconds=2)
    longest_wait: timedelta = timedelta(minutes=10)
    #: One unreachable send makes its whole lane wait, but never so long that recovery goes unseen.
    longest_lane_wait: timedelta = timedelta(minutes=1)
    #: So many tries that surely did not reach the network make a send failed.
    most_tries: int = 10
    #: A network that asks for a longer wait than this is not believed.
    longest_believed: timedelta = timedelta(hours=24)
    wait_if_unsaid: timedelta = timedelta(seconds=15)
    wait_if_absurd: timedelta = timedelta(minutes=15)


class Fate(enum.StrEnum):
    """What becomes of a send after the network failed it."""

    REFUSED = "refused"
    HELD = "held"
    AGAIN = "again"
    FAILED = "failed"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Decision:
    """What follows from one failed try: the send's fate, its wait, and the whole lane's wait."""

    fate: Fate
    reason: str
    wait: timedelta = timedelta()
    lane_wait: timedelta | None = None
    counts: bool = True


def after_failure(error: BaseException, *, tries: int, failures: int, pace: Pace) -> Decision:
    """What a failed try means. ``tries`` counts this one; ``failures`` are the lane's in a row.

    Only what the network surely has not taken may be tried again. Everything that has no other
    name, a fault of ours during the call included, is UNKNOWN.
    """
    reason = str(error)
    if isinstance(error, Refused | Gone | Unsupported):
        return Decision(Fate.REFUSED, reason)
    if isinstance(error, Disconnected):
        return Decision(Fate.HELD, reason)
    if isinstance(error, Throttled):
        wait = believed(error.wait, failures, pace)
        return Decision(Fate.AGAIN, reason, wait, lane_wait=wait, counts=False)
    if isinstance(error, Unreachable):
        wait = backoff(tries, pace)
        fate = Fate.AGAIN if tries < pace.most_tries else Fate.FAILED
        lane_wait = min(backoff(failures + 1, pace), pace.longest_lane_wait)
        return Decision(fate, reason, wait, lane_wait)
    if not isinstance(error, ChannelError):
        reason = f"{type(error).__name__} during the call."
    return Decision(Fate.UNKNOWN, reason, pace.look_up_after)


def backoff(times: int, pace: Pace) -> timedelta:
    """The wait after so many failures in a row: twice as long each time, up to the longest."""
    doubled: timedelta = pace.first_wait * 2 ** min(max(times, 1) - 1, 20)
    return min(doubled, pace.longest_wait)


def believed(wait: timedelta | None, failures: int, pace: Pace) -> timedelta:
    """How long we wait when a network asks us to: its own word if it is sensible, else ours."""
    if wait is None or wait < timedelta():
        return max(pace.wait_if_unsaid, backoff(failures, pace))
    return wait if wait <= pace.longest_believed else pace.wait_if_absurd


def look_again(look_ups: int, pace: Pace) -> timedelta:
    """The wait before the next look-up when the last one said nothing."""
    doubled: timedelta = pace.look_up_after * 2 ** min(look_ups, 20)
    return min(doubled, pace.longest_wait)


#: So many sends of one connection may be under way at once, over all workers.
LANE_WIDTH = 4


def width(threads: int, lanes: int) -> int:
    """How many of a worker's threads one lane may take, so that a slow lane never takes them all."""
    return min(LANE_WIDTH, max(1, threads // max(lanes, 1)))
