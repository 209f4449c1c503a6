"""Numbers that belong to somebody: phones, accounts, cards. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

import phonenumbers
from phonenumbers import PhoneNumber, PhoneNumberType
from stdnum import iban, luhn

Span = tuple[int, int]
_LETTERS = str.maketrans("OoQlI|SBZ", "000111582")
_ROUND = str.maketrans("OoIl|", "00111")
_PHONE = re.compile(
    r"(?<![\w.,])(?:\+|\(?\+|\()?[\dOoIl](?:[\s().\-/–_·]{0,3}[\dOoIl|]){6,16}(?![^\W_])"
)
_BETWEEN = re.compile(r"[\s._·/–-]+")
_DATE = re.compile(
    r"(?:0?[1-9]|[12]\d|3[01])[./-] ?(?:0?[1-9]|[12]\d|3[01])[./-] ?(?:\d{4}|\d{2})"
    r"|\d{4}[./-]\d{1,2}[./-]\d{1,2}|\d{4}\s?[-–/]\s?\d{4}|\d{1,2}\.\d{2}\s?[-–]\s?\d{1,2}\.\d{2}"
)
_US = re.compile(r"\(\d{3}\)-?\d{3}-?\d{4}|\d{3}-\d{3}-\d{4}|\d{3}-\d{4}")
_CALLED = re.compile(
    r"\b(?:call\w*|phone\w*|tel\w*|mobile|cell\w*|number|ring|text\w*|whatsapp|reach\w*"
    r"|dial|fax|sms|anruf\w*|handy\w*|nummer|rufen"
    r"|erreich\w*|appel\w*|portable|numero|num[eé]ro|joindre|llam\w*|m[oó]vil|tel[eé]fono"
    r"|bel\w*|mobiel|chiam\w*|cellulare|lig\w+|telem[oó]vel|celular)\b",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"(?:order|booking|ticket|case|ref\w*|invoice|tracking|parcel|bestell\w*|auftrag\w*"
    r"|kunden\w*|sendung\w*|commande|pedido|ordine|encomenda|sku"
    r"|article|artikel\w*|isbn|ean|model|#)[\s:.a-z]{0,12}$",
    re.IGNORECASE,
)
_OPEN = frozenset(
    {
        PhoneNumberType.TOLL_FREE,
        PhoneNumberType.PREMIUM_RATE,
        PhoneNumberType.SHARED_COST,
        PhoneNumberType.UAN,
    }
)
_IBAN = re.compile(
    r"(?<![A-Za-z0-9])[A-Za-z]{2}[\s._·/–-]{0,7}[\dOoIl]{2}(?:[\s._·/–\-]{0,7}[A-Za-z0-9|]){11,30}"
)
#: How long an account number is, by country.
_LENGTHS = {
    "AT": 20, "BE": 16, "BG": 22, "CH": 21, "CY": 28, "CZ": 24, "DE": 22, "DK": 18,
    "EE": 20, "ES": 24, "FI": 18, "FR": 27, "GB": 22, "GR": 27, "HR": 21, "HU": 28,
    "IE": 22, "IS": 26, "IT": 27, "LI": 21, "LT": 20, "LU": 20, "LV": 21, "MC": 27,
    "MT": 31, "NL": 18, "NO": 15, "PL": 28, "PT": 25, "RO": 24, "SE": 24, "SI": 19,
    "SK": 24, "SM": 27, "TR": 26, "UA": 29, "BR": 29,
}  # fmt: skip
_CARD = re.compile(r"(?<![^\W_])\d(?:[\s._·/–\-]{0,7}[\dOoIl|]){12,18}(?![^\W_])")
_IN_FOURS = re.compile(r"[2-6]\d{3}-\d{4}-\d{4}-\d{4}")


def digits(written: str) -> str:
    """The digits of a number, with letters that stand for digits."""
    return re.sub(r"\D", "", written.translate(_LETTERS)) if re.search(r"\d", written) else ""


def phones(text: str, countries: tuple[str, ...]) -> Iterator[Span]:
    """Where phone numbers stand that may be somebody's own."""
    for match in _PHONE.finditer(text):
        written = _ended(match.group())
        before = text[max(match.start() - 40, 0) : match.start()]
        is_dialled = not _DATE.fullmatch(written) and _looks_dialled(written, before)
        if is_dialled and _is_somebodys(list(_numbers(written, countries))):
            yield match.start(), match.start() + len(written)


