"""A suggestion in the playbook's voice: its greeting before it, its sign-off under it. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable

from amends.outbox.rules import variables
from amends.playbook.rules.folding import plainly
from amends.playbook.rules.policy import OnNetwork, Phrase, Policy
from amends.replies.rules.borrowing import GREETING
from amends.replies.rules.filling import Known, render

_OPEN = re.compile(r"\{[^}]*\}")
#: A greeting stands in the first, a sign-off in the last so many characters.
_EDGE = 80


def voiced(text: str, known: Known, policy: Policy, *, language: str, network: str) -> str:
    """``text`` with its variables filled in, greeted and signed as the playbook does it in ``language``.

    What is greeted or signed already stays as it is, and nothing is added on a ``network`` whose answers go
    without. A greeting with a variable that nobody knows is left out.
    """
    body = render(text.strip(), known)
    here = next((each for each in policy.networks if each.network == network), OnNetwork(network))
    voice = policy.voice
    if here.needs_greeting is not False and not _greets(body, voice.greetings):
        body = f"{_said(voice.greetings, known, language)} {body}".strip()
    if here.needs_sign_off is not False and not _signs(body, known, voice.sign_offs):
        body = f"{body}\n{_said(voice.sign_offs, known, language)}".strip()
    return body


def _said(phrases: Iterable[Phrase], known: Known, language: str) -> str:
    """The first in the language that can be filled in whole, else the first that is for any; "" for none."""
    for wanted in (language, ""):
        for phrase in phrases:
            filled = _filled(phrase.text, known)
            if phrase.language == wanted and filled:
                return filled
    return ""


def _filled(text: str, known: Known) -> str:
    """A phrase as a policy has it, `{name}` and `{author}` standing for names; "" where one is not known."""
    named = text.replace("{name}", "{customer.first_name}").replace(
        "{author}", "{agent.first_name}"
    )
    filled = render(named, known).strip()
    return "" if variables.unresolved(filled) else filled


def _greets(body: str, phrases: Iterable[Phrase]) -> bool:
    return bool(GREETING.match(body)) or _has(body[:_EDGE], phrases)


def _signs(body: str, known: Known, phrases: Iterable[Phrase]) -> bool:
    author = known.values()["agent.first_name"]
    return bool(author and author in body[-_EDGE:]) or _has(body[-_EDGE:], phrases)


def _has(text: str, phrases: Iterable[Phrase]) -> bool:
    there = plainly(text)
    fixed = (plainly(_OPEN.split(phrase.text)[0]).strip(" ,.!") for phrase in phrases)
    return any(words in there for words in fixed if len(words) > 1)
