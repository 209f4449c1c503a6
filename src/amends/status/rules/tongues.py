"""The languages that a status page can speak. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

#: Each by its own name, in the order of choice.
LANGUAGES: Mapping[str, str] = {
    "en": "English",
    "de": "Deutsch",
    "fr": "Français",
    "es": "Español",
    "it": "Italiano",
    "nl": "Nederlands",
    "pt": "Português",
}
_MOST_ASKED = 20


def wished(header: str, offered: Sequence[str]) -> str:
    """Which of the offered languages an Accept-Language header asks for; the first when none is.

    RFC 9110 §12.5.4: ``de-CH, fr;q=0.8``; a language without a region stands for its regions.
    """
    best, found = 0.0, ""
    for part in header.split(",")[:_MOST_ASKED]:
        tag, _, rest = part.strip().partition(";")
        language = tag.strip().lower().partition("-")[0]
        weight = _weight(rest)
        if weight > best and language in offered:
            best, found = weight, language
    return found or offered[0]


def _weight(parameters: str) -> float:
    for each in parameters.split(";"):
        name, _, value = each.strip().partition("=")
        if name == "q":
            try:
                return max(0.0, min(float(value), 1.0))
            except ValueError:
                return 0.0
    return 1.0


def in_language(words: Mapping[str, str], language: str, fallback: str, default: str = "") -> str:
    """The words in a language, in the page's own, in any, or ``default``."""
    if words.get(language, "").strip():
        return words[language]
    if default:
        return default
    if words.get(fallback, "").strip():
        return words[fallback]
    return next((text for text in words.values() if text.strip()), "")
