"""Answers that were really given, handed to a dry run of the playbook."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime

from django.db import transaction

from amends import queue
from amends.outbox import queries
from amends.outbox.models import Send
from amends.playbook import actions as playbook
from amends.playbook.models import DryRun
from amends.playbook.rules.draft import Draft, Situation
from amends.playbook.rules.trial import Told
from amends.staff.rules import Actor

#: Of the newest; enough to see what a rule does, few enough for half a minute.
MOST = 1_000


@transaction.atomic
def rehearse(*, by: Actor, number: int, now: datetime) -> DryRun:
    """Ask the worker to try a version of the playbook on the brand's last answers.

    Raises NotAllowed, NotFound and `playbook.HasProblems`.
    """
    run = playbook.begin_dry_run(by=by, number=number, now=now)
    queue.defer("outbox.rehearse", run_id=run.pk)
    return run


def go_through(*, run_id: int, clock: Callable[[], datetime]) -> None:
    """Hand the brand's last answers to a dry run. Raises NotFound when it is gone."""
    brand_id = DryRun.objects.filter(pk=run_id).values_list("brand_id", flat=True).first()
    sends = queries.last_said(brand_id, MOST) if brand_id is not None else []
    playbook.try_out(run_id=run_id, answers=_told(sends), total=len(sends), clock=clock)


def _told(sends: list[Send]) -> Iterator[Told]:
    for send in sends:
        name = send.case.person.name if send.case is not None else send.recipient_name
        yield Told(
            send.pk,
            Draft(
                text=send.text,
                is_public=send.is_public,
                network=send.connection.channel,
                author=send.asked_by.name if send.asked_by is not None else "",
                situation=Situation(customer_names=(name,) if name else ()),
            ),
        )
