"""Private data where everybody reads it: mail addresses, and numbers of all kinds. Pure."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

import re2

from amends.playbook.rules import numbers
from amends.playbook.rules.codes import Code
from amends.playbook.rules.findings import Level
from amends.playbook.rules.folding import plainly
from amends.playbook.rules.lexicon import apart
from amends.playbook.rules.patterns import through_disguise
from amends.playbook.rules.policy import Policy, PrivateData, PrivateKind, PrivatePattern
from amends.playbook.rules.rule import Find, Hit, Rule, texts
from amends.playbook.rules.view import View

_ENDINGS = (
    "com|net|org|info|io|co|app|eu|uk|de|at|ch|fr|es|nl|be|it|pt|pl|us|ca|au|br|mx"
    "|example|test|me|edu|gov"
)
_SAID_DOT = r"(?:\s*(?:\(dot\)|\[dot\]|\{dot\}| dot )\s*)"
_EMAIL = re.compile(
    r"(?<![\w@.])[\w.+%-]+@[\w-]+(?:\.[\w-]+)+"
    r"|(?<![\w@])[\w.+%-]+\s*(?:\(at\)|\[at\]|\{at\}| at |@)\s*[\w-]+"
    rf"(?:{_SAID_DOT}|\.)?[\w-]*{_SAID_DOT}[\w-]+"
    r"|(?<![\w@])[\w.+%-]+\s?(?:\(at\)|\[at\]|\{at\}| at | @ |@ )\s?[\w-]+"
    rf"(?:\s?(?:\.)\s?[\w-]+)*?\s?\.\s?(?:{_ENDINGS})\b",
    re.IGNORECASE,
)
_DOTS = re.compile(r" ?[(\[{]?\bdot\b[)\]}]? ?|\s*\.\s*", re.IGNORECASE)
_AT = re.compile(r"\s*(?:[(\[{]at[)\]}]| at |@)\s*", re.IGNORECASE)
#: Boxes that are read by a desk, not by a person.
_ROLES = apart(
    "help support care info hello contact service services customerservice customer- "
    "service customercare kundenservice kontakt hilfe team office sales press privacy "
    "returns orders bookings reservations feedback complaints aide contacto contatto "
    "assistenza ayuda soporte ajuda apoio suporte klantenservice hallo bonjour ola ciao "
    "mail post service-client datenschutz "
)
_NUMBERED = re2.compile(
    r"\b(order|booking|reservation|bestell\w*|auftrag\w*|buchung\w*|commande|pedido"
    r"|reserva|bestelling|ordine|encomenda"
    r"|tracking|parcel|shipment|sendung\w*|suivi|colis|seguimiento|envio|zending"
    r"|track ?& ?trace|spedizione|rastreio"
    r"|customer|account|member\w*|kunden\w*|kundennummer|client|cliente|klant\w*|konto\w*"
    r"|compte|cuenta|conta|rekening\w*|policy"
    r"|invoice|rechnung\w*|facture|factura|factuur|fattura|fatura|contract|vertrag\w*"
    r"|ticket|case|ref(?:erence)?)"
    r"[ -]?(?:number|no\.?|id|nr\.?|nummer|num\.?|numero|n[°ºo.]|code|ref(?:erence)?"
    r"|d'ordine|#)?\s*(?:is|ist|es|e|est|:|=|#|was)*\s*"
    r"(#?\(?[a-z]{0,5}[-_/ ]?\d[\da-z]*(?:[-_/]?[\da-z]*\d)+)",
)
_KINDS = {
    PrivateKind.TRACKING: (
        "tracking parcel shipment sendung suivi colis seguimiento envio zending track "
        "spedizione rastreio"
    ),
    PrivateKind.CUSTOMER: (
        "customer account member kunden client cliente klant konto compte cuenta conta "
        "rekening policy contract vertrag"
    ),
}
_TRACKING = re.compile(
    r"\b(?:1Z ?[0-9A-Z]{3} ?[0-9A-Z]{3} ?[0-9A-Z]{2} ?[0-9A-Z]{4} ?[0-9A-Z]{4}"
    r"|[A-Z]{2} ?\d{3} ?\d{3} ?\d{3} ?[A-Z]{2}|JJD\d{12,18}|JVGL\d{10,})\b"
)
_DIGIT = re.compile(r"\d")
#: What a brand calls its own account: likely public, though the playbook does not know it.
_OUR_ACCOUNT = re.compile(
    r"\b(?:our|unser\w*|notre|nos|nuestr\w+|onze?|nostr\w|noss\w) (?:\w+ ){0,2}(?:account|iban|konto\w*"
    r"|bankverbindung|compte|cuenta|rekening\w*|conto|conta)\b"
)


def watched(kind: PrivateKind, find: Find) -> Find:
    """The same, where the text is public and the playbook wants it."""

    def watched(view: View) -> Iterator[Hit]:
        if view.draft.is_public and kind not in view.policy.private.ignored:
            yield from find(view)

    return watched


def _email(view: View) -> Iterator[Hit]:
    own = {plainly(contact) for contact in own_contacts(view.policy)}
    if "@" not in view.tight.text and not re.search(r"\bat\b", view.tight.text, re.IGNORECASE):
        return
    for match in _EMAIL.finditer(view.tight.text):
        local, _, host = _AT.sub("@", match.group().lower(), count=1).partition("@")
        address = f"{local}@{_DOTS.sub('.', host)}".rstrip(".")
        if address not in own and local.strip() not in _ROLES:
            yield Hit(*view.tight.back(*match.span()))


def own_contacts(policy: Policy) -> tuple[str, ...]:
    """What of the brand's own may stand in public."""
    return (*policy.private.own_contacts, *(route.where for route in policy.routes if route.where))


