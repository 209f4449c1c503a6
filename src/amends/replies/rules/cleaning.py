"""What an assistant wrote, made safe to show: nothing in it that it was not given. Pure.

It was shown placeholders where anything private stood. So whatever looks private in its answer it made up, or
was told to write by somebody; and a link that is not the brand's own has no business there.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from amends.playbook.rules.builtin.private import own_contacts
from amends.playbook.rules.folding import clean
from amends.playbook.rules.links import Link, leads_within
from amends.playbook.rules.links import found as links_in
from amends.playbook.rules.policy import Policy
from amends.playbook.rules.redacting import private_places
from amends.replies.rules.asking import PLACEHOLDER

LONGEST = 8_000
#: Kinds that may be words of a good answer: a name nobody hid, and somebody's illness in kind words.
_LET_STAND = frozenset({"health"})
_FEW_DIGITS = 6
_FENCE = re.compile(r"\A```\w*\n(.*?)\n?```\Z", re.DOTALL)
_EMPTY_LINK = re.compile(r"!?\[([^\]\n]*)\]\(\s*\)")
_BLANKS = re.compile(r"[ \t]{2,}|(?<=\w) +(?=[.,;:!?](?:\s|$))")


@dataclass(frozen=True, slots=True)
class Cleaned:
    """An assistant's words as they may be shown, and what was taken out of them."""

    text: str
    removed: tuple[str, ...] = ()


def cleaned(
    answer: str, kept: Mapping[str, str], *, policy: Policy, links: Collection[str] = ()
) -> Cleaned:
    """The words with foreign links and made-up private data taken out and placeholders filled in again.

    ``kept``: what the placeholders of this case stand for. ``links``: those that the brand itself has used in
    the case, or in the text that was given.
    """
    answer = _printable(answer.strip())[:LONGEST]
    answer = _FENCE.sub(r"\1", answer)
    removed: list[str] = []
    parts = [_part(each, kept, removed, policy, links) for each in _apart(answer)]
    text = _BLANKS.sub(_narrow, _EMPTY_LINK.sub(r"\1", "".join(parts))).strip()
    return Cleaned(text, tuple(dict.fromkeys(removed)))


def _printable(text: str) -> str:
    """Without control characters and what nobody sees."""
    return "".join(
        each
        for each in text
        if each in "\n\t" or unicodedata.category(each) not in {"Cc", "Cf", "Co"}
    )


def _apart(text: str) -> Iterator[str]:
    """The text cut at its placeholders, these included."""
    last = 0
    for match in PLACEHOLDER.finditer(text):
        yield text[last : match.start()]
        yield match[0]
        last = match.end()
    yield text[last:]


def _part(
    text: str,
    kept: Mapping[str, str],
    removed: list[str],
    policy: Policy,
    links: Collection[str],
) -> str:
    if PLACEHOLDER.fullmatch(text):
        if text not in kept:
            removed.append(text)
        return kept.get(text, "")
    places = [*_foreign(text, policy, links), *_private(text, policy)]
    out, last = [], 0
    for start, end in sorted(places):
        if start >= last:
            out.append(text[last:start])
        removed.append(text[start:end])
        last = max(last, end)
    return "".join((*out, text[last:]))


def _foreign(text: str, policy: Policy, links: Collection[str]) -> Iterator[tuple[int, int]]:
    folded = clean(text)
    for link in links_in(folded.text):
        written = folded.text[link.start : link.end]
        if written.lower() not in {each.lower() for each in links} and not _is_own(link, policy):
            yield folded.back(link.start, link.end)


def _is_own(link: Link, policy: Policy) -> bool:
    """Whether it leads where the playbook allows: without a list of its own, to the brand's ways alone."""
    own = (*policy.links.allowed, *(each for each in own_contacts(policy) if "." in each))
    is_forbidden = any(leads_within(link, each) for each in policy.links.forbidden)
    return not link.is_masked and not is_forbidden and any(leads_within(link, each) for each in own)


def _private(text: str, policy: Policy) -> Iterator[tuple[int, int]]:
    for each in private_places(text, policy):
        found = text[each.start : each.end]
        few = each.kind == "number" and sum(sign.isdigit() for sign in found) < _FEW_DIGITS
        if each.kind not in _LET_STAND and not few:
            yield each.start, each.end


def _narrow(match: re.Match[str]) -> str:
    return " " if match[0].strip(" \t") == "" and len(match[0]) > 1 else ""


def links_of(texts: Collection[str]) -> tuple[str, ...]:
    """The links in texts of the brand's own, as they are written."""
    return tuple(
        clean(text).text[link.start : link.end]
        for text in texts
        for link in links_in(clean(text).text)
    )
