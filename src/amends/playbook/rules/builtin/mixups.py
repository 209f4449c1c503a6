"""What went astray: gaps not filled in, the wrong name, brand or language, links elsewhere. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from amends.playbook.rules.builtin.naming import wrong_names
from amends.playbook.rules.codes import Code
from amends.playbook.rules.draft import Situation
from amends.playbook.rules.findings import Level
from amends.playbook.rules.folding import plainly
from amends.playbook.rules.languages import KNOWN, guess
from amends.playbook.rules.links import SHORTENERS, Link, leads_within
from amends.playbook.rules.patterns import words
from amends.playbook.rules.policy import Links, Policy
from amends.playbook.rules.rule import Hit, Rule, texts
from amends.playbook.rules.view import View

_GAPS = (
    "name|first ?name|last ?name|surname|full ?name|customer|customer ?name|user"
    "|user ?name|agent|agent ?name|author|order|order ?(?:no|number|id)"
    "|number|date|time|day|link|url|product|item|brand|company|store|shop|city|phone"
    "|email|e-mail|address|amount|price|insert[^\\]>]*|your[^\\]>]*"
    "|add[^\\]>]*|fill[^\\]>]*|enter[^\\]>]*|placeholder|tbd|todo|text|signature|vorname"
    "|nachname|kunde|kundenname|bestellnummer|datum|betrag|prenom|nom|client"
    "|numero|nombre|cliente|pedido|fecha|naam|voornaam|klant|bestelnummer|nome|cognome"
    "|ordine|data|encomenda|hier[^\\]>]*|ihr name|dein name"
)
_VARIABLE = re.compile(
    r"\{\{.*?\}\}|\{%.*?%\}|\$\{[^}]*\}|\{[A-Za-z_][\w .\-]{0,40}\}|\{\d?\}"
    r"|%[A-Z][A-Z_]{2,30}%|%\([a-z_]+\)s|(?<![\w%\d])%[sd]\b|\[\[.*?\]\]|<<.*?>>"
    rf"|\[(?i:{_GAPS})\](?!\()|<(?i:{_GAPS})>|\[[A-Z][A-Z0-9 _\-]{{2,40}}\](?!\()"
    rf"|<[A-Z][A-Z _]{{2,30}}>|\((?i:insert|name|customer name|your name|link here)\)"
    r"|\b[Xx]{3,}\b|_{3,}|__[A-Z_]+__|\bTODO\b|\bTBD\b|\bTBC\b|\bFIXME\b|\b(?:undefined|NaN"
    r"|lorem ipsum)\b|\[object Object\]|\{\}|@@[A-Za-z_]+@@|#[A-Z]+_[A-Z]+#"
    r"|</?(?:p|br|div|b|i|strong|em|span|a)(?: [^>]*)?/?>|&(?:nbsp|amp|quot|lt|gt|#39);"
)
#: Somebody explains how variables are written.
_SHOWN = re.compile(
    r"\b(?:write|put|puts|type|insert|use|enter|field|variable|placeholder|schreib\w*"
    r"|setz\w*|platzhalter)\b\W{0,3}$",
    re.IGNORECASE,
)
_HINT = re.compile(r"[{}\[\]<$%_#&@(]|[Xx]{3}|T(?:ODO|BD|BC)|FIXME|undefined|NaN|[Ll]orem")
_HANDLE = re.compile(r"(?<![\w@.])@([\w.\-]+(?:@[\w.\-]+)?)")
_EMPTY = re.compile(
    r"^\W*(?:Hi|Hello|Hey|Dear|Hallo|Liebe[r]?|Bonjour|Hola|Ciao|Olá|Beste)(?:\s+(?:null"
    r"|None|NULL|undefined|nan)\b|\s+[,!]|\s{2,}[,!])"
)


def _variable(view: View) -> Iterator[Hit]:
    text = view.draft.text
    for pattern in (_VARIABLE, _EMPTY) if _HINT.search(text) else (_EMPTY,):
        for match in pattern.finditer(text):
            is_shown = _SHOWN.search(text[max(match.start() - 30, 0) : match.start()])
            yield Hit(match.start(), match.end(), level=Level.WARN if is_shown else None)


def _name(view: View) -> Iterator[Hit]:
    yield from wrong_names(view)
    yield from _mentions(view)
    yield from _others(view)


def _mentions(view: View) -> Iterator[Hit]:
    known = view.draft.situation
    if not known.handle:
        return
    ours = {plainly(each).replace(" ", "") for each in known.brand_names}
    theirs = plainly(known.handle).lstrip("@")
    for match in _HANDLE.finditer(view.clean.text):
        named = match[1].lower().rstrip(".")
        short = named.split("@")[0].split(".")[0]
        is_known = named in (theirs, theirs.split("@")[0]) or short in theirs or short in ours
        if not is_known and named not in plainly(known.said):
            yield Hit(*view.clean.back(*match.span()), level=Level.ADVISE)


def _others(view: View) -> Iterator[Hit]:
    known = view.draft.situation
    theirs = plainly(" ".join(known.customer_names))
    for other in known.other_customers:
        if (
            other.strip()
            and plainly(other) not in theirs
            and plainly(other) not in plainly(known.said)
        ):
            for match in words(other).finditer(view.plain.text):
                yield Hit(*view.plain.back(*match.span(1)))


def _brand(view: View) -> Iterator[Hit]:
    known = view.draft.situation
    ours = plainly(" ".join(known.brand_names))
    for other in known.other_brands:
        if not other.strip() or plainly(other) in ours:
            continue
        level = Level.ADVISE if plainly(other) in plainly(known.said) else None
        for match in words(other).finditer(view.plain.text):
            own = known.brand_names[0] if known.brand_names else None
            yield Hit(*view.plain.back(*match.span(1)), level=level, replacement=own)


def _language(view: View) -> Iterator[Hit]:
    known = view.draft.situation
    guessed = view.guessed
    if not guessed:
        return
    ours = view.policy.languages
    theirs = known.language or guess(known.said)
    if ours and guessed not in ours:
        yield Hit(sentence=f"The brand does not answer in this language ({guessed}).")
    elif theirs and theirs != guessed and (theirs in KNOWN) and (not ours or theirs in ours):
        yield Hit(
            sentence=f"The customer writes in another language ({theirs}) than this answer ({guessed})."
        )


def _link(view: View) -> Iterator[Hit]:
    for link in view.links:
        hit = _judged(view, link)
        if hit:
            start, end = view.clean.back(link.start, link.end)
            yield Hit(start, end, hit.sentence, hit.suggestion, hit.replacement, hit.level)


def _judged(view: View, link: Link) -> Hit | None:
    written = view.draft.text[slice(*view.clean.back(link.start, link.end))]
    if any(leads_within(link, place) for place in view.policy.links.forbidden):
        return Hit(sentence="Links to this place are forbidden.", level=Level.BLOCK)
    if link.is_masked or "xn--" in link.host or not written.isascii():
        return Hit(sentence="This link hides where it leads.", level=Level.BLOCK)
    return _outside(view, link) or _unwanted(view, link, written)


def _outside(view: View, link: Link) -> Hit | None:
    """Links that the playbook does not know."""
    links = view.policy.links
    routes = (each.where for each in view.policy.routes if "." in each.where)
    if link.host in SHORTENERS and not links.allows_shorteners:
        level = Level.BLOCK if links.allowed else None
        return Hit(sentence="A shortened link hides where it leads.", level=level)
    if links.allowed and not any(leads_within(link, each) for each in (*links.allowed, *routes)):
        return Hit(sentence="This leads outside what the playbook allows.", level=links.level)
    return None


def _unwanted(view: View, link: Link, written: str) -> Hit | None:
    if view.here.allows_links is False:
        return Hit(sentence="The playbook wants no links on this network.")
    if link.scheme == "http":
        sentence, safe = "This link is not encrypted.", "https" + written[4:]
        return Hit(sentence=sentence, replacement=safe, level=Level.ADVISE)
    return None


_KNOWN = Situation(
    customer_names=("Ada Moss",),
    handle="@adamoss",
    language="en",
    brand_names=("Northpost",),
    other_brands=("Harbour Café",),
    other_customers=("Bob Reed",),
)
_GERMAN = Situation(language="de")
_LINKED = Policy(
    links=Links(allowed=("northpost.com",), forbidden=("rival.example",)), languages=("en", "de")
)
_FAMILY = "Mix-ups"

RULES = (
    Rule(
        Code.VARIABLE,
        _FAMILY,
        "A gap was not filled in.",
        Level.BLOCK,
        _variable,
        must_pass=texts(
            "Hi Ada, see [our page](https://northpost.com).",
            "I <3 it!",
            "That is 100 % right.",
            "Was it [sic] so?",
        ),
        must_fail=texts(
            "Hi {{ name }},",
            "Hi {name},",
            "Dear [Name],",
            "Hi <first name>,",
            "Your order XXXX is here.",
            "Hi %NAME%,",
            "Hi ${customer},",
            "See [INSERT LINK].",
            "Hi  , we are sorry.",
            "Hi null, we are sorry.",
            "It comes on ____.",
            "Hallo [Vorname],",
            "<br>Hi",
        ),
        suggestion="Fill it in, or leave it out.",
    ),
    Rule(
        Code.NAME,
        _FAMILY,
        "This is not the customer's name.",
        Level.WARN,
        _name,
        must_pass=(
            *texts(
                "Hi Ada, we are sorry.",
                "Hello there, we are sorry.",
                "Dear Ms Moss, we are sorry.",
                "Hi @adamoss!",
                "Please ask for our manager, Bea, when you come in.",
                situation=_KNOWN,
            ),
            *texts("Hi Bob, we are sorry."),
        ),
        must_fail=texts(
            "Hi Bob, we are sorry.",
            "Sorry Linda, we look at it.",
            "Yes, until ten, Linda, and on Sundays until six.",
            "Sorry about that Linda.",
            "We told Bob Reed already.",
            "@grace we look at it.",
            situation=_KNOWN,
        ),
        suggestion="Check whom you are answering.",
    ),
    Rule(
        Code.BRAND,
        _FAMILY,
        "This names another brand.",
        Level.WARN,
        _brand,
        must_pass=texts("Thank you for choosing Northpost.", situation=_KNOWN),
        must_fail=texts(
            "Thank you for visiting Harbour Cafe.", "Your HARBOUR CAFÉ team", situation=_KNOWN
        ),
        suggestion="Check which brand you are speaking for.",
    ),
    Rule(
        Code.LANGUAGE,
        _FAMILY,
        "This is not the customer's language.",
        Level.WARN,
        _language,
        must_pass=(
            *texts(
                "Das tut uns leid, wir schauen es uns an und melden uns bei Ihnen.",
                language="de",
                situation=_GERMAN,
            ),
            *texts("OK!", situation=_GERMAN),
        ),
        must_fail=(
            *texts("We are sorry about this and will look into it for you.", situation=_GERMAN),
            *texts(
                "Nous sommes désolés pour le retard de votre colis.",
                language="fr",
                situation=_KNOWN,
            ),
            *texts(
                "Lo sentimos mucho, vamos a revisar su pedido con el equipo.",
                language="es",
                policy=_LINKED,
            ),
        ),
        languages=KNOWN,
        suggestion="Answer in the customer's language, or say why you cannot.",
    ),
    Rule(
        Code.LINK,
        _FAMILY,
        "This link leads where it should not, or hides where it leads.",
        Level.WARN,
        _link,
        must_pass=texts(
            "See https://northpost.com/help and track.northpost.com.",
            "It is 3.5 kg.",
            policy=_LINKED,
        ),
        must_fail=(
            *texts(
                "See https://other.example/page",
                "See rival.example",
                "See https://bit.ly/3xYz",
                policy=_LINKED,
            ),
            *texts(
                "See https://northpоst.com/login",
                "https://northpost.com@evil.example/",
                policy=_LINKED,
            ),
            *texts("See tinyurl.com/abc.", "See http://northpost.com."),
        ),
        suggestion="Link to a page of your own, in full.",
    ),
)
