"""Reads the open texts that the shipped model learns from; docs/triage/model.md says whose they are."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

#: GoEmotions' numbers of feelings, as its label file counts them.
_GLAD = frozenset({0, 1, 4, 5, 8, 13, 15, 17, 18, 20, 21, 23})
_SORE = frozenset({2, 3, 9, 10, 11, 12, 14, 16, 19, 24, 25})
_EVEN = frozenset({6, 7, 22, 26, 27})
_COMPLAINING = frozenset({2, 3, 9, 10, 11, 25})
#: Of so many subtitles one is enough to know a language by.
_EVERY = 4
#: What CLINC150 calls what we call otherwise; its other intents have nothing to do with care.
INTENTS = {
    "account_blocked": "access",
    "card_declined": "access",
    "pin_change": "account",
    "user_name": "account",
    "bill_balance": "billing",
    "bill_due": "billing",
    "pay_bill": "billing",
    "transactions": "billing",
    "book_flight": "booking",
    "book_hotel": "booking",
    "carry_on": "booking",
    "flight_status": "booking",
    "lost_luggage": "booking",
    "restaurant_reservation": "booking",
    "cancel": "cancel",
    "cancel_reservation": "cancel",
    "order_status": "delivery",
    "replacement_card_duration": "delivery",
    "report_fraud": "money",
    "report_lost_card": "money",
    "damaged_card": "quality",
    "food_last": "food",
    "how_busy": "hours",
    "ingredients_list": "product",
    "traffic": "other",
    "what_song": "other",
    "tell_joke": "other",
    "weather": "other",
}


@dataclass(frozen=True, slots=True)
class Labelled:
    """A text and what its source says of it; None: nothing."""

    text: str
    language: str
    mood: int | None = None
    complains: bool | None = None
    topic: str | None = None


def labelled(folder: Path) -> Iterator[Labelled]:
    """Every text of the folder ``train/``, in a fixed order."""
    yield from _emotions(folder / "goemotions")
    yield from _reviews(folder / "uci_sentences")
    yield from _subtitles(folder / "xed")
    yield from _intents(folder / "clinc150" / "data_full.json")


def said_in_english(folder: Path) -> Iterator[tuple[str, bool]]:
    """Every English text of the folder ``train/``, and whether it is a request."""
    for found in (_emotions(folder / "goemotions"), _reviews(folder / "uci_sentences")):
        yield from ((each.text, False) for each in found)
    file = folder / "clinc150" / "data_full.json"
    for _, some in sorted(json.loads(file.read_text(encoding="utf-8")).items()):
        yield from ((text, True) for text, _ in some)
    said = [parts[0] for parts in _lines(folder / "xed" / "en-annotated.tsv")]
    said += [parts[1] for parts in _lines(folder / "xed" / "neu_en.txt")]
    yield from ((text, False) for text in said if text)


def _lines(file: Path) -> Iterator[list[str]]:
    for line in file.read_text(encoding="utf-8").split("\n"):
        if line.strip():
            yield line.rstrip("\r").split("\t")


def _emotions(folder: Path) -> Iterator[Labelled]:
    for part in ("train", "dev", "test"):
        for text, numbers, _ in _lines(folder / f"{part}.tsv"):
            felt = {int(number) for number in numbers.split(",")}
            yield Labelled(text, "en", _mood(felt), bool(felt & _COMPLAINING))


def _mood(felt: set[int]) -> int | None:
    """Negative 0, neutral 1, positive 2; None where feelings are mixed."""
    sore, even, glad = len(felt & _SORE), len(felt & _EVEN), len(felt & _GLAD)
    if sore and sore > glad and sore >= even:
        return 0
    if glad and glad > sore and glad >= even:
        return 2
    return 1 if even and not sore and not glad else None


def _reviews(folder: Path) -> Iterator[Labelled]:
    for file in sorted(folder.glob("*.txt")):
        for text, label in _lines(file):
            yield Labelled(text.strip(), "en", 2 if label == "1" else 0, label == "0")


def _subtitles(folder: Path) -> Iterator[Labelled]:
    """Subtitles in seven languages: what they feel is too far from care, but they show the language."""
    for file in sorted(folder.glob("*-projections.tsv")):
        for parts in list(_lines(file))[::_EVERY]:
            if len(parts) == 2:
                yield Labelled(parts[0], file.name[:2])
    for parts in list(_lines(folder / "neu_en.txt"))[::_EVERY]:
        yield Labelled(parts[1], "en")


def _intents(file: Path) -> Iterator[Labelled]:
    for part, some in sorted(json.loads(file.read_text(encoding="utf-8")).items()):
        for text, intent in some:
            if part.startswith("oos") or intent in INTENTS:
                yield Labelled(text, "en", topic=INTENTS.get(intent, "other"))
