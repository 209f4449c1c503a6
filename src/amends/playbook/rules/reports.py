"""What the linter found, for people, programs, code scanning and GitHub. Pure."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from amends.playbook.rules.builtin import RULES
from amends.playbook.rules.findings import Finding, Level

_SARIF = {Level.ADVISE: "note", Level.WARN: "warning", Level.BLOCK: "error"}
_GITHUB = {Level.ADVISE: "notice", Level.WARN: "warning", Level.BLOCK: "error"}


@dataclass(frozen=True, slots=True)
class Linted:
    """A text, where it came from ("": from nowhere that has a name), and what was found in it."""

    name: str
    text: str
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class _Spot:
    """A place as editors count: from 1, in lines and characters."""

    line: int
    column: int


def _spot(text: str, at: int) -> _Spot:
    before = text[:at]
    return _Spot(before.count("\n") + 1, at - (before.rfind("\n") + 1) + 1)


def human(some: Sequence[Linted]) -> str:
    """For a terminal: place, level, code and sentence, what to say instead, and a count."""
    lines = [line for linted in some for each in linted.findings for line in _told(linted, each)]
    count = sum(len(linted.findings) for linted in some)
    heavy = [each for linted in some for each in linted.findings if each.level is Level.BLOCK]
    if not count:
        return "Nothing to object to.\n"
    blocked = f", {len(heavy)} of them stop it" if heavy else ""
    lines.append(f"{count} finding{'' if count == 1 else 's'}{blocked}.")
    return "\n".join(lines) + "\n"


def _told(linted: Linted, each: Finding) -> list[str]:
    spot = _spot(linted.text, each.start)
    told = [
        f"{linted.name or 'text'}:{spot.line}:{spot.column}: {each.level} {each.code}: {each.sentence}"
    ]
    if each.end > each.start:
        told.append(f"    “{' '.join(linted.text[each.start : each.end].split())}”")
    if each.suggestion:
        told.append(f"    {each.suggestion}")
    return told


def as_json(some: Sequence[Linted]) -> str:
    """For programs: a list of findings; places in characters, and in lines and columns from 1."""
    return (
        json.dumps([_row(linted, each) for linted in some for each in linted.findings], indent=2)
        + "\n"
    )


def _row(linted: Linted, each: Finding) -> dict[str, object]:
    start, end = _spot(linted.text, each.start), _spot(linted.text, each.end)
    return {
        "file": linted.name,
        "code": each.code,
        "level": each.level.value,
        "start": each.start,
        "end": each.end,
        "line": start.line,
        "column": start.column,
        "end_line": end.line,
        "end_column": end.column,
        "sentence": each.sentence,
        "suggestion": each.suggestion,
        "replacement": each.replacement,
        "page": each.page,
    }


def sarif(some: Sequence[Linted]) -> str:
    """For code scanning: SARIF 2.1.0."""
    rules = [
        {
            "id": str(rule.code),
            "shortDescription": {"text": rule.sentence},
            "help": {"text": rule.page},
        }
        for rule in RULES
    ]
    driver = {"name": "amends lint", "rules": rules}
    results = [_result(linted, each) for linted in some for each in linted.findings]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    schema = "https://json.schemastore.org/sarif-2.1.0.json"
    return json.dumps({"$schema": schema, "version": "2.1.0", "runs": [run]}, indent=2) + "\n"


def _result(linted: Linted, each: Finding) -> dict[str, object]:
    start, end = _spot(linted.text, each.start), _spot(linted.text, each.end)
    region = {
        "startLine": start.line,
        "startColumn": start.column,
        "endLine": end.line,
        "endColumn": end.column,
    }
    place: dict[str, object] = {
        "artifactLocation": {"uri": linted.name or "text"},
        "region": region,
    }
    said = f"{each.sentence} {each.suggestion}" if each.suggestion else each.sentence
    return {
        "ruleId": each.code,
        "level": _SARIF[each.level],
        "message": {"text": said},
        "locations": [{"physicalLocation": place}],
    }


def github(some: Sequence[Linted]) -> str:
    """For GitHub's checks: workflow commands that stand beside the line."""
    return "".join(_command(linted, each) for linted in some for each in linted.findings)


def _command(linted: Linted, each: Finding) -> str:
    start, end = _spot(linted.text, each.start), _spot(linted.text, each.end)
    said = f"{each.sentence} {each.suggestion}" if each.suggestion else each.sentence
    place = f"line={start.line},endLine={end.line},col={start.column},endColumn={end.column}"
    file = f"file={_escaped(linted.name, property_too=True)}," if linted.name else ""
    return f"::{_GITHUB[each.level]} {file}{place},title={each.code}::{_escaped(said)}\n"


def _escaped(said: str, *, property_too: bool = False) -> str:
    for sign, code in (("%", "%25"), ("\r", "%0D"), ("\n", "%0A")):
        said = said.replace(sign, code)
    return said.replace(":", "%3A").replace(",", "%2C") if property_too else said


FORMATS: dict[str, Callable[[Sequence[Linted]], str]] = {
    "human": human,
    "json": as_json,
    "sarif": sarif,
    "github": github,
}
