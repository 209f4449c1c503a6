"""Merging and splitting cases: what is on its way holds them together; a send goes with its message."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import connection as database
from django.db import transaction

from amends.inbox.actions import moves
from amends.inbox.models import Case, CaseMove
from amends.outbox.models import Send, SendState
from amends.refusals import Refusal
from amends.staff.rules import Actor

_UNDER_WAY = (SendState.QUEUED, SendState.SENDING, SendState.HELD, SendState.UNKNOWN)
_FOLLOW = """
UPDATE outbox_send s SET case_id = m.case_id FROM inbox_message m
WHERE m.id = s.message_id AND s.message_id = ANY(%s) AND s.case_id IS DISTINCT FROM m.case_id
"""
_FOLLOW_DEEDS = """
UPDATE outbox_deed d SET case_id = m.case_id FROM inbox_message m
WHERE m.id = d.message_id AND d.message_id = ANY(%s) AND d.case_id IS DISTINCT FROM m.case_id
"""


class SendsUnderWay(Refusal):
    """Something said here is still on its way; wait until it has arrived, or take it back."""

    code = "sends-under-way"


@transaction.atomic
def merge_cases(*, by: Actor, case: Case, into: Case, now: datetime) -> CaseMove:
    """Put one case into another. Raises SendsUnderWay, and what the inbox's `merge_cases` raises."""
    origin, _target = moves.lock_both(by, case.pk, into.pk)
    _require_settled(Send.objects.filter(case=origin).values_list("message_id", flat=True))
    move = moves.merge_cases(by=by, case=case, into=into, now=now)
    _follow(move.messages)
    return move


@transaction.atomic
def split_case(*, by: Actor, case: Case, messages: Collection[int], now: datetime) -> CaseMove:
    """Make the messages a case of their own. Raises SendsUnderWay, and what the inbox's action raises."""
    move = moves.split_case(by=by, case=case, messages=messages, now=now)
    _require_settled(move.messages)
    _follow(move.messages)
    return move


@transaction.atomic
def undo_move(*, by: Actor, move: CaseMove, now: datetime) -> None:
    """Take a merge or a split back. Raises SendsUnderWay, and what the inbox's `undo_move` raises."""
    back = moves.undo_move(by=by, move=move, now=now)
    _require_settled(back)
    _follow(back)


def _require_settled(messages: Collection[int]) -> None:
    under_way = Send.objects.filter(message__in=list(messages), state__in=_UNDER_WAY)
    if under_way.exists():
        raise SendsUnderWay


def _follow(messages: Collection[int]) -> None:
    with database.cursor() as cursor:
        cursor.execute(_FOLLOW, [list(messages)])
        cursor.execute(_FOLLOW_DEEDS, [list(messages)])
