"""Changes a playbook's text where a form changed what it says; every other character stays. Pure.

Comments, blank lines, quotes and order are people's own. So a value is written in the place of the old
one, a new line beside its neighbours, and what was removed goes with its own lines only.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from amends.playbook.rules.document.nodes import (
    Mapping,
    Node,
    Pair,
    Scalar,
    Sequence,
    plain,
    read_tree,
)

#: Words that mean themselves without quotes, in any reader of YAML.
_PLAIN = re.compile(r"[A-Za-zÀ-ɏ][\w À-ɏ.,;!?’'()/+&%€$£–—-]*")
_SPECIAL = frozenset(["true", "false", "yes", "no", "on", "off", "null", "~", "y", "n"])


class CannotEdit(ValueError):
    """The text is laid out in a way that a form cannot change; it is changed by hand."""


@dataclass(frozen=True, slots=True)
class _Edit:
    start: int
    end: int
    text: str


def rewritten(text: str, wanted: dict[str, Any]) -> str:
    """The text, saying what is wanted: words, lists and dictionaries as `nodes.plain` gives them.

    Raises `CannotEdit` where that cannot be done without touching anything else.
    """
    tree = read_tree(text)
    if tree.root is None or tree.problems:
        raise CannotEdit
    edits = reversed(list(_mapping(text, tree.root, wanted, 0)))
    # From the end to the beginning, so that no place moves. What is put in at a place goes there after
    # what stood there is gone, and an inner part's before its outer one's.
    for edit in sorted(edits, key=lambda each: (-each.start, each.start == each.end)):
        text = text[: edit.start] + edit.text + text[edit.end :]
    after = read_tree(text)
    if after.problems or plain(after.root) != wanted:
        raise CannotEdit
    return text


def _value(text: str, node: Node, wanted: Any, indent: int) -> Iterator[_Edit]:
    if plain(node) == wanted:
        return
    if isinstance(node, Mapping) and isinstance(wanted, dict) and wanted and _is_open(node):
        yield from _mapping(text, node, wanted, indent)
    elif isinstance(node, Sequence) and isinstance(wanted, list) and wanted and _is_open(node):
        yield from _sequence(text, node, wanted)
    elif isinstance(wanted, dict | list) and wanted and not _is_inline(node):
        yield _Edit(node.start, node.end, _inline(wanted))
    elif isinstance(wanted, str) and "\n" in wanted:
        yield _Edit(node.start, node.end, _lines(wanted, indent))
    else:
        yield _Edit(node.start, node.end, _inline(wanted))


def _is_open(node: Mapping | Sequence) -> bool:
    """Whether it stands on lines of its own and holds something."""
    return not node.is_flow and bool(node.pairs if isinstance(node, Mapping) else node.items)


def _is_inline(node: Node) -> bool:
    return isinstance(node, Mapping | Sequence) and node.is_flow


# ---------------------------------------------------------------------------------- keys


def _mapping(text: str, node: Mapping, wanted: dict[str, Any], indent: int) -> Iterator[_Edit]:
    column = node.pairs[0].key.column - 1 if node.pairs else indent
    for pair in node.pairs:
        name = pair.key.value
        if name in wanted:
            yield from _pair(text, pair, wanted[name], column)
        else:
            yield _removed(text, pair.key.start, pair.value.end)
    known = {pair.key.value for pair in node.pairs}
    new = {name: value for name, value in wanted.items() if name not in known}
    if new:
        end = _line_end(text, node.end if node.pairs else 0)
        yield _Edit(end, end, _begun(text, end) + _block(new, column))


def _pair(text: str, pair: Pair, wanted: Any, column: int) -> Iterator[_Edit]:
    value = pair.value
    is_nothing = isinstance(value, Scalar) and value.is_empty
    grows = isinstance(wanted, dict | list) and bool(wanted)
    if plain(value) == wanted:
        return
    if grows and (is_nothing or _is_inline(value) or isinstance(value, Scalar)):
        # What stood in one line is written out: lists of sentences are read line by line.
        yield _Edit(_after_colon(text, pair), value.end, "\n" + _body(wanted, column + 2).rstrip())
    elif is_nothing:
        at = _after_colon(text, pair)
        yield _Edit(at, max(at, value.end), f" {_scalar(wanted, column + 2)}")
    elif isinstance(value, Mapping | Sequence) and not value.is_flow and not grows:
        yield _Edit(_after_colon(text, pair), value.end, f" {_scalar(wanted, column + 2)}")
    else:
        yield from _value(text, value, wanted, column + 2)


def _after_colon(text: str, pair: Pair) -> int:
    return text.index(":", pair.key.end) + 1


# ---------------------------------------------------------------------------------- items


def _sequence(text: str, node: Sequence, wanted: list[Any]) -> Iterator[_Edit]:
    have = [plain(each) for each in node.items]
    marks = [json.dumps(each, sort_keys=True) for each in have]
    wants = [json.dumps(each, sort_keys=True) for each in wanted]
    column = node.items[0].column - 1
    dash = _dash_column(text, node.items[0])
    for verb, a, b, c, d in SequenceMatcher(None, marks, wants, autojunk=False).get_opcodes():
        if verb == "equal":
            continue
        both = min(b - a, d - c)
        for item, value in zip(node.items[a : a + both], wanted[c : c + both], strict=True):
            yield from _value(text, item, value, column)
        for item in node.items[a + both : b]:
            yield _removed(text, _dash(text, item), item.end)
        more = wanted[c + both : d]
        if more:
            yield _added(text, node, a + both, _items(more, dash))


def _added(text: str, node: Sequence, at: int, lines: str) -> _Edit:
    """New items behind the one before them; before the first where there is none."""
    if at == 0:
        start = _line_start(text, _dash(text, node.items[0]))
        return _Edit(start, start, lines)
    end = _line_end(text, node.items[at - 1].end)
    return _Edit(end, end, _begun(text, end) + lines)


def _dash(text: str, item: Node) -> int:
    return text.rindex("-", 0, item.start)


def _dash_column(text: str, item: Node) -> int:
    at = _dash(text, item)
    return at - _line_start(text, at)


# ---------------------------------------------------------------------------------- lines


def _removed(text: str, start: int, end: int) -> _Edit:
    first = _line_start(text, start)
    if text[first:start].strip():
        # It shares its line with a dash: what follows it takes its place.
        following = _line_end(text, end)
        rest = text[following:]
        return _Edit(start, following + len(rest) - len(rest.lstrip(" ")), "")
    return _Edit(first, _line_end(text, end), "")


def _line_start(text: str, at: int) -> int:
    return text.rfind("\n", 0, at) + 1


def _line_end(text: str, at: int) -> int:
    """Behind the line's own line break, or the end of the text."""
    found = text.find("\n", max(0, at))
    return len(text) if found < 0 else found + 1


