"""Twenty thousand deliveries into a whole desk whose every process is killed with -9 again and again.

Two brands hear a storm by webhook (a tenth twice, a tenth out of order, in parallel) and by reading the
network themselves, all at once. Afterwards the network's own truth is compared with the desk's tables.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, fields
from pathlib import Path

import psycopg

from amends.practice import Network, Served, running
from amends.project.processes import wait_until
from benchmarks.desk_tree import DeskTree, Killer, grown
from benchmarks.harness import Figures, median
from benchmarks.ledger import Findings, compare
from benchmarks.weather import NONSENSE, SECRET, Front

HANDLES = ("northpost", "tallybook")
_WAITING = "SELECT count(*) FROM listening_delivery WHERE state = 'waiting'"
_READ = "SELECT count(*) FROM listening_delivery WHERE connection_id = %s AND key LIKE 'event:%%'"
_BY_SOURCE = (
    "SELECT source, count(*), coalesce(sum(stored), 0) FROM listening_delivery GROUP BY source"
)
_SILENCE = """
SELECT coalesce(extract(epoch FROM max(gap)), 0) FROM (
    SELECT received_at - lag(received_at) OVER (ORDER BY received_at) AS gap
    FROM listening_delivery WHERE source = 'webhook'
) g
"""


@dataclass(frozen=True)
class Plan:
    """How many deliveries are pushed, how fast, and how many seconds lie between two kills."""

    deliveries: int
    per_second: float
    every: tuple[float, float] = (1.0, 3.0)
    workers: int = 2
    seed: int = 20
    patience: float = 300.0


@dataclass(frozen=True)
class Storm:
    """What there was: the brands' fronts with their connections, and the desk under them."""

    served: Served
    tree: DeskTree
    fronts: Sequence[Front]
    connections: Sequence[int]

    @property
    def network(self) -> Network:
        return self.served.network

    def has_settled(self) -> bool:
        """Whether everything was read from the network and nothing waits in the journal."""
        try:
            if self.tree.ask(_WAITING)[0][0]:
                return False
            pairs = zip(self.fronts, self.connections, strict=True)
            return all(
                self.tree.ask(_READ, pk)[0][0] == len(front.account.events) for front, pk in pairs
            )
        except psycopg.Error:
            return False


def run(figures: Figures, *, long: bool) -> None:
    """3,000 deliveries; ``long``: 20,000."""
    prove(figures, Plan(20_000, per_second=200) if long else Plan(3_000, per_second=100))


def prove(figures: Figures, plan: Plan) -> None:
    """Let the storm pass over a desk that is killed again and again, wait, and count."""
    with _storm(plan) as storm:
        began = time.monotonic()
        with Killer(storm.tree, every=plan.every, seed=plan.seed) as killer:
            for thread in [front.start() for front in storm.fronts]:
                thread.join()
            pushed = time.monotonic() - began
            wait_until(killer.has_killed_each, seconds=120, every=0.2)
        has_settled = wait_until(storm.has_settled, seconds=plan.patience, every=0.5)
        settled = time.monotonic() - killer.last_at
        _tell(figures, storm, killer, pushed)
        figures.told("settled-after-the-last-kill", settled, "s")
        figures.at_least("settled", has_settled, "storm", 1)
        _judge(figures, storm, plan)
        if figures.missed:
            print(storm.tree.said, file=sys.stderr)


@contextmanager
def _storm(plan: Plan) -> Iterator[Storm]:
    network = Network(seed=plan.seed, brands=HANDLES)
    with tempfile.TemporaryDirectory(prefix="amends-bench-") as name, running(network) as served:
        folder = Path(name)
        folder.chmod(0o755)
        with grown(folder, workers=plan.workers) as tree:
            doors = [_connect(served, handle) for handle in HANDLES]
            share = plan.deliveries // len(HANDLES)
            fronts = [
                Front(
                    served,
                    network.account(handle),
                    f"http://127.0.0.1:{tree.port}/hooks/{public_id}",
                    deliveries=share,
                    per_second=plan.per_second / len(HANDLES),
                    seed=plan.seed + number,
                )
                for number, (handle, (_, public_id)) in enumerate(zip(HANDLES, doors, strict=True))
            ]
            yield Storm(served, tree, fronts, [pk for pk, _ in doors])


