"""What went astray: gaps not filled in, the wrong name, brand or language, links elsewhere. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from amends.playbook.rules.codes import Code
from amends.playbook.rules.draft import Situation
from amends.playbook.rules.findings import Level
from amends.playbook.rules.folding import plainly
from amends.playbook.rules.languages import KNOWN, guess
from amends.playbook.rules.lexicon import apart
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
_EMPTY = re.compile(
    r"^\W*(?:Hi|Hello|Hey|Dear|Hallo|Liebe[r]?|Bonjour|Hola|Ciao|Olá|Beste)(?:\s+(?:null"
    r"|None|NULL|undefined|nan)\b|\s+[,!]|\s{2,}[,!])"
)
_TITLES = (
    "Herr|Frau|Mr|Mrs|Ms|Miss|Dr|Monsieur|Madame|Señora?|Sr|Sra|Don|Doña|Signora?|Sig"
    "|Heer|Mevrouw|Senhora?"
)
_GREETING = re.compile(
    r"(?:^|[.!?\n]\s*)\W{0,3}(?:@\S+\s+)?(?:Hi|Hello|Hey|Dear|Good (?:morning|afternoon"
    r"|evening)|Hallo|Liebe[r]?|Sehr geehrte[r]?|Guten (?:Tag|Morgen|Abend)|Moin"
    r"|Bonjour|Bonsoir|Salut|Cher|Chère|Hola|Buen(?:os|as) \w+|Estimad[oa]|Querid[oa]"
    r"|Beste|Dag|Hoi|Geachte|Ciao|Buongiorno|Gentile|Salve|Car[oa]|Olá|Oi|Prezad[oa]"
    r"|Bo[am] (?:dia|tarde|noite))"
    rf"\s+(?:(?:{_TITLES})\b\.?\s+)?(?P<name>[^\W\d_a-z][\w'’-]+(?:[ "
    rf"][^\W\d_a-z][\w'’-]+)?)(?=\s*(?:[,!.:;–—-]|$|\n))",
)
_SPOKEN_TO = re.compile(
    r"\b(?:Thanks|Thank you|Sorry|Apologies|Danke|Vielen Dank|Merci|Gracias|Bedankt"
    r"|Grazie|(?:Muito )?[Oo]brigad[oa]|(?:Muchas )?[Gg]racias|Dank|Désolée?s?|Scusa"
    r"|Perdona|Lo sentimos|Ci scusi)(?: (?:again|so much|very much|a lot|beaucoup|mille"
    r"|wel|u|je wel|tante"
    r"|to hear (?:that|this)|about (?:that|this)|for (?:that|this)))?,? "
    r"(?P<name>[^\W\d_a-z][\w'’-]+)(?=\s*[,!.]|$)",
)
_TITLED = re.compile(rf"\b(?:{_TITLES})\b\.? (?P<name>[^\W\d_a-z][\w'’-]+)")
#: A name that is called, in the first sentence: "Colin, …", "Sorry to hear this, Thomas."
_CALLED = re.compile(
    r"^\W*(?:[^,.!?\n]{2,70}, )?(?:(?:Mr|Mrs|Ms|Herr"
    r"|Frau)\.? )?(?P<name>[^\W\d_a-z][^\W\d_A-Z]{2,})(?=\s*[,.!?])"
)
#: At the end of a sentence: "We are on it, Thomas."
_CLOSING = re.compile(r", (?P<name>[^\W\d_a-z][^\W\d_A-Z]{2,})(?=[.!?](?:\s|$))")
_EXCLAIMED = re.compile(r"^\W*\w+[.!?]")
_HANDLE = re.compile(r"(?<![\w@.])@([\w.\-]+(?:@[\w.\-]+)?)")
_ANYBODY = apart(
    "there all everyone everybody team folks friend friends again world customer guest "
    "neighbour neighbor both sir madam zusammen alle ihr leute tout tous todos equipo "
    "allen allemaal iedereen tutti ragazzi pessoal you much damen kunde kundin client "
    "cliente klant mr ms mrs monsieur madame senor senora signore signora senhor senhora "
)
#: What begins a sentence, and is no name.
_BEGINNINGS = apart(
    "hi hello hey dear sorry thanks thank yes no sure great unfortunately today tomorrow "
    "yesterday well oh ok okay absolutely please right good nice first "
    "next here now then also still again understood agreed true indeed apologies welcome "
    "done fixed wow ouch monday tuesday wednesday thursday friday "
    "saturday sunday hallo danke entschuldigung ja nein leider gerne gern heute morgen "
    "gestern stimmt klar verstanden bitte natuerlich naturlich verzeihung "
    "erledigt montag dienstag mittwoch donnerstag freitag bonjour bonsoir salut merci "
    "oui non desole desolee desoles pardon aujourd hui malheureusement bien "
    "hola gracias lo si no perdon disculpe disculpa lamentablemente hoy manana claro "
    "hallo bedankt dank helaas vandaag morgen ja nee sorry excuses natuurlijk "
    "ciao salve grazie si no scusa scusi purtroppo oggi domani certo buongiorno "
    "buonasera ola oi obrigado obrigada sim nao desculpe desculpa infelizmente "
    "hoje amanha claro geannuleerd cancelado cancelada annullato annule storniert "
    "cancelled canceled pity noted exactly correct mistake "
    "wonderful great lovely perfect excellent amazing fantastic brilliant works hecho "
    "fatto geregeld feito fait gemacht super "
    "christmas easter january february march april may june july august september "
    "october november december"
)


def _variable(view: View) -> Iterator[Hit]:
    text = view.draft.text
    for pattern in (_VARIABLE, _EMPTY) if _HINT.search(text) else (_EMPTY,):
        for match in pattern.finditer(text):
            is_shown = _SHOWN.search(text[max(match.start() - 30, 0) : match.start()])
            yield Hit(match.start(), match.end(), level=Level.WARN if is_shown else None)


def _name(view: View) -> Iterator[Hit]:
    known = view.draft.situation
    called = (*_addressed(view.draft.text), *_closing(view))
    for match in {match.span("name"): match for match in called}.values():
        if not _is_theirs(view, match["name"]):
            own = known.customer_names[0].split()[0] if known.customer_names else None
            yield Hit(*match.span("name"), replacement=own)
    yield from _mentions(view)
    yield from _others(view)


def _addressed(text: str) -> Iterator[re.Match[str]]:
    for pattern in (_GREETING, _SPOKEN_TO, _TITLED):
        yield from pattern.finditer(text)
    called = _CALLED.match(text)
    if (
        called
        and plainly(called["name"]) not in _BEGINNINGS
        and not called["name"].endswith("ly")
        and not _EXCLAIMED.match(text)
    ):
        yield called


def _closing(view: View) -> Iterator[re.Match[str]]:
    """Names that are called at the end of a sentence; what the customer spoke of is no name of theirs."""
    said = plainly(view.draft.situation.said)
    for match in _CLOSING.finditer(view.draft.text):
        name = plainly(match["name"])
        if name not in _BEGINNINGS and name not in said:
            yield match


def _is_theirs(view: View, name: str) -> bool:
    """Whether a name may be the customer's, or is nobody's; true while the customer's is not known."""
    known = view.draft.situation
    theirs = plainly(" ".join((*known.customer_names, known.handle)))
    if not known.customer_names:
        return True
    parts = re.findall(r"\w+", plainly(name))
    besides = plainly(" ".join((*known.brand_names, view.draft.author)))
    return any(
        part in _ANYBODY or part in theirs or part in besides.split() or _alike(part, theirs)
        for part in parts
    )


def _alike(part: str, theirs: str) -> bool:
    """A short form of the customer's name: Tom for Thomas, Alex for Alexandra."""
    return len(part) >= 2 and any(word.startswith(part[:3]) for word in theirs.split())


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
                situation=_KNOWN,
            ),
            *texts("Hi Bob, we are sorry."),
        ),
        must_fail=texts(
            "Hi Bob, we are sorry.",
            "Sorry Linda, we look at it.",
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
