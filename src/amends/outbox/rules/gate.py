"""What may leave: the checks that everything we say has to pass. Pure."""

from __future__ import annotations

import enum
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from amends.channels.contract import Limit
from amends.channels.media import Enclosure, MediaLimit, problems
from amends.channels.rights import Offer, Way
from amends.outbox.rules import approvals, variables
from amends.outbox.rules.verdicts import Judgement, Level, Moment, Verdict
from amends.playbook.rules.codes import Code
from amends.playbook.rules.findings import Finding
from amends.playbook.rules.findings import Level as Weight


class SayKind(enum.StrEnum):
    """How it is said: an answer where everybody reads it, or only the customer, or a post to nobody."""

    PUBLIC_REPLY = "public_reply"
    PRIVATE_MESSAGE = "private_message"
    POST = "post"


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything the checks may look at. Whoever asks the gate reads it from the tables."""

    moment: Moment
    kind: SayKind
    network: str
    text: str
    length: int
    limit: Limit | None
    can_say: bool
    is_connected: bool
    not_connected_because: str
    has_target: bool
    target_is_private: bool
    newest_is_private: bool
    leaves_at: datetime
    said_before: bool
    brake: str | None
    files: tuple[Enclosure, ...] = ()
    can_send_files: bool = False
    media_limit: MediaLimit | None = None
    #: The colleague who locked the case to answer it alone.
    locked_by: str | None = None
    #: Who else answered since the words were begun, and how many seconds ago.
    answered_by: tuple[str, int] | None = None
    #: The ways to answer at ``leaves_at``, best first; None: it answers nothing that rights depend on.
    offers: tuple[Offer, ...] | None = None
    #: The part of our own thread that it follows did not get there.
    follows_nothing: bool = False
    #: It is a form of words that the network has approved before.
    is_template: bool = False
    #: What the brand's playbook says of the words.
    findings: tuple[Finding, ...] = ()
    #: Why somebody who may do so sends it against the playbook; empty where nobody does.
    overruled: str = ""
    #: Whose yes the playbook wants first, and is not there yet.
    asks: tuple[approvals.Ask, ...] = ()
    #: The number of the playbook's version that was asked; None without one.
    playbook: int | None = None
    #: A person writes it to one customer at the desk, and the crisis plan lets that leave.
    passes_brake: bool = False

    @property
    def way(self) -> Way:
        """The way it is said by."""
        if self.is_template:
            return Way.TEMPLATE
        return Way.PUBLIC if self.is_public else Way.PRIVATE

    @property
    def offer(self) -> Offer | None:
        """The right that it is said by, open or closed."""
        return next((each for each in self.offers or () if each.way is self.way), None)

    @property
    def is_public(self) -> bool:
        return self.kind is not SayKind.PRIVATE_MESSAGE


Check = Callable[[Facts], Verdict | None]
#: A refusal that says more than this is read by nobody.
_MOST_TOLD = 3


def not_empty(facts: Facts) -> Verdict | None:
    """Nothing is said with no words, unless a picture says it."""
    if facts.text.strip() or facts.files:
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
    if facts.can_say and (facts.offers is None or facts.offer is not None):
        return None
    if facts.kind is SayKind.POST:
        return _cannot(f"{facts.network} takes no posts of its own through us; post it there.")
    if facts.is_public:
        return _cannot(f"{facts.network} has no public replies; answer privately.")
    return _cannot(f"{facts.network} has no private messages; answer in public.")


def has_the_right(facts: Facts) -> Verdict | None:
    """What the network allows in this case at the moment of leaving, by the network's clock."""
    offer = facts.offer
    if offer is None or offer.is_open or not facts.can_say:
        return None
    sentence = " ".join(
        part for part in (offer.because, _that_is_over(facts, offer), _instead(facts)) if part
    )
    return Verdict(
        _code(facts, offer), Level.BLOCK, sentence or f"{facts.network} does not take this now."
    )


def _code(facts: Facts, offer: Offer) -> str:
    if _is_over(facts, offer):
        return "window-closed"
    if facts.is_public:
        return "no-right" if facts.has_target else "nothing-public"
    return "no-right" if facts.target_is_private else "network-cannot"


def _is_over(facts: Facts, offer: Offer) -> bool:
    return offer.until is not None and offer.until < facts.leaves_at


def _that_is_over(facts: Facts, offer: Offer) -> str:
    return "That time is over." if _is_over(facts, offer) else ""


def _instead(facts: Facts) -> str:
    """Another way that is open, so that nobody stands before a closed door without a hint."""
    ways = {offer.way for offer in facts.offers or () if offer.is_open}
    if Way.TEMPLATE in ways:
        return "An approved template may still be sent."
    if Way.SITE in ways:
        return f"Answer on {facts.network} itself, and say here that you did."
    return ""


def not_too_long(facts: Facts) -> Verdict | None:
    """Not longer than the network takes, counted as it counts."""
    if facts.limit is None or facts.length <= facts.limit.size:
        return None
    return Verdict(
        "too-long",
        Level.BLOCK,
        f"This has {facts.length} {facts.limit.unit}; {facts.network} takes {facts.limit.size}.",
    )


def files_fit(facts: Facts) -> Verdict | None:
    """The network must take these pictures and files."""
    if not facts.files:
        return None
    if not facts.can_send_files:
        return Verdict(
            "no-files", Level.BLOCK, f"{facts.network} takes no pictures or files from us."
        )
    if facts.media_limit is None:
        return None
    said = [f"{facts.network} {each}." for each in problems(facts.media_limit, facts.files)]
    return Verdict("files", Level.BLOCK, " ".join(said)) if said else None


