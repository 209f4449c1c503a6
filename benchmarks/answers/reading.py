"""The answers as they lie in `benchmarks/data/answers`: read, and made into drafts."""

from __future__ import annotations

import functools
import json
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from amends.playbook.rules.draft import Attached, Draft, Intent, Mood, Situation
from amends.playbook.rules.policy import (
    Authority,
    Links,
    Policy,
    PrivateData,
    PrivateKind,
    PrivatePattern,
    Promises,
)

FOLDER = Path(__file__).parent.parent / "data" / "answers"
#: `open`: whoever writes rules may read it. `held_out`: nobody who writes rules does.
HALVES = ("open", "held_out")
#: Held out too, and written later: brands, customers and situations that neither half has.
UNSEEN = "unseen"
#: Written last by somebody who knew no rule, about brands of its own; counted, and never read.
FRESH = "fresh"
#: Written later, by somebody who knew no rule, of what the linter misses most; read while rules were written.
PRACTICE = "practice"
#: Not of the desk, and never to be spoken for.
_COMPETITORS = ("Hotel Belmarin",)
_KINDS = (PrivateKind.ORDER, PrivateKind.TRACKING, PrivateKind.CUSTOMER)


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer, with what a reader of it knows. No families: it is a good one."""

    half: str
    language: str
    text: str
    families: tuple[str, ...]
    #: Codes of rules, one of which should warn or block; empty for a good answer.
    expected: frozenset[str]
    brand: str
    is_public: bool
    draft: Draft

    @property
    def is_bad(self) -> bool:
        """Whether it should be stopped, or at least looked at again."""
        return bool(self.families)


def answers(half: str) -> list[Answer]:
    """All answers of a half, or the unseen ones, by language."""
    return [answer for file in sorted((FOLDER / half).glob("*.jsonl")) for answer in _file(file)]


def _file(file: Path) -> Iterator[Answer]:
    for line in file.read_text().splitlines():
        yield _answer(file.parent.name, file.stem, json.loads(line))


def _answer(half: str, language: str, row: Mapping[str, Any]) -> Answer:
    families = tuple(row["families"])
    return Answer(
        half=half,
        language=language,
        text=row["text"],
        families=families,
        expected=frozenset(code for family in families for code in right_rules()[family]),
        brand=row["brand"],
        is_public=row["public"],
        draft=_draft(language, row),
    )


def _draft(language: str, row: Mapping[str, Any]) -> Draft:
    pictures = enumerate(row.get("pictures", ()))
    return Draft(
        text=row["text"],
        is_public=row["public"],
        network=row["network"],
        role=row.get("role", "agent"),
        files=tuple(Attached(f"{number}.jpg", alt_text=words) for number, words in pictures),
        situation=_situation(language, row),
    )


def _situation(language: str, row: Mapping[str, Any]) -> Situation:
    own = brands()[row["brand"]]["name"]
    others = (brand["name"] for brand in brands().values() if brand["name"] != own)
    return Situation(
        customer_names=(row["customer"], row["customer"].split()[0]),
        language=language,
        mood=Mood(row["mood"]),
        intent=Intent(row["intent"]),
        said=row["said"],
        answers=tuple(row.get("earlier", ())),
        private_texts=tuple(row.get("private", ())),
        brand_names=(own,),
        other_brands=(*others, *_COMPETITORS),
    )


@functools.cache
def right_rules() -> Mapping[str, list[str]]:
    """For each family of bad answers, the codes of the rules that are right to speak."""
    return tomllib.loads((FOLDER / "families.toml").read_text())


@functools.cache
def brands() -> Mapping[str, Mapping[str, Any]]:
    """The brands by the short names that the answers use."""
    return tomllib.loads((FOLDER / "brands.toml").read_text())


@functools.cache
def policy(brand: str) -> Policy:
    """What a playbook of this brand would ask: its own links and contacts, and little to give away."""
    known = brands()[brand]
    return Policy(
        links=Links(allowed=(known["domain"],)),
        private=PrivateData(
            patterns=tuple(PrivatePattern(kind, known[kind]) for kind in _KINDS if kind in known),
            own_contacts=tuple(known["contacts"]),
        ),
        promises=Promises(guarantees_by=("lead", "owner"), liability_by=("owner",)),
        compensation=tuple(
            Authority(role, Decimal(most), currency)
            for role, most in (("agent", 20), ("lead", 500))
            for currency in ("EUR", "GBP")
        ),
    )
