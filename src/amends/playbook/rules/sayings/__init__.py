"""What is said, by language and topic: the words that the rules look for. Pure."""

from __future__ import annotations

import functools

from amends.playbook.rules.lexicon import Lexicon, Saying, Sayings
from amends.playbook.rules.sayings import (
    bluntness,
    bluntness_romance,
    coldness,
    dutch,
    english,
    english_care,
    english_customers,
    english_words,
    faults,
    faults_romance,
    french,
    generosity,
    german,
    irony,
    irony_romance,
    italian,
    misplaced,
    mockery,
    notices,
    overreach,
    portuguese,
    slights,
    spanish,
)

_BY_LANGUAGE: dict[str, tuple[Sayings, ...]] = {
    "en": (english.SAYINGS, english_care.SAYINGS, english_words.SAYINGS, english_customers.SAYINGS),
    "de": (german.SAYINGS,),
    "fr": (french.SAYINGS,),
    "es": (spanish.SAYINGS,),
    "nl": (dutch.SAYINGS,),
    "it": (italian.SAYINGS,),
    "pt": (portuguese.SAYINGS,),
}


@functools.cache
def lexicon(language: str) -> Lexicon:
    """All sayings of a language, compiled; KeyError for one that has none."""
    return Lexicon(sayings(language))


def sayings(language: str) -> dict[str, tuple[str | Saying, ...]]:
    """All sayings of a language, by topic."""
    together: dict[str, tuple[str | Saying, ...]] = {}
    of_all = (
        bluntness,
        bluntness_romance,
        coldness,
        faults,
        faults_romance,
        generosity,
        irony,
        irony_romance,
        misplaced,
        mockery,
        notices,
        overreach,
        slights,
    )
    shared = (each.SAYINGS[language] for each in of_all if language in each.SAYINGS)
    for some in (*_BY_LANGUAGE[language], *shared):
        for topic, each in some.items():
            together[topic] = (*together.get(topic, ()), *each)
    return together