def _phone(view: View) -> Iterator[Hit]:
    own = {numbers.digits(contact) for contact in own_contacts(view.policy)}
    found = numbers.phones(view.tight.text, view.policy.private.countries)
    for start, end in found if view.digits >= 3 else ():
        if not numbers.is_same_line(numbers.digits(view.tight.text[start:end]), own):
            yield Hit(*view.tight.back(start, end))


def _iban(view: View) -> Iterator[Hit]:
    own = {re.sub(r"\W", "", contact).upper() for contact in own_contacts(view.policy)}
    for start, end in numbers.ibans(view.tight.text) if view.digits >= 6 else ():
        if re.sub(r"\W", "", view.tight.text[start:end]).upper() not in own:
            is_ours = _OUR_ACCOUNT.search(plainly(view.tight.text[max(start - 60, 0) : start]))
            yield Hit(*view.tight.back(start, end), level=Level.WARN if is_ours else None)


def _card(view: View) -> Iterator[Hit]:
    for start, end in numbers.cards(view.tight.text) if view.digits else ():
        yield Hit(*view.tight.back(start, end))


def _of_pattern(kind: PrivateKind) -> Find:
    def find(view: View) -> Iterator[Hit]:
        for pattern in view.policy.private.patterns:
            if pattern.kind is kind:
                for match in through_disguise(pattern.pattern).finditer(view.tight.text):
                    if _DIGIT.search(match.group()):
                        yield Hit(*view.tight.back(*match.span()))
        if kind is PrivateKind.TRACKING:
            for match in _TRACKING.finditer(view.tight.text):
                yield Hit(*view.tight.back(*match.span()))
        yield from _numbered(view, kind)

    return watched(kind, find)


def _numbered(view: View, kind: PrivateKind) -> Iterator[Hit]:
    """What is called an order or customer number, whatever it looks like: likely, not certain."""
    if not _DIGIT.search(view.plain.text):
        return
    for match in _NUMBERED.finditer(view.plain.text):
        if _kind(match[1]) is kind:
            yield Hit(*view.plain.back(*match.span(2)), level=Level.WARN)


@functools.cache
def _kind(called: str) -> PrivateKind:
    for kind, words in _KINDS.items():
        if called.startswith(tuple(words.split())):
            return kind
    return PrivateKind.ORDER


