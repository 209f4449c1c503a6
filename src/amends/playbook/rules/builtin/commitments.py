"""What is promised: the playbook's promises, guarantees, times, money, and whose fault it was. Pure."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

import re2

from amends.playbook.rules.builtin.times import among, named_times
from amends.playbook.rules.codes import Code
from amends.playbook.rules.draft import Intent
from amends.playbook.rules.findings import Level
from amends.playbook.rules.folding import plainly
from amends.playbook.rules.languages import KNOWN
from amends.playbook.rules.lexicon import options
from amends.playbook.rules.patterns import words
from amends.playbook.rules.policy import Authority, Phrase, Policy, Promise, Promises
from amends.playbook.rules.rule import Hit, Rule, hits, speaking, texts
from amends.playbook.rules.spelled import SPELLED, value_of
from amends.playbook.rules.view import View

_SIGNS = {
    "€": "EUR",
    "$": "USD",
    "£": "GBP",
    "euro": "EUR",
    "dollar": "USD",
    "pound": "GBP",
    "quid": "GBP",
    "franken": "CHF",
}
_SIGNS |= {
    "franc": "CHF",
    "libra": "GBP",
    "sterlin": "GBP",
    "real": "BRL",
    "reais": "BRL",
    "r$": "BRL",
    "zl": "PLN",
    "bucks": "USD",
}
_NUMBER = r"\d{1,3}(?:[.,' ]\d{3})+(?:[.,]\d{1,2})?|\d+(?:[.,]\d{1,2})?"
_CURRENCY = r"€|r\$|[a-z]{0,2}\$|£|\b(?:eur|usd|gbp|chf|brl|pln|sek|nok|dkk)\b"
_AFTER = (
    r"€|£|\$|euros?\b|dollars?\b|dolares\b|dolar\b|pounds?\b|quid\b|bucks\b|franken\b"
    r"|francs?\b|libras?\b|sterline\b|reais\b|eur\b|usd\b|gbp\b|chf\b|brl\b|pln\b"
)
_AMOUNT = re.compile(
    rf"(?:(?P<before>{_CURRENCY})\s?(?P<first>{_NUMBER}))"
    rf"|(?:(?P<second>{_NUMBER})[\s-]?(?P<after>{_AFTER}))"
)
#: "fifty pounds", "zweihundert Euro", "cento e vinte euros".
_IN_WORDS = re.compile(rf"\b(?P<words>{SPELLED})[ -](?:de |di )?(?P<after>{_AFTER})")
_MONEY = re2.compile(_AFTER, options())
_BACK = re.compile(
    r"refund|back|erstatt|zuruck|rembours|devol|devuel|reembol|terug|rimbors|restitu|umbuchen"
)
_DIGIT = re2.compile(r"\d", options())
_PERCENT = re.compile(
    r"(?P<percent>\d{1,3})\s?(?:%|percent\b|prozent\b|pour ?cent\b|por ciento\b|procent\b"
    r"|per cento\b|por cento\b)"
)
#: Who may give so much may give without counting.
_A_LOT = 10_000
_STOP = re.compile(r"[.!?…](?=\s|$)|\n")


def _promise(view: View) -> Iterator[Hit]:
    for promise in view.policy.promises.own:
        if view.draft.role in promise.roles or not _for(view, promise):
            continue
        for says in promise.says:
            for match in words(says).finditer(view.plain.text):
                start, end = view.plain.back(*match.span(1))
                yield Hit(start, end, _may(promise), None, promise.instead, promise.level)


def _for(view: View, promise: Promise) -> bool:
    return not promise.languages or view.language in ("", *promise.languages)


def _may(promise: Promise) -> str:
    if not promise.roles:
        return f"Nobody may promise this ({promise.name})."
    return f"Only {' or '.join(promise.roles)} may promise this ({promise.name})."


def _beyond(view: View, topic: str, roles: tuple[str, ...]) -> Iterator[Hit]:
    """What only some roles may say: a stop where the playbook says who, else a warning."""
    if view.draft.role in roles:
        return
    for hit in hits(view, topic):
        level = hit.level or (Level.BLOCK if roles else None)
        sentence = f"Only {' or '.join(roles)} may say this." if roles else None
        yield Hit(hit.start, hit.end, sentence, hit.suggestion, hit.replacement, level)


def _guarantee(view: View) -> Iterator[Hit]:
    yield from _beyond(view, Code.GUARANTEE, view.policy.promises.guarantees_by)
    if view.draft.role not in view.policy.promises.guarantees_by:
        yield from hits(view, "vouches")


def _liability(view: View) -> Iterator[Hit]:
    yield from _beyond(view, Code.LIABILITY, view.policy.promises.liability_by)
    if view.draft.role not in view.policy.promises.liability_by:
        yield from hits(view, "admits")


def _sentence(view: View, at: int) -> int:
    """Which sentence of the plain text a place is in, counted."""
    return bisect_left([match.start() for match in _STOP.finditer(view.plain.text)], at)


@dataclass(frozen=True, slots=True)
class _Given:
    """An amount of money, or a share of the price."""

    start: int
    end: int
    amount: Decimal
    #: ISO 4217; "%" for a share.
    currency: str


def _money(view: View) -> Iterator[Hit]:
    is_given = view.says("gives", "gives-all", "gives-without-end")
    given = tuple(_amounts(view.plain.text))
    giving = sorted(_sentence(view, heard.start) for heard, _, _ in view.heard("gives"))
    named = [each for each in given if among(giving, _sentence(view, each.start))]
    for each in named:
        yield from _amount(view, each)
    if not named:
        yield from _perhaps(view, given)
        yield from _out_of_nowhere(view, given)
    if is_given and not named:
        yield from _unnamed(view)
    # To a question what is free, or half the price, is a fact.
    is_gift = is_given and view.intent is not Intent.QUESTION
    if is_gift and not any(each.up_to >= _A_LOT for each in _authorities(view)):
        yield from hits(view, "gives-without-end")
        if _authorities(view) and not named:
            for hit in hits(view, "gives-all"):
                # "Free" alone may be said of what costs nobody anything; and what was paid may be given back.
                words = plainly(view.draft.text[hit.start : hit.end])
                if " " in words and not _BACK.search(words):
                    yield hit


def _perhaps(view: View, given: Sequence[_Given]) -> Iterator[Hit]:
    """Sums beyond one's authority in a sentence that may well give them."""
    if view.policy.compensation and given:
        giving = sorted(_sentence(view, heard.start) for heard, _, _ in view.heard("gives-perhaps"))
        for each in given:
            may = any(_covers(own, each) for own in _authorities(view))
            if not may and among(giving, _sentence(view, each.start)):
                yield Hit(*view.plain.back(each.start, each.end), _limits(view), level=Level.WARN)


