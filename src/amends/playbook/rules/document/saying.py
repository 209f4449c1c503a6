"""What a playbook says of the words: voice, promises, private data, ways to private, languages. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from amends.playbook.rules.document.kinds import (
    COUNTRY,
    CURRENCY,
    HOST,
    LANGUAGE,
    NETWORK,
    By,
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
from amends.playbook.rules.findings import Level
from amends.playbook.rules.policy import Address, PrivateKind, RouteKind
from amends.staff.rules import Role

LEVEL = OneOf(tuple(Level))
ROLE = OneOf((Role.AGENT, Role.LEAD, Role.OWNER))
ROLES = Many(ROLE, 3, once="")
LANGUAGES = Many(LANGUAGE, 40, once="")
NETWORKS = Many(NETWORK, 20, once="")
WORDS = Many(Text(120), 60, once="")
TEXTS = Many(Text(1_000, is_long=True), 40)
ONE_BY_LANGUAGE = By(LANGUAGE, Text(2_000, is_long=True, is_said=True))
_BY_LANGUAGE = By(LANGUAGE, Many(Text(500, is_said=True), 12, once=""))

#: Sentences by language.
Lines = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Emojis:
    """Which emoji, and how many."""

    most: int = part(Number(0, 20), "At most", "How many emoji an answer may have.", default=2)
    never: tuple[str, ...] = part(
        Many(Text(16), 60, once=""), "Never", "Emoji that are never used.", default=()
    )
    only: tuple[str, ...] = part(
        Many(Text(16), 60, once=""), "Only", "If any are named, no others are used.", default=()
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Readings:
    """How long and how hard an answer may be."""

    ease: int = part(
        Number(0, 100),
        "Reading ease",
        "Flesch’s score: 100 is easiest; 60 is plain language; below this an answer is hard.",
        default=45,
    )
    longest_sentence: int = part(
        Number(5, 100), "Longest sentence", "In words; a longer one is hard to follow.", default=30
    )
    longest_public: int = part(
        Number(40, 10_000), "Longest in public", "In characters.", default=600
    )
    longest_private: int = part(
        Number(40, 20_000), "Longest in private", "In characters.", default=2_000
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class VoicePart:
    """How the brand sounds."""

    description: str = part(
        Text(1_000, is_long=True), "In a few words", "How you want to sound.", default=""
    )
    manners: tuple[str, ...] = part(
        Many(Text(200), 20, once=""),
        "How we do it",
        "A sentence each: what a good answer of yours does.",
        default=(),
    )
    address: str = part(
        OneOf(tuple(Address)),
        "Address",
        "Where a language has two ways: formal is Sie and vous, informal is du and tu.",
        default=Address.EITHER,
    )
    greetings: Lines = part(
        _BY_LANGUAGE, "Greetings", "How an answer may begin.", default_factory=dict
    )
    sign_offs: Lines = part(
        _BY_LANGUAGE, "Sign-offs", "How an answer may end.", default_factory=dict
    )
    needs_greeting: bool = part(
        Flag(), "Every answer greets", "An answer without a greeting is warned of.", default=False
    )
    needs_sign_off: bool = part(
        Flag(), "Every answer is signed", "An answer without one is warned of.", default=False
    )
    reading: Readings = part(
        Record(Readings), "Length", "How long and how hard.", default_factory=Readings
    )
    emoji: Emojis = part(Record(Emojis), "Emoji", "Which, and how many.", default_factory=Emojis)
    hashtags: int = part(
        Number(0, 20), "Hashtags at most", "How many hashtags an answer may have.", default=2
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Never:
    """Words that are never said."""

    words: str = part(Text(120), "Words", "The words; a * at the end is any ending (refus*).")
    because: str = part(Text(300), "Because", "Why not, for whoever writes them.", default="")
    instead: str = part(Text(300), "Say instead", "What takes their place.", default="")
    level: str = part(LEVEL, "It does", "Advise, warn or block.", default=Level.BLOCK)
    languages: tuple[str, ...] = part(
        LANGUAGES, "Languages", "None named: all of them.", default=()
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Prefer:
    """One word for a thing."""

    say: str = part(Text(120), "Say", "The words that you use.")
    instead_of: tuple[str, ...] = part(WORDS, "Instead of", "Words that they take the place of.")
    because: str = part(Text(300), "Because", "Why, for whoever writes.", default="")
    level: str = part(LEVEL, "It does", "Advise, warn or block.", default=Level.ADVISE)
    languages: tuple[str, ...] = part(
        LANGUAGES, "Languages", "None named: all of them.", default=()
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class WordsPart:
    """What to say and what never to say."""

    apologies: Lines = part(
        _BY_LANGUAGE, "Apologies", "Ways to say sorry that you stand behind.", default_factory=dict
    )
    thanks: Lines = part(_BY_LANGUAGE, "Thanks", "Ways to say thank you.", default_factory=dict)
    say: tuple[Prefer, ...] = part(
        Many(Record(Prefer), 200, once="say"), "What we say", "One word for a thing.", default=()
    )
    never: tuple[Never, ...] = part(
        Many(Record(Never), 300, once="words"),
        "What we never say",
        "Words that stop or warn whoever writes them.",
        default=(),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnPromise:
    """Something that only some may promise."""

    name: str = part(Text(80), "What", "What is promised: a refund.")
    words: tuple[str, ...] = part(WORDS, "Words", "Words that promise it: full refund.")
    roles: tuple[str, ...] = part(
        ROLES, "Who may", "Roles that may promise it; none named: nobody.", default=()
    )
    instead: str = part(Text(300), "Say instead", "What anybody may say.", default="")
    level: str = part(LEVEL, "It does", "Advise, warn or block.", default=Level.BLOCK)
    languages: tuple[str, ...] = part(
        LANGUAGES, "Languages", "None named: all of them.", default=()
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class PromisesPart:
    """What may be promised, and by whom."""

    times: Lines = part(
        By(LANGUAGE, WORDS),
        "Times that anybody may name",
        "As they are written: within 24 hours.",
        default_factory=dict,
    )
    times_by: tuple[str, ...] = part(
        ROLES, "Who may name other times", "By Friday, in two days.", default=()
    )
    guarantees_by: tuple[str, ...] = part(
        ROLES, "Who may guarantee", "I promise, never again.", default=()
    )
    liability_by: tuple[str, ...] = part(
        ROLES, "Who may say whose fault it was", "We were negligent, we are liable.", default=()
    )
    own: tuple[OwnPromise, ...] = part(
        Many(Record(OwnPromise), 60, once="name"),
        "Your promises",
        "What only some may promise.",
        default=(),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberForm:
    """How the brand writes a kind of number."""

    kind: str = part(
        OneOf((PrivateKind.ORDER, PrivateKind.TRACKING, PrivateKind.CUSTOMER)),
        "Kind",
        "Order, tracking or customer.",
    )
    pattern: str = part(Pattern(), "Pattern", "An RE2 expression: 'NP-[0-9]{8}'.")
    must_pass: tuple[str, ...] = part(
        TEXTS, "Must pass", "Texts in which it must find nothing.", default=()
    )
    must_fail: tuple[str, ...] = part(
        TEXTS, "Must fail", "Texts in which it must find one.", default=()
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class PrivacyPart:
    """What must not stand in public."""

    numbers: tuple[NumberForm, ...] = part(
        Many(Record(NumberForm), 40), "Your numbers", "How yours are written.", default=()
    )
    contacts: tuple[str, ...] = part(
        Many(Text(200), 60, once=""),
        "Your own contacts",
        "Addresses and numbers of yours that may stand in public.",
        default=(),
    )
    countries: tuple[str, ...] = part(
        Many(COUNTRY, 40, once=""),
        "Countries",
        "Where telephone numbers without a country code are from.",
        default=("US", "GB", "DE", "FR", "ES", "NL", "IT", "PT"),
    )
    ignored: tuple[str, ...] = part(
        Many(OneOf(tuple(PrivateKind)), 20, once=""),
        "Not looked for",
        "Kinds that are public in your work.",
        default=(),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class OfflineRoute:
    """A way from public to private."""

    by: str = part(OneOf(tuple(RouteKind)), "By", "Message, e-mail, phone, link or visit.")
    where: str = part(
        Text(300), "Where", "The address, number or link; empty for a message.", default=""
    )
    says: Mapping[str, str] = part(
        ONE_BY_LANGUAGE, "In words", "As it is offered.", default_factory=dict
    )
    networks: tuple[str, ...] = part(NETWORKS, "Networks", "None named: all of them.", default=())

    def doubts(self) -> Iterator[tuple[str, str]]:
        """What does not fit together, and which part it is about."""
        if self.by != RouteKind.MESSAGE and not self.where:
            yield "Say where: the address, the number or the link.", "where"


@dataclass(frozen=True, slots=True, kw_only=True)
class LinksPart:
    """Where links may lead."""

    allowed: tuple[str, ...] = part(
        Many(HOST, 100, once=""), "Allowed", "Domains; none named: everywhere.", default=()
    )
    forbidden: tuple[str, ...] = part(
        Many(HOST, 100, once=""), "Never", "Domains that are never linked.", default=()
    )
    shorteners: bool = part(
        Flag(), "Short links", "Links that hide where they lead are allowed.", default=False
    )
    level: str = part(LEVEL, "Other links", "Advise, warn or block.", default=Level.BLOCK)


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """How much a role may give."""

    up_to: Decimal = part(Money(), "Up to", "An amount in your currency.")
    percent: int | None = part(
        Number(0, 100), "Discount up to", "In percent; empty: none.", default=None
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class CompensationPart:
    """What may be given to make it right, and by whom."""

    currency: str = part(CURRENCY, "Currency", "As three letters: EUR.", default="EUR")
    by_role: Mapping[str, Grant] = part(
        By(ROLE, Record(Grant)), "By role", "How much each may give.", default_factory=dict
    )
    ways: tuple[str, ...] = part(
        Many(Text(200), 20, once=""), "Ways", "What you give, and when.", default=()
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class LanguagesPart:
    """The languages that customers are answered in."""

    answers: tuple[str, ...] = part(
        LANGUAGES, "We answer in", "None named: in the customer’s, whichever it is.", default=()
    )
    otherwise: str = part(
        LANGUAGE, "To everybody else in", "The language for those you do not speak.", default=""
    )
    says: Mapping[str, str] = part(
        ONE_BY_LANGUAGE, "In words", "What is said to them, by language.", default_factory=dict
    )

    def doubts(self) -> Iterator[tuple[str, str]]:
        """What does not fit together, and which part it is about."""
        if self.answers and self.otherwise and self.otherwise not in self.answers:
            said = f"You do not answer in “{self.otherwise}”; add it to “answers”, or name another."
            yield said, "otherwise"


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkPart:
    """What is different on one network; what is not said is as everywhere."""

    note: str = part(
        Text(500, is_long=True), "What is different", "For whoever answers there.", default=""
    )
    longest_public: int | None = part(
        Number(40, 10_000), "Longest in public", "In characters.", default=None
    )
    emoji: int | None = part(Number(0, 20), "Emoji at most", "", default=None)
    hashtags: int | None = part(Number(0, 20), "Hashtags at most", "", default=None)
    needs_greeting: bool | None = part(Flag(), "Every answer greets", "", default=None)
    needs_sign_off: bool | None = part(Flag(), "Every answer is signed", "", default=None)
    links: bool | None = part(Flag(), "Links are allowed", "", default=None)
