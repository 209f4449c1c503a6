"""What is known of a send and its attempts, written down in one place."""

from __future__ import annotations

from datetime import datetime
from typing import cast

from django.db import connection as database

from amends.channels.contract import Receipt, Template, ThreadKind
from amends.inbox.actions import bell, outgoing
from amends.inbox.actions.taking_back import take_back
from amends.joined import Joined
from amends.outbox.models import Send, SendState
from amends.staff.rules import system

_SEND = Joined(s=Send)
_LOCKED = f"SELECT {_SEND.columns} FROM outbox_send s WHERE s.id = %(send)s FOR UPDATE"  # noqa: S608 - our own columns
_END_ATTEMPT = "UPDATE outbox_attempt SET ended_at = %s, result = %s, detail = %s WHERE id = %s"
_END_WELL = """
WITH ended AS (
    UPDATE outbox_attempt SET ended_at = %s, result = 'sent', detail = %s WHERE id = %s)
UPDATE outbox_lane SET failures = 0 WHERE connection_id = %s AND failures > 0
"""
_SENT = """
UPDATE outbox_send SET state = 'sent', state_since = %s, reason = '', sent_at = %s, external_id = %s,
    look_up_at = NULL
WHERE id = %s
"""


def locked_send(send_id: int) -> Send:
    """The send's row, held until the transaction ends. Raises `Send.DoesNotExist`."""
    for [send] in _SEND.read(_LOCKED, {"send": send_id}):
        return cast("Send", send)
    raise Send.DoesNotExist


def end_attempt(attempt_id: int, result: str, detail: str, now: datetime) -> None:
    """Write down how a call to the network ended."""
    with database.cursor() as cursor:
        cursor.execute(_END_ATTEMPT, [now, result[:20], detail[:2000], attempt_id])


def end_attempt_well(attempt_id: int, detail: str, connection_id: int, now: datetime) -> None:
    """The network took it: the lane's next failure is the first again."""
    with database.cursor() as cursor:
        cursor.execute(_END_WELL, [now, detail[:2000], attempt_id, connection_id])


def came_back(send: Send) -> bool:
    """Whether the network took it once and later said that it did not arrive."""
    return send.state == SendState.FAILED and send.sent_at is not None


def settle_sent(send: Send, receipt: Receipt, now: datetime) -> None:
    """The network has it, whatever we thought meanwhile. ``send`` is locked."""
    if send.state == SendState.SENT:
        return
    ring(send)
    send.external_id = receipt.external_id or send.external_id
    if came_back(send):
        send.save(update_fields=["external_id"])
        return
    send.state, send.state_since, send.reason = SendState.SENT, now, ""
    send.sent_at = receipt.sent_at or now
    send.look_up_at = None
    with database.cursor() as cursor:
        cursor.execute(_SENT, [now, send.sent_at, send.external_id, send.pk])
    kind = ThreadKind(send.thread_kind)
    outgoing.confirm_out(message_id=send.message_id, receipt=receipt, kind=kind, now=now)


def move(send: Send, state: SendState, reason: str, now: datetime) -> None:
    """Give a locked send another state; nothing is looked up any more."""
    ring(send)
    send.state, send.state_since, send.reason, send.look_up_at = state, now, reason, None
    if state != SendState.HELD:
        send.held_by = ""
    send.save(update_fields=["state", "state_since", "reason", "look_up_at", "held_by"])


def rest(send: Send, now: datetime) -> None:
    """Nobody wants a locked send any more, and the network surely has not got it: it is taken back."""
    move(send, SendState.WITHDRAWN, "", now)
    by = system(send.brand_id)
    take_back(by=by, message=send.message, because="withdrawn", now=now)


def template_of(send: Send) -> Template | None:
    """The approved form of words that a send is; None for words of our own."""
    if send.template is None:
        return None
    listed = {name: tuple(send.template[name]) for name in ("values", "places")}
    return Template(**{**send.template, **listed})


def ring(send: Send) -> None:
    """Whoever reads the send's case sees what became of it."""
    if send.case_id is not None:
        bell.ring(brand_id=send.brand_id, cases=[send.case_id])
