"""The stories people on the practice network live: read from `matters/<brand>.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any, Literal

Way = Literal["post", "comment", "message", "review"]


@dataclass(slots=True, frozen=True)
class Somebody:
    """A person with a handle, a name and so many followers."""

    handle: str
    name: str
    followers: int = 120


@dataclass(slots=True, frozen=True)
class Announcement:
    """A post of the brand's own, which people comment on."""

    key: str
    text: str
    photos: tuple[str, ...] = ()


@dataclass(slots=True, frozen=True)
class Matter:
    """One person's matter in steps: what is said first, and what then, depending on the answer."""

    key: str
    who: str
    way: Way
    text: str
    lang: str = "en"
    photos: tuple[str, ...] = ()
    stars: int | None = None
    under: str = ""
    silence: tuple[str, ...] = ()
    """Said one after the other while nobody answers."""
    private: str = ""
    """Written in private when asked for a number or to write in private."""
    sorry: str = ""
    """Said after an apology or an offer."""
    answered: str = ""
    """Said after any other answer."""
    thanks: str = ""
    """Said when the next answer follows: it was made right."""
    others: tuple[tuple[str, str], ...] = ()
    """(handle, text) of people who join in."""
    later: str = ""
    """The text after an edit some time later; for a review, after it was made right."""
    later_stars: int | None = None
    takes_back: bool = False
    answer: str = ""
    """What the brand answered, when the matter lies in the past."""
    likes: int = 0


@dataclass(slots=True, frozen=True)
class Cast:
    """A brand with its people, its own posts and the matters they bring."""

    handle: str
    people: Mapping[str, Somebody]
    posts: tuple[Announcement, ...]
    matters: tuple[Matter, ...]


def cast_of(handle: str) -> Cast:
    """The stories of one brand; a brand without a file of its own has none."""
    page = files("amends.practice") / "matters" / f"{handle}.toml"
    if not page.is_file():
        return Cast(handle, {}, (), ())
    told = tomllib.loads(page.read_text(encoding="utf-8"))
    people = [Somebody(**each) for each in told["people"]]
    return Cast(
        handle,
        {each.handle: each for each in people},
        tuple(Announcement(**_tuples(each)) for each in told["posts"]),
        tuple(Matter(**_tuples(each)) for each in told["matters"]),
    )


def _tuples(entry: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _tuple(value) for name, value in entry.items()}


def _tuple(value: object) -> object:
    return tuple(_tuple(each) for each in value) if isinstance(value, list) else value
