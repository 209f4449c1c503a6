"""Words that were said to one customer, made fit for another: nothing of the first may be left in them. Pure.

Sentence by sentence: names become variables, numbers become gaps, and a sentence that says anything only the
first customer can have told in private is left out whole. What cannot be told apart is left out, too.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from amends.playbook.rules.builtin.quoting import OURS
from amends.playbook.rules.draft import Draft, Situation
from amends.playbook.rules.engine import lint
from amends.playbook.rules.policy import Policy, PrivateKind
from amends.playbook.rules.redacting import Private, private_places
from amends.replies.rules.similar import stems

#: Kinds that become a gap for a person to fill; a sentence with any other is left out.
_GAPS = {
    "order": "[order number]",
    "tracking": "[number]",
    "customer": "[number]",
    "number": "[number]",
}
_PRIVATE = frozenset(f"private-{kind}" for kind in PrivateKind)
_AMOUNT = re.compile(
    r"(?:[€$£]|\b(?:EUR|USD|GBP|CHF)) ?\d[\d.,]*"
    r"|\b\d[\d.,]* ?(?:[€$£]|(?:EUR|USD|GBP|CHF|euros?|pounds?|dollars?)\b)",
    re.IGNORECASE,
)
_DATE = re.compile(r"\b\d{1,2}[./]\d{1,2}[./](?:\d{2,4})?|\b\d{4}-\d\d-\d\d\b")
_SENTENCE = re.compile(r"[^.!?…\n]+(?:[.!?…]+(?!\s|$)[^.!?…\n]+)*[.!?…]*\s*")
#: How letters begin in the languages that have rules, with the name that follows.
GREETING = re.compile(
    r"^\W{0,3}(?:hi|hello|hey|dear|good (?:morning|afternoon|evening)|hallo|liebe[rs]?|sehr geehrte[rs]?"
    r"|guten (?:tag|morgen|abend)|moin|bonjour|bonsoir|salut|ch[eè]re?|hola|buen[oa]s \w+|estimad[oa]"
    r"|querid[oa]|beste|dag|hoi|geachte|ciao|buongiorno|buonasera|gentile|salve|car[oa]|ol[aá]|oi|prezad[oa]"
    r"|bo[am] (?:dia|tarde|noite))\b[^,.!:;–—\n]{0,40}[,.!:;–—\n]\s*",
    re.IGNORECASE,
)
_TITLED = re.compile(
    r"\b(?:Herrn?|Frau|Mr|Mrs|Ms|Miss|Dr|Monsieur|Madame|Mme|Señora?|Sr|Sra|Signora?|Sig|Meneer|Mevrouw|Senhora?)"
    r"\b\.? +[^\W\d_a-z]"
)
_SIGNED = re.compile(r"\s*(?:[\n–—~^]|\s-)\s*[\^~–—-]?\s?[^\W\d_][^\n.!?]{0,40}\s*$")
_CLOSING = re.compile(
    r"\s*\b(?:all the best|best wishes|kind regards|best regards|regards|yours|viele gr[uü](?:ß|ss)e"
    r"|liebe gr[uü](?:ß|ss)e|mit freundlichen gr[uü](?:ß|ss)en|herzliche gr[uü](?:ß|ss)e|bien à vous"
    r"|cordialement|un saludo|saludos|hartelijke groet|groetjes?|met vriendelijke groet|un caro saluto"
    r"|cordiali saluti|um abra[cç]o|cumprimentos)\b[^.!?]{0,60}[.!]?\s*$",
    re.IGNORECASE,
)
_NAME = re.compile(r"(?<=[^\s.!?…:\n\"“„(–—-] )[^\W\d_a-z][^\W\d_]*[^\W\d_A-Z]")
#: What everybody says is nobody's secret.
_EVERYDAY = frozenset(stems(" ".join(OURS), most=len(OURS)))
#: Shorter than this, what is left says nothing.
_SHORTEST = 24


@dataclass(frozen=True, slots=True)
class Source:
    """An answer that was given elsewhere, and all that is known of whom it was given to."""

    text: str
    is_public: bool
    #: Names and handles of the customer.
    customer: tuple[str, ...]
    author: str
    #: What that customer said in private.
    confided: tuple[str, ...] = ()
    language: str = ""


def borrowed(source: Source, *, heard: Collection[str], policy: Policy, brand: str) -> str:
    """The words of an answer without greeting, signature and everything that was another customer's.

    ``heard``: what the customer says who is answered now. Variables and gaps stand where facts stood; ""
    where nothing worth saying is left.
    """
    said = source.text.strip()
    greeted = GREETING.match(said)
    body = _unsigned(said[greeted.end() :] if greeted else said, source.author)
    told = frozenset(stem for text in source.confided for stem in stems(text, most=len(text)))
    ours = frozenset(stem for text in heard for stem in stems(text))
    secret = told - ours - _EVERYDAY - frozenset(stems(brand))
    kept = [_sentence(match[0], source, secret, policy) for match in _SENTENCE.finditer(body)]
    text = "".join(kept).strip()
    hello = "" if policy.voice.greetings or greeted is None else _hello(greeted[0], source, policy)
    text = f"{hello} {text}" if hello else text[:1].upper() + text[1:]
    quoted = _quotes(text, source, policy)
    return text if len(text) >= _SHORTEST and not quoted else ""


def _hello(greeting: str, source: Source, policy: Policy) -> str:
    """The greeting with a variable for the name; "" where it names nobody that is known."""
    places = private_places(greeting, policy, source.customer)
    if not places or any(each.kind != "name" for each in places):
        return ""
    first, last = places[0].start, places[-1].end
    return f"{greeting[:first]}{{customer.first_name}}{greeting[last:]}".strip()


def _unsigned(text: str, author: str) -> str:
    """Without the closing words and the name under it."""
    first = author.split(maxsplit=1)[0] if author.split() else ""
    signed = _SIGNED.search(text)
    if signed and (
        not first or first.lower() in signed[0].lower() or signed[0].strip()[0] in "–—^~-"
    ):
        text = text[: signed.start()]
    if first and text.rstrip(" .!").endswith(first):
        text = text.rstrip(" .!").removesuffix(first).rstrip(" ,–—-^\n")
    return _CLOSING.sub("", text)


def _sentence(text: str, source: Source, secret: Collection[str], policy: Policy) -> str:
    """One sentence with variables and gaps; "" where it says what only the other customer can know."""
    names = (*source.customer, source.author)
    places = private_places(text, policy, names)
    kinds = {each.kind for each in places}
    if kinds - {*_GAPS, "name"} or _TITLED.search(text) or set(stems(text)) & set(secret):
        return ""
    if not source.is_public and _names_somebody(text, places, source.language):
        return ""
    filled = _filled(text, places, source)
    return _DATE.sub("[date]", _AMOUNT.sub("[amount]", filled))


def _names_somebody(text: str, places: tuple[Private, ...], language: str) -> bool:
    """Whether a word inside a sentence looks like a name that nobody knows. In German every noun does."""
    if language == "de":
        return False
    known = [(each.start, each.end) for each in places]
    return any(
        not any(start <= match.start() < end for start, end in known)
        for match in _NAME.finditer(text)
    )


def _filled(text: str, places: tuple[Private, ...], source: Source) -> str:
    parts, last = [], 0
    for each in places:
        parts += [text[last : each.start], _instead(each, text[each.start : each.end], source)]
        last = each.end
    return "".join((*parts, text[last:]))


def _instead(place: Private, found: str, source: Source) -> str:
    if place.kind != "name":
        return _GAPS[place.kind]
    is_author = bool(source.author) and found.lower() in source.author.lower()
    return "{agent.first_name}" if is_author else "{customer.first_name}"


def _quotes(text: str, source: Source, policy: Policy) -> bool:
    """Whether anything in it was said in private, by the playbook's own rule."""
    said = Situation(private_texts=source.confided)
    return any(each.code in _PRIVATE for each in lint(Draft(text, situation=said), policy))


_THANKS = re.compile(
    r"\b(?:thank(?:s| you)|cheers|dank\w*|bedankt|merci|gracias|grazie|obrigad[oa]s?|brilliant|perfect\w*"
    r"|super|great|works now|solved|sorted|parfait|perfetto|geweldig|resuelto|risolto|resolvido|klasse)\b",
    re.IGNORECASE,
)


def says_thanks(text: str) -> bool:
    """Whether a customer's last words sound like the end of a matter that went well."""
    return bool(_THANKS.search(text))
