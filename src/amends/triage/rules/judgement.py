"""What is heard, and what is made of it: the words that triage speaks in. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Act(StrEnum):
    """What somebody does by saying it."""

    COMPLAINT = "complaint"
    QUESTION = "question"
    REQUEST = "request"
    PRAISE = "praise"
    THANKS = "thanks"
    SPAM = "spam"
    ABUSE = "abuse"
    OTHER = "other"


class Mood(StrEnum):
    """How somebody feels, as far as words show it."""

    NEGATIVE = "negative"
    NEUTRAL = "neutral"
    POSITIVE = "positive"


class Harm(StrEnum):
    """What is at stake for somebody."""

    SELF_HARM = "self_harm"
    SAFETY = "safety"
    HEALTH = "health"
    VULNERABLE = "vulnerable"
    MONEY = "money"
    ACCESS = "access"
    DEADLINE = "deadline"
    LEGAL = "legal"
    PRESS = "press"


class Urgency(StrEnum):
    """How long it can wait."""

    NONE = "none"
    RAISED = "raised"
    URGENT = "urgent"


class Asker(StrEnum):
    """Who asks, as far as it shows."""

    CUSTOMER = "customer"
    PRESS = "press"
    REGULATOR = "regulator"
    EMPLOYEE = "employee"
    INFLUENCER = "influencer"


class FoundKind(StrEnum):
    """What kind of thing a text names."""

    ORDER_NUMBER = "order_number"
    PRODUCT = "product"
    PLACE = "place"


@dataclass(frozen=True, slots=True)
class Heard:
    """A message as somebody wrote it, with what is known around it.

    ``brand_names`` are the names and handles by which the brand is called; ``products`` and ``places`` what
    it sells and where, in its own spelling. Nothing but ``text`` has to be known.
    """

    text: str
    network: str = ""
    is_public: bool = True
    brand_names: tuple[str, ...] = ()
    products: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    is_reply: bool = False
    author_name: str = ""
    author_handle: str = ""
    author_bio: str = ""
    follower_count: int | None = None
    has_media: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """Something a text names, and where: ``text[start:end]`` of what was heard."""

    kind: FoundKind
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Reason:
    """Why: a code that screens have a sentence for, the words that showed it, and its weight (0 to 1)."""

    code: str
    words: str
    weight: float


@dataclass(frozen=True, slots=True)
class Topic:
    """What it is about, and how sure that is (0 to 1)."""

    slug: str
    chance: float


@dataclass(frozen=True, slots=True)
class Judgement:
    """What is made of one message. Chances and scores are between 0 and 1, the mood's between -1 and 1."""

    #: ISO 639-1; "" when nothing says so.
    language: str
    act: Act
    act_chance: float
    #: How likely it is that somebody is unhappy about something, whatever else the message does.
    complaint_chance: float
    needs_answer: bool
    needs_answer_chance: float
    mood: Mood
    mood_score: float
    urgency: Urgency
    urgency_score: float
    #: The gravest first.
    harms: tuple[Harm, ...]
    #: At most three, the likeliest first.
    topics: tuple[Topic, ...]
    found: tuple[Found, ...]
    asker: Asker
    #: The weightiest first.
    reasons: tuple[Reason, ...]
    #: Of the rules and the model that judged.
    version: str
