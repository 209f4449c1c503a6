"""Answers to many and the brake: the run pauses before the next customer, says so, and goes on by hand."""

from __future__ import annotations

from datetime import timedelta

import pytest

from amends.audit.models import Entry
from amends.bulk import actions, queries, rules
from amends.bulk.models import Run, RunState, Verb
from amends.bulk.rules import Tally, Where
from amends.channels.models import Connection
from amends.outbox import actions as outbox
from amends.outbox.models import Send, SendState
from amends.staff.rules import Actor
from cast import NOON, Cast, make_matter
from rooms.bulk.networks import scripted

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(minutes=1)


@pytest.fixture
def ada(cast: Cast) -> Actor:
    return cast.actor(cast.ada)


@pytest.fixture
def run(ada: Actor, connection: Connection) -> Run:
    """An answer to four customers, begun."""
    ids = [make_matter(connection, name=f"Person {n}").case.pk for n in range(4)]
    run = actions.choose(by=ada, verb=Verb.ANSWER, case_ids=ids, facts={}, now=NOON)
    actions.word(by=ada, run=run, text="Hello.", where=Where.PUBLIC, text_of=lambda _case: "Hello.")
    actions.judge(run_id=run.pk, limit=10, now=NOON, channel_of=scripted)
    actions.begin(by=ada, run=run, now=NOON)
    return run


def work(run: Run, limit: int = 10) -> bool:
    more = actions.work(run_id=run.pk, limit=limit, clock=lambda: LATER, channel_of=scripted)
    run.refresh_from_db()
    return more


def pull(cast: Cast) -> None:
    outbox.pull_brake(by=cast.actor(cast.bo), reason="storm", now=LATER)


def test_it_pauses_before_the_next_customer_and_says_so(cast: Cast, run: Run) -> None:
    work(run, limit=1)
    pull(cast)
    assert work(run) is False
    assert (run.state, run.is_paused) == (RunState.CANCELLED, True)
    assert queries.tally(run) == Tally(waiting=3, done=1)
    assert Entry.objects.get(action="bulk.pause").facts == {"why": "brake"}
    assert [each.state for each in Send.objects.all()] == [SendState.HELD]
    assert work(run) is False, "a worker that comes later finds nothing to do"


def test_it_goes_on_by_hand_once_the_brake_is_released(cast: Cast, ada: Actor, run: Run) -> None:
    pull(cast)
    work(run)
    with pytest.raises(rules.BrakeIsOn):
        actions.go_on(by=ada, run=run, now=LATER)
    outbox.release_brake(by=cast.actor(cast.bo), now=LATER)
    assert run.state == RunState.CANCELLED, "nothing goes on by itself"
    actions.go_on(by=ada, run=run, now=LATER)
    work(run)
    assert (run.state, run.is_paused) == (RunState.DONE, False)
    assert queries.tally(run) == Tally(done=4)


def test_what_says_nothing_to_customers_goes_on(cast: Cast, ada: Actor, run: Run) -> None:
    pull(cast)
    ids = [item.case_id for item in queries.items_of(run)]
    closing = actions.choose(by=ada, verb=Verb.CLOSE, case_ids=ids, facts={}, now=NOON)
    actions.begin(by=ada, run=closing, now=NOON)
    work(closing)
    assert queries.tally(closing) == Tally(done=4)


def test_the_next_run_of_a_paused_one_is_not_paused(cast: Cast, ada: Actor, run: Run) -> None:
    work(run, limit=1)
    pull(cast)
    work(run)
    inverse = actions.undo(by=ada, run=run, now=LATER)
    assert not inverse.is_paused
    assert "paused" not in inverse.facts
