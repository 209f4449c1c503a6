"""Several workers, one that is killed, somebody who stops: no case has its turn twice, none is lost."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import textwrap
import threading
import time
from collections import Counter
from datetime import timedelta

import pytest
from django.db import connection as database
from django.db import transaction

from amends.bulk import actions, queries
from amends.bulk.models import Run, RunItem, RunState, Verb
from amends.bulk.rules import CannotGoOn, NotRunning, Tally, Where
from amends.channels.base import Channel
from amends.channels.models import Connection
from amends.inbox.models import CaseEvent
from amends.outbox.models import Send
from amends.staff.rules import Actor
from cast import NOON, Cast, make_connection, make_matter
from project.own_database import url
from rooms.bulk.networks import scripted
from rooms.outbox.outbox_script import at_once, eventually

pytestmark = pytest.mark.django_db(transaction=True)
CASES = 16


class Killed(BaseException):
    """What a worker sees of its own death: nothing after this line runs."""


def answers(ada: Actor, connection: Connection, count: int = CASES) -> Run:
    """A run of answers, judged and begun."""
    ids = [make_matter(connection, name=f"Person {n}").case.pk for n in range(count)]
    run = actions.choose(by=ada, verb=Verb.ANSWER, case_ids=ids, facts={}, now=NOON)
    actions.word(by=ada, run=run, text="Hello.", where=Where.PUBLIC, text_of=lambda _case: "Hello.")
    actions.judge(run_id=run.pk, limit=1_000, now=NOON, channel_of=scripted)
    actions.begin(by=ada, run=run, now=NOON)
    return run


class Worker:
    """Works in random slices; sometimes dies in the middle of a case, and another takes its place."""

    def __init__(self, run: Run, chance: random.Random, deaths: int) -> None:
        self.run, self.chance, self.deaths = run, chance, deaths
        self.stop = threading.Event()

    def __call__(self) -> None:
        while not self.stop.is_set():
            try:
                actions.work(
                    run_id=self.run.pk,
                    limit=self.chance.randint(1, 5),
                    clock=lambda: NOON,
                    channel_of=self.channel_of,
                )
            except Killed:
                database.close()
            time.sleep(self.chance.random() * 0.01)

    def channel_of(self, connection: Connection) -> Channel:
        time.sleep(self.chance.random() * 0.004)
        if self.deaths and self.chance.random() < 0.3:
            self.deaths -= 1
            raise Killed
        return scripted(connection)


@pytest.mark.parametrize("seed", range(6))
def test_no_interleaving_does_a_case_twice(seed: int, cast: Cast) -> None:
    chance = random.Random(seed)
    ada = cast.actor(cast.ada)
    run = answers(ada, make_connection(cast.brand))
    workers = [Worker(run, random.Random(chance.random()), deaths=3) for _ in range(2)]

    def meddle() -> None:
        """Stops and goes on at moments of its own, and at last lets it come to its end."""
        try:
            for _ in range(chance.randint(1, 4)):
                time.sleep(chance.random() * 0.05)
                _try(actions.cancel, ada, run)
                time.sleep(chance.random() * 0.05)
                _try(actions.go_on, ada, run)
            eventually(lambda: Run.objects.get(pk=run.pk).state == RunState.DONE)
        finally:
            for worker in workers:
                worker.stop.set()

    results = at_once(meddle, *workers)
    assert [each for each in results if each is not None] == []
    assert queries.tally(run) == Tally(done=CASES)
    said = Counter(CaseEvent.objects.filter(kind="answered").values_list("case_id", flat=True))
    assert set(said.values()) == {1}
    assert Send.objects.count() == len(said) == CASES


def _try(act: object, ada: Actor, run: Run) -> None:
    try:
        act(by=ada, run=Run.objects.get(pk=run.pk), now=NOON)  # type: ignore[operator]
    except (NotRunning, CannotGoOn):
        return


def test_once_stopped_nothing_more_is_begun(cast: Cast) -> None:
    ada = cast.actor(cast.ada)
    run = answers(ada, make_connection(cast.brand))
    worker = Worker(run, random.Random(1), deaths=0)

    def stop() -> int:
        eventually(lambda: queries.tally(run).done >= 3)
        actions.cancel(by=ada, run=run, now=NOON)
        done = queries.tally(run).done
        time.sleep(0.2)
        worker.stop.set()
        return done

    at_stop, _nothing = at_once(stop, worker)
    assert isinstance(at_stop, int)
    # What was in the worker's hand at that moment is finished; nothing else.
    assert queries.tally(run).done <= at_stop + 1 < CASES


_WORKER = """
import os, sys, time
import django
django.setup()
from django.utils import timezone
from amends.bulk import actions

def clock():
    time.sleep(0.02)
    return timezone.now()

print("ready", flush=True)
actions.work(run_id=int(sys.argv[1]), limit=1000, clock=clock)
"""


def test_a_worker_killed_in_the_middle_is_taken_over(cast: Cast) -> None:
    """A real process, a real kill: what it had done stays done, what it had in hand is done once."""
    ada = cast.actor(cast.ada)
    ids = [make_matter(make_connection(cast.brand)).case.pk]
    connection = Connection.objects.get()
    ids += [make_matter(connection).case.pk for _ in range(60)]
    run = actions.choose(by=ada, verb=Verb.TAG, case_ids=ids, facts={"name": "delay"}, now=NOON)
    actions.begin(by=ada, run=run, now=NOON)
    process = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(_WORKER), str(run.pk)],
        env={**os.environ, "DATABASE_URL": url()},
        stdout=subprocess.PIPE,
    )
    try:
        eventually(lambda: queries.tally(run).done >= 10, seconds=60)
    finally:
        process.send_signal(signal.SIGKILL)
        process.communicate()
    left = queries.tally(run).waiting
    assert 0 < left < 61
    _freed(run, left)
    actions.work(run_id=run.pk, limit=1_000, clock=lambda: NOON + timedelta(hours=1))
    assert queries.tally(run) == Tally(done=61)
    tagged = Counter(CaseEvent.objects.filter(kind="tagged").values_list("case_id", flat=True))
    assert (len(tagged), set(tagged.values())) == (61, {1})


def _freed(run: Run, left: int) -> None:
    """PostgreSQL has noticed that the killed worker's line is gone."""

    def free() -> bool:
        waiting = RunItem.objects.filter(run=run, state="waiting")
        with transaction.atomic():
            return len(waiting.select_for_update(skip_locked=True)) == left

    eventually(free)
