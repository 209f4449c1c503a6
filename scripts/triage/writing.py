"""Writes care messages from patterns: our own texts, for what open data does not have.

A line of ``texts/LANGUAGE.txt`` is ``ACT TOPIC | PATTERN``, or ``ACT u HARM | PATTERN`` for what is
urgent. In a pattern ``(a|b|)`` is one of several, and ``{item}`` something that it is about.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

TEXTS = Path(__file__).with_name("texts")
#: How often a pattern is tried; what comes out twice counts once.
_TRIES = {"en": 90}
_INNER = re.compile(r"\(([^()]*)\)(\?(?!\)))?")
_SLOT = re.compile(r"\{(\w+)\}")
_PLACES = [
    "Leeds",
    "Porto",
    "Lyon",
    "Ghent",
    "Turin",
    "Bremen",
    "Seville",
    "Oslo",
    "Dallas",
    "Denver",
    "Austin",
    "Cork",
    "Basel",
    "Graz",
    "Lille",
    "Utrecht",
    "Bari",
    "Braga",
]
_NAMES = [
    "Anna",
    "Tom",
    "Lucia",
    "Marc",
    "Sanne",
    "Paolo",
    "Rita",
    "James",
    "Mia",
    "Omar",
    "Chen",
    "Priya",
    "Jonas",
    "Elise",
]
_BRANDS = [
    "Norfolk Air",
    "Brightbank",
    "Telvo",
    "Parcelly",
    "Kiosko",
    "Mercado Azul",
    "Havenrail",
    "Stadtwerk",
    "Lumio",
    "Cafe Roma",
]
_ITEMS = {
    "en": "kettle|jacket|headphones|dress|phone|blender|tablet|printer|shoes|bag|lamp|watch|subscription"
    "|sofa|game|burger|salad|menu|coat|router|perfume|bike",
    "de": "Kaffee|Jacke|Kopfhörer|Kleid|Handy|Mixer|Drucker|Schuhe|Tasche|Lampe|Uhr|Abo|Rad|Menü",
    "fr": "veste|casque|robe|téléphone|mixeur|imprimante|sac|lampe|montre|abonnement|vélo|menu",
    "es": "chaqueta|auriculares|vestido|móvil|batidora|impresora|bolso|lámpara|reloj|abono|menú",
    "nl": "jas|koptelefoon|jurk|telefoon|blender|printer|tas|lamp|horloge|abonnement|fiets|menu",
    "it": "giacca|cuffie|vestito|telefono|frullatore|stampante|borsa|lampada|orologio|abbonamento|menù",
    "pt": "casaco|auscultadores|vestido|telemóvel|liquidificador|impressora|mala|relógio|plano|menu",
}
_DAYS = {
    "en": "monday|tuesday|wednesday|thursday|friday|saturday|last week|yesterday",
    "de": "Montag|Dienstag|Mittwoch|Freitag|gestern",
    "fr": "lundi|mardi|mercredi|vendredi|samedi",
    "es": "lunes|martes|miércoles|viernes|sábado",
    "nl": "maandag|dinsdag|woensdag|vrijdag|zaterdag",
    "it": "lunedì|martedì|mercoledì|venerdì|sabato",
    "pt": "segunda|terça|quarta|sexta|sábado",
}
_TAILS = {
    "complaint": ["!", "!!!", " 😡", " 🙄", " #fail", "...", " 😤", " WTF", "", "", "", ""],
    "praise": ["!", " 😍", " ❤️", " 👏", " 🔥", " :)", "", ""],
    "thanks": ["!", " 🙏", " :)", "", ""],
    "question": ["?", "??", "? thanks", "", " 🤔"],
    "request": [" 🙏", "", "", "!", " thanks"],
    "other": [" 😂", " lol", "", "", "!", " ✨"],
}


@dataclass(frozen=True, slots=True)
class Written:
    """A message of ours, and what it is."""

    text: str
    language: str
    act: str
    topic: str
    is_urgent: bool


def written(*, share: float = 1.0) -> Iterator[Written]:
    """All messages in a fixed order; with a smaller ``share`` fewer of each pattern."""
    for file in sorted(TEXTS.glob("*.txt")):
        chance = random.Random(f"amends {file.stem}")  # noqa: S311 - the same texts every time
        for line in file.read_text(encoding="utf-8").splitlines():
            yield from _of_line(line, file.stem, chance, share)


def _of_line(line: str, language: str, chance: random.Random, share: float) -> Iterator[Written]:
    labels, pattern = line.split(" | ", 1)
    act, *rest = labels.split()
    seen = set()
    for _ in range(max(1, int(_TRIES.get(language, 40) * share))):
        text = _dressed(_filled(_chosen(pattern, chance), language, chance), act, chance)
        if text not in seen:
            seen.add(text)
            yield Written(text, language, act, rest[-1], rest[0] == "u")


def _chosen(pattern: str, chance: random.Random) -> str:
    """One way through a pattern, from the inside out."""
    while match := _INNER.search(pattern):
        part = chance.choice(match[1].split("|"))
        if match[2] and chance.random() < 0.5:
            part = ""
        pattern = pattern[: match.start()] + part + pattern[match.end() :]
    pattern = pattern.replace(",?", chance.choice([",", ""])).replace("!+", "!!")
    return pattern.replace("\\?", "?").replace("¿?", "¿")


def _filled(pattern: str, language: str, chance: random.Random) -> str:
    def thing(match: re.Match[str]) -> str:
        if match[1] == "n":
            return str(chance.choice([2, 3, 4, 5, 6, 8, 9, 10, 12, 20]))
        if match[1] == "num":
            return str(chance.randint(1000, 999_999))
        kinds = {
            "item": _ITEMS[language].split("|"),
            "day": _DAYS[language].split("|"),
            "place": _PLACES,
            "name": _NAMES,
            "brand": _BRANDS,
        }
        return chance.choice(kinds[match[1]])

    return _SLOT.sub(thing, pattern)


def _dressed(text: str, act: str, chance: random.Random) -> str:
    """As people type: addressed or not, in capitals or small letters, with something after it."""
    text = re.sub(r"\s+", " ", text).strip()
    text += chance.choice(_TAILS.get(act, [""]))
    if chance.random() < 0.35:
        text = f"@{chance.choice(_BRANDS).replace(' ', '')} {text}"
    how = chance.random()
    if how < 0.05:
        return text.upper()
    return text.lower() if how < 0.3 else text[:1].upper() + text[1:]
