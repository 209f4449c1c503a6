"""What a playbook does with a message as it comes in: conditions on what was made of it, and deeds. Pure.

A rule suggests an answer, and a person sends it; only where the playbook says ``send`` in so many words, a
saved reply of the team's leaves by itself, through the gate.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields

from amends.playbook.rules.document.kinds import Flag, Many, Number, OneOf, Record, Text, part
from amends.playbook.rules.document.saying import LANGUAGES, NETWORKS, WORDS

#: What a message does, how its customer feels, what is at stake, how long it can wait, and who asks: as the
#: judgement names them.
KINDS = ("complaint", "question", "request", "praise", "thanks", "spam", "abuse", "other")
MOODS = ("angry", "unhappy", "neutral", "happy")
HARMS = (
    *("self-harm", "safety", "health", "vulnerable", "money"),
    *("access", "deadline", "legal", "press"),
)
URGENCIES = ("urgent", "raised")
ASKERS = ("customer", "press", "regulator", "employee", "influencer")
_NAMES = Many(Text(60), 30, once="")


def _some(words: tuple[str, ...]) -> Many:
    return Many(OneOf(words), len(words), once="")


@dataclass(frozen=True, slots=True, kw_only=True)
class ArrivalDeeds:
    """What is done with a message that a rule catches."""

    tags: tuple[str, ...] = part(_NAMES, "Tag it", "Made where they are not there yet.", default=())
    team: str = part(Text(80), "Give it to the team", "A team’s name.", default="")
    assign: str = part(
        Text(120),
        "Give it to",
        "A colleague’s name or address, unless somebody has it.",
        default="",
    )
    sooner: int = part(
        Number(0, 10_080),
        "Minutes sooner",
        "Before its promise; all together no more than “most” under priority.",
        default=0,
    )
    lane: str = part(
        OneOf(("queue", "rest")),
        "Where it goes",
        "queue: somebody answers it; rest: it needs no answer.",
        default="",
    )
    notify: tuple[str, ...] = part(
        _NAMES, "Tell", "Names, addresses or roles; once for each case.", default=()
    )
    note: str = part(
        Text(600, is_long=True), "Note", "What stands in the note to them.", default=""
    )
    suggest: str = part(
        Text(200),
        "Suggest the saved reply",
        "Its title or shortcut; a person sends it.",
        default="",
    )
    send: str = part(
        Text(200),
        "Send the saved reply by itself",
        "Its title or shortcut, one of the team’s; through the gate, once in a case, to nobody twice a day.",
        default="",
    )
    sends_an_hour: int = part(
        Number(1, 1_000),
        "Sent by itself in an hour",
        "At most so many; what comes above that waits for a person.",
        default=30,
    )

    def doubts(self) -> Iterator[tuple[str, str]]:
        """What does not fit together, and which part it is about."""
        deeds = [each.name for each in fields(self) if each.name != "sends_an_hour"]
        if not any(getattr(self, name) for name in deeds):
            yield (
                "Say what is done: tags, team, assign, sooner, lane, notify, note, suggest or send.",
                "tags",
            )
        if self.send and self.lane == "rest":
            yield "What needs no answer is sent none: leave out lane or send.", "send"


@dataclass(frozen=True, slots=True, kw_only=True)
class ArrivalRule:
    """When something is done with a message as it comes in. All that is said must hold."""

    name: str = part(Text(80), "Name", "A few words: press to the lead.")
    kinds: tuple[str, ...] = part(_some(KINDS), "Kinds", "What the message does.", default=())
    moods: tuple[str, ...] = part(_some(MOODS), "Moods", "How its customer feels.", default=())
    harms: tuple[str, ...] = part(_some(HARMS), "At stake", "One of these.", default=())
    urgency: tuple[str, ...] = part(_some(URGENCIES), "Urgency", "None named: any.", default=())
    askers: tuple[str, ...] = part(_some(ASKERS), "Who asks", "As far as it shows.", default=())
    topics: tuple[str, ...] = part(_NAMES, "Topics", "One of those that it is about.", default=())
    words: tuple[str, ...] = part(
        WORDS, "Words", "One of these: products, places, names; a * is any ending.", default=()
    )
    languages: tuple[str, ...] = part(LANGUAGES, "Languages", "None named: any.", default=())
    networks: tuple[str, ...] = part(NETWORKS, "On", "None named: every network.", default=())
    place: str = part(
        OneOf(("public", "private")), "Where", "public or private; nothing: both.", default=""
    )
    customer_tags: tuple[str, ...] = part(
        _NAMES, "Customers tagged", "One of these is on a case of theirs.", default=()
    )
    reach_over: int | None = part(
        Number(0, 10**9), "Followers more than", "Of the customer.", default=None
    )
    hours: str = part(
        OneOf(("open", "closed")), "Hours", "Within your working hours, or outside.", default=""
    )
    first_only: bool = part(
        Flag(), "Only a case’s first message", "Not what its customer adds.", default=False
    )
    then: ArrivalDeeds = part(Record(ArrivalDeeds), "Then", "What is done.")
    last: bool = part(
        Flag(), "Then stop", "No rule below looks at what this one caught.", default=False
    )

    def doubts(self) -> Iterator[tuple[str, str]]:
        """What does not fit together, and which part it is about."""
        told = {each.name for each in fields(self)} - {"name", "then", "last", "first_only"}
        has_some = any(getattr(self, name) not in ((), "", None) for name in told)
        if not has_some and not self.first_only:
            yield "Say at least one thing that must hold; this would catch everything.", "name"
