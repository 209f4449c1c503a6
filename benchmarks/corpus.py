"""Messages as customers write them, by the hundred thousand: words by Zipf's law, names, tags, dates.

Imported only once Django is set up.
"""

from __future__ import annotations

import bisect
import itertools
import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from django.db import connection as database
from django.db import transaction

from amends.channels.models import Connection
from amends.inbox.models import Tag
from amends.staff.models import User

#: What every second customer says, most said first.
COMMON = (  # noqa: SIM905
    "my the is parcel not where order and you it have to since days nobody answers still waiting "
    "refund broken delivery money thanks please today late app box hotline wrong size arrived"
).split()
_STATES = ("needs_answer", "waiting_customer", "waiting_colleague", "needs_answer")
_SYLLABLES = (  # noqa: SIM905
    "ba be bo da de di do fa fe ga go ka ke ki ko la le li lo ma me mi mo na ne no ra"
).split()
_VOCABULARY = 20_000
_MESSAGES_A_CASE = 3


def _words(chance: random.Random) -> list[str]:
    """The vocabulary, most frequent first; made-up words, each once."""
    words = dict.fromkeys(COMMON)
    while len(words) < _VOCABULARY:
        words["".join(chance.choices(_SYLLABLES, k=chance.randint(2, 4)))] = None
    return list(words)


class Corpus:
    """A brand's customers and what they wrote; the same for the same seed."""

    def __init__(self, seed: int = 7) -> None:
        self.chance = random.Random(seed)
        self.words = _words(self.chance)
        weights = (1 / (rank + 3) for rank in range(len(self.words)))
        self._upto = list(itertools.accumulate(weights))
        self.first = [self._name() for _ in range(1_500)]
        self.last = [self._name() + self._name().lower() for _ in range(6_000)]

    def _name(self) -> str:
        return "".join(self.chance.choices(_SYLLABLES, k=2)).capitalize()

    def word(self) -> str:
        """A word as often as its rank says."""
        return self.words[bisect.bisect(self._upto, self.chance.random() * self._upto[-1])]

    def said(self) -> str:
        """A message of eight to thirty words."""
        return " ".join(self.word() for _ in range(self.chance.randint(8, 30)))

    def name(self) -> str:
        """A customer's name."""
        return f"{self.chance.choice(self.first)} {self.chance.choice(self.last)}"


def fill(connection: Connection, user: User, messages: int, *, now: datetime) -> Corpus:
    """Grow an empty brand to so many messages, a third as many people and cases, one in eight open."""
    corpus = Corpus()
    tags = [
        Tag.objects.create(brand=connection.brand, name=name, created_at=now).pk
        for name in ("Damaged", "Late parcel", "Refund", "Praise")
    ]
    count = messages // _MESSAGES_A_CASE
    names = [corpus.name() for _ in range(count)]
    with transaction.atomic(), database.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        for table, columns, rows in (
            ("person", _PERSON, _people(connection, names, now)),
            ("identity", _IDENTITY, _identities(connection, names, now)),
            ("thread", _THREAD, _threads(connection, count, now)),
            ("case", _CASE, _cases(corpus, connection, (user.pk, tags, count), now)),
            ("casethread", _CASE_THREAD, _case_threads(connection, count)),
            ("message", _MESSAGE, _messages(corpus, connection, count, now)),
        ):
            with cursor.copy(f"COPY inbox_{table} ({columns}) FROM STDIN") as copy:
                for row in rows:
                    copy.write(row)
    with database.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    return corpus


_PERSON = "id, brand_id, name, created_at"
_IDENTITY = (
    "id, brand_id, person_id, realm, external_id, handle, name, avatar_url, followers, created_at"
)
_THREAD = "id, brand_id, connection_id, external_id, kind, is_public, title, url, created_at"
_CASE = (
    "id, brand_id, person_id, identity_id, connection_id, thread_id, state, state_since,"
    " due_at, assignee_id, subject, preview, rating, tags, opened_at, last_in_at, closed_at"
)
_CASE_THREAD = "brand_id, case_id, thread_id, person_id"
_MESSAGE = (
    "brand_id, connection_id, thread_id, case_id, identity_id, direction, is_public, external_id,"
    " reply_to, subject, text, html, url, is_automatic, sent_at, received_at"
)


def _people(connection: Connection, names: list[str], now: datetime) -> Iterator[str]:
    for n, name in enumerate(names, start=1):
        yield f"{n}\t{connection.brand_id}\t{name}\t{now}\n"


def _identities(connection: Connection, names: list[str], now: datetime) -> Iterator[str]:
    for n, name in enumerate(names, start=1):
        handle = f"@{name.lower().replace(' ', '_')}{n % 97}"
        brand = connection.brand_id
        yield f"{n}\t{brand}\t{n}\tdemo\tperson-{n}\t{handle}\t{name}\t\t{n % 5000}\t{now}\n"


def _threads(connection: Connection, count: int, now: datetime) -> Iterator[str]:
    known = f"{connection.brand_id}\t{connection.pk}"
    for n in range(1, count + 1):
        yield f"{n}\t{known}\tthread-{n}\tpost\t{n % 3 > 0}\t\t\t{now}\n"


def _cases(
    corpus: Corpus, connection: Connection, more: tuple[int, list[int], int], now: datetime
) -> Iterator[str]:
    user, tags, count = more
    for n in range(1, count + 1):
        is_open = n % 8 == 0
        state = _STATES[n // 8 % 4] if is_open else "closed"
        since = _when(n, count, now)
        due = since + timedelta(hours=4) if state == "needs_answer" else r"\N"
        assignee = user if n % 10 == 0 else r"\N"
        tag = f"{{{tags[n % 4]}}}" if n % 5 == 0 else "{}"
        rating = n % 5 + 1 if n % 7 == 0 else r"\N"
        closed = r"\N" if is_open else now
        yield (
            f"{n}\t{connection.brand_id}\t{n}\t{n}\t{connection.pk}\t{n}\t{state}\t{since}\t"
            f"{due}\t{assignee}\t\t{corpus.said()[:240]}\t{rating}\t{tag}\t{since}\t{since}\t{closed}\n"
        )


def _case_threads(connection: Connection, count: int) -> Iterator[str]:
    for n in range(1, count + 1):
        yield f"{connection.brand_id}\t{n}\t{n}\t{n}\n"


def _messages(corpus: Corpus, connection: Connection, count: int, now: datetime) -> Iterator[str]:
    known = f"{connection.brand_id}\t{connection.pk}"
    for n in range(1, count + 1):
        for part in range(_MESSAGES_A_CASE):
            ours = part == 1
            sent = _when(n, count, now) + part * timedelta(minutes=5)
            yield (
                f"{known}\t{n}\t{n}\t{n if not ours else chr(92) + 'N'}\t{'out' if ours else 'in'}\t"
                f"{n % 3 > 0}\tm-{n}-{part}\t\t\t{corpus.said()}\t\t\tFalse\t{sent}\t{sent}\n"
            )


def _when(n: int, count: int, now: datetime) -> datetime:
    """Cases came evenly over two years, the last one a minute ago."""
    return (now - timedelta(minutes=1) - (count - n) * timedelta(days=730) / count).astimezone(UTC)
