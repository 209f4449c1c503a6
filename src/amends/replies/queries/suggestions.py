"""What could be answered in a case: saved replies, and what helped in cases like it, each seen by the linter.

Nothing here asks a model. Of other cases only words are taken that the brand itself has sent, freed of
everything that was the other customer's (`rules.borrowing`).
"""

from __future__ import annotations

import enum
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import groupby
from typing import NamedTuple

from django.db import OperationalError, transaction
from django.db import connection as database

from amends.inbox.actions.events import require_case
from amends.inbox.models import Case
from amends.outbox.actions.policy import findings_in
from amends.playbook.queries import policy_of
from amends.playbook.rules import Finding, Level
from amends.playbook.rules.codes import Code
from amends.playbook.rules.languages import guess
from amends.playbook.rules.policy import Policy
from amends.replies.models import SavedReply
from amends.replies.queries.kept import known, saved_for
from amends.replies.rules import Known
from amends.replies.rules.borrowing import Source, borrowed, says_thanks
from amends.replies.rules.similar import asked, likeness, stems
from amends.replies.rules.voice import voiced
from amends.staff.models import Brand, User
from amends.staff.rules import Actor, Right
from amends.triage.queries.arrived import suggested_in

#: So many are offered.
MOST = 5
#: Older answers may not be true any more.
_AGE = timedelta(days=400)
_MOST_HITS, _MOST_CASES = 300, 12
#: So many messages of these cases are read, and so long may be looked for them: a thread may be endless.
_MOST_SAID, _MOST_MS = 2_000, 1_500
#: With less in common two matters are not alike.
_LEAST = 0.18
_LEAST_SAVED = 0.10
#: A message with fewer telling words says no matter by itself.
_TELLING = 4
#: Of a case's messages, the first so many tell it.
_HEARD = 6
#: Thanks at the end say that the answer was a good one.
_FOR_THANKS = 1.3
#: Words that were written to be used again are shorter than a matter, and so less alike to it.
_FOR_SAVED = 1.4

#: What a rule of the playbook suggests comes first.
_CERTAIN = 10.0

#: What somebody once said in these manners is nothing to say again.
_HURTFUL = frozenset(
    {
        Code.ARGUMENT,
        Code.BLAME,
        Code.DISMISSAL,
        Code.FALSE_APOLOGY,
        Code.SARCASM,
        Code.SHOUTING,
        Code.MOOD,
        Code.PROFANITY,
        Code.SLUR,
    }
)


