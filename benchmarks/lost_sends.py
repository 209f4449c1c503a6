"""What a desk does whose answers get lost: it answers everybody, settles, and is compared with its network.

Imported once Django is set up.
"""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta

from django.db import connection as database
from django.db import transaction
from django.db.models import Count
from django.utils import timezone

from amends.channels.contract import Delivery
from amends.channels.models import Connection
from amends.inbox.models import Case, Message
from amends.listening.actions import journal
from amends.listening.actions.digest import digest
from amends.listening.models import Source
from amends.outbox import actions
from amends.outbox.actions.deliver import Courier
from amends.outbox.actions.say import ring
from amends.outbox.models import Attempt, Send, SendState
from amends.outbox.rules import Pace, SayKind
from amends.outbox.tasks import dispatch_until
from amends.staff.rules import system

#: What takes a person's patience in life takes less here; nothing is skipped.
QUICK = Pace(look_up_after=timedelta(seconds=0.2), first_wait=timedelta(seconds=0.2))
_AT_ONCE = 200


@dataclass(slots=True)
class Found:
    """What network and desk say afterwards. ``settled``: those UNKNOWN once of which is known more now."""

    sends: int
    accepted: int = 0
    lost: int = 0
    settled: int = 0
    doubled: int = 0
    wrong: int = 0
    unsettled: int = 0
    heard_twice: int = 0
    seconds: float = 0.0


def hear(connection: Connection, source: Source, deliveries: Sequence[Delivery]) -> None:
    """Journal what the network told, and make messages and cases of it."""
    for at in range(0, len(deliveries), _AT_ONCE):
        with transaction.atomic():
            journal.write(
                connection=connection,
                source=source,
                deliveries=deliveries[at : at + _AT_ONCE],
                now=timezone.now(),
            )
    while digest(limit=_AT_ONCE, now=timezone.now()):
        pass


def answer_all(connection: Connection, kind: SayKind) -> None:
    """One answer to every customer, with words that only they get."""
    for case in Case.objects.filter(connection=connection).order_by("pk"):
        actions.say(
            by=system(case.brand_id),
            case=case,
            kind=kind,
            text=f"Sorry! We look into case {case.pk}.",
            request_key=f"answer-{case.pk}",
            now=timezone.now(),
            undo_for=timedelta(0),
        )


def states(connection: Connection) -> Counter[str]:
    """How many sends are in which state."""
    counted = Send.objects.filter(connection=connection).values("state").annotate(n=Count("pk"))
    return Counter({each["state"]: each["n"] for each in counted})


def compare(connection: Connection, taken: Counter[str], found: Found) -> None:
    """The network's own list of the texts that it took, beside ours."""
    sends = list(Send.objects.filter(connection=connection))
    attempts = Attempt.objects.filter(send__connection=connection, kind="try")
    lost = set(attempts.filter(result="unknown").values_list("send_id", flat=True))
    found.accepted, found.lost = len(taken), len(lost)
    found.settled = sum(send.pk in lost and send.state == SendState.SENT for send in sends)
    found.doubled = sum(n - 1 for n in taken.values())
    found.wrong = sum((send.state == SendState.SENT) != (send.text in taken) for send in sends)
    found.unsettled += sum(send.state != SendState.SENT for send in sends)
    ours = Message.objects.filter(connection=connection, direction="out", text__contains="Sorry!")
    seen = Counter(unnamed(text) for text in ours.values_list("text", flat=True))
    found.heard_twice = sum(n - 1 for n in seen.values())


def unnamed(text: str) -> str:
    """Our words without the name that some networks want before them."""
    return text[text.index("Sorry!") :]


@contextmanager
def working(courier: Courier) -> Iterator[None]:
    """A worker that sends and looks up for as long as the block lasts."""
    stop = threading.Event()

    def work() -> None:
        try:
            dispatch_until(stop, courier=courier)
        finally:
            database.close()

    thread = threading.Thread(target=work)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        ring()  # it may be napping
        thread.join()


def wait(is_over: Callable[[], bool], patience: float) -> bool:
    """Whether it was over within so many seconds."""
    until = time.monotonic() + patience
    while not is_over():
        if time.monotonic() > until:
            return False
        time.sleep(0.1)
    return True
