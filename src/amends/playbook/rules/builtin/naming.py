"""Whom a text calls by name: in greetings, at the end and amid a sentence. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from amends.playbook.rules.folding import plainly
from amends.playbook.rules.lexicon import apart
from amends.playbook.rules.rule import Hit
from amends.playbook.rules.view import View

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
#: "Sorry about that Thomas.", "Yes, until the 12th, Thomas, from seven."
_AMID = re.compile(
    r"\b(?:that|this|it|you|again|there|so much|a lot|sure|fair|luck|moment|now|wait|trouble|happened),? "
    r"(?P<name>[^\W\d_a-z][^\W\d_A-Z]{2,})(?=\s*[,.!?]|\s*$)"
    r"|(?:^|[.!?]\s+)(?:Oh|Ugh|Hang on|Cheers|Ta|Welcome|Well|Yes|No|Sure|Okay|Ok|Hm+|Ah|Right|So sorry"
    r"|Very sorry|Really sorry|Ja|Nein"
    r"|Oui|Non|Sí|Sì|Sim|Nee),? (?P<other>[^\W\d_a-z][^\W\d_A-Z]{2,})(?=\s*[,.!?])"
    r"|(?<=[a-z\d]), (?P<third>[^\W\d_a-z][^\W\d_A-Z]{2,})(?=, [a-z\d])"
)
#: Who is spoken of: "our manager, Thomas, …".
_SPOKEN_OF = re.compile(
    r"\b(?:manager|colleagues?|driver|engineer|lead|head|team|director|nurse|chef|technician|conductor|owner"
    r"|baker|guard|teacher|librarian|gardener|cook|porter|doctor|for me|us|him|am|i'm|called|from|by|with|and"
    r"|in|at|near|kolleg\w+|fahrer\w*|leiter\w*|collegue|direct\w+|responsable|encargad[oa]|colega"
    r"|collega|medewerker)(?: \w+)?$",
    re.IGNORECASE,
)
#: A name of up to so many letters may be a short form of a longer one.
_SHORT = 6
#: How words end that are no names: "Understandable, …", "Cancelled, …".
_NO_NAME = re.compile(
    r".{2,}(?:ed|ing|ly|able|ible|tion|ful|less|ness|ment|ous|ung|heit|keit|lich|isch|ent|iert|ado|ada|ados|ato|ata|uto|ita|ement"
    r"|mente|ique|ible|ijk|erd|end|cci|omi)"
)
_EXCLAIMED = re.compile(r"^\W*\w+[.!?]")
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


def wrong_names(view: View) -> Iterator[Hit]:
    """Where somebody is called by a name that is not the customer's."""
    known = view.draft.situation
    addressed = [match.span("name") for match in (*_addressed(view.draft.text), *_closing(view))]
    for start, end in dict.fromkeys((*addressed, *_amid(view))):
        if not _is_theirs(view, view.draft.text[start:end]):
            own = known.customer_names[0].split()[0] if known.customer_names else None
            yield Hit(start, end, replacement=own)


def _addressed(text: str) -> Iterator[re.Match[str]]:
    for pattern in (_GREETING, _SPOKEN_TO, _TITLED):
        yield from pattern.finditer(text)
    called = _CALLED.match(text)
    if (
        called
        and plainly(called["name"]) not in _BEGINNINGS
        and not _NO_NAME.fullmatch(plainly(called["name"]))
        and not _SPOKEN_OF.search(text[: called.start("name")].rstrip(", "))
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


def _amid(view: View) -> Iterator[tuple[int, int]]:
    """Names that are called amid a sentence, or after a word to begin with."""
    said, text = plainly(view.draft.situation.said), view.draft.text
    for match in _AMID.finditer(text):
        start, end = match.span(match.lastgroup or 0)
        name = plainly(text[start:end])
        is_word = name in _BEGINNINGS or name in said or _NO_NAME.fullmatch(name)
        if not is_word and not _SPOKEN_OF.search(text[:start].rstrip(", ")):
            yield start, end


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
    """A short form of the customer's name: Kate for Katherine, Alex for Alexandra, not Colin for Corinne."""
    return any(_shortens(part, word) or _shortens(word, part) for word in theirs.split())


def _shortens(short: str, name: str) -> bool:
    bare = short[:-1] if len(short) > 3 and short[-1] in "aeiouys" else short
    return 2 <= len(short) <= _SHORT and name.startswith(bare)
