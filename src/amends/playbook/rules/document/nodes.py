"""Playbook text as a tree that knows where everything stands. Pure.

YAML is read by its events alone: there is nothing to construct, so nothing to attack. Aliases and tags
are refused, and size, depth and number of parts are bounded before anything is kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from amends.playbook.rules.document.problems import Problem

#: Characters; our own starters have a fifth of it. It is read in less than a second.
LONGEST = 100_000
DEEPEST = 12
MOST_PARTS = 12_000
#: Where a text has more, it is no playbook: it is read once and no further.
MOST_SECTIONS = 40

_SECTION = re.compile(r"^[A-Za-z_\"'][^\n]*:", re.MULTILINE)
_NEVER = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Node:
    """Something in the text; ``line`` and ``column`` count from 1, ``start`` and ``end`` are characters."""

    line: int
    column: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Scalar(Node):
    """Words, a number, or nothing."""

    value: str
    is_quoted: bool = False
    #: Written with ``|`` or ``>``: over several lines.
    is_block: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether nothing was said: ``key:``, ``~`` or ``null``."""
        return not self.is_quoted and self.value in {"", "~", "null"}


@dataclass(frozen=True, slots=True)
class Pair:
    """A key with what it says."""

    key: Scalar
    value: Node


@dataclass(frozen=True, slots=True)
class Mapping(Node):
    """Keys and what they say, in their order."""

    pairs: tuple[Pair, ...]
    is_flow: bool = False

    def get(self, name: str) -> Node | None:
        """What a key says; None where it is not there."""
        return next((pair.value for pair in self.pairs if pair.key.value == name), None)


@dataclass(frozen=True, slots=True)
class Sequence(Node):
    """Items, in their order."""

    items: tuple[Node, ...]
    is_flow: bool = False


class _TooMuch(Exception):
    def __init__(self, problem: Problem) -> None:
        self.problem = problem


@dataclass(slots=True)
class _Builder:
    """Makes nodes of a parser's events."""

    text: str
    events: Iterator[Any]
    parts: int = 0
    problems: list[Problem] = field(default_factory=list)

    def document(self) -> Node | None:
        found: Node | None = None
        for event in self.events:
            kind = type(event).__name__
            if kind == "DocumentStartEvent" and found is not None:
                raise _stop(event, "This begins a second document; take the line “---” out.")
            if kind in {"ScalarEvent", "MappingStartEvent", "SequenceStartEvent", "AliasEvent"}:
                found = self.node(event, 1)
        return found

    def node(self, event: Any, depth: int) -> Node:
        self._check(event, depth)
        kind = type(event).__name__
        if kind == "ScalarEvent":
            return self._scalar(event)
        if kind == "MappingStartEvent":
            return self._mapping(event, depth)
        return self._sequence(event, depth)

    def _check(self, event: Any, depth: int) -> None:
        self.parts += 1
        if self.parts > MOST_PARTS:
            raise _stop(event, f"A playbook has up to {MOST_PARTS:,} parts; make this one shorter.")
        if depth > DEEPEST:
            raise _stop(event, "This is nested too deeply; no part of a playbook is that deep.")
        if type(event).__name__ == "AliasEvent" or event.anchor is not None:
            raise _stop(event, "& and * point to other places; write the words out here instead.")
        if getattr(event, "tag", None) is not None:
            raise _stop(event, "Tags (!) are not read; put the words in quotes, or take it out.")

    def _scalar(self, event: Any) -> Scalar:
        line, column, start = _where(event)
        end, style = event.end_mark.index, event.style
        is_block = style in {"|", ">"}
        if is_block:
            end = start + len(self.text[start:end].rstrip())
        return Scalar(line, column, start, end, event.value, style is not None, is_block)

    def _mapping(self, event: Any, depth: int) -> Mapping:
        pairs: list[Pair] = []
        seen: set[str] = set()
        for each in self.events:
            if type(each).__name__ == "MappingEndEvent":
                end = each.end_mark.index if event.flow_style else _end(pairs, event)
                return Mapping(*_where(event), end, tuple(pairs), bool(event.flow_style))
            key = self.node(each, depth + 1)
            value = self.node(next(self.events), depth + 1)
            if not isinstance(key, Scalar):
                raise _stop(each, "A key is one word; a list or a mapping cannot be one.")
            if key.value in seen:
                said = f"“{key.value}” stands here twice; put both together into one."
                self.problems.append(Problem(key.line, key.column, said))
                continue
            seen.add(key.value)
            pairs.append(Pair(key, value))
        raise AssertionError("a parser ends what it begins")

    def _sequence(self, event: Any, depth: int) -> Sequence:
        items: list[Node] = []
        for each in self.events:
            if type(each).__name__ == "SequenceEndEvent":
                end = items[-1].end if items else each.end_mark.index
                end = each.end_mark.index if event.flow_style else end
                return Sequence(*_where(event), end, tuple(items), bool(event.flow_style))
            items.append(self.node(each, depth + 1))
        raise AssertionError("a parser ends what it begins")


def _where(event: Any) -> tuple[int, int, int]:
    mark = event.start_mark
    return mark.line + 1, mark.column + 1, mark.index


def _end(pairs: list[Pair], event: Any) -> int:
    return pairs[-1].value.end if pairs else int(event.end_mark.index)


