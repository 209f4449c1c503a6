"""What a brand's own field may hold, and who a note names. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

from amends.refusals import Invalid

_LONGEST = 500
_YES, _NO = "yes", "no"


def field_value(kind: str, value: str, choices: Collection[str]) -> str | None:
    """The value as it is kept (always text); None when it is taken away. Raises Invalid, in words.

    Numbers keep the digits as they were typed, with a point; dates are ISO; yes_no is "yes" or "no".
    """
    tidy = " ".join(value.replace("\0", "").split())
    if not tidy:
        return None
    if len(tidy) > _LONGEST:
        raise Invalid("This holds at most 500 characters.", field="value")
    check = {"number": _number, "date": _date, "choice": _choice, "yes_no": _yes_no}.get(kind)
    return check(tidy, choices) if check else tidy


def _number(value: str, _choices: Collection[str]) -> str:
    number = value.replace(" ", "").replace(",", ".")
    digits = number.removeprefix("-").replace(".", "", 1)
    if not (digits.isascii() and digits.isdigit() and len(digits) <= 30):
        raise Invalid("Type a number, such as 12 or 3.5.", field="value")
    return number


def _date(value: str, _choices: Collection[str]) -> str:
    try:
        return date.fromisoformat(value).isoformat()
    except ValueError:
        raise Invalid("Choose a day, or type it as 2026-11-21.", field="value") from None


def _choice(value: str, choices: Collection[str]) -> str:
    if value not in choices:
        raise Invalid("Choose one of the words that the field offers.", field="value")
    return value


def _yes_no(value: str, _choices: Collection[str]) -> str:
    if value not in {_YES, _NO}:
        raise Invalid("Choose yes or no.", field="value")
    return value


def named_in(text: str, colleagues: Mapping[int, str]) -> frozenset[int]:
    """The ids of the colleagues whom the text names as ``@Name``, by full name or by a first name.

    The longest name that fits wins ("@Bo Lead" is not every Bo); a first name that two share names nobody.
    """
    lower = text.casefold()
    if "@" not in lower:
        return frozenset()
    names = _callings(colleagues)
    longest_first = sorted(names, key=len, reverse=True)
    found: set[int] = set()
    at = lower.find("@")
    while at >= 0:
        rest = lower[at + 1 :]
        for name in longest_first:
            if rest.startswith(name) and not rest[len(name) : len(name) + 1].isalnum():
                found.add(names[name])
                break
        at = lower.find("@", at + 1)
    return frozenset(found)


def _callings(colleagues: Mapping[int, str]) -> dict[str, int]:
    full: dict[str, int] = {}
    first: dict[str, list[int]] = {}
    for user_id, name in colleagues.items():
        tidy = " ".join(name.split()).casefold()
        if tidy:
            full[tidy] = user_id
            first.setdefault(tidy.partition(" ")[0], []).append(user_id)
    alone = {name: ids[0] for name, ids in first.items() if len(ids) == 1}
    return {**alone, **full}
