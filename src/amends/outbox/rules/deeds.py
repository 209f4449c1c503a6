"""What may be done to what stands on the network: the checks of the gate for deeds. Pure."""

from __future__ import annotations

import enum
from collections.abc import Callable
from dataclasses import dataclass, replace

from amends.channels.contract import Limit
from amends.outbox.rules import approvals, variables
from amends.outbox.rules.approvals import Ask
from amends.outbox.rules.gate import besides_gaps, stopped_by
from amends.outbox.rules.moderation import Claim, objection
from amends.outbox.rules.verdicts import Judgement, Level, Moment, Verdict
from amends.playbook.rules import Policy
from amends.playbook.rules.findings import Finding


class DeedKind(enum.StrEnum):
    """What can be done to a message that stands on the network."""

    EDIT = "edit"
    DELETE = "delete"
    HIDE = "hide"
    SHOW = "show"
    REMOVE = "remove"
    LIKE = "like"
    PIN = "pin"
    UNPIN = "unpin"


#: What stands there already is shown first, or no longer: nothing is said by it, so no brake holds it.
PINNING = frozenset({DeedKind.PIN, DeedKind.UNPIN})
#: Done to our own words; the others are done to a customer's.
TO_OURS = frozenset({DeedKind.EDIT, DeedKind.DELETE, *PINNING})
#: Somebody else's words are taken from sight: only for a class, with a reason, by two people.
MODERATION = frozenset({DeedKind.HIDE, DeedKind.REMOVE})
_CANNOT = {
    DeedKind.EDIT: "On {network} what was said cannot be given other words.",
    DeedKind.DELETE: "On {network} what was said cannot be taken back.",
    DeedKind.HIDE: "{network} does not let us hide what others say.",
    DeedKind.SHOW: "{network} does not let us hide what others say.",
    DeedKind.REMOVE: "{network} does not let us delete what others say.",
    DeedKind.LIKE: "{network} has no likes for us to give.",
    DeedKind.PIN: "{network} lets nobody pin a post through us.",
    DeedKind.UNPIN: "{network} lets nobody pin a post through us.",
}


@dataclass(frozen=True, slots=True)
class DeedFacts:
    """Everything the checks of a deed may look at."""

    moment: Moment
    kind: DeedKind
    network: str
    can: bool
    is_connected: bool
    not_connected_because: str
    #: The network has the message, as far as we know.
    stands: bool
    is_ours: bool
    is_public: bool
    text: str
    is_same_text: bool
    length: int
    limit: Limit | None
    brake: str | None
    #: What the brand's playbook says of an edit's words.
    findings: tuple[Finding, ...] = ()
    #: What is said against somebody's words, and the brand's policy, which knows private data.
    claim: Claim | None = None
    policy: Policy | None = None
    #: Whose yes is still missing.
    asks: tuple[Ask, ...] = ()


Check = Callable[[DeedFacts], Verdict | None]


def connected(facts: DeedFacts) -> Verdict | None:
    """The account must be connected. What was asked for already is kept until it is again."""
    if facts.is_connected:
        return None
    because = f" ({facts.not_connected_because})" if facts.not_connected_because else ""
    level = Level.BLOCK if facts.moment is Moment.ASKING else Level.HOLD
    sentence = f"This account on {facts.network} is not connected{because}."
    return Verdict("not-connected", level, sentence)


def network_does(facts: DeedFacts) -> Verdict | None:
    """The network must know this deed."""
    if facts.can:
        return None
    return _no("network-cannot", _CANNOT[facts.kind].format(network=facts.network))


def it_stands(facts: DeedFacts) -> Verdict | None:
    """Nothing can be done to what is not there."""
    if facts.stands:
        return None
    return _no("not-there", f"This does not stand on {facts.network} (any more).")