ORDERS = Policy(
    private=PrivateData(
        patterns=(
            PrivatePattern(PrivateKind.ORDER, r"NP-\d{4,8}"),
            PrivatePattern(PrivateKind.TRACKING, r"TRK\d{9}"),
            PrivatePattern(PrivateKind.CUSTOMER, r"C-\d{6}"),
        ),
        own_contacts=("help@northpost.com", "+44 20 7946 0000", "12 High Street"),
    )
)
FAMILY = "Private data"
PRIVATELY = "Leave it out here; write it in a private message."


def _rule(
    code: Code, what: str, find: Find, must_pass: tuple[str, ...], must_fail: tuple[str, ...]
) -> Rule:
    return Rule(
        code,
        FAMILY,
        f"Everybody can read this answer, and it holds {what}.",
        Level.BLOCK,
        find,
        must_pass=(
            *texts(*must_pass, policy=ORDERS),
            *texts(must_fail[0], policy=ORDERS, is_public=False),
        ),
        must_fail=texts(*must_fail, policy=ORDERS),
        suggestion=PRIVATELY,
    )


RULES = (
    _rule(
        Code.PRIVATE_EMAIL,
        "somebody's e-mail address",
        watched(PrivateKind.EMAIL, _email),
        (
            "Write to help@northpost.com.",
            "Hi @ada.bsky.social, we look at it.",
            "@ada@mastodon.social thanks.",
        ),
        (
            "We wrote to ada.moss@example.com.",
            "We wrote to ada.moss (at) example (dot) com.",
            "We wrote to a d a @ m o s s . c o m today.",
            "We wrote to аdа＠moss.com.",
            "We wrote to ada\u200b.moss@ex\u200bample.com.",
        ),
    ),
    _rule(
        Code.PRIVATE_PHONE,
        "somebody's phone number",
        watched(PrivateKind.PHONE, _phone),
        (
            "Call us on +44 20 7946 0000.",
            "We open at 09:00 on 12.11.2026.",
            "It costs 1,250.00 euros.",
            "Call 0800 123 4567.",
        ),
        (
            "We will call you on +44 7700 900123.",
            "We will call 0171 1234567 today.",
            "We called (555) 123-4567.",
            "We call ０１７１ １２３４５６７ now.",
            "We call 0 1 7 1 1 2 3 4 5 6 7 now.",
        ),
    ),
    _rule(
        Code.PRIVATE_IBAN,
        "a bank account number",
        watched(PrivateKind.IBAN, _iban),
        ("Your order DE is on its way.", "Um die 10 12 14 oder: de 10 12 14 16 18 20 22 24 26 28"),
        (
            "We pay to DE89 3704 0044 0532 0130 00.",
            "To GB29NWBK60161331926819.",
            "D E 8 9 3 7 0 4 0 0 4 4 0 5 3 2 0 1 3 0 0 0 it is.",
        ),
    ),
    _rule(
        Code.PRIVATE_CARD,
        "a card number",
        watched(PrivateKind.CARD, _card),
        ("The card ending in 4242 was charged.",),
        (
            "Your card 4242 4242 4242 4242 was charged.",
            "４２４２-4242-4242-4242",
            "378282246310005",
        ),
    ),
    _rule(
        Code.PRIVATE_ORDER,
        "an order number",
        _of_pattern(PrivateKind.ORDER),
        (
            "Please send us your order number in a message.",
            "Order it before 5 pm.",
            "We have 2 of them.",
        ),
        (
            "Order NP-4471 left today.",
            "np 4471 is late.",
            "N P - 4 4 7 1 left.",
            "ＮＰ‑４４７１ left.",
            "Your order number is 88123771.",
        ),
    ),
    _rule(
        Code.PRIVATE_TRACKING,
        "a tracking number",
        _of_pattern(PrivateKind.TRACKING),
        ("Please use the tracking link in your e-mail.",),
        (
            "It is TRK123456789.",
            "Parcel 1Z999AA10123456784 is here.",
            "TRK 123 456 789",
            "RR123456785GB",
        ),
    ),
    _rule(
        Code.PRIVATE_CUSTOMER,
        "a customer or account number",
        _of_pattern(PrivateKind.CUSTOMER),
        ("Please log in to your account.",),
        (
            "You are C-123456.",
            "Your customer number 5512345 is right.",
            "Ihre Kundennummer 5512345 stimmt.",
        ),
    ),
)