def _connect(served: Served, handle: str) -> tuple[int, str]:
    """A brand with a connection to its account; returns the connection's id and its door's name."""
    import django

    django.setup()
    from django.db import connections
    from django.utils import timezone

    from amends.channels import credentials
    from amends.channels.models import Connection
    from amends.staff.models import Brand

    account = served.network.account(handle)
    made = Connection.objects.create(
        brand=Brand.objects.create(name=account.profile.name, slug=handle),
        channel="demo",
        name=handle,
        state_since=timezone.now(),
        settings={"base_url": served.url, "poll_every": "1"},
        secrets=credentials.encrypted({"token": account.token, "webhook_secret": SECRET}),
        account_id=account.profile.id,
        account_handle=handle,
    )
    connections.close_all()
    connections["default"].close_pool()  # type: ignore[attr-defined]
    return made.pk, str(made.public_id)


def _tell(figures: Figures, storm: Storm, killer: Killer, pushed: float) -> None:
    for kind in sorted(killer.killed):
        figures.told(f"killed-{kind}", killer.killed[kind], "times")
    reports = [front.report for front in storm.fronts]
    sent = sum(report.deliveries for report in reports)
    figures.told("deliveries-per-second", sent / pushed, "deliveries/s")
    refused = sum(sum(report.errors.values()) for report in reports)
    busy = sum(
        count for report in reports for status, count in report.statuses.items() if status != 200
    )
    figures.told("tries-without-an-answer", refused, "tries")
    figures.told("tries-answered-no", busy, "tries")
    for source, rows, stored in storm.tree.ask(_BY_SOURCE):
        figures.told(f"journalled-by-{source}", int(str(rows)), "deliveries")
        figures.told(f"first-heard-by-{source}", int(str(stored)), "facts")
    if killer.recoveries:
        figures.told("at-work-again-median", median(killer.recoveries), "s")
        figures.told("at-work-again-slowest", max(killer.recoveries), "s")
    figures.told("longest-silence", float(str(storm.tree.ask(_SILENCE)[0][0])), "s")
    figures.at_most("fell-over", storm.tree.said.count("ended with code"), "processes", 0)


def _judge(figures: Figures, storm: Storm, plan: Plan) -> None:
    pushed = sum(front.made for front in storm.fronts)
    acknowledged = sum(len(front.report.acknowledged) for front in storm.fronts)
    sent = sum(front.report.deliveries for front in storm.fronts)
    figures.at_least("deliveries", pushed, "deliveries", plan.deliveries)
    figures.at_least("pushed-twice", (sent - pushed) / pushed, "of deliveries", 0.08)
    figures.at_least("acknowledged", acknowledged / sent, "of deliveries", 1)
    found = Findings()
    for front, connection in zip(storm.fronts, storm.connections, strict=True):
        found += compare(
            storm.tree,
            storm.network,
            front.account,
            connection,
            acknowledged=front.report.acknowledged,
        )
    figures.told("messages", found.messages, "messages")
    odd = abs(found.quarantined - len(NONSENSE) * len(storm.fronts))
    figures.at_most("wrongly-quarantined", odd, "deliveries", 0)
    lies = sum(len(front.refused.acknowledged) for front in storm.fronts)
    figures.at_most("acknowledged-unsigned", lies, "deliveries", 0)
    for field in fields(found)[2:]:
        figures.at_most(field.name.replace("_", "-"), getattr(found, field.name), "times", 0)
    waiting = int(str(storm.tree.ask(_WAITING)[0][0]))
    figures.at_most("still-waiting", waiting, "deliveries", 0)


def main(arguments: list[str]) -> int:
    """``DELIVERIES PER_SECOND``: as short as a test wants it."""
    figures = Figures()
    prove(figures, Plan(int(arguments[0]), per_second=float(arguments[1])))
    return 1 if figures.missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
