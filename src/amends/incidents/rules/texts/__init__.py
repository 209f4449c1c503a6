"""The words to begin with: by template for the first notice, by state for those that follow. Pure.

A stretch in square brackets is left out where a variable in it is not known.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import ModuleType

from amends.incidents.rules.texts import (
    dutch,
    english,
    french,
    german,
    italian,
    portuguese,
    spanish,
)
from amends.incidents.rules.words import IncidentState, Template

_OF: Mapping[str, ModuleType] = {
    "en": english,
    "de": german,
    "fr": french,
    "es": spanish,
    "nl": dutch,
    "it": italian,
    "pt": portuguese,
}
#: The languages that have words of their own.
LANGUAGES = tuple(_OF)
_MAYBE = re.compile(r"\[([^\[\]]*)\]")
_VARIABLE = re.compile(r"\{(notice\.[a-z_]+)\}")


def template_text(template: Template, state: IncidentState, language: str) -> str:
    """The words for an incident of this kind in this state; in English where we have no others."""
    of = _OF.get(language, english)
    found: str = of.LATER.get(state) or of.FIRST[template]
    return found


def meant(template: Template, language: str) -> str:
    """What is broken when nobody named it; "" where only the title can say."""
    found: str = _OF.get(language, english).WHAT.get(template, "")
    return found


def filled(text: str, values: Mapping[str, str]) -> str:
    """The words with what is known put in; an unknown variable stays, so that somebody sees the gap."""
    text = _MAYBE.sub(lambda found: _whole(found.group(1), values), text)
    text = _VARIABLE.sub(lambda found: values.get(found.group(1)) or found.group(0), text)
    return text[:1].upper() + text[1:]


def _whole(stretch: str, values: Mapping[str, str]) -> str:
    names = _VARIABLE.findall(stretch)
    return stretch if all(values.get(name) for name in names) else ""
