"""Times that a text names, and by which somebody will hold the brand to it. Pure."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

import re2

from amends.playbook.rules.codes import Code
from amends.playbook.rules.findings import Level
from amends.playbook.rules.folding import plainly
from amends.playbook.rules.lexicon import options
from amends.playbook.rules.rule import Hit
from amends.playbook.rules.view import View

#: Where a promise ends, and another thing is said.
_CLAUSE = re.compile(r"[.!?…;:](?=\s|$)|\n")
#: What is usual, hoped for or reckoned is no promise; nor is a time by which the customer may do something.
_HEDGED = re2.compile(
    r"\b(?:usually|normally|typically|mostly|generally|as a rule|often|hopefully|hoping|we hope|i hope"
    r"|may take|might take"
    r"|can take|could take|should be|should take|we aim|aiming|planned|scheduled|probably|likely"
    r"|normalerweise|in der regel|meist(?:ens)?|ublicherweise|gewohnlich|voraussichtlich|hoffentlich|hoffen"
    r"|normalement|en general|generalement|habituellement|d'habitude|esperons|en principe|probablement"
    r"|normalmente|habitualmente|generalmente|por lo general|en principio|suele\w*|esperamos|probablemente"
    r"|meestal|normaal gesproken|gewoonlijk|doorgaans|hopelijk|hopen|vermoedelijk|waarschijnlijk"
    r"|di solito|di norma|in genere|solitamente|speriamo|probabilmente|em geral|geralmente|em regra"
    r"|costuma\w*"
    r"|provavelmente)\b",
    options(),
)


def named_times(view: View) -> Iterator[Hit]:
    """Where a clause that commits the brand names a time that the playbook does not allow."""
    promises = view.policy.promises
    if not view.says(Code.TIME) or not view.says("commits") or view.draft.role in promises.times_by:
        return
    allowed = [each for each in promises.times if each.language in ("", view.language)]
    free = [span for each in allowed for span in _places(view.plain.text, plainly(each.text))]
    ends = [match.start() for match in _CLAUSE.finditer(view.plain.text)]
    commits = sorted(bisect_left(ends, heard.start) for heard, _, _ in view.heard("commits"))
    hedged = sorted(bisect_left(ends, each.start()) for each in _HEDGED.finditer(view.plain.text))
    for heard, start, end in view.heard(Code.TIME):
        inside = any(first <= heard.start and heard.end <= last for first, last in free)
        clause = bisect_left(ends, heard.start)
        if not inside and among(commits, clause):
            level = Level.ADVISE if among(hedged, clause) else heard.saying.level
            yield Hit(start, end, level=level)


def _places(text: str, part: str) -> Iterator[tuple[int, int]]:
    start = text.find(part) if part else -1
    while start >= 0:
        yield start, start + len(part)
        start = text.find(part, start + 1)


def among(ordered: list[int], value: int) -> bool:
    """Whether a value is one of some that are in order."""
    at = bisect_left(ordered, value)
    return at < len(ordered) and ordered[at] == value
