"""An incident that is over, with thousands affected; they are told by real worker processes that die.

Imported once Django is set up. Run as a program it brings forth such workers.
"""

from __future__ import annotations

import os
import signal
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

import django

if __name__ == "__main__":
    django.setup()

from django.db import OperationalError
from django.db import connection as database
from django.db.models import Count
from django.utils import timezone

from amends.channels import credentials, registry
from amends.channels.models import Connection
from amends.inbox.models import Case
from amends.incidents.actions import broadcast as course
from amends.incidents.actions.attach import MOST_CASES, attach
from amends.incidents.actions.reckon import reckon
from amends.incidents.actions.turns import Pace, take_turns
from amends.incidents.models import Broadcast, Incident, Recipient
from amends.incidents.queries import ledger
from amends.incidents.rules.ledger import Course, Occasion, Standing
from amends.outbox.actions.deliver import Courier
from amends.outbox.actions.dispatch import new_worker
from amends.outbox.models import Attempt, Send, SendState
from amends.outbox.rules import AttemptKind
from amends.outbox.tasks import dispatch_until
from amends.practice import Bucket, Network, Served, running
from amends.staff.models import Brand, Membership, User
from amends.staff.queries import actor_for
from amends.staff.rules import Actor, Role, Via
from benchmarks.rehearsal import QUICK, Crew, bear, matters, workers

#: Eight accounts of one brand.
HANDLES = tuple(f"northpost{number}" for number in range(8))
_STOP_AT = 0.4


@dataclass(frozen=True)
class Plan:
    """How many are affected, how often a worker is killed, and for how long is waited for what."""

    people: int
    kills: int
    workers: int = 2
    patience: float = 7_200.0
    #: Seconds in which what was being handed over when it was stopped may still be accepted.
    grace: float = 5.0
    #: For so long after that nothing is under way any more is looked whether anything begins.
    watch: float = 5.0


@dataclass(frozen=True)
class Found:
    """What the network and the ledger say afterwards."""

    people: int
    told: int
    seconds: float
    killed: int
    at_cancel: int
    cancel_seconds: float
    after_cancel: int
    begun_after: int
    twice: int
    accounted: float
    wrong: int


def tell_everybody(plan: Plan) -> Found:
    """Let them complain, say that it is over, stop on the way, go on, and compare."""
    network = Network(seed=13, brands=HANDLES)
    # The workers' mother reads the program while people complain.
    with running(network) as served, workers(0, "benchmarks.everybody") as crew:
        by, made = _stage(plan, served)
        began = time.monotonic()
        course.begin(by=by, broadcast=made, now=timezone.now())
        for _ in range(plan.workers):
            crew.hire()
        stopped = _stop_on_the_way(plan, crew, by, made, served)
        course.go_on(by=by, broadcast=made, now=timezone.now())
        left = plan.people - stopped.told
        _kill_until(crew, plan.kills - crew.killed, lambda: (_settled(made) - stopped.told) / left)
        _wait(lambda: _is_done(made), plan.patience)
        seconds = time.monotonic() - began - stopped.paused
        crew.dismiss()
        truth = served.call(network.truth)
    return _compare(made, truth.sends(), stopped, (seconds, crew.killed))


@dataclass(frozen=True)
class _Stopped:
    told: int
    seconds: float
    late: int
    begun: int
    paused: float