def _out_of_nowhere(view: View, given: Sequence[_Given]) -> Iterator[Hit]:
    """Sums beyond one's authority that the customer has not spoken of, whatever is said of them."""
    if not view.policy.compensation or not view.went_wrong or view.says("is-owed"):
        return
    known = {each.amount for each in _amounts(plainly(view.draft.situation.said))}
    for each in given:
        if each.amount not in known and not any(_covers(a, each) for a in _authorities(view)):
            yield Hit(*view.plain.back(each.start, each.end), _limits(view), level=Level.WARN)


def _amounts(plain: str) -> Iterator[_Given]:
    # Searched for only where there is a digit, or a currency: most answers name neither.
    if _DIGIT.search(plain):
        for match in _AMOUNT.finditer(plain):
            number, sign = match["first"] or match["second"], match["before"] or match["after"]
            yield _Given(*match.span(), _decimal(number), _currency(sign))
        for match in _PERCENT.finditer(plain):
            yield _Given(*match.span(), Decimal(match["percent"]), "%")
    if _MONEY.search(plain):
        for match in _IN_WORDS.finditer(plain):
            yield _Given(*match.span(), value_of(match["words"]), _currency(match["after"]))


def sums_in(text: str) -> tuple[Decimal, ...]:
    """The amounts of money that a text names, whatever the currency, through any disguise; no shares."""
    plain = plainly(text)
    return tuple(given.amount for given in _amounts(plain) if given.currency != "%")


