"""The playbook as a form, made from its schema; what is typed in it goes back to the text.

What the form does not show (a part that it does not know, words over several lines in a list) stays as
it is in the text.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.conf.locale import LANG_INFO

from amends.playbook.rules.document import PLAYBOOK
from amends.playbook.rules.document.kinds import (
    LANGUAGE,
    By,
    Flag,
    Kind,
    Many,
    OneOf,
    Part,
    Record,
    Text,
)
from amends.playbook.rules.document.problems import Problem

Posted = Mapping[str, str]
_YES, _NO = frozenset({"true", "yes", "on"}), frozenset({"false", "no", "off"})
#: Keys that are offered where nothing is said yet.
_ROLES = ("agent", "lead", "owner")


@dataclass(frozen=True, slots=True)
class Control:
    """One field, or several that belong together; ``shape`` says which template draws it."""

    name: str
    label: str
    help: str
    shape: str
    value: str = ""
    choices: tuple[str, ...] = ()
    rows: int = 1
    wrong: tuple[str, ...] = ()
    below: tuple[Control, ...] = ()
    #: It is not in the playbook yet: something to fill in.
    is_new: bool = False


@dataclass(frozen=True, slots=True)
class Offered:
    """What keys are offered: the languages and networks of this brand."""

    languages: tuple[str, ...] = ()
    networks: tuple[str, ...] = ()
    problems: Mapping[tuple[str, ...], tuple[str, ...]] = field(default_factory=dict)


def problems_by_path(problems: Iterable[Problem]) -> dict[tuple[str, ...], tuple[str, ...]]:
    """What is wrong at each place."""
    found: dict[tuple[str, ...], tuple[str, ...]] = {}
    for problem in problems:
        found[problem.path] = (*found.get(problem.path, ()), problem.sentence)
    return found


def section(name: str, said: Mapping[str, Any], offered: Offered) -> Control | None:
    """The controls of one section of a playbook; None where there is none of that name."""
    part = next((part for part in PLAYBOOK.parts if part.name == name), None)
    return _control(part, said.get(name), (name,), offered) if part is not None else None


def _control(part: Part, said: Any, path: tuple[str, ...], offered: Offered) -> Control:
    label, words = part.label, part.help
    return _drawn(part.kind, said, path, offered, (label, words))


def _drawn(
    kind: Kind, said: Any, path: tuple[str, ...], offered: Offered, told: tuple[str, str]
) -> Control:
    if isinstance(kind, Record):
        parts = said if isinstance(said, Mapping) else {}
        below = tuple(
            _control(part, parts.get(part.name), (*path, part.name), offered) for part in kind.parts
        )
        return _group("group", path, told, below, offered)
    if isinstance(kind, Many) and isinstance(kind.each, Record):
        return _cards(kind, said, path, offered, told)
    if isinstance(kind, By):
        return _by(kind, said, path, offered, told)
    return _plain(kind, said, path, offered, told)


def _group(
    shape: str,
    path: tuple[str, ...],
    told: tuple[str, str],
    below: tuple[Control, ...],
    offered: Offered,
) -> Control:
    wrong = offered.problems.get(path, ())
    return Control(".".join(path), *told, shape, below=below, wrong=wrong)


def _cards(
    kind: Many, said: Any, path: tuple[str, ...], offered: Offered, told: tuple[str, str]
) -> Control:
    """A card for each item, and an empty one for the next."""
    items = said if isinstance(said, list) else []
    below = []
    for number, item in enumerate([*items, None]):
        title = _title(item)
        one = _drawn(kind.each, item, (*path, str(number)), offered, (title, ""))
        below.append(
            Control(one.name, title, "", "card", below=one.below, wrong=one.wrong, is_new=not item)
        )
    return _group("cards", path, told, tuple(below), offered)


def _title(item: Any) -> str:
    """What an item is known by: its first words."""
    if not isinstance(item, Mapping):
        return ""
    return next((str(each)[:80] for each in item.values() if isinstance(each, str)), "")


def _by(
    kind: By, said: Any, path: tuple[str, ...], offered: Offered, told: tuple[str, str]
) -> Control:
    parts = said if isinstance(said, Mapping) else {}
    keys = dict.fromkeys([*parts, *_keys(kind, offered)])
    below = tuple(
        _drawn(kind.each, parts.get(key), (*path, key), offered, (_called(kind, key), ""))
        for key in keys
    )
    return _group("by", path, told, below, offered)


def _called(kind: By, key: str) -> str:
    """A language by its name, anything else as it is written."""
    known = LANG_INFO.get(key) if kind.key is LANGUAGE else None
    return str(known["name"]) if known is not None and "name" in known else key


def _keys(kind: By, offered: Offered) -> tuple[str, ...]:
    if isinstance(kind.key, OneOf):
        return _ROLES
    is_network = isinstance(kind.each, Record)
    return offered.networks if is_network else offered.languages


def _plain(
    kind: Kind, said: Any, path: tuple[str, ...], offered: Offered, told: tuple[str, str]
) -> Control:
    name, wrong = ".".join(path), offered.problems.get(path, ())
    if isinstance(kind, Many):
        lines = _lines(said)
        if lines is None:
            return Control(name, *told, "text-only", wrong=wrong)
        below = [each for at, each in offered.problems.items() if at[:-1] == path]
        wrong = (*wrong, *(sentence for each in below for sentence in each))
        rows = min(12, max(2, len(lines) + 1))
        return Control(name, *told, "lines", "\n".join(lines), rows=rows, wrong=wrong)
    value = said if isinstance(said, str) else ""
    if isinstance(kind, Flag | OneOf):
        choices = ("yes", "no") if isinstance(kind, Flag) else kind.words
        return Control(name, *told, "choice", _chosen(kind, value), choices, wrong=wrong)
    if (isinstance(kind, Text) and kind.is_long) or "\n" in value:
        rows = min(10, max(2, len(value) // 70 + value.count("\n") + 1))
        return Control(name, *told, "long", value, rows=rows, wrong=wrong)
    return Control(name, *told, "line", value, wrong=wrong)


def _chosen(kind: Kind, value: str) -> str:
    word = value.strip().casefold()
    if isinstance(kind, Flag):
        return "yes" if word in _YES else "no" if word in _NO else ""
    return word


def _lines(said: Any) -> list[str] | None:
    """A list as lines; None where an item has several lines of its own."""
    items = said if isinstance(said, list) else [] if said is None else [said]
    if any(not isinstance(each, str) or "\n" in each for each in items):
        return None
    return items


# -------------------------------------------------------------------------------- what was typed


def wanted(said: Mapping[str, Any], name: str, posted: Posted) -> dict[str, Any]:
    """What the playbook is to say when one section of its form was posted."""
    part = next((part for part in PLAYBOOK.parts if part.name == name), None)
    if part is None:
        return dict(said)
    return _with(said, name, _taken(part.kind, said.get(name), (name,), posted))


def _with(said: Mapping[str, Any], name: str, value: Any) -> dict[str, Any]:
    """The same with this part, in its place; without it where nothing is said any more."""
    parts = dict(said)
    if value is None and parts.get(name) is not None:
        del parts[name]
    elif value is not None:
        parts[name] = value
    return parts


def _taken(kind: Kind, said: Any, path: tuple[str, ...], posted: Posted) -> Any:
    if isinstance(kind, Record):
        parts = said if isinstance(said, Mapping) else {}
        for part in kind.parts:
            below = (*path, part.name)
            parts = _with(parts, part.name, _taken(part.kind, parts.get(part.name), below, posted))
        return dict(parts) or None
    if isinstance(kind, Many) and isinstance(kind.each, Record):
        return _taken_cards(kind, said, path, posted)
    if isinstance(kind, By):
        return _taken_by(kind, said, path, posted)
    return _taken_plain(kind, said, ".".join(path), posted)


def _taken_cards(kind: Many, said: Any, path: tuple[str, ...], posted: Posted) -> Any:
    items = said if isinstance(said, list) else []
    kept = []
    for number, item in enumerate([*items, None]):
        here = (*path, str(number))
        if f"{'.'.join(here)}.gone" in posted:
            continue
        value = _taken(kind.each, item, here, posted)
        if value is not None:
            kept.append(value)
    return kept or (said if not items and said is not None else None)


def _taken_by(kind: By, said: Any, path: tuple[str, ...], posted: Posted) -> Any:
    parts = dict(said) if isinstance(said, Mapping) else {}
    start = f"{'.'.join(path)}."
    typed = [name[len(start) :].partition(".")[0] for name in posted if name.startswith(start)]
    for key in dict.fromkeys([*parts, *typed]):
        parts = _with(parts, key, _taken(kind.each, parts.get(key), (*path, key), posted))
    return parts or None


def _taken_plain(kind: Kind, said: Any, name: str, posted: Posted) -> Any:
    if name not in posted:
        return said
    typed = posted[name].replace("\r\n", "\n")
    if isinstance(kind, Many):
        lines = [line.strip() for line in typed.split("\n") if line.strip()]
        return said if lines == _lines(said) else lines or None
    words = typed.strip()
    if isinstance(said, str) and (words == said.strip() or _is_same_flag(kind, words, said)):
        return said
    return words or None


def _is_same_flag(kind: Kind, words: str, said: str) -> bool:
    meant = said.strip().casefold()
    return isinstance(kind, Flag) and (
        (words == "yes" and meant in _YES) or (words == "no" and meant in _NO)
    )