def _stop_on_the_way(
    plan: Plan, crew: Crew, by: Actor, made: Broadcast, served: Served
) -> _Stopped:
    """Kill some, stop it at two fifths, and count what is begun then, and accepted after the grace."""
    _kill_until(crew, plan.kills // 2, lambda: _settled(made) / plan.people / _STOP_AT)
    _wait(lambda: _settled(made) >= plan.people * _STOP_AT, plan.patience)
    began = time.monotonic()
    course.cancel(by=by, broadcast=made, now=timezone.now())
    took = time.monotonic() - began
    stopped_at = timezone.now()
    _wait(lambda: not Send.objects.filter(state=SendState.SENDING).exists(), plan.patience)
    time.sleep(plan.watch)
    late = served.call(lambda: _said_after(served, stopped_at + timedelta(seconds=plan.grace)))
    begun = Attempt.objects.filter(kind=AttemptKind.TRY, began_at__gt=stopped_at).count()
    paused = time.monotonic() - began
    return _Stopped(_settled(made), took, late, begun, paused)


def _said_after(served: Served, moment: datetime) -> int:
    """How much the network has accepted later than that, by its own clock."""
    truth = served.network.truth()
    said = {object_id for _handle, _ref, object_id in truth.accepted}
    return sum(
        1
        for each in truth.objects
        if each["id"] in said and datetime.fromisoformat(str(each["created_at"])) > moment
    )


def _kill_until(crew: Crew, kills: int, share: Callable[[], float]) -> None:
    """Kill a worker after each of so many equal parts of the way."""
    target = crew.killed + kills
    for turn in range(kills):
        due = (turn + 0.5) / (kills + 1)
        # Counting thousands costs what the workers could use.
        crew.until(partial(_is_reached, share, due), seconds=3_600, every=0.2)
        if crew.killed < target:
            crew.kill_one()


def _is_reached(share: Callable[[], float], due: float) -> bool:
    return share() >= due


def _wait(condition: Callable[[], bool], patience: float) -> None:
    until = time.monotonic() + patience
    while not condition() and time.monotonic() < until:
        time.sleep(0.2)


def _settled(made: Broadcast) -> int:
    return ledger.tally_of(made).told


def _is_done(made: Broadcast) -> bool:
    return Broadcast.objects.get(pk=made.pk).state == Course.DONE


# ------------------------------------------------------------------------------------ the stage


def _stage(plan: Plan, served: Served) -> tuple[Actor, Broadcast]:
    """Everybody has complained, it is over, and the words to say so are written."""
    brand = Brand.objects.create(name="Northpost", slug="northpost")
    for handle in HANDLES:
        matters(served, _connection(served, brand, handle), handle, plan.people // len(HANDLES))
    by, now = _lead(brand), timezone.now()
    made = course.draft(by=by, incident=_over(by, brand), occasion=Occasion.CLOSING, now=now)
    course.word(by=by, broadcast=made, texts={"en": "It is over. We are sorry."}, now=now)
    return by, made


def _connection(served: Served, brand: Brand, handle: str) -> Connection:
    account = served.network.account(handle)
    account.idempotency = True
    account.bucket = Bucket(per_second=1000, burst=1000)
    return Connection.objects.create(
        brand=brand,
        channel="demo",
        name=handle,
        state_since=timezone.now(),
        settings={"base_url": served.url},
        secrets=credentials.encrypted({"token": account.token}),
        account_id=account.profile.id,
        account_handle=handle,
    )


def _lead(brand: Brand) -> Actor:
    user = User.objects.create(email="lead@northpost.example", name="Bo", password="!")
    Membership.objects.create(brand=brand, user=user, role=Role.LEAD)
    return actor_for(user, brand, Via.WEB)


def _over(by: Actor, brand: Brand) -> Incident:
    now = timezone.now()
    incident = Incident.objects.create(
        brand=brand,
        request_key="storm",
        title="Parcels are late",
        state="resolved",
        state_since=now,
        opened_at=now,
        resolved_at=now,
    )
    ids = list(Case.objects.filter(brand=brand).order_by("pk").values_list("pk", flat=True))
    for at in range(0, len(ids), MOST_CASES):
        attach(by=by, incident=incident, case_ids=ids[at : at + MOST_CASES], now=now)
    return incident


# ----------------------------------------------------------------------------------- comparing


def _compare(
    made: Broadcast, accepted: Counter[str], stopped: _Stopped, took: tuple[float, int]
) -> Found:
    rows = Recipient.objects.filter(broadcast=made)
    tally = ledger.tally_of(made)
    people = Case.objects.filter(brand_id=made.brand_id).values("person").distinct().count()
    by_person: Counter[int] = Counter()
    for key, person in Send.objects.values_list("key", "case__person_id"):
        by_person[person] += accepted[str(key)]
    told = set(rows.filter(state=Standing.TOLD).values_list("person_id", flat=True))
    has = {person for person, times in by_person.items() if times}
    return Found(
        people=people,
        told=tally.told,
        seconds=took[0],
        killed=took[1],
        at_cancel=stopped.told,
        cancel_seconds=stopped.seconds,
        after_cancel=stopped.late,
        begun_after=stopped.begun,
        twice=sum(1 for times in by_person.values() if times > 1),
        accounted=rows.aggregate(n=Count("person", distinct=True))["n"] / people,
        wrong=len(told ^ has) + tally.waiting + tally.asked,
    )


# ------------------------------------------------------------------------------------ the workers


def _work() -> None:
    """Be a worker until told to stop: take turns, reckon up, and hand over what is due."""
    stop = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    courier = Courier(worker=new_worker(), pace=QUICK)
    sending = threading.Thread(target=dispatch_until, args=(stop,), kwargs={"courier": courier})
    sending.start()
    try:
        while not stop.is_set():
            try:
                _turn(stop)
            except OperationalError:
                # In life the job is tried again.
                database.close()
                stop.wait(1)
        sending.join()
    finally:
        os._exit(0)


def _turn(stop: threading.Event) -> None:
    running_now = list(Broadcast.objects.filter(state=Course.RUNNING).values_list("pk", flat=True))
    paces = [take_turns(broadcast_id=pk, limit=50, clock=timezone.now) for pk in running_now]
    for pk in running_now:
        reckon(broadcast_id=pk, now=timezone.now())
    database.close()
    if Pace.ON not in paces:
        stop.wait(0.2)


if __name__ == "__main__":
    # As the desk's own parts are: born of a process that has loaded what they all need.
    registry.channels()
    bear(_work)
