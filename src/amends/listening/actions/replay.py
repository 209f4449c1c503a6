"""A replay: an archive goes through listening and triage as if it came in now, in a brand made for that.

Nothing of it is history: cases open, clocks run by the archive's own times, rules on arrival act. Nobody is
told and nothing leaves, for no worker runs where this is done (`amends.project.replaying`).
"""

from __future__ import annotations

import hashlib
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice

import orjson
from django.db import connection as database
from django.db import transaction

from amends.channels.contract import Delivery
from amends.channels.models import Connection
from amends.inbox.actions.take_in import take_in
from amends.listening.actions import keep
from amends.listening.actions.replay_trends import Looking
from amends.listening.models import Delivery as Journalled
from amends.listening.models import DeliveryState, Source
from amends.listening.rules.pace import NOTHING
from amends.listening.rules.replaying import BadRow, Row
from amends.triage.actions import ask as triage
from amends.triage.actions.judge import JudgeAll, judge_between, judge_here
from amends.triage.models import Judgement
from amends.triage.rules.judging import NEEDED
from amends.triage.rules.summing import mood_word

#: Rows that come in together.
BATCH = 1_000
#: After so many, and ten times as many and so on, the database counts its tables, as it does in life.
_COUNTED_FROM = 1_000
_MOST_PROBLEMS = 5


@dataclass(slots=True)
class Replayed:
    """What came of a replay so far; no more of it with more rows."""

    read: int = 0
    stored: int = 0
    bad: int = 0
    problems: list[str] = field(default_factory=list)
    #: Until all stood in order; and beside that, looking for what many say alike.
    seconds: float = 0.0
    looked: float = 0.0
    #: How many batches took so many milliseconds from coming in to standing in order, by steps of a fifth.
    waits: Counter[int] = field(default_factory=Counter)
    #: Labels against what was made of them, by the label's name: (said, made) to how many.
    labels: dict[str, Counter[tuple[str, str]]] = field(default_factory=dict)

    def wait(self, share: float) -> float:
        """Milliseconds within which this share of the rows stood in order."""
        left = share * sum(self.waits.values())
        for step in sorted(self.waits):
            left -= self.waits[step]
            if left <= 0:
                return 1.2**step
        return 0.0


def replay(
    *,
    connection: Connection,
    rows: Iterable[Row | BadRow],
    speed: float = 0.0,
    judge_all: JudgeAll = judge_here,
    finds_issues: bool = True,
) -> Iterator[Replayed]:
    """Take the rows in, batch by batch; yields the same sum after each, grown.

    ``speed``: so many times as fast as it was said; 0: as fast as it goes. ``judge_all``: who judges.
    ``finds_issues``: whether what is said alike is found together, beside spikes.
    """
    sum_, given = Replayed(), iter(rows)
    pace, looking = _Pace(speed), Looking(connection.brand_id, finds_issues)
    counted = _COUNTED_FROM
    while batch := list(islice(given, BATCH)):
        good = [each for each in batch if isinstance(each, Row)]
        _note_bad(sum_, [each for each in batch if isinstance(each, BadRow)])
        if good:
            pace.wait_for(good)
            _one(connection, good, sum_, judge_all)
            began = time.perf_counter()
            looking.look(sorted(row.said.sent_at for row in good))
            sum_.looked += time.perf_counter() - began
        if sum_.read >= counted:
            counted *= 10
            _count_tables()
        yield sum_


def _count_tables() -> None:
    with database.cursor() as cursor:
        cursor.execute("ANALYZE")


@dataclass(slots=True)
class _Pace:
    """Holds rows back until their time, as many times faster than it was."""

    speed: float
    began: float = 0.0
    first: float = 0.0

    def wait_for(self, rows: Sequence[Row]) -> None:
        said = rows[-1].said.sent_at.timestamp()
        if not self.began:
            self.began, self.first = time.monotonic(), rows[0].said.sent_at.timestamp()
        if self.speed:
            due = self.began + (said - self.first) / self.speed
            time.sleep(max(0.0, due - time.monotonic()))


def _note_bad(sum_: Replayed, bad: Sequence[BadRow]) -> None:
    sum_.read += len(bad)
    sum_.bad += len(bad)
    sum_.problems += [str(each) for each in bad][: _MOST_PROBLEMS - len(sum_.problems)]


def _one(connection: Connection, rows: Sequence[Row], sum_: Replayed, judge_all: JudgeAll) -> None:
    began = time.perf_counter()
    now = max(row.said.sent_at for row in rows)
    with transaction.atomic():
        after = triage.newest()
        _journal(connection, rows, now)
        fates = take_in(connection=connection, items=[row.said for row in rows], now=now)
        upto = triage.newest()
    judge_between(
        brand_id=connection.brand_id,
        after=after,
        upto=upto,
        changed=[],
        now=now,
        judge_all=judge_all,
    )
    spent = time.perf_counter() - began
    sum_.read, sum_.stored = sum_.read + len(rows), sum_.stored + sum(fates)
    sum_.seconds += spent
    sum_.waits[_step(spent * 1000)] += len(rows)
    _compare(connection, {row.said.external_id: row.labels for row in rows if row.labels}, sum_)


def _journal(connection: Connection, rows: Sequence[Row], now: datetime) -> None:
    """The batch as one delivery that is understood already, as an archive's are."""
    body = orjson.dumps([[row.said.external_id, row.said.text] for row in rows])
    delivery = Delivery(f"replay:{hashlib.sha256(body).hexdigest()}", body)
    kept = keep.journal_given(
        connection=connection, source=Source.IMPORT, deliveries=[delivery], now=now
    )
    if kept != NOTHING:
        Journalled.objects.filter(connection=connection, key=delivery.key).update(
            state=DeliveryState.DONE, digested_at=now, body=b""
        )


def _step(milliseconds: float) -> int:
    step = 0
    while 1.2**step < milliseconds:
        step += 1
    return step


def _compare(
    connection: Connection, labels: Mapping[str, Mapping[str, str]], sum_: Replayed
) -> None:
    if not labels:
        return
    made = Judgement.objects.filter(
        brand_id=connection.brand_id,
        message__connection=connection,
        message__external_id__in=list(labels),
    ).select_related("message")
    for each in made:
        told = labels.get(each.message.external_id or "", {})
        said = _made(each)
        for name, label in told.items():
            sum_.labels.setdefault(name, Counter())[label, said[name]] += 1


def _made(judgement: Judgement) -> dict[str, str]:
    mood = mood_word(judgement.mood_score) or "neutral"
    return {
        "kind": judgement.act,
        "mood": "unhappy" if mood == "angry" else mood,
        "language": judgement.language,
        "needs_answer": "yes" if judgement.needs_chance >= NEEDED else "no",
        "urgent": "yes" if judgement.urgency == "urgent" else "no",
    }
