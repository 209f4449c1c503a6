"""The personal first line of an answer to many: a greeting with the name that people go by. Pure."""

from __future__ import annotations

import re

#: By language: with a name, and without one.
_HELLO: dict[str, tuple[str, str]] = {
    "en": ("Hello {name},", "Hello,"),
    "de": ("Hallo {name},", "Hallo,"),
    "fr": ("Bonjour {name},", "Bonjour,"),
    "es": ("Hola, {name}:", "Hola:"),
    "nl": ("Hallo {name},", "Hallo,"),
    "it": ("Ciao {name},", "Buongiorno,"),
    "pt": ("Olá {name},", "Olá,"),
}
#: A name as people have them; what holds anything else is a handle, a joke or an attack.
_NAME = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*\.?")
_LONGEST = 30


def first_name(name: str) -> str:
    """The first word of a name, where it looks like one; else nothing."""
    words = name.split()
    first = words[0].strip(",.;:") if words else ""
    return first if len(first) <= _LONGEST and _NAME.fullmatch(first) else ""


def hello(name: str, language: str) -> str:
    """The first line in a language; English where we have none in it."""
    known, unknown = _HELLO.get(language, _HELLO["en"])
    first = first_name(name)
    return known.replace("{name}", first) if first else unknown


def personal(text: str, *, name: str, language: str) -> str:
    """The approved words under their personal first line."""
    return f"{hello(name, language)}\n{text}"


def is_farewell(text: str) -> bool:
    """Whether somebody says nothing but that they want no more messages."""
    said = " ".join(re.findall(r"[^\W_]+", text.casefold()))
    return said in _FAREWELLS


_FAREWELLS = frozenset(
    {
        *("stop", "stop all", "stopall", "unsubscribe", "opt out", "no more messages"),
        *("stop messaging me", "stop writing to me", "leave me alone", "stopp", "abmelden"),
        *("keine nachrichten mehr", "lasst mich in ruhe", "arrêt", "arret", "désabonner"),
        *("ne m écrivez plus", "baja", "no me escriban más", "afmelden", "smettila", "parar"),
    }
)
