"""Stopping many at once: what has not left is taken back, and what is under way is not tried again."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime

from django.db import connection as database
from django.db import transaction

from amends.audit.actions import record_each
from amends.inbox.actions import bell
from amends.inbox.actions.taking_back import take_back_each
from amends.inbox.models import Message
from amends.outbox.actions import asking, brake
from amends.outbox.models import Send, SendState
from amends.staff.rules import Actor, Right

_UNDER_WAY = (SendState.QUEUED, SendState.HELD, SendState.SENDING, SendState.UNKNOWN)
#: So many are taken back by the same few statements.
_PAGE = 500

# From here on no worker can pick one of them up, and whoever comes back from the network waits and sees
# that it is stopped.
_STOP = """
UPDATE outbox_send SET is_stopped = true
WHERE brand_id = %s AND id = ANY(%s) AND state IN ('queued', 'held', 'sending', 'unknown')
"""
_TAKE = """
UPDATE outbox_send SET state = 'withdrawn', state_since = %s, reason = '', look_up_at = NULL, held_by = ''
WHERE brand_id = %s AND id = ANY(%s) AND state IN ('queued', 'held')
RETURNING id, case_id, message_id
"""
_Taken = tuple[int, int | None, int]


@transaction.atomic
def stop_all(*, by: Actor, sends: Collection[int], now: datetime) -> list[int]:
    """Let none of these leave from now on; the ids of those that were taken back, lowest first.

    What a network is being asked just now may still arrive. What turns out not to have arrived is taken back
    then, and not said a second time. Raises NotAllowed.
    """
    by.require(Right.ANSWER)
    # Whoever pulls the brake changes many as well: one after the other.
    brake.share(by.brand_id)
    with database.cursor() as cursor:
        cursor.execute(_STOP, [by.brand_id, list(sends)])
        cursor.execute(_TAKE, [now, by.brand_id, list(sends)])
        taken: list[_Taken] = sorted(cursor.fetchall())
    for page in _pages(taken):
        _settle(by, page, now)
    return [send_id for send_id, _case, _message in taken]


def want_again(*, brand_id: int, sends: Collection[int]) -> None:
    """What is still under way may be tried again."""
    Send.objects.filter(brand_id=brand_id, pk__in=sends, state__in=_UNDER_WAY).update(
        is_stopped=False
    )


def _pages(taken: Sequence[_Taken]) -> Iterator[list[_Taken]]:
    """A few hundred each, and of a case one at a time: what the first left is what the next finds."""
    page: list[_Taken] = []
    cases: set[int | None] = set()
    for each in taken:
        if len(page) == _PAGE or (each[1] is not None and each[1] in cases):
            yield page
            page, cases = [], set()
        page.append(each)
        cases.add(each[1])
    if page:
        yield page


def _settle(by: Actor, page: Sequence[_Taken], now: datetime) -> None:
    """What taking back one comes to (`change.withdraw`), for each of a page."""
    if any(case is None for _send, case, _message in page):
        by.require(Right.ANNOUNCE)
    bell.ring(brand_id=by.brand_id, cases=[case for _send, case, _message in page if case])
    asking.settle_with_each([send for send, _case, _message in page], now)
    messages = Message.objects.filter(pk__in=[message for _send, _case, message in page])
    take_back_each(by=by, messages=list(messages), because="withdrawn", now=now)
    targets: list[tuple[str, dict[str, object]]] = [
        (f"send:{send}", {}) for send, _case, _message in page
    ]
    record_each(by=by, action="outbox.withdraw", targets=targets, now=now)
