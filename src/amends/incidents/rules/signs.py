"""A text's signs for comparing it with others: words, pairs of words, matters and troubles. Pure."""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache

from amends.incidents.rules.matters import BARE, FAULTS, FILLERS, SPOKEN, TROUBLES

#: Longer texts say the same thing several times; their beginning is enough.
LONGEST = 1_500
#: Of a word so many letters are compared: endings differ, and so do tenses.
_STEM = 6
_AWAY = re.compile(r"https?://\S+|www\.\S+|[@]\w[\w.@-]*|\S+@\S+")
_END = re.compile(r"[.!?;:\n]+\s")
#: "Not" and what is not are at most so many words apart.
_NEAR = 5
#: A long text's signs do not weigh each other down.
_MOST_LENGTH = 3.0
_WORD = re.compile(r"[^\W\d_]+|\d+")

#: What each kind of sign counts: a matter more than a word, a word more than a piece of one.
WEIGHTS = {"t": 3.0, "m": 1.0, "mm": 0.8, "w": 0.6, "ww": 0.3, "p": 0.1}

Signs = dict[str, float]


def folded(text: str) -> list[str]:
    """The words of a text in small letters without accents; addresses and handles are left out."""
    plain = unicodedata.normalize("NFKD", _AWAY.sub(" ", text[:LONGEST]).casefold())
    bare = "".join(each for each in plain if not unicodedata.combining(each))
    bare = bare.replace("'", "").replace("’", "")
    return [word if not word[0].isdigit() else "0" for word in _WORD.findall(bare)]


def signs(text: str) -> Signs:
    """Every sign of a text with its share; those of a long text weigh no less."""
    sentences = [folded(part) for part in _END.split(text[:LONGEST])]
    words = [word for part in sentences for word in part]
    said = [word[:_STEM] for word in words if word not in FILLERS]
    spoken = sorted(set().union(*(_spoken(part) for part in sentences)))
    found: set[str] = {f"m {matter}" for matter in spoken if matter not in BARE}
    found.update(f"t {trouble}" for trouble in troubles_in(spoken))
    found.update(
        f"mm {first} {second}" for at, first in enumerate(spoken) for second in spoken[at + 1 :]
    )
    found.update(f"w {stem}" for stem in said)
    found.update(f"ww {one} {two}" for one, two in itertools.pairwise(said))
    found.update(f"p {piece}" for word in words if word not in FILLERS for piece in _pieces(word))
    return _levelled(found)


def _spoken(words: Sequence[str]) -> set[str]:
    """What one sentence speaks of; two words make a fault only near each other."""
    heard = [set(matters_of(word)) for word in words]
    spoken: set[str] = set().union(*heard)
    for fault, ways in FAULTS.items():
        if any(_near(heard, one, two) for one, two in ways):
            spoken.add(fault)
    return spoken


def _near(heard: Sequence[set[str]], one: str, two: str) -> bool:
    firsts = [at for at, matters in enumerate(heard) if one in matters]
    seconds = [at for at, matters in enumerate(heard) if two in matters]
    return any(0 < abs(first - second) <= _NEAR for first in firsts for second in seconds)


def troubles_in(spoken: Iterable[str]) -> list[str]:
    """The troubles that matters speak of together: of what, and what is wrong with it."""
    said = set(spoken)
    return [name for name, (of, wrong) in TROUBLES.items() if said & of and said & wrong]


def _levelled(found: Iterable[str]) -> Signs:
    weighed = {sign: WEIGHTS[sign.split(" ", 1)[0]] for sign in found}
    length = min(sum(weight * weight for weight in weighed.values()) ** 0.5, _MOST_LENGTH)
    return {sign: weight / length for sign, weight in weighed.items()} if length else {}


def _pieces(word: str) -> list[str]:
    """Four letters at a time, so that a misspelled word is still half the word."""
    return [word[at : at + 4] for at in range(len(word) - 3)]


@lru_cache(maxsize=20_000)
def matters_of(word: str) -> tuple[str, ...]:
    """The matters that a folded word speaks of."""
    whole = _WHOLE.get(word, ())
    begun = [matter for size in range(2, len(word) + 1) for matter in _BEGUN.get(word[:size], ())]
    return tuple(dict.fromkeys((*whole, *begun)))


def _told() -> tuple[dict[str, tuple[str, ...]], dict[str, tuple[str, ...]]]:
    whole: dict[str, tuple[str, ...]] = {}
    begun: dict[str, tuple[str, ...]] = {}
    for matter, line in SPOKEN.items():
        for word in line.split():
            kept, key = (begun, word[:-1]) if word.endswith("*") else (whole, word)
            kept[key] = (*kept.get(key, ()), matter)
    return whole, begun


_WHOLE, _BEGUN = _told()