def _decimal(written: str) -> Decimal:
    """ "1.250,00", "1,250.00", "1 250" and "12,5" as numbers."""
    bare = written.replace(" ", "").replace("'", "")
    cut = max(bare.rfind(","), bare.rfind("."))
    if cut >= 0 and len(bare) - cut - 1 in (1, 2):
        return Decimal(re.sub(r"[.,]", "", bare[:cut]) + "." + bare[cut + 1 :])
    return Decimal(re.sub(r"[.,]", "", bare))


def _currency(sign: str) -> str:
    return next((code for word, code in _SIGNS.items() if sign.startswith(word)), sign.upper())


def _amount(view: View, given: _Given) -> Iterator[Hit]:
    start, end = view.plain.back(given.start, given.end)
    if not view.policy.compensation:
        sentence = "This names an amount, and the playbook does not say who may give how much."
        yield Hit(start, end, sentence)
    elif not any(_covers(each, given) for each in _authorities(view)):
        yield Hit(start, end, _limits(view), level=Level.BLOCK)


def _authorities(view: View) -> tuple[Authority, ...]:
    return tuple(each for each in view.policy.compensation if each.role == view.draft.role)


def _covers(authority: Authority, given: _Given) -> bool:
    if given.currency == "%":
        return authority.percent is not None and given.amount <= authority.percent
    return authority.currency == given.currency and given.amount <= authority.up_to


def _limits(view: View) -> str:
    own = _authorities(view)
    if not own:
        return "Your role may not give money, vouchers or discounts."
    most = " or ".join(f"{each.up_to} {each.currency}" for each in own)
    share = max((each.percent or 0 for each in own), default=0)
    return f"This is more than your role may give: up to {most}" + (
        f" or {share} %." if share else "."
    )


def _unnamed(view: View) -> Iterator[Hit]:
    """What is given without an amount: "in full", "for free"."""
    if _authorities(view):
        return
    level = Level.WARN if view.policy.compensation else Level.ADVISE
    for hit in hits(view, "gives-all"):
        yield Hit(hit.start, hit.end, level=level)


_STRICT = Policy(
    promises=Promises(
        own=(Promise("lifetime", ("lifetime replacement",), ("owner",)),),
        times=(Phrase("within 24 hours"),),
        guarantees_by=("owner",),
        liability_by=("owner",),
    ),
    compensation=(Authority("agent", Decimal(20), "EUR", 10),),
)
_FAMILY = "Commitments"

