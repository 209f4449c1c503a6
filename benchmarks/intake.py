"""Sustained webhook intake through the real web process, journal, worker, threading and cases.

Paced at more than the target, so that the figures are of a steady state: the acknowledgement as the
network sees it, and the time from a delivery's due moment until its message can be read in a case.
"""

from __future__ import annotations

import tempfile
import threading
import time
from pathlib import Path
from typing import Self

import orjson

from benchmarks.desk_tree import grown
from benchmarks.harness import Figures, median, percentile

RATE = 550


def run(figures: Figures, *, long: bool) -> None:
    """20 seconds at 550 deliveries a second (long: 120 seconds), one event each."""
    with tempfile.TemporaryDirectory(prefix="amends-bench-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        with grown(folder, workers=1, listener=False) as tree:
            import django

            django.setup()
            _measure(figures, f"http://127.0.0.1:{tree.port}", RATE * (120 if long else 20))


def _measure(figures: Figures, desk: str, count: int) -> None:
    from amends.practice import Network
    from amends.practice.pusher import Pusher, parcels
    from benchmarks import stage

    connection, secret = stage.pushed_to("Intake")
    network = Network(seed=5, brands=("northpost",))
    network.storm(people=count // 3, threads=count // 12, messages=count + 600, brand="northpost")
    account = network.account("northpost")
    packed = parcels(account, list(account.events), batch=1, moment=time.time())
    pusher = Pusher(f"{desk}/hooks/{connection.public_id}", secret, connections=64, tries=3)
    pusher.push(packed[:600], per_second=300)  # what only the first requests pay
    packed = packed[600 : 600 + count]
    ids = [orjson.loads(parcel.body)["events"][0]["object"]["id"] for parcel in packed]
    with _Watch() as watch:
        began = time.perf_counter()
        report = pusher.push(packed, per_second=RATE)
        watch.until(set(ids))
    due = {id_: began + n / RATE for n, id_ in reversed(list(enumerate(ids)))}
    visible = [watch.seen[id_] - moment for id_, moment in due.items() if id_ in watch.seen]
    acknowledged = sum(report.statuses[status] for status in (200,))
    figures.at_least("intake-rate", acknowledged / report.seconds, "deliveries/s", 500)
    figures.at_least("intake-visible", len(visible) / len(due), "ratio", 1.0)
    for share in (0.5, 0.95):
        figures.told(f"ack-p{share * 100:g}", report.percentile(share) * 1000, "ms")
    figures.at_most("ack-p99", report.percentile(0.99) * 1000, "ms", 250)
    for share in (0.5, 0.95, 0.99):
        figures.told(f"visible-p{share * 100:g}", percentile(visible, share) * 1000, "ms")
    copies = median([stage.copy_seconds(5000) for _ in range(3)])
    figures.told("copy-rate", 5000 / copies, "messages/s")
    figures.told("intake-share-of-copy", acknowledged / report.seconds / (5000 / copies), "ratio")


class _Watch:
    """Looks every few milliseconds which messages can be read by now."""

    def __init__(self) -> None:
        self.seen: dict[str, float] = {}
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._look)

    def __enter__(self) -> Self:
        from amends.inbox.models import Message

        self._last = Message.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()

    def until(self, wanted: set[str], patience: float = 60.0) -> None:
        """Wait until all of these messages were seen."""
        end = time.monotonic() + patience
        while not wanted <= self.seen.keys() and time.monotonic() < end:
            time.sleep(0.05)

    def _look(self) -> None:
        from django.db import connection

        with connection.cursor() as cursor:
            while not self._stop.wait(0.02):
                # Rows commit out of the order of their ids: look a little way back every time.
                cursor.execute(
                    "SELECT id, external_id FROM inbox_message WHERE id > %s", [self._last - 3000]
                )
                rows, now = cursor.fetchall(), time.perf_counter()
                for id_, external_id in rows:
                    self._last = max(self._last, id_)
                    self.seen.setdefault(external_id, now)
        connection.close()
