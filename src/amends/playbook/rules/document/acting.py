"""What a playbook says of what is done: escalation, crisis, notices, approvals, rules. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from amends.playbook.rules.codes import Code
from amends.playbook.rules.document.kinds import (
    RULE,
    SLUG,
    Flag,
    Many,
    Money,
    Number,
    OneOf,
    Pattern,
    Record,
    Text,
    part,
)
from amends.playbook.rules.document.saying import (
    LANGUAGES,
    LEVEL,
    NETWORKS,
    ONE_BY_LANGUAGE,
    ROLE,
    ROLES,
    TEXTS,
    WORDS,
)
from amends.playbook.rules.draft import Mood
from amends.playbook.rules.findings import Level
from amends.staff.rules import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Escalation:
    """When a matter goes to somebody else."""

    name: str = part(Text(80), "What", "A few words: a legal threat.")
    words: tuple[str, ...] = part(WORDS, "Signs", "Words by which it is known.", default=())
    to: str = part(Text(120), "To", "A role, a team, a person.")
    within_minutes: int | None = part(
        Number(1, 100_000), "Within minutes", "How soon they look.", default=None
    )
    do: str = part(Text(600, is_long=True), "Do", "What to do until then.", default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of the crisis plan."""

    do: str = part(Text(600, is_long=True), "Do", "What is done.")
    who: str = part(Text(120), "Who", "Who does it.", default="")
    within_minutes: int | None = part(
        Number(0, 100_000), "Within minutes", "Counted from the first sign.", default=None
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class CrisisPart:
    """What is done when many things go wrong at once, or one very badly."""

    signs: tuple[str, ...] = part(
        Many(Text(300), 30, once=""), "Signs", "How you know that it is one.", default=()
    )
    speaks: str = part(Text(200), "Who speaks", "The only ones who speak for you.", default="")
    steps: tuple[Step, ...] = part(Many(Record(Step), 40), "Steps", "In their order.", default=())
    holding: Mapping[str, str] = part(
        ONE_BY_LANGUAGE,
        "First words",
        "What is said before you know more, by language.",
        default_factory=dict,
    )
    avoid: tuple[str, ...] = part(
        Many(Text(300), 30, once=""), "What not to do", "A sentence each.", default=()
    )
    two_declare: bool = part(
        Flag(), "Two people pull the brake", "One asks, another agrees.", default=False
    )
    two_release: bool = part(
        Flag(), "Two people release it", "One asks, another agrees.", default=False
    )
    answers_leave: bool = part(
        Flag(),
        "Answers still leave",
        "Under the brake, what a person writes to one customer at the desk.",
        default=False,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeTemplate:
    """What is told to many at once."""

    name: str = part(Text(80), "Name", "A few words: an outage.")
    when: str = part(Text(300), "When", "When it is used.", default="")
    says: Mapping[str, str] = part(ONE_BY_LANGUAGE, "In words", "The text, by language.")


@dataclass(frozen=True, slots=True, kw_only=True)
class ApprovalRule:
    """When somebody else looks at an answer before it leaves. All that is said must hold."""

    name: str = part(Text(80), "Name", "A few words: first weeks.")
    roles: tuple[str, ...] = part(ROLES, "Written by", "None named: anybody.", default=())
    first_weeks: int | None = part(
        Number(1, 52), "In their first weeks", "So many weeks after they came.", default=None
    )
    networks: tuple[str, ...] = part(NETWORKS, "On", "None named: every network.", default=())
    public_only: bool = part(Flag(), "In public only", "", default=False)
    reach_over: int | None = part(
        Number(0, 10**9), "Followers more than", "Of the customer.", default=None
    )
    money_over: Decimal | None = part(
        Money(), "Money more than", "In the playbook’s currency.", default=None
    )
    topics: tuple[str, ...] = part(
        Many(Text(60), 30, once=""),
        "About",
        "One of these tags is on it, or it is taken to be about this.",
        default=(),
    )
    moods: tuple[str, ...] = part(
        Many(OneOf(tuple(each for each in Mood if each is not Mood.UNKNOWN)), 10, once=""),
        "Moods",
        "How the customer feels.",
        default=(),
    )
    when_unknown: bool = part(
        Flag(),
        "Also when nobody knows",
        "An unknown reach or mood counts as a match.",
        default=False,
    )
    by: tuple[str, ...] = part(ROLES, "Approved by", "Roles; never whoever wrote it.")
    people: int = part(Number(1, 2), "How many people", "Two: both must approve.", default=1)
    within_minutes: int = part(
        Number(1, 100_000), "Within minutes", "Then it goes on to whom is named next.", default=60
    )
    then: str = part(ROLE, "Then asks", "Who is asked when nobody answered.", default=Role.OWNER)

    def doubts(self) -> Iterator[tuple[str, str]]:
        """What does not fit together, and which part it is about."""
        if not self.by:
            yield "Say who approves: lead, owner or both.", "by"


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelOf:
    """Another level for one of the built-in rules."""

    rule: str = part(RULE, "Rule", "Its code: blame.")
    level: str = part(OneOf((*Level, "off")), "It does", "Advise, warn, block or off.")
    networks: tuple[str, ...] = part(NETWORKS, "Networks", "None named: all of them.", default=())
    languages: tuple[str, ...] = part(
        LANGUAGES, "Languages", "None named: all of them.", default=()
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenRule:
    """A rule of the brand's own; its examples hold it to its word."""

    code: str = part(SLUG, "Code", "A short name for it: no-ticket-numbers.")
    sentence: str = part(Text(300), "Reason", "Why, in one sentence for whoever writes.")
    words: tuple[str, ...] = part(
        WORDS, "Words", "Whole words; a * at the end is any ending.", default=()
    )
    pattern: str = part(Pattern(), "Pattern", "An RE2 expression, instead of words.", default="")
    missing: bool = part(
        Flag(), "When it is missing", "It finds answers that say none of it.", default=False
    )
    level: str = part(LEVEL, "It does", "Advise, warn or block.", default=Level.WARN)
    suggestion: str = part(Text(300), "Suggestion", "What to do instead.", default="")
    replacement: str = part(Text(300), "Put in its place", "In one click.", default="")
    languages: tuple[str, ...] = part(
        LANGUAGES, "Languages", "None named: all of them.", default=()
    )
    networks: tuple[str, ...] = part(NETWORKS, "Networks", "None named: all of them.", default=())
    public_only: bool = part(Flag(), "In public only", "", default=False)
    must_pass: tuple[str, ...] = part(TEXTS, "Must pass", "Answers that it lets through.")
    must_fail: tuple[str, ...] = part(TEXTS, "Must fail", "Answers that it finds.")

    def doubts(self) -> Iterator[tuple[str, str]]:
        """What does not fit together, and which part it is about."""
        if bool(self.words) == bool(self.pattern):
            yield "Give either “words” or a “pattern”, one of the two.", "words"
        if self.code in set(Code):
            yield f"“{self.code}” is a built-in rule; give yours another code.", "code"
        for name in ("must_pass", "must_fail"):
            if not getattr(self, name):
                yield f"Write at least one text that {name.replace('_', ' ')}.", name


@dataclass(frozen=True, slots=True, kw_only=True)
class RulesPart:
    """The linter's rules: other levels for those that are built in, and your own."""

    levels: tuple[LevelOf, ...] = part(
        Many(Record(LevelOf), 100), "Levels", "Stricter or milder than they come.", default=()
    )
    own: tuple[WrittenRule, ...] = part(
        Many(Record(WrittenRule), 100, once="code"),
        "Your own rules",
        "Each with answers that it lets through and answers that it finds.",
        default=(),
    )
