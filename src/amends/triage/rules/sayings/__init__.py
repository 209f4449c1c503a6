"""What people say to brands, by language and what it shows: the words that judging looks for. Pure."""

from __future__ import annotations

import functools

from amends.playbook.rules.lexicon import Lexicon, Sayings
from amends.triage.rules.sayings import (
    dutch,
    english,
    english_stakes,
    french,
    german,
    italian,
    portuguese,
    spanish,
)

BY_LANGUAGE: dict[str, Sayings] = {
    "en": {**english.SAYINGS, **english_stakes.SAYINGS},
    "de": german.SAYINGS,
    "fr": french.SAYINGS,
    "es": spanish.SAYINGS,
    "nl": dutch.SAYINGS,
    "it": italian.SAYINGS,
    "pt": portuguese.SAYINGS,
}


@functools.cache
def lexicon(language: str) -> Lexicon:
    """What is said in a language, compiled; KeyError for one that has no sayings."""
    return Lexicon(BY_LANGUAGE[language])