class Origin(enum.StrEnum):
    """Where a suggestion is from."""

    SAVED = "saved"
    CASE = "case"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Words that could be said in a case, filled in, with where they are from and what the playbook says."""

    origin: Origin
    text: str
    score: float
    findings: tuple[Finding, ...] = ()
    #: The saved reply, or the case that it helped in.
    id: int = 0
    title: str = ""
    closed_at: datetime | None = None
    with_thanks: bool = False

    @property
    def is_stopped(self) -> bool:
        """Whether something must be written into it before it may be sent."""
        return any(each.level is Level.BLOCK for each in self.findings)


@dataclass(frozen=True, slots=True)
class _Wanted:
    """For which case suggestions are looked for, and what its customer said."""

    brand: Brand
    case: Case
    by: Actor
    known: Known
    policy: Policy
    heard: tuple[str, ...]
    is_public: bool
    language: str

    @property
    def words(self) -> tuple[str, ...]:
        return stems("\n".join(reversed(self.heard)))

    def likeness(self, others: Sequence[Sequence[str]]) -> list[float]:
        """How alike each is to all that the customer said, or to one message that says something."""
        each = [words for text in self.heard if len(words := stems(text)) >= _TELLING]
        return [
            max(some)
            for some in zip(*(likeness(own, others) for own in (self.words, *each)), strict=True)
        ]


def suggestions(*, by: Actor, case: Case, is_public: bool, now: datetime) -> tuple[Suggestion, ...]:
    """What could be said next in ``case``, the best first, at most `MOST`; empty before anybody wrote.

    What the playbook stops is offered only where all that stops it is a gap to fill. Raises NotAllowed,
    and NotFound for another brand's case.
    """
    require_case(by, case, Right.ANSWER)
    wanted = _wanted(by, case, is_public=is_public)
    if not wanted.words:
        return ()
    found = [*_saved(wanted, User.objects.get(pk=by.user_id or 0)), *_from_cases(wanted, now)]
    found.sort(key=lambda each: -each.score)
    return tuple(_offered(wanted, _once(found)))


def solved_alike(*, by: Actor, case: Case, now: datetime, most: int = 3) -> tuple[Suggestion, ...]:
    """Past cases like this one that ended well, with what was answered there, the most alike first.

    Nobody asked the linter: they are for reading. Raises NotAllowed, and NotFound for another brand's case.
    """
    require_case(by, case, Right.ANSWER)
    wanted = _wanted(by, case, is_public=False)
    found = _from_cases(wanted, now) if wanted.words else []
    return tuple(sorted(found, key=lambda each: -each.score)[:most])


def _wanted(by: Actor, case: Case, *, is_public: bool) -> _Wanted:
    brand, user = Brand.objects.get(pk=case.brand_id), User.objects.get(pk=by.user_id or 0)
    heard = tuple(_heard(case))
    return _Wanted(
        brand=brand,
        case=case,
        by=by,
        known=known(brand=brand, user=user, case=case),
        policy=policy_of(brand),
        heard=heard,
        is_public=is_public,
        language=guess("\n".join(heard)),
    )


def _heard(case: Case) -> list[str]:
    said = case.messages.filter(direction="in", deleted_at=None, is_automatic=False)
    newest = said.order_by("-sent_at", "-pk").values_list("subject", "text")[:_HEARD]
    return [f"{subject}\n{text}"[:2_000] for subject, text in reversed(newest)]


def _once(found: Sequence[Suggestion]) -> Iterator[Suggestion]:
    """Those that say the same are one."""
    seen: list[frozenset[str]] = []
    for each in found:
        words = frozenset(stems(each.text))
        if not any(2 * len(words & other) > 1.6 * max(len(words), len(other)) for other in seen):
            seen.append(words)
            yield each


def _offered(wanted: _Wanted, found: Iterator[Suggestion]) -> Iterator[Suggestion]:
    """The first that the playbook lets pass, or would but for their gaps, each with what it finds."""
    left = MOST
    for each in found:
        findings = findings_in(
            case=wanted.case,
            text=each.text,
            is_public=wanted.is_public,
            network=wanted.case.connection.channel,
            by=wanted.by,
        )
        if _may_offer(each, findings):
            yield replace(each, findings=findings)
            left -= 1
        if not left:
            return


def _may_offer(each: Suggestion, findings: Sequence[Finding]) -> bool:
    stopped = {finding.code for finding in findings if finding.level is Level.BLOCK}
    warned = {finding.code for finding in findings if finding.level is not Level.ADVISE}
    hurts = each.origin is Origin.CASE and warned & _HURTFUL
    return stopped <= {Code.VARIABLE} and not hurts


# -------------------------------------------------------------------------------- saved replies


def _saved(wanted: _Wanted, user: User) -> list[Suggestion]:
    """Those whose title or words have something in common with what the customer says."""
    there = [each for each in saved_for(wanted.brand.pk, user.pk) if _fits(each, wanted.language)]
    like = wanted.likeness([stems(f"{each.title}\n{each.text}") for each in there])
    ruled = {each.casefold() for each in suggested_in(wanted.brand.pk, wanted.case.pk)}
    like = [
        _CERTAIN if _names(saved) & ruled else score
        for saved, score in zip(there, like, strict=True)
    ]
    return [
        Suggestion(
            origin=Origin.SAVED,
            text=_voiced(wanted, saved.text),
            score=score * _FOR_SAVED,
            id=saved.pk,
            title=saved.title,
        )
        for saved, score in zip(there, like, strict=True)
        if score >= _LEAST_SAVED
    ]


def _names(saved: SavedReply) -> set[str]:
    """By what a playbook may call it."""
    return {saved.title.casefold(), saved.shortcut.casefold()} - {""}


def _fits(saved: SavedReply, language: str) -> bool:
    return not saved.language or not language or saved.language.split("-")[0] == language


def _voiced(wanted: _Wanted, text: str) -> str:
    return voiced(
        text,
        wanted.known,
        wanted.policy,
        language=wanted.language,
        network=wanted.case.connection.channel,
    )


# ---------------------------------------------------------------------------------- other cases

# The index of words finds two telling words together; the newest hits are looked at.
_LIKE = """
SELECT m.case_id, left(m.subject || ' ' || m.text, 2000), m.sent_at
FROM inbox_message m JOIN inbox_case c ON c.id = m.case_id
WHERE m.brand_id = %(brand)s AND c.brand_id = %(brand)s
    AND m.direction = 'in' AND m.deleted_at IS NULL AND NOT m.is_automatic
    AND m.sent_at >= %(since)s
    AND inbox_words(m.brand_id, m.subject, m.text) @@ %(words)s::tsquery
    AND c.state = 'closed' AND c.set_aside = '' AND c.id <> %(case)s
