"""Which order, product and place a text names, and where. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from amends.triage.rules.judgement import Found, FoundKind, Heard

#: What a number is called, in the languages that we judge. Every repetition has an end and no two ways to
#: match the same: nobody's "is is is is" keeps the desk busy.
_CALLED = re.compile(
    r"(?:order|booking|ticket|case|ref(?:erence)?|invoice|tracking|parcel|shipment|account|confirmation|pnr|claim"
    r"|bestell\w{0,24}|auftrag\w{0,24}|buchung\w{0,24}|sendung\w{0,24}|rechnung\w{0,24}|kunden\w{0,24}"
    r"|vorgang\w{0,24}|commande|colis|r[eé]servation|facture|suivi|dossier|pedido|reserva|factura|env[ií]o"
    r"|expediente|bestelling|bestelnummer|zending|factuur|boeking|ordine|prenotazione|fattura|spedizione|pratica"
    r"|encomenda|fatura|protocollo|protocolo)"
    r"(?:\s?(?:-?nummer|number|no\.?|nr\.?|n[º°.]|num(?:[eé]ro)?|id|code|ist?|est?|:|#)){0,5}"
    r"[\s:#.]{0,3}(?P<number>(?=[A-Z0-9/-]{0,24}\d)[A-Z0-9][A-Z0-9/-]{3,24})",
    re.IGNORECASE,
)
_MARKED = re.compile(r"(?<!\w)#(?P<number>\d{4,14})\b")
#: As parcels and bookings are numbered: letters and digits together, or many digits.
_ALONE = re.compile(
    r"(?<![\w@#/.-])(?P<number>[A-Z]{2}\d{8,10}[A-Z]{2}|[A-Z]{1,4}-?\d{5,14}|1Z[A-Z0-9]{16}|JJD\d{12,20})(?!\w)"
)
_DIGIT = re.compile(r"\d")
_ENOUGH = 8


def found(heard: Heard) -> tuple[Found, ...]:
    """Everything that is named, in the order of the text; each stretch once."""
    taken: list[Found] = []
    for each in (*_numbers(heard.text), *_named(heard)):
        if not any(each.start < other.end and other.start < each.end for other in taken):
            taken.append(each)
    return tuple(sorted(taken, key=lambda each: each.start)[:_ENOUGH])


def _numbers(text: str) -> Iterator[Found]:
    if not _DIGIT.search(text):  # most texts, and the patterns below take their time
        return
    for pattern in (_CALLED, _MARKED, _ALONE):
        for match in pattern.finditer(text):
            start, end = match.span("number")
            yield Found(FoundKind.ORDER_NUMBER, match["number"].rstrip("-/"), start, end)


def _named(heard: Heard) -> Iterator[Found]:
    """What the brand sells and where, by the names that it gave."""
    lowered = heard.text.casefold()
    if len(lowered) != len(heard.text):
        lowered = heard.text.lower() if len(heard.text.lower()) == len(heard.text) else heard.text
    for kind, names in ((FoundKind.PRODUCT, heard.products), (FoundKind.PLACE, heard.places)):
        for name in sorted(names, key=len, reverse=True):
            at = _whole(lowered, name.casefold())
            if at is not None:
                yield Found(kind, heard.text[at : at + len(name)], at, at + len(name))


def _whole(text: str, name: str) -> int | None:
    """Where a name stands as whole words; None: nowhere."""
    at = text.find(name) if name.strip() else -1
    while at >= 0:
        before, after = text[at - 1 : at], text[at + len(name) : at + len(name) + 1]
        if not (at and before.isalnum()) and not after.isalnum():
            return at
        at = text.find(name, at + 1)
    return None
