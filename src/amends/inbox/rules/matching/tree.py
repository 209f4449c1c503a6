"""What a query asks, as a small tree. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Term:
    """Words that stand together, folded; of the last one only its beginning where ``is_prefix``.

    A hashtag or a handle is one word with its sign.
    """

    words: tuple[str, ...]
    is_prefix: bool = False

    def __str__(self) -> str:
        return " ".join(self.words) + ("*" if self.is_prefix else "")


@dataclass(frozen=True, slots=True)
class Near:
    """A word that may be misspelt by so many letters."""

    word: str
    distance: int

    def __str__(self) -> str:
        return f"{self.word}~"


@dataclass(frozen=True, slots=True)
class Filter:
    """Something about the message that is no word of it.

    ``key``: ``lang``, ``country``, ``channel``, ``from`` or ``has``.
    """

    key: str
    value: str

    def __str__(self) -> str:
        return f"{self.key}:{self.value}"


@dataclass(frozen=True, slots=True)
class All:
    """Every part must hold."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Any:
    """One part must hold."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The part must not hold."""

    part: Node


Leaf = Term | Near | Filter
Node = Leaf | All | Any | Not


def leaves(node: Node) -> Iterator[Leaf]:
    """Every leaf, wanted or not."""
    if isinstance(node, Not):
        yield from leaves(node.part)
    elif isinstance(node, All | Any):
        for part in node.parts:
            yield from leaves(part)
    else:
        yield node


def wanted(node: Node) -> Iterator[Leaf]:
    """The leaves that a message is found by: none of those that exclude it."""
    if isinstance(node, All | Any):
        for part in node.parts:
            yield from wanted(part)
    elif not isinstance(node, Not):
        yield node


def can_begin(node: Node) -> bool:
    """Whether a message can only fit because of something that it has: exclusions alone fit everything."""
    if isinstance(node, All):
        return any(can_begin(part) for part in node.parts)
    if isinstance(node, Any):
        return all(can_begin(part) for part in node.parts)
    return not isinstance(node, Not)
