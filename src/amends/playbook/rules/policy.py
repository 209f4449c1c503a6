"""What a brand's playbook asks of every text: all that the rules read of it. Pure.

Every part has defaults, so that `Policy()` is a sensible policy for a brand that has written none.
All of it is hashable (tuples, no lists): what is compiled from a policy is kept as long as it is used.
Languages are ISO 639-1 ("de"), networks are slugs ("x"), roles are those of the staff ("agent").
An empty tuple of languages, networks or roles means "every one", unless it is said otherwise.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass
from decimal import Decimal

from amends.playbook.rules.findings import Level


class Address(enum.StrEnum):
    """How customers are addressed where a language has two ways: Sie or du, vous or tu."""

    FORMAL = "formal"
    INFORMAL = "informal"
    EITHER = "either"


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words of a brand in one language; "" is any language."""

    text: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class Voice:
    """How the brand sounds."""

    address: Address = Address.EITHER
    #: For people and assistants, in the brand's own words: "warm, plain, never cute".
    description: str = ""
    #: Greetings and sign-offs as the brand writes them; `{name}` and `{author}` stand for names.
    greetings: tuple[Phrase, ...] = ()
    sign_offs: tuple[Phrase, ...] = ()
    needs_greeting: bool = False
    needs_sign_off: bool = False


@dataclass(frozen=True, slots=True)
class Forbidden:
    """Words that are never said. Whole words, in any case; a trailing * stands for any ending ("refus*")."""

    says: str
    because: str = ""
    #: What to say in their place, in one click.
    instead: str | None = None
    level: Level = Level.BLOCK
    languages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Preferred:
    """One word for a thing: say this in place of those."""

    say: str
    instead_of: tuple[str, ...]
    because: str = ""
    level: Level = Level.ADVISE
    languages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Links:
    """Where links may lead. A domain allows its subdomains too."""

    #: Domains ("northpost.com") or addresses ("northpost.com/help"); empty: everywhere but `forbidden`.
    allowed: tuple[str, ...] = ()
    forbidden: tuple[str, ...] = ()
    allows_shorteners: bool = False
    #: What a link outside `allowed` does.
    level: Level = Level.BLOCK


class PrivateKind(enum.StrEnum):
    """The kinds of private data that are looked for; each is a rule: `private-` and the kind."""

    EMAIL = "email"
    PHONE = "phone"
    IBAN = "iban"
    CARD = "card"
    ORDER = "order"
    TRACKING = "tracking"
    CUSTOMER = "customer"
    ADDRESS = "address"
    HEALTH = "health"
    QUOTED = "quoted"


@dataclass(frozen=True, slots=True)
class PrivatePattern:
    """How the brand writes its order, tracking or customer numbers: an RE2 expression."""

    kind: PrivateKind
    #: Without anchors: r"NP-\d{4,8}". Matched in any case, and through spaces, dashes and disguises.
    pattern: str
    must_pass: tuple[str, ...] = ()
    must_fail: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PrivateData:
    """What must not stand in public."""

    patterns: tuple[PrivatePattern, ...] = ()
    #: Kinds that this brand does not look for, because its work is public by nature.
    ignored: frozenset[PrivateKind] = frozenset()
    #: The brand's own contacts, which may be public: "help@northpost.com", "+49 30 1234567", an address.
    own_contacts: tuple[str, ...] = ()
    #: Where numbers without a country code are from: ISO 3166 ("DE", "GB").
    countries: tuple[str, ...] = ("US", "GB", "DE", "FR", "ES", "NL", "IT", "PT")


class RouteKind(enum.StrEnum):
    """How a customer comes from public to private."""

    MESSAGE = "message"
    EMAIL = "email"
    PHONE = "phone"
    LINK = "link"
    VISIT = "visit"


@dataclass(frozen=True, slots=True)
class Route:
    """A way to private, in words that can be said; what it names may stand in public."""

    kind: RouteKind
    #: The address, number or link; "" for a message on the network itself.
    where: str = ""
    #: As it is offered: "Send us a message here and we will look into it."
    says: str = ""
    languages: tuple[str, ...] = ()
    networks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Promise:
    """Something that only some may promise: phrases and who may say them."""

    name: str
    #: Words as in `Forbidden.says`.
    says: tuple[str, ...]
    #: Empty: nobody.
    roles: tuple[str, ...] = ()
    instead: str | None = None
    level: Level = Level.BLOCK
    languages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Promises:
    """What may be promised, and by whom. Empty roles here mean: it was not said, so it is only a warning."""

    own: tuple[Promise, ...] = ()
    #: Times that anybody may name, as they are written: "within 24 hours", "bis morgen".
    times: tuple[Phrase, ...] = ()
    #: Who may name other times: "by Friday", "in two days".
    times_by: tuple[str, ...] = ()
    #: Who may guarantee ("never again", "I promise").
    guarantees_by: tuple[str, ...] = ()
    #: Who may say whose fault it was ("we were negligent", "we are liable").
    liability_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Authority:
    """How much a role may give: refunds, vouchers, discounts, credit, in one currency."""

    role: str
    up_to: Decimal
    #: ISO 4217.
    currency: str = "EUR"
    #: In percent, for discounts; None: none.
    percent: int | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """How long and how hard a text may be."""

    #: Flesch's reading ease for the text's language, 0 (hardest) to 100; a text below it is hard.
    ease: float = 45.0
    #: Words.
    longest_sentence: int = 30
    #: Characters, for an answer in public and in private.
    longest_public: int = 600
    longest_private: int = 2_000


@dataclass(frozen=True, slots=True)
class Emoji:
    """Which emoji, and how many."""

    most: int = 2
    never: tuple[str, ...] = ()
    #: Empty: any but `never`.
    only: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OnNetwork:
    """What is different on one network; None is as everywhere else."""

    network: str
    longest_public: int | None = None
    emoji_most: int | None = None
    hashtags_most: int | None = None
    needs_greeting: bool | None = None
    needs_sign_off: bool | None = None
    allows_links: bool | None = None


@dataclass(frozen=True, slots=True)
class Setting:
    """Another level for a rule, or off."""

    code: str
    #: None: the rule is off.
    level: Level | None
    networks: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OwnRule:
    """A rule that the brand wrote: RE2 expressions or whole words, with examples that it must agree with."""

    code: str
    sentence: str
    #: Words as in `Forbidden.says`, or RE2 expressions where `is_pattern`.
    says: tuple[str, ...]
    is_pattern: bool = False
    #: The rule finds texts that say none of it, instead of those that do.
    is_missing: bool = False
    level: Level = Level.WARN
    suggestion: str | None = None
    replacement: str | None = None
    languages: tuple[str, ...] = ()
    networks: tuple[str, ...] = ()
    is_public_only: bool = False
    must_pass: tuple[str, ...] = ()
    must_fail: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Policy:
    """Everything of a playbook that rules need."""

    voice: Voice = Voice()
    forbidden: tuple[Forbidden, ...] = ()
    preferred: tuple[Preferred, ...] = ()
    links: Links = Links()
    private: PrivateData = PrivateData()
    routes: tuple[Route, ...] = ()
    promises: Promises = Promises()
    #: Empty: it was not said who may give what, so naming an amount is a warning, not a stop.
    compensation: tuple[Authority, ...] = ()
    #: The languages that the brand answers in; empty: that of the customer, whichever it is.
    languages: tuple[str, ...] = ()
    reading: Reading = Reading()
    emoji: Emoji = Emoji()
    hashtags_most: int = 2
    networks: tuple[OnNetwork, ...] = ()
    settings: tuple[Setting, ...] = ()
    own: tuple[OwnRule, ...] = ()
