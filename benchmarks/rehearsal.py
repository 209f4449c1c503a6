"""Sends through the served practice network with real worker processes. Imported once Django is set up.

Run as a program it brings forth such workers, in the database and with the keys of its environment.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from urllib.parse import quote

import django

if __name__ == "__main__":
    django.setup()

from django.conf import settings
from django.db import connection as database
from django.db import transaction
from django.utils import timezone

from amends.channels import credentials, registry
from amends.channels.models import Connection
from amends.channels.queries import link_for
from amends.inbox.actions.take_in import take_in
from amends.inbox.models import Case, Message
from amends.outbox import actions
from amends.outbox.actions.deliver import Courier
from amends.outbox.actions.dispatch import new_worker
from amends.outbox.models import Attempt, Send, SendState
from amends.outbox.rules import Pace, SayKind
from amends.outbox.tasks import dispatch_until
from amends.practice import Bucket, Network, Served, Strike, Truth, running
from amends.staff.models import Brand
from amends.staff.rules import system

#: One account honours idempotency keys; of one the network never heard of them.
HANDLES = ("northpost", "tallybook")
#: Accounts whose network is in no trouble, for the speed alone.
UNDISTURBED = ("crumbandco", "lindenlane")
#: What takes a person's patience in life takes less here; nothing is skipped.
QUICK = Pace(
    stale_after=timedelta(seconds=1),
    look_up_after=timedelta(seconds=0.2),
    absent_after=timedelta(seconds=2),
    first_wait=timedelta(seconds=0.2),
    longest_lane_wait=timedelta(seconds=2),
)


@dataclass(frozen=True)
class Plan:
    """How much is sent, by how many worker processes, and how often one is killed with -9."""

    sends: int
    kills: int
    workers: int = 2
    lost: float = 0.2
    patience: float = 600.0


@dataclass(frozen=True)
class Found:
    """What the network and the desk say afterwards."""

    seconds: float
    accepted: int
    lost: int
    killed: int
    orphaned: int
    doubled: int
    wrongly_failed: int
    wrongly_sent: int
    unsettled: int
    out_of_order: int


def rehearse(plan: Plan) -> Found:
    """Make matters, answer each in public and in private, lose answers, kill workers, and compare."""
    network = Network(seed=11, brands=HANDLES)
    with running(network) as served:
        connections = [_connection(served, handle) for handle in HANDLES]
        for number, connection in enumerate(connections):
            matters(served, connection, HANDLES[number], plan.sends // 4)
        served.call(lambda: _trouble(network, plan.lost))
        began = time.monotonic()
        with workers(plan.workers) as crew:
            asking = threading.Thread(target=_ask_all)
            asking.start()
            crew.kill_now_and_then(plan)
            asking.join()
            settled = _wait(plan.patience)
        seconds = time.monotonic() - began
        served.call(network.faults.calm)
        truth = served.call(network.truth)
    if not settled:
        print("Not everything was settled in time.", file=sys.stderr)
    return _compare(truth, seconds, crew.killed)


def undisturbed(sends: int) -> float:
    """Sends a second of one worker over two accounts, with nothing lost and nothing limited.

    Asked for before the worker comes, and counted from its first receipt to its last.
    """
    network = Network(seed=12, brands=UNDISTURBED)
    with running(network) as served:
        for handle in UNDISTURBED:
            connection = _connection(served, handle)
            network.account(handle).bucket = Bucket(per_second=10_000, burst=10_000)
            matters(served, connection, handle, sends // 4)
        _ask_all(UNDISTURBED)
        with workers(1):
            _wait(600)
    sent = Send.objects.filter(brand__slug__in=UNDISTURBED, state=SendState.SENT)
    ended = sorted(Attempt.objects.filter(send__in=sent).values_list("ended_at", flat=True))
    return (len(ended) - 1) / (ended[-1] - ended[0]).total_seconds()


# ------------------------------------------------------------------------------------ the stage


def _connection(served: Served, handle: str) -> Connection:
    account = served.network.account(handle)
    account.idempotency = handle == HANDLES[0]
    account.bucket = Bucket(per_second=1000, burst=1000) if account.idempotency else Bucket()
    brand = Brand.objects.create(name=account.profile.name, slug=handle)
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


def matters(served: Served, connection: Connection, handle: str, people: int) -> None:
    """So many people write to the brand in public, and the desk takes it in as it always does."""
    network = served.network

    def write() -> None:
        for number in range(people):
            person = network.person(f"{handle}_customer_{number}")
            network.post(person, f"@{handle} where is my parcel {number}?")

    served.call(write)
    channel, link = registry.channel("demo"), link_for(connection)
    cursor, more = "", True
    while more:
        page = channel.fetch(link, cursor)
        items = [item for each in page.deliveries for item in channel.parse(link, each)]
        with transaction.atomic():
            take_in(connection=connection, items=items, now=timezone.now())
        cursor, more = page.cursor, page.more


def _trouble(network: Network, lost: float) -> None:
    network.faults.lost_answers = Strike(share=lost)
    network.faults.lookup_lag_seconds = 0.5


def _ask_all(handles: Sequence[str] = HANDLES) -> None:
    """Answer every case of these brands in public and then in private."""
    try:
        for case in Case.objects.filter(brand__slug__in=handles).order_by("pk"):
            for kind in (SayKind.PUBLIC_REPLY, SayKind.PRIVATE_MESSAGE):
                actions.say(
                    by=system(case.brand_id),
                    case=case,
                    kind=kind,
                    text=f"Sorry! We are looking into case {case.pk} ({kind}).",
                    request_key=f"{case.pk}-{kind}",
                    now=timezone.now(),
                    undo_for=timedelta(0),
                )
    finally:
        database.close()


def _wait(patience: float) -> bool:
    until = time.monotonic() + patience
    while not Send.objects.exists() or Send.objects.exclude(state=SendState.SENT).exists():
        if time.monotonic() > until:
            return False
        time.sleep(0.2)
    return True


# ------------------------------------------------------------------------------------- the crew


class Crew:
    """Worker processes, replaced when one is killed; ``program`` brings them forth.

    They are born of one process that has read the program before: a new one is there at once, and no
    import competes with what is measured.
    """

    def __init__(self, program: str = "benchmarks.rehearsal") -> None:
        values = settings.DATABASES["default"]
        host = quote(str(values.get("HOST") or ""), safe="")
        user = values.get("USER") or ""
        environment = {
            **os.environ,
            "DATABASE_URL": f"postgresql://{user}@/{values['NAME']}?host={host}",
            "AMENDS_PRIVATE_ADDRESSES": "127.0.0.1",
            "DJANGO_SETTINGS_MODULE": os.environ["DJANGO_SETTINGS_MODULE"],
        }
        self._mother = subprocess.Popen(
            [sys.executable, "-m", program],
            cwd=Path(__file__).parents[1],
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.living: list[int] = []
        self.killed = 0

    def hire(self) -> None:
        assert self._mother.stdin
        assert self._mother.stdout
        print("one more", file=self._mother.stdin, flush=True)
        self.living.append(int(self._mother.stdout.readline()))

    def kill_one(self) -> None:
        victim = random.choice(self.living)
        os.kill(victim, signal.SIGKILL)
        self.living.remove(victim)
        self.killed += 1
        self.hire()

    def dismiss(self) -> None:
        """Have all finish what is in hand, and wait for that; again is no error."""
        if self._mother.poll() is None:
            self._mother.communicate(timeout=60)

    def kill_now_and_then(self, plan: Plan) -> None:
        """Kill a worker with something in hand, each time after its share of the sends has left."""
        for turn in range(plan.kills):
            self.until(lambda due=(turn + 0.5) / plan.kills: _share_sent(plan) >= due)
            self.until(self._is_busy)
            self.kill_one()

    def until(
        self, condition: Callable[[], bool], seconds: float = 60, *, every: float = 0.03
    ) -> None:
        """Wait for something, not for ever; ``every``: seconds between two looks."""
        until = time.monotonic() + seconds
        while not condition() and time.monotonic() < until:
            time.sleep(every)

    def _is_busy(self) -> bool:
        names = {f":{pid}:" for pid in self.living}
        busy = Attempt.objects.filter(ended_at=None).values_list("worker", flat=True)
        return any(name in worker for worker in busy for name in names)


def _share_sent(plan: Plan) -> float:
    return Send.objects.filter(state=SendState.SENT).count() / plan.sends


@contextmanager
def workers(number: int, program: str = "benchmarks.rehearsal") -> Iterator[Crew]:
    """So many of them, dismissed at the end."""
    crew = Crew(program)
    try:
        for _ in range(number):
            crew.hire()
        yield crew
    finally:
        crew.dismiss()


# ----------------------------------------------------------------------------------- comparing


def _compare(truth: Truth, seconds: float, killed: int) -> Found:
    accepted = truth.sends()
    sends = list(Send.objects.all())
    has = {str(send.key): accepted[str(send.key)] for send in sends}
    lost = {"failed", "refused", "withdrawn", "held"}
    return Found(
        seconds=seconds,
        accepted=sum(1 for times in has.values() if times),
        lost=Attempt.objects.filter(result="unknown").count(),
        killed=killed,
        orphaned=Attempt.objects.filter(kind="try", result="lost").count(),
        doubled=sum(1 for times in has.values() if times > 1) + _twice_in_view(),
        wrongly_failed=sum(1 for s in sends if s.state in lost and has[str(s.key)]),
        wrongly_sent=sum(1 for s in sends if s.state == "sent" and not has[str(s.key)]),
        unsettled=sum(1 for s in sends if s.state != "sent"),
        out_of_order=_out_of_order(truth, sends),
    )


def _twice_in_view() -> int:
    out = Counter(Message.objects.filter(direction="out").values_list("send_key", flat=True))
    return sum(1 for times in out.values() if times > 1)


def _out_of_order(truth: Truth, sends: list[Send]) -> int:
    """Cases whose private message came before their public reply."""
    place = {ref: n for n, (_, ref, _) in enumerate(truth.accepted)}
    by_case: dict[int | None, list[int]] = {}
    for send in sorted(sends, key=lambda send: send.pk):
        by_case.setdefault(send.case_id, []).append(place.get(str(send.key), -1))
    return sum(1 for places in by_case.values() if places != sorted(places))


def bear(work: Callable[[], None]) -> None:
    """Bring forth a worker for every line that comes, and say its number; at the end all are dismissed."""
    children = []
    for _ in sys.stdin:
        child = os.fork()
        if not child:
            work()
        children.append(child)
        print(child, flush=True)
    for each in children:
        os.kill(each, signal.SIGTERM)
        os.waitpid(each, 0)


def _work() -> None:
    """Be a worker until told to stop."""
    stop = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    try:
        dispatch_until(stop, courier=Courier(worker=new_worker(), pace=QUICK))
    finally:
        os._exit(0)


if __name__ == "__main__":
    bear(_work)