ORDER BY m.sent_at DESC LIMIT %(most)s
"""
_SAID = """
SELECT m.case_id, m.direction, m.is_public, m.is_automatic, left(m.text, 50000), m.sent_at,
    coalesce(u.name, ''), m.author_id IS NOT NULL AND m.external_id IS NOT NULL
        AND m.failed_at IS NULL AND m.deleted_at IS NULL,
    c.closed_at, p.name, coalesce(i.name, ''), coalesce(i.handle, '')
FROM inbox_message m JOIN inbox_case c ON c.id = m.case_id
JOIN inbox_person p ON p.id = c.person_id
LEFT JOIN inbox_identity i ON i.id = c.identity_id
LEFT JOIN staff_user u ON u.id = m.author_id
WHERE m.brand_id = %(brand)s AND m.case_id = ANY(%(cases)s)
ORDER BY m.case_id, m.sent_at, m.id LIMIT %(most)s
"""


class _Said(NamedTuple):
    """One message of another case."""

    case: int
    direction: str
    is_public: bool
    is_automatic: bool
    text: str
    at: datetime
    author: str
    was_sent: bool
    closed_at: datetime
    person: str
    name: str
    handle: str


def _from_cases(wanted: _Wanted, now: datetime) -> list[Suggestion]:
    """What was answered in the closed cases that are most like this one, where it ended well."""
    begun = _most_like(wanted, now)
    found = []
    for case_id, said in _told(wanted, begun):
        score, asked_at = begun[case_id]
        if suggestion := _helped(wanted, said, score, asked_at):
            found.append(suggestion)
    return found


def _most_like(wanted: _Wanted, now: datetime) -> dict[int, tuple[float, datetime]]:
    """Cases with how alike they are, and when what is alike was said."""
    facts: dict[str, int | str | datetime] = {
        "brand": wanted.brand.pk,
        "case": wanted.case.pk,
        "since": now - _AGE,
        "words": asked(wanted.heard),
        "most": _MOST_HITS,
    }
    hits = _hits(facts)
    like = wanted.likeness([stems(text) for _case, text, _at in hits])
    best: dict[int, tuple[float, datetime]] = {}
    for (case_id, _text, at), score in zip(hits, like, strict=True):
        if score >= max(_LEAST, best.get(case_id, (0.0, at))[0]):
            best[case_id] = (score, at)
    return dict(sorted(best.items(), key=lambda each: -each[1][0])[:_MOST_CASES])


def _hits(facts: Mapping[str, int | str | datetime]) -> list[tuple[int, str, datetime]]:
    """What was said in words like these; nothing where looking takes too long: saved replies remain."""
    try:
        with transaction.atomic(), database.cursor() as cursor:
            cursor.execute(f"SET LOCAL statement_timeout = {_MOST_MS:d}")
            cursor.execute(_LIKE, facts)
            found: list[tuple[int, str, datetime]] = cursor.fetchall()
            cursor.execute("SET LOCAL statement_timeout = 0")
            return found
    except OperationalError as problem:
        if "statement timeout" in str(problem):
            return []
        raise


def _told(wanted: _Wanted, begun: Mapping[int, object]) -> Iterator[tuple[int, list[_Said]]]:
    with database.cursor() as cursor:
        cursor.execute(_SAID, {"brand": wanted.brand.pk, "cases": list(begun), "most": _MOST_SAID})
        rows = [_Said(*row) for row in cursor.fetchall()]
    for case_id, said in groupby(rows, key=lambda row: row.case):
        yield case_id, list(said)


def _helped(
    wanted: _Wanted, said: list[_Said], score: float, asked_at: datetime
) -> Suggestion | None:
    """The first answer after what is alike; None where there is none, or the customer was not content."""
    answer = next((each for each in said if _is_answer(each) and each.at >= asked_at), None)
    if answer is None:
        return None
    after = [each.text for each in said if each.direction == "in" and each.at > answer.at]
    thanked = bool(after) and says_thanks(after[-1])
    other = wanted.language and guess(answer.text) not in {"", wanted.language}
    if other or (after and not thanked):
        return None
    text = borrowed(
        _source(answer, said), heard=wanted.heard, policy=wanted.policy, brand=wanted.brand.name
    )
    if not text:
        return None
    return Suggestion(
        origin=Origin.CASE,
        text=_voiced(wanted, text),
        score=score * (_FOR_THANKS if thanked else 1.0),
        id=answer.case,
        closed_at=answer.closed_at,
        with_thanks=thanked,
    )


def _is_answer(said: _Said) -> bool:
    return said.direction == "out" and said.was_sent and not said.is_automatic


def _source(answer: _Said, said: Sequence[_Said]) -> Source:
    return Source(
        text=answer.text,
        is_public=answer.is_public,
        customer=tuple(each for each in (answer.person, answer.name, answer.handle) if each),
        author=answer.author,
        confided=tuple(each.text for each in said if each.direction == "in" and not each.is_public),
        language=guess(answer.text),
    )