def variables_resolved(facts: Facts) -> Verdict | None:
    """A customer must never read the name of a variable where their own should stand."""
    open_ones = variables.unresolved(facts.text)
    if not open_ones:
        return None
    return Verdict(
        "unresolved-variable",
        Level.BLOCK,
        f"{', '.join(open_ones)} is not filled in: write what should stand there.",
    )


def within_the_playbook(facts: Facts) -> Verdict | None:
    """Nothing leaves that the playbook stops, unless somebody who may do so says why."""
    if facts.overruled:
        return None
    return stopped_by(besides_gaps(facts.findings, facts.text))


def still_within_the_playbook(facts: Facts) -> Verdict | None:
    """What waited is asked again: words that the playbook stops by now wait for a person's look."""
    verdict = within_the_playbook(facts)
    return replace(verdict, level=Level.HOLD) if verdict is not None else None


def is_approved(facts: Facts) -> Verdict | None:
    """What the playbook wants another person to look at waits for their yes."""
    if not facts.asks:
        return None
    return Verdict("approval", Level.HOLD, approvals.sentence(facts.asks))


def besides_gaps(findings: Sequence[Finding], text: str) -> tuple[Finding, ...]:
    """Without the gaps that `variables_resolved` tells of already: one sentence for one fault."""
    if not variables.unresolved(text):
        return tuple(findings)
    return tuple(each for each in findings if each.code != Code.VARIABLE)


def stopped_by(findings: Sequence[Finding]) -> Verdict | None:
    """The verdict on findings of which some stop the words; the others only advise."""
    said = dict.fromkeys(_said(each) for each in findings if each.level is Weight.BLOCK)
    told = list(said)[:_MOST_TOLD]
    return Verdict("playbook", Level.BLOCK, " ".join(told)) if told else None


def _said(finding: Finding) -> str:
    return " ".join(part for part in (finding.sentence, finding.suggestion) if part)


def private_stays_private(facts: Facts) -> Verdict | None:
    """What a customer wrote privately is not answered before everybody."""
    if not facts.is_public or not (facts.target_is_private or facts.newest_is_private):
        return None
    return Verdict(
        "private-in-public",
        Level.BLOCK,
        "The customer wrote privately last; a public answer would show that matter to everybody.",
    )


def not_locked(facts: Facts) -> Verdict | None:
    """A colleague who locked a case answers it alone."""
    if facts.locked_by is None:
        return None
    return Verdict(
        "locked",
        Level.BLOCK,
        f"{facts.locked_by} locked this case to answer it alone; ask them to hand it back.",
    )


def nobody_was_faster(facts: Facts) -> Verdict | None:
    """Who began to write before a colleague's answer came has not read it."""
    if facts.answered_by is None:
        return None
    name, seconds = facts.answered_by
    since = f"{seconds} s" if seconds < 120 else f"{seconds // 60} min"
    return Verdict(
        "answered-meanwhile",
        Level.BLOCK,
        f"{name or 'Somebody else'} answered {since} ago: look at it, then send.",
    )


def follows_something(facts: Facts) -> Verdict | None:
    """The next part of a thread makes no sense before everybody without the one that it goes on from."""
    if not facts.follows_nothing:
        return None
    return Verdict(
        "part-missing", Level.HOLD, "The part before it is not on the network; look at that first."
    )


def not_said_before(facts: Facts) -> Verdict | None:
    """The same words twice within a minute are a slip, also from two colleagues."""
    if not facts.said_before:
        return None
    if facts.kind is SayKind.POST:
        return Verdict("duplicate", Level.BLOCK, "The same words go out there in the same minute.")
    return Verdict(
        "duplicate", Level.BLOCK, "The same words went to this customer less than a minute ago."
    )


def brake_is_off(facts: Facts) -> Verdict | None:
    """Nothing leaves while the brake is on; it is held, not lost."""
    if facts.brake is None or facts.passes_brake:
        return None
    because = f": {facts.brake}" if facts.brake else ""
    return Verdict("brake", Level.HOLD, f"The brake is on{because}. It waits for a person's look.")


#: In this order a person reads them. A new kind of check is one more function here.
AT_ASKING: tuple[Check, ...] = (
    not_empty,
    not_locked,
    nobody_was_faster,
    connected,
    network_can,
    has_the_right,
    private_stays_private,
    not_too_long,
    files_fit,
    variables_resolved,
    within_the_playbook,
    not_said_before,
    brake_is_off,
    is_approved,
)
#: What can have changed since: asked again at the moment of leaving.
AT_LEAVING: tuple[Check, ...] = (
    connected,
    has_the_right,
    follows_something,
    brake_is_off,
    still_within_the_playbook,
    is_approved,
)


def judge(facts: Facts, checks: Sequence[Check]) -> Judgement:
    """Ask every check; none is skipped because another already said no."""
    said = [check(facts) for check in checks]
    return Judgement(
        facts.moment,
        tuple(check.__name__ for check in checks),
        tuple(verdict for verdict in said if verdict is not None),
        facts.offer,
        facts.findings,
        facts.overruled if stopped_by(facts.findings) else "",
        facts.asks,
        facts.playbook,
    )


def _cannot(sentence: str) -> Verdict:
    return Verdict("network-cannot", Level.BLOCK, sentence)


def plain(text: str) -> str:
    """The words without what makes no difference: for telling whether the same was said."""
    return " ".join(text.split()).casefold()
