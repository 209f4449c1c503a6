"""Whose yes words need before they leave: which rules hold, and which yes is missing. Pure."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any

from amends.playbook.rules.document.acting import ApprovalRule
from amends.playbook.rules.draft import Mood


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of words and their matter; what nobody knows is None or empty.

    ``weeks``: whole weeks since who wrote it came. ``sums``: the amounts of money that the words name.
    ``reach``: the customer's followers. ``tags``: those of the case, and what it was taken to be about.
    ``moods``: how the customer felt when it was said, and feels now.
    """

    role: str
    network: str
    is_public: bool
    weeks: int | None = None
    reach: int | None = None
    sums: tuple[Decimal, ...] = ()
    tags: frozenset[str] = frozenset()
    moods: frozenset[Mood] = frozenset()


@dataclass(frozen=True, slots=True)
class Ask:
    """One rule's wish: so many people of these roles, and whom it goes to when they take too long."""

    rule: str
    roles: tuple[str, ...]
    people: int = 1
    then: str = ""
    within_minutes: int = 60

    def as_json(self) -> dict[str, Any]:
        """For keeping with the approval."""
        return {**asdict(self), "roles": list(self.roles)}

    def widened(self) -> Ask:
        """Asked of whoever comes next, too."""
        return Ask(
            rule=self.rule,
            roles=tuple(dict.fromkeys((*self.roles, self.then))) if self.then else self.roles,
            people=self.people,
            then=self.then,
            within_minutes=self.within_minutes,
        )


@dataclass(frozen=True, slots=True)
class Yes:
    """Somebody's approval: who, in which role, and the rules that they were asked by."""

    user_id: int
    role: str
    rules: frozenset[str]


def ask_of(kept: Mapping[str, Any]) -> Ask:
    """An ask as it was kept."""
    return Ask(**{**kept, "roles": tuple(kept["roles"])})


def asks_for(rules: Iterable[ApprovalRule], known: Known) -> tuple[Ask, ...]:
    """What the playbook's rules ask for, of words that are known so far."""
    return tuple(
        Ask(
            rule=rule.name,
            roles=tuple(rule.by),
            people=rule.people,
            then=rule.then,
            within_minutes=rule.within_minutes,
        )
        for rule in rules
        if all(_holds(rule, known))
    )


def _holds(rule: ApprovalRule, known: Known) -> Iterator[bool]:
    """Each thing that the rule says. What is unknown is no match, unless the rule says otherwise."""
    yield not rule.roles or known.role in rule.roles or not known.role
    yield not rule.networks or known.network in rule.networks
    yield known.is_public or not rule.public_only
    if rule.first_weeks is not None:
        # Without a day on which they came nobody can say that it is long ago.
        yield known.weeks is None or known.weeks < rule.first_weeks
    if rule.reach_over is not None:
        yield rule.when_unknown if known.reach is None else known.reach > rule.reach_over
    if rule.money_over is not None:
        yield any(each > rule.money_over for each in known.sums)
    if rule.topics:
        wanted = {_plain(each) for each in rule.topics}
        yield not wanted.isdisjoint(_plain(each) for each in known.tags)
    if rule.moods:
        yield not known.moods.isdisjoint(rule.moods) if known.moods else rule.when_unknown


def _plain(topic: str) -> str:
    """A tag as people write it, and a topic as the judgement does, in one form."""
    return topic.casefold().replace("_", "-").replace(" ", "-")


def moods_in(marks: Iterable[str]) -> frozenset[Mood]:
    """How a customer feels by the marks of the case: calm where it was judged and shows nothing else.

    Empty where nothing was judged yet. Marks of two times may say two things; both count.
    """
    said = [mark.partition(":") for mark in marks]
    felt = {Mood(value) for name, _colon, value in said if name == "mood"}
    is_judged = any(name == "kind" for name, _colon, _value in said)
    return frozenset(felt or ({Mood.CALM} if is_judged else ()))


def topics_in(marks: Iterable[str]) -> tuple[str, ...]:
    """What a case is about, and what is at stake in it, by its marks."""
    said = (mark.partition(":") for mark in marks)
    return tuple(value for name, _colon, value in said if name in {"topic", "harm"})


def missing(asks: Sequence[Ask], said: Collection[Yes]) -> tuple[Ask, ...]:
    """The asks that not enough different people have said yes to."""
    return tuple(
        ask for ask in asks if len({yes.user_id for yes in said if _is_for(yes, ask)}) < ask.people
    )


def _is_for(yes: Yes, ask: Ask) -> bool:
    """Whether it counts: of a role that is asked, or of one that the same rule had gone on to."""
    return yes.role in ask.roles or (ask.rule in yes.rules and yes.role == ask.then)


def roles_of(asks: Iterable[Ask]) -> tuple[str, ...]:
    """Everybody who may say yes to one of these."""
    return tuple(sorted({role for ask in asks for role in ask.roles}))


def sentence(asks: Sequence[Ask]) -> str:
    """Why it waits, and for whom: the named reason of a held send. Empty for no asks."""
    if not asks:
        return ""
    named = ", ".join(f"“{ask.rule}”" for ask in asks)
    most = max(ask.people for ask in asks)
    who = " or ".join(roles_of(asks))
    people = "two people" if most > 1 else "somebody else"
    return f"The playbook wants {people} to approve this first ({named}): {who}."


def digest_of(text: str, *more: str) -> str:
    """What an approval is for, in 64 hexadecimal digits: other words are another thing."""
    parts = (text, *more)
    whole = "\0".join(f"{len(part)}:{part}" for part in parts)
    return hashlib.sha256(whole.encode("utf-8", "surrogatepass")).hexdigest()