def _stop(event: Any, sentence: str) -> _TooMuch:
    line, column, _ = _where(event)
    return _TooMuch(Problem(line, column, sentence))


@dataclass(frozen=True, slots=True)
class Tree:
    """What was read, and what could not be."""

    root: Mapping | None
    problems: tuple[Problem, ...]


def read_tree(text: str) -> Tree:
    """The text as a tree. What cannot be read is left out and told of, section by section."""
    told = _unreadable(text)
    if told is not None:
        return Tree(None, (told,))
    whole = _parsed(text)
    if whole.root is not None or not any(_is_syntax(each) for each in whole.problems):
        return whole
    return _by_sections(text, whole)


def _unreadable(text: str) -> Problem | None:
    if len(text) > LONGEST:
        said = f"A playbook has up to {LONGEST:,} characters; this one has {len(text):,}."
        return Problem(1, 1, said)
    never = _NEVER.search(text)
    if never is None:
        return None
    line = text.count("\n", 0, never.start()) + 1
    column = never.start() - text.rfind("\n", 0, never.start())
    said = "Here is a character that cannot be seen; delete it and type the words anew."
    return Problem(line, column, said)


def _parsed(text: str) -> Tree:
    builder = _Builder(text, YAML(typ="safe", pure=True).parse(text))
    try:
        found = builder.document()
    except _TooMuch as too_much:
        return Tree(None, (*builder.problems, too_much.problem))
    except MarkedYAMLError as wrong:
        return Tree(None, (*builder.problems, _in_words(wrong, text)))
    except YAMLError:
        said = "This cannot be read as YAML; begin with one of the starters and change it."
        return Tree(None, (Problem(1, 1, said),))
    problems = tuple(builder.problems)
    return _rooted(found, problems)


def _rooted(found: Node | None, problems: tuple[Problem, ...]) -> Tree:
    if found is None or (isinstance(found, Scalar) and found.is_empty):
        return Tree(Mapping(1, 1, 0, 0, ()), problems)
    if not isinstance(found, Mapping):
        said = "A playbook begins with keys, such as “voice:”; begin with one of the starters."
        return Tree(None, (*problems, Problem(found.line, found.column, said)))
    return Tree(found, problems)


_SYNTAX = ("syntax",)


def _is_syntax(problem: Problem) -> bool:
    return problem.path == _SYNTAX


def _by_sections(text: str, whole: Tree) -> Tree:
    """One section that cannot be read does not hide what is wrong in the others."""
    starts = [found.start() for found in _SECTION.finditer(text)]
    if len(starts) > MOST_SECTIONS:
        return whole
    pairs: list[Pair] = []
    problems: list[Problem] = []
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        # Lines and characters before it stay, emptied: every place is where it is in the whole text.
        before = "".join("\n" if each == "\n" else " " for each in text[:start])
        part = _parsed(before + text[start:end])
        problems += part.problems
        pairs += part.root.pairs if part.root is not None else ()
    if not problems:
        return whole
    told = tuple(Problem(each.line, each.column, each.sentence) for each in problems)
    if not pairs:
        return Tree(None, told)
    return Tree(Mapping(1, 1, 0, len(text), tuple(pairs)), told)


_WORDS: tuple[tuple[str, str], ...] = (
    ("'\\t'", "This line begins with a tab; use spaces instead."),
    (
        "mapping values are not allowed",
        "A colon too much, or a line that stands too far in or out: put words with a colon in quotes.",
    ),
    ("that cannot start any token", "Words cannot begin with this sign; put them in quotes."),
    ("unknown escape", "After a backslash comes n, t or \\; or use single quotes."),
    ("quoted scalar", "A quote is opened here and not closed properly; close it."),
    ("flow sequence", "A list in [ ] is not closed, or a comma is missing."),
    ("flow mapping", "What stands in { } is not closed, or a comma is missing."),
    ("sequence entries are not allowed", "A list begins on a line of its own, below its key."),
    ("simple key", "A colon is missing at the end of this key."),
    ("block collection", "This line stands too far in or out; begin it below its neighbours."),
    ("block mapping", "This line stands too far in or out; begin it below its neighbours."),
    ("document start", "This line stands too far in or out; begin it below its neighbours."),
    ("alias", "& and * point to other places; write the words out here, or put them in quotes."),
    ("anchor", "& and * point to other places; write the words out here, or put them in quotes."),
)


def _in_words(wrong: MarkedYAMLError, text: str) -> Problem:
    mark = wrong.problem_mark or wrong.context_mark
    if "quoted scalar" in (wrong.context or "") and "end of stream" in (wrong.problem or ""):
        mark = wrong.context_mark or mark
    said = f"{wrong.problem or ''} {wrong.context or ''}"
    sentence = next((words for sign, words in _WORDS if sign in said), "")
    line = min(mark.line, text.count("\n")) + 1 if mark else 1
    column = mark.column + 1 if mark else 1
    return Problem(line, column, sentence or f"This cannot be read: {wrong.problem}.", _SYNTAX)


def plain(node: Node | None) -> Any:
    """The node as words, lists and dictionaries; None where nothing is said."""
    if isinstance(node, Mapping):
        return {pair.key.value: plain(pair.value) for pair in node.pairs}
    if isinstance(node, Sequence):
        return [plain(each) for each in node.items]
    if isinstance(node, Scalar) and not node.is_empty:
        return node.value
    return None
