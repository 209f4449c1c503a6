"""Stopping many at once: what has not left is taken back, and what is under way is not tried again."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from amends.outbox.actions.change import withdraw
from amends.outbox.models import Send, SendState
from amends.staff.rules import Actor

_NOT_LEFT = (SendState.QUEUED, SendState.HELD)
_UNDER_WAY = (*_NOT_LEFT, SendState.SENDING, SendState.UNKNOWN)


@transaction.atomic
def stop_all(*, by: Actor, sends: Collection[int], now: datetime) -> list[int]:
    """Let none of these leave from now on; the ids of those that were taken back.

    What a network is being asked just now may still arrive. What turns out not to have arrived is taken back
    then, and not said a second time. Raises NotAllowed and NotFound.
    """
    wanted = Send.objects.filter(brand_id=by.brand_id, pk__in=sends)
    # From here on no worker can pick one of them up, and whoever comes back from the network waits and sees
    # that it is stopped; taking each back may take its time.
    wanted.filter(state__in=_UNDER_WAY).update(is_stopped=True)
    taken = wanted.filter(state__in=_NOT_LEFT).select_for_update(no_key=True, of=("self",))
    return [withdraw(by=by, send=send, now=now).pk for send in taken.order_by("pk")]


def want_again(*, brand_id: int, sends: Collection[int]) -> None:
    """What is still under way may be tried again."""
    Send.objects.filter(brand_id=brand_id, pk__in=sends, state__in=_UNDER_WAY).update(
        is_stopped=False
    )