def _ended(written: str) -> str:
    """A number without the first letters of what is said next ("… 415. O"), unless they stand for digits."""
    loose = re.search(r"[\s.]+[OoIl]$", written)
    return written[: loose.start()] if loose else written


def _evenly(written: str) -> str:
    """A number with dashes only between its parts, and digits only in them."""
    return _BETWEEN.sub("-", written.translate(_LETTERS))


def _looks_dialled(written: str, before: str) -> bool:
    if len(digits(written)) < 7 or len(re.findall(r"\d", written)) < 3 or _COUNTED.search(before):
        return False
    begins = _evenly(written).lstrip("(")
    return begins.startswith(("+", "0")) or bool(
        _US.fullmatch(_evenly(written)) or _CALLED.search(before)
    )


def _numbers(written: str, countries: tuple[str, ...]) -> Iterator[PhoneNumber]:
    plain = _evenly(written)
    plain = "+" + plain.lstrip("(")[2:] if plain.lstrip("(").startswith("00") else plain
    for country in ("US",) if _US.fullmatch(plain) else countries:
        try:
            yield phonenumbers.parse(plain, country)
        except phonenumbers.NumberParseException:
            continue


def _is_somebodys(read: list[PhoneNumber]) -> bool:
    """Whether a number can be dialled, and is none that anybody may: a free or a shared line."""
    if any(phonenumbers.number_type(number) in _OPEN for number in read):
        return False
    return any(phonenumbers.is_possible_number(number) or _is_local(number) for number in read)


def _is_local(number: PhoneNumber) -> bool:
    return number.country_code == 1 and len(str(number.national_number)) == 7


def is_same_line(dialled: str, own: set[str]) -> bool:
    """Whether a number is one of the brand's, with or without its country code."""
    tail = dialled.lstrip("0")[-8:]
    return any(each and len(tail) >= 6 and each.endswith(tail) for each in own)


def ibans(text: str) -> Iterator[Span]:
    """Where account numbers stand: right by their check digits, or by country and length."""
    for match in _IBAN.finditer(text):
        end = _account_end(text, match)
        if end:
            yield match.start(), end


def _account_end(text: str, match: re.Match[str]) -> int:
    country = match.group()[:2].upper()
    long, count = _LENGTHS.get(country, 0), 0
    if not long:
        return match.end() if iban.is_valid(match.group()) else 0
    for at in range(match.start(), match.end()):
        count += text[at].isalnum() or text[at] == "|"
        if count == long:
            ended = at + 1 == len(text) or not text[at + 1].isalnum()
            numbers = len(re.findall(r"[\dOI]", text[match.start() : at + 1]))
            written = text[match.start() : at + 1]
            # In small letters, words look like countries.
            is_likely = 2 * numbers >= long and (written[:2].isupper() or _is_account(written))
            return at + 1 if ended and is_likely else 0
    return 0


def _is_account(written: str) -> bool:
    """Whether the check digits hold, be its letters letters or digits."""
    some = re.sub(r"[^A-Za-z0-9|]", "", written)
    fewer, more = (some[:at] + some[at:].translate(_ROUND) for at in (8, 2))
    return any(iban.is_valid(each) for each in (some, fewer, more))


def cards(text: str) -> Iterator[Span]:
    """Where card numbers stand: right by their check digit, or written in fours."""
    for match in _CARD.finditer(text):
        number = digits(match.group())
        in_fours = _IN_FOURS.fullmatch(_evenly(match.group()))
        if number[0] in "23456" and (in_fours or luhn.is_valid(number)):
            yield match.span()