def is_done_to_the_right_one(facts: DeedFacts) -> Verdict | None:
    """Our own words are edited and taken back; a customer's public ones are hidden, and liked."""
    if facts.is_ours is not (facts.kind in TO_OURS):
        whose = "what we said ourselves" if facts.kind in TO_OURS else "what a customer said"
        return _no("not-ours", f"This can only be done to {whose}.")
    if facts.kind in {*MODERATION, DeedKind.SHOW} and not facts.is_public:
        return _no("not-public", "What was written privately is hidden already.")
    if facts.kind in PINNING and not facts.is_public:
        return _no("not-public", "What was said privately cannot be pinned.")
    return None


def has_words(facts: DeedFacts) -> Verdict | None:
    """An edit has words, other ones than stand there, with every variable filled in."""
    if facts.kind is not DeedKind.EDIT:
        return None
    if not facts.text.strip():
        return _no("empty", "There are no words in this message yet.")
    if facts.is_same_text:
        return _no("same", "These are the words that stand there already.")
    open_ones = variables.unresolved(facts.text)
    if not open_ones:
        return None
    said = f"{', '.join(open_ones)} is not filled in: write what should stand there."
    return _no("unresolved-variable", said)


def not_too_long(facts: DeedFacts) -> Verdict | None:
    """Not longer than the network takes, counted as it counts."""
    if facts.limit is None or facts.length <= facts.limit.size:
        return None
    said = f"This has {facts.length} {facts.limit.unit}; {facts.network} takes {facts.limit.size}."
    return _no("too-long", said)


def within_the_playbook(facts: DeedFacts) -> Verdict | None:
    """An edit is no way around the playbook."""
    return stopped_by(besides_gaps(facts.findings, facts.text))


def still_within_the_playbook(facts: DeedFacts) -> Verdict | None:
    """An edit that waited is asked again: what the playbook stops by now waits for a person's look."""
    verdict = within_the_playbook(facts)
    return replace(verdict, level=Level.HOLD) if verdict is not None else None


def is_no_criticism(facts: DeedFacts) -> Verdict | None:
    """Criticism is answered and not hidden; what else is taken from sight is of a class, for a reason."""
    if facts.claim is None:
        return None
    return objection(facts.claim, facts.policy or Policy())


def is_approved(facts: DeedFacts) -> Verdict | None:
    """New words wait as answers do, and nobody takes somebody's words from sight alone."""
    if not facts.asks:
        return None
    if facts.kind in MODERATION:
        people = max(ask.people for ask in facts.asks)
        who = "two people look" if people > 1 else "a second person looks"
        return Verdict("approval", Level.HOLD, f"It stays in sight until {who} at it, too.")
    return Verdict("approval", Level.HOLD, approvals.sentence(facts.asks))


def brake_is_off(facts: DeedFacts) -> Verdict | None:
    """Nothing is done while the brake is on, but for pinning; it is held, not lost."""
    if facts.brake is None or facts.kind in PINNING:
        return None
    because = f": {facts.brake}" if facts.brake else ""
    said = f"The brake is on{because}. It waits for a person's look."
    return Verdict("brake", Level.HOLD, said)


_AT_ASKING: tuple[Check, ...] = (
    connected,
    network_does,
    it_stands,
    is_done_to_the_right_one,
    has_words,
    not_too_long,
    within_the_playbook,
    is_no_criticism,
    brake_is_off,
    is_approved,
)
_AT_LEAVING: tuple[Check, ...] = (
    connected,
    brake_is_off,
    still_within_the_playbook,
    is_no_criticism,
    is_approved,
)


def judge_deed(facts: DeedFacts) -> Judgement:
    """Ask every check of the moment; none is skipped because another already said no."""
    checks = _AT_ASKING if facts.moment is Moment.ASKING else _AT_LEAVING
    said = [check(facts) for check in checks]
    return Judgement(
        facts.moment,
        tuple(check.__name__ for check in checks),
        tuple(verdict for verdict in said if verdict is not None),
        findings=facts.findings,
        asks=facts.asks,
    )


def _no(code: str, sentence: str) -> Verdict:
    return Verdict(code, Level.BLOCK, sentence)
