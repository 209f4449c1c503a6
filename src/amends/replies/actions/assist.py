"""Asks the brand's assistant for words: a draft, a shorter or kinder one, a translation, a summary.

It never sends. What comes back is text for a person to read: freed of links and private data that are not
this case's, linted as if somebody had typed it, and without any say in where it goes.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import httpx

from amends.inbox.actions.events import require_case
from amends.inbox.models import Case, Direction
from amends.outbox.actions.policy import findings_in
from amends.playbook.queries import policy_of
from amends.playbook.rules import Finding
from amends.playbook.rules.languages import guess
from amends.refusals import Invalid
from amends.replies import queries
from amends.replies.actions import exchanges
from amends.replies.actions.assistant import NoAssistant, line_of
from amends.replies.actions.line import ask
from amends.replies.rules.asking import MOST_LINES, Asked, Line, Matter, Task, asked
from amends.replies.rules.cleaning import cleaned, links_of
from amends.staff.rules import Actor, Right

#: So many tokens an answer may have.
_MOST_ANSWER = 900
_LONGEST_TEXT = 10_000


@dataclass(frozen=True, slots=True)
class Help:
    """What somebody asks for: the task, what they have written, and for a translation into what language."""

    task: Task
    is_public: bool
    text: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Drafted:
    """An assistant's words: what was taken out of them, and what the playbook finds in them."""

    text: str
    removed: tuple[str, ...]
    findings: tuple[Finding, ...]
    exchange_id: int


def assist(
    *, by: Actor, case: Case, help_with: Help, http: httpx.BaseTransport, now: datetime
) -> Drafted:
    """Words for a person to read, change and send. It takes up to the assistant's time-out.

    Raises NotAllowed, NotFound, Invalid, `NoAssistant`, `TokensUsedUp`, `AssistantBusy` and `NoAnswer`.
    """
    require_case(by, case, Right.ANSWER)
    assistant = queries.assistant_of(by.brand_id)
    if assistant is None or not assistant.is_on:
        raise NoAssistant
    matter, policy = _matter(case, _tidy(help_with)), policy_of(assistant.brand)
    question: Asked = asked(matter, policy)
    line = line_of(assistant, http)
    begun = exchanges.begin(
        by=by,
        assistant=assistant,
        case=case,
        task=help_with.task,
        messages=question.messages,
        size=question.size + _MOST_ANSWER,
        now=now,
    )
    with exchanges.settling(begun, now) as settled:
        settled.said = ask(line, question.messages, most_tokens=_MOST_ANSWER)
    ours = [each.text for each in matter.lines if each.is_ours]
    clean = cleaned(
        settled.said.text,
        question.kept,
        policy=policy,
        links=links_of((*ours, help_with.text)),
    )
    return Drafted(clean.text, clean.removed, _found(by, case, help_with, clean.text), begun.pk)


def _tidy(given: Help) -> Help:
    if len(given.text) > _LONGEST_TEXT:
        raise Invalid("The assistant reads up to 10,000 characters of what you wrote.")
    if given.task.needs_text and not given.text.strip():
        raise Invalid("Write something first: the assistant works on your words.")
    if given.task is Task.TRANSLATE and not given.language.strip():
        raise Invalid("Say into which language.")
    return given


def _found(by: Actor, case: Case, given: Help, text: str) -> tuple[Finding, ...]:
    if given.task is Task.SUMMARISE:
        return ()
    network = case.connection.channel
    return findings_in(case=case, text=text, is_public=given.is_public, network=network, by=by)


def _matter(case: Case, given: Help) -> Matter:
    said = case.messages.filter(deleted_at=None).exclude(text="").order_by("-sent_at", "-pk")
    lines = tuple(
        Line(text=each.text, is_ours=each.direction == Direction.OUT, is_public=each.is_public)
        for each in reversed(said[:MOST_LINES])
    )
    heard = "\n".join(each.text for each in lines if not each.is_ours)
    identity = case.identity
    return Matter(
        task=given.task,
        lines=lines if given.task in {Task.DRAFT, Task.SUMMARISE} else lines[-6:],
        names=tuple(each for each in (case.person.name, identity.name, identity.handle) if each),
        brand=case.brand.name,
        is_public=given.is_public,
        text=given.text,
        language=given.language.strip()[:40] or guess(heard),
    )
