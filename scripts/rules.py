"""Writes the pages of the linter's rules: what each says and why, and what is checked in which language."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path

from amends.playbook.rules.builtin import RULES
from amends.playbook.rules.languages import KNOWN
from amends.playbook.rules.lexicon import Saying
from amends.playbook.rules.rule import Example, Rule
from amends.playbook.rules.sayings import sayings

FOLDER = Path(__file__).parents[1] / "docs" / "playbook"
NAMES = {
    "en": "English",
    "de": "German",
    "fr": "French",
    "es": "Spanish",
    "nl": "Dutch",
    "it": "Italian",
    "pt": "Portuguese",
}
_WRITTEN = "<!-- Written by make docs from the rules themselves. -->"
_SHOWN = 4
_ABOUT = (
    "come with Amends. Each carries texts that it must find something in and texts that it must "
    "leave alone, and `make test` holds it to them. A playbook can make a rule heavier or lighter or "
    "turn it off, per network and language; it can add rules of its own. What is checked in which "
    "language is on [a page of its own](languages.md); how to run the linter is [here](linter.md)."
)
_SPOKEN = (
    "English is complete. In the other six languages the rules that matter most know the words of "
    "the language; what does not hang on words (private data, gaps, links, capitals, the playbook's "
    "own words) is checked in every language, also in those that are not named here. A text's "
    "language is what it is said to be, and what its small words say; for a text of which neither is "
    "known, the words of all seven are looked for."
)
_FEW = (
    "“few” means that the rule knows less than half as many words there as in English, so it will "
    "miss more. Patterns of words by language, about:"
)


def rules() -> str:
    """The page of all rules, with an anchor per code."""
    parts = [
        "# The rules of the linter",
        _WRITTEN,
        f"{len(RULES)} rules {_ABOUT}",
    ]
    for family, some in groupby(RULES, key=lambda rule: rule.family):
        parts += [f"## {family}", *(_rule(each) for each in some)]
    return "\n\n".join(parts) + "\n"


def _rule(rule: Rule) -> str:
    spoken = ", ".join(NAMES[each] for each in rule.languages) or "any"
    lines = [
        f"### {rule.code}",
        "",
        f"{rule.sentence} {rule.suggestion or ''}".rstrip(),
        "",
        f"Level: {rule.level}, unless the finding or the playbook says otherwise. Languages: {spoken}.",
        "",
        "```text",
        *(f"no   {text}" for text in _texts(rule.must_fail)),
        *(f"yes  {text}" for text in _texts(rule.must_pass)),
        "```",
    ]
    return "\n".join(lines)


def _texts(examples: Iterable[Example]) -> Iterator[str]:
    """Some examples in one line each, as far as their characters can be shown."""
    shown = (" ".join(each.draft.text.split()) for each in examples)
    readable = dict.fromkeys(text for text in shown if text.isprintable() and len(text) <= 160)
    return iter(list(readable)[:_SHOWN])


def languages() -> str:
    """The page that says what is checked in which language."""
    head = ["rule", *(NAMES[each] for each in KNOWN), "other languages"]
    rows = [head, ["---"] * len(head), *(_row(rule) for rule in RULES)]
    table = "\n".join(f"| {' | '.join(row)} |" for row in rows)
    counts = ", ".join(f"{NAMES[each]} {_count(each)}" for each in KNOWN)
    title = "# What is checked in which language"
    return "\n\n".join([title, _WRITTEN, _SPOKEN, table, f"{_FEW} {counts}."]) + "\n"


def _row(rule: Rule) -> list[str]:
    if not rule.languages:
        return [f"[{rule.code}](rules.md#{rule.code})", *["yes"] * (len(KNOWN) + 1)]
    cells = [_cell(rule, each) for each in KNOWN]
    return [f"[{rule.code}](rules.md#{rule.code})", *cells, "no"]


def _cell(rule: Rule, language: str) -> str:
    if language not in rule.languages:
        return "no"
    known, english = _size(language, rule.code), _size("en", rule.code)
    return "few" if 2 * known < english else "yes"


def _size(language: str, topic: str) -> int:
    """How much there is to look for, in characters of patterns."""
    return sum(len(_pattern(each)) for each in sayings(language).get(topic, ()))


def _count(language: str) -> int:
    """How many ways of saying things the patterns of a language list, about."""
    some = sayings(language).values()
    return sum(_pattern(each).count("|") + 1 for sayings_of in some for each in sayings_of)


def _pattern(saying: str | Saying) -> str:
    return saying.pattern if isinstance(saying, Saying) else saying


PAGES = {"rules.md": rules, "languages.md": languages}


def main() -> None:
    """Bring the pages up to date."""
    for name, page in PAGES.items():
        (FOLDER / name).write_text(page(), encoding="utf-8")
        sys.stdout.write(f"docs/playbook/{name}\n")


if __name__ == "__main__":
    main()