RULES = (
    Rule(
        Code.PROMISE,
        _FAMILY,
        "The playbook keeps this promise to some.",
        Level.BLOCK,
        _promise,
        must_pass=texts("We will replace it.", policy=_STRICT),
        must_fail=texts(
            "You get a LIFETIME replacement.", "A lifetime  replаcement.", policy=_STRICT
        ),
        suggestion="Promise what you can keep yourself, or ask a lead.",
    ),
    Rule(
        Code.GUARANTEE,
        _FAMILY,
        "This guarantees something that nobody can be sure of.",
        Level.WARN,
        _guarantee,
        must_pass=(
            *texts(
                "We promise to look into it.",
                "There is a two-year guarantee.",
                "We cannot promise a day.",
                "We will never ask for your password.",
            ),
            *texts("Wir kümmern uns darum.", language="de"),
        ),
        must_fail=(
            *texts(
                "We guarantee that it arrives.",
                "This will never happen again.",
                "We promise it works.",
                "Your coat will be ready by noon, cross our hearts.",
            ),
            *texts("Das wird nie wieder vorkommen.", "Wir garantieren Ihnen das.", language="de"),
            *texts(
                "Nous vous garantissons la livraison.", "Cela ne se reproduira plus.", language="fr"
            ),
            *texts("Le garantizamos que llega.", "No volverá a pasar.", language="es"),
            *texts("Wij garanderen dat.", "Dit zal nooit meer gebeuren.", language="nl"),
            *texts("Le garantiamo la consegna.", "Non succederà più.", language="it"),
            *texts("Garantimos a entrega.", "Isto não voltará a acontecer.", language="pt"),
            *texts("We guarantee that it arrives.", policy=_STRICT),
        ),
        languages=speaking(Code.GUARANTEE),
        suggestion="Say what you do, and when you will be back with news.",
    ),
    Rule(
        Code.TIME,
        _FAMILY,
        "This names a time that the customer will hold you to.",
        Level.WARN,
        named_times,
        must_pass=(
            *texts("We will write to you within 24 hours.", policy=_STRICT),
            *texts("Refunds usually take 3 to 5 days.", "We are looking into it."),
        ),
        must_fail=(
            *texts("You will have it by Friday.", "We will refund you within two days."),
            *texts("Sie erhalten das Geld innerhalb von zwei Tagen.", language="de"),
            *texts("Vous recevrez le colis sous 48 heures.", language="fr"),
            *texts("Lo recibirá en 24 horas.", language="es"),
            *texts("U krijgt het binnen twee dagen.", language="nl"),
            *texts("Lo riceverà entro due giorni.", language="it"),
            *texts(
                "Receberá o reembolso em dois dias.", "Vai receber até sexta-feira.", language="pt"
            ),
        ),
        languages=speaking(Code.TIME),
        suggestion="Name a time that the playbook allows, or say when you will be back with news.",
    ),
    Rule(
        Code.MONEY,
        _FAMILY,
        "This gives money, or something worth money.",
        Level.WARN,
        _money,
        must_pass=(
            *texts("The plan costs 20 € a month."),
            *texts(
                "Here is a voucher of 20 €.",
                "We give you a 10 % discount.",
                policy=_STRICT,
                role="agent",
            ),
        ),
        must_fail=(
            *texts("We will refund you 50 €.", "Here is a $25 voucher.", "You get a full refund."),
            *texts("Wir erstatten Ihnen 50 Euro.", language="de"),
            *texts("Nous vous offrons un bon d'achat de 20 €.", language="fr"),
            *texts("Le devolvemos 30 euros.", language="es"),
            *texts("U krijgt een voucher van 25 euro.", language="nl"),
            *texts("Le offriamo un buono di 15 €.", language="it"),
            *texts("Oferecemos um vale de 15 €.", language="pt"),
            *texts(
                "Here is a voucher of 25 €.",
                "We give you 20 % off.",
                "Come again, and have lunch for four on the house.",
                "I will wipe this month's bill.",
                policy=_STRICT,
                role="agent",
            ),
        ),
        languages=KNOWN,
        suggestion="Ask somebody who may give it, or leave the amount out.",
    ),
    Rule(
        Code.LIABILITY,
        _FAMILY,
        "This admits a legal fault in public.",
        Level.WARN,
        _liability,
        must_pass=texts("We are sorry: this should not have happened.", "We got this wrong."),
        must_fail=(
            *texts(
                "We accept full liability.", "It was our negligence.", "We are legally responsible."
            ),
            *texts("Wir haften dafür.", language="de"),
            *texts("Nous reconnaissons notre responsabilité.", language="fr"),
            *texts("Admitimos nuestra culpa.", language="es"),
            *texts("Wij zijn aansprakelijk.", language="nl"),
            *texts("Ammettiamo la nostra responsabilità.", language="it"),
            *texts("Admitimos a nossa responsabilidade.", language="pt"),
        ),
        languages=speaking(Code.LIABILITY),
        suggestion="Say sorry for what happened, and leave liability to those who may speak of it.",
    ),
)
