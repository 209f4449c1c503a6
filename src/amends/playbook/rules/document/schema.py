"""What a playbook holds: its sections, and each part's kind, name and purpose. Pure.

This is the one description of it: reading, the form in the settings and the reference in the
documentation are made from it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from amends.playbook.rules.document.acting import (
    ApprovalRule,
    CrisisPart,
    Escalation,
    NoticeTemplate,
    RulesPart,
)
from amends.playbook.rules.document.arriving import ArrivalRule
from amends.playbook.rules.document.kinds import NETWORK, By, Many, Number, Record, Text, part
from amends.playbook.rules.document.order import PriorityPart
from amends.playbook.rules.document.saying import (
    CompensationPart,
    LanguagesPart,
    LinksPart,
    NetworkPart,
    OfflineRoute,
    PrivacyPart,
    PromisesPart,
    VoicePart,
    WordsPart,
)

#: The one that this desk reads; a later one is refused with the sentence that says to upgrade.
SCHEMA_VERSION = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Playbook:
    """A brand's policy for what it says, as its people write it."""

    schema_version: int = part(
        Number(1, 1_000), "Schema", f"Write “schema_version: {SCHEMA_VERSION}”."
    )
    name: str = part(Text(120), "Name", "What you call this playbook.", default="")
    voice: VoicePart = part(Record(VoicePart), "Voice", "How you sound.", default_factory=VoicePart)
    words: WordsPart = part(
        Record(WordsPart), "Words", "What you say and never say.", default_factory=WordsPart
    )
    promises: PromisesPart = part(
        Record(PromisesPart),
        "Promises",
        "What may be promised, and by whom.",
        default_factory=PromisesPart,
    )
    compensation: CompensationPart = part(
        Record(CompensationPart),
        "Making it right",
        "Who may give how much.",
        default_factory=CompensationPart,
    )
    privacy: PrivacyPart = part(
        Record(PrivacyPart),
        "Private data",
        "What must not stand in public.",
        default_factory=PrivacyPart,
    )
    offline: tuple[OfflineRoute, ...] = part(
        Many(Record(OfflineRoute), 30), "Ways to private", "Where a matter goes on.", default=()
    )
    links: LinksPart = part(
        Record(LinksPart), "Links", "Where links may lead.", default_factory=LinksPart
    )
    languages: LanguagesPart = part(
        Record(LanguagesPart),
        "Languages",
        "Which you answer in.",
        default_factory=LanguagesPart,
    )
    networks: Mapping[str, NetworkPart] = part(
        By(NETWORK, Record(NetworkPart)),
        "Networks",
        "What is different on single networks.",
        default_factory=dict,
    )
    escalation: tuple[Escalation, ...] = part(
        Many(Record(Escalation), 60, once="name"),
        "Escalation",
        "What goes to whom, how soon.",
        default=(),
    )
    crisis: CrisisPart = part(
        Record(CrisisPart), "Crisis", "The plan for the worst day.", default_factory=CrisisPart
    )
    notices: tuple[NoticeTemplate, ...] = part(
        Many(Record(NoticeTemplate), 40, once="name"),
        "Notices",
        "What is told to many at once.",
        default=(),
    )
    approvals: tuple[ApprovalRule, ...] = part(
        Many(Record(ApprovalRule), 40, once="name"),
        "Approvals",
        "What a second person looks at before it leaves.",
        default=(),
    )
    priority: PriorityPart = part(
        Record(PriorityPart),
        "What comes first",
        "What makes a matter stand before its promise, and by how much.",
        default_factory=PriorityPart,
    )
    arrival: tuple[ArrivalRule, ...] = part(
        Many(Record(ArrivalRule), 60, once="name"),
        "On arrival",
        "What is done with a message as it comes in.",
        default=(),
    )
    rules: RulesPart = part(
        Record(RulesPart), "Rules", "What the linter looks for.", default_factory=RulesPart
    )

    def doubts(self) -> Iterator[tuple[str, str]]:
        """What does not fit together, and which part it is about."""
        if self.schema_version != SCHEMA_VERSION:
            said = (
                f"This desk reads schema_version {SCHEMA_VERSION}; upgrade Amends to read this one."
            )
            yield said, "schema_version"


PLAYBOOK = Record(Playbook)
