"""Which fields of an object are asked for: ``id,from,messages.limit(25){id,message}``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from amends.practice.objects import Json

_NAME = re.compile(r"[a-z_]+")
_ARGUMENT = re.compile(r"\.([a-z_]+)\(([^()]*)\)")


@dataclass(frozen=True, slots=True)
class Wanted:
    """One field, what its edge is told (``limit`` and the like), and what is asked of what is in it."""

    arguments: Mapping[str, str] = field(default_factory=dict)
    inner: Mapping[str, Wanted] = field(default_factory=dict)


def parsed(text: str) -> dict[str, Wanted]:
    """The fields by name. Raises ValueError for what is no list of fields."""
    found, end = _list(text, 0)
    if end != len(text):
        raise ValueError(f"Syntax error in the field list at {end}")
    return found


def picked(told: Json, wanted: Mapping[str, Wanted]) -> Json:
    """What was asked for of an object; all of it without a wish. Raises KeyError: no such field."""
    if not wanted:
        return told
    return {"id": told["id"]} | {
        name: _within(told[name], each.inner)
        for name, each in wanted.items()
        if told[name] is not None
    }


def _within(value: object, wanted: Mapping[str, Wanted]) -> object:
    if not wanted:
        return value
    if not isinstance(value, dict):
        return value
    inside = value.get("data")
    if isinstance(inside, list):
        return {**value, "data": [picked(each, wanted) for each in inside]}
    if isinstance(inside, dict):
        return {"data": {name: inside[name] for name in wanted}}
    return {name: value[name] for name in wanted}


def _list(text: str, at: int) -> tuple[dict[str, Wanted], int]:
    found: dict[str, Wanted] = {}
    while (name := _NAME.match(text, at)) is not None:
        arguments: dict[str, str] = {}
        at = name.end()
        while (argument := _ARGUMENT.match(text, at)) is not None:
            arguments[argument[1]] = argument[2]
            at = argument.end()
        inner: dict[str, Wanted] = {}
        if text[at : at + 1] == "{":
            inner, at = _list(text, at + 1)
            if text[at : at + 1] != "}":
                raise ValueError(f"Syntax error in the field list at {at}")
            at += 1
        found[name.group()] = Wanted(arguments, inner)
        if text[at : at + 1] != ",":
            return found, at
        at += 1
    return found, at
