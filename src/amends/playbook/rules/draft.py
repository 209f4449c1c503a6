"""A text that may become an answer, and what is known of the matter that it answers. Pure."""

from __future__ import annotations

import enum
from dataclasses import dataclass


class Kind(enum.StrEnum):
    """What a text is to become: an answer to a customer, a notice to many, or a post of the brand's own."""

    ANSWER = "answer"
    NOTICE = "notice"
    POST = "post"


class Mood(enum.StrEnum):
    """How the customer feels; a rule takes UNKNOWN for what the customer's last words sound like."""

    CALM = "calm"
    UNHAPPY = "unhappy"
    ANGRY = "angry"
    GRIEVING = "grieving"
    HAPPY = "happy"
    UNKNOWN = "unknown"


class Intent(enum.StrEnum):
    """What the customer wants; UNKNOWN is taken from the customer's last words, as far as they say."""

    COMPLAINT = "complaint"
    QUESTION = "question"
    PRAISE = "praise"
    OTHER = "other"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Attached:
    """A file that goes out with the text, and what it shows in words for those who cannot see it."""

    name: str
    alt_text: str = ""
    #: Pictures and films need words; a document has its own.
    is_picture: bool = True


@dataclass(frozen=True, slots=True)
class Situation:
    """What is known of the matter. Nothing has to be: a rule that would need it says nothing then."""

    #: As the network and the desk know the customer: "Ada Moss", "Ada". Without the handle.
    customer_names: tuple[str, ...] = ()
    #: With or without the "@".
    handle: str = ""
    #: ISO 639-1 ("de"); "": unknown, then taken from the customer's last words.
    language: str = ""
    mood: Mood = Mood.UNKNOWN
    intent: Intent = Intent.UNKNOWN
    topics: tuple[str, ...] = ()
    #: The customer's last words, as they were written.
    said: str = ""
    #: What the brand has said in this thread, oldest first.
    answers: tuple[str, ...] = ()
    #: Everything said in private in this case, by both sides: none of it may be quoted in public.
    private_texts: tuple[str, ...] = ()
    #: The brand that answers, as it may call itself.
    brand_names: tuple[str, ...] = ()
    #: Brands that this text must not speak for or of: others of this desk, and competitors.
    other_brands: tuple[str, ...] = ()
    #: Other customers of the same thread or desk, whose name here would be a mix-up.
    other_customers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Draft:
    """A text before it is sent: what is linted."""

    text: str
    is_public: bool = True
    #: ISO 639-1 of the text ("en"); "": unknown, then guessed.
    language: str = ""
    #: The network's slug ("x", "facebook"); "": any.
    network: str = ""
    kind: Kind = Kind.ANSWER
    #: The author's role at the brand ("agent", "lead", "owner"); "": unknown, who may do the least.
    role: str = ""
    #: The author's own name, as it may stand in a sign-off.
    author: str = ""
    files: tuple[Attached, ...] = ()
    situation: Situation = Situation()