def _begun(text: str, at: int) -> str:
    return "" if at == 0 or text[at - 1] == "\n" else "\n"


# -------------------------------------------------------------------------------- writing


def _block(value: dict[str, Any], indent: int) -> str:
    """Keys and what they say, each on its line, the last one ended."""
    out = []
    for name, each in value.items():
        out.append(f"{' ' * indent}{_key(name)}:{_said(each, indent)}")
    return "".join(out)


def _said(value: Any, indent: int) -> str:
    if isinstance(value, dict | list) and value:
        return "\n" + _body(value, indent + 2)
    return f" {_scalar(value, indent + 2)}\n"


def _body(value: dict[str, Any] | list[Any], indent: int) -> str:
    return _block(value, indent) if isinstance(value, dict) else _items(value, indent)


def _items(values: list[Any], indent: int) -> str:
    out = []
    for each in values:
        if isinstance(each, dict) and each:
            lines = _block(each, indent + 2)
            out.append(f"{' ' * indent}- {lines[indent + 2 :]}")
        else:
            out.append(f"{' ' * indent}- {_scalar(each, indent + 2)}\n")
    return "".join(out)


def _scalar(value: Any, indent: int) -> str:
    if isinstance(value, str) and "\n" in value:
        return _lines(value, indent)
    return _inline(value)


def _inline(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_key(k)}: {_inline(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_inline(each) for each in value) + "]"
    return "" if value is None else _words(str(value))


def _words(value: str) -> str:
    is_number = re.fullmatch(r"[0-9]{1,12}(\.[0-9]{1,2})?", value) is not None
    is_plain = _PLAIN.fullmatch(value) and value == value.strip()
    if is_number or (is_plain and not set(value) & set("#,:") and value not in _SPECIAL):
        return value
    if value in _SPECIAL - {"null", "~"}:
        return value
    return json.dumps(value, ensure_ascii=False)


def _lines(value: str, indent: int) -> str:
    """Several lines, as they are."""
    if value != value.strip() or any(ord(each) < 32 and each != "\n" for each in value):
        return json.dumps(value, ensure_ascii=False)
    body = "\n".join(f"{' ' * indent}{line}" if line else "" for line in value.split("\n"))
    return f"|-\n{body}"


def _key(name: str) -> str:
    return name if re.fullmatch(r"[A-Za-z_][\w-]*", name) else json.dumps(name, ensure_ascii=False)
