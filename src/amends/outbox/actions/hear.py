"""Late words of a network about what we said: delivered, read, or come back."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db import connection as database
from django.db import transaction
from django.db.models import Q

from amends.channels.contract import Outcome, OutcomeState, Receipt
from amends.channels.models import Connection
from amends.inbox.actions import outgoing
from amends.inbox.models import EarlyFact
from amends.outbox.actions import truth
from amends.outbox.models import Send, SendState

_KIND = "outcome"
_EARLY = """
SELECT FROM inbox_earlyfact WHERE connection_id = %s AND external_id = %s AND kind = %s LIMIT 1
"""


def hear_outcome(*, connection: Connection, outcome: Outcome, now: datetime) -> bool:
    """Write down what became of a send; False when that was known, or is not about a send we know.

    An outcome that overtook the receipt waits for it. One that names our own key settles a send whose
    answer was lost: the network has it.
    """
    with transaction.atomic():
        if outcome.recipient:
            return _hear_of_all(connection, outcome, now)
        send = _send_of(connection, outcome)
        if send is None:
            return _remember(connection, outcome)
        return _hear(send, outcome, now)


def catch_up(send: Send, now: datetime) -> None:
    """Apply the outcomes that came before we knew the send's id on the network. ``send`` is locked."""
    if not send.external_id or not _has_early(send):
        return
    early = EarlyFact.objects.filter(
        connection_id=send.connection_id, external_id=send.external_id, kind=_KIND
    )
    known = list(early.order_by("at").values_list("at", "facts"))
    for at, facts in known:
        _hear(send, Outcome(OutcomeState(facts["state"]), at, reason=facts.get("reason", "")), now)
    if known:
        early.delete()


def _has_early(send: Send) -> bool:
    # Asked for every send, of which hardly one has any: building the SQL costs more than running it.
    with database.cursor() as cursor:
        cursor.execute(_EARLY, [send.connection_id, send.external_id, _KIND])
        return cursor.fetchone() is not None


def _hear_of_all(connection: Connection, outcome: Outcome, now: datetime) -> bool:
    """What a network says of a whole conversation: that everything in it was read until a moment."""
    sends = Send.objects.select_for_update(of=("self",)).select_related("message", "connection")
    told = sends.filter(
        connection=connection,
        recipient=outcome.recipient,
        is_public=False,
        state=SendState.SENT,
        sent_at__lte=outcome.at,
        read_at=None,
    )
    heard = [_hear(send, outcome, now) for send in told.order_by("pk")[:100]]
    return any(heard)


def _hear(send: Send, outcome: Outcome, now: datetime) -> bool:
    if outcome.state is OutcomeState.FAILED:
        return _came_back(send, outcome, now)
    if outcome.state is OutcomeState.SENT and send.state == SendState.SENT:
        return False
    _settle_by(send, outcome, now)
    if outcome.state is OutcomeState.SENT:
        return True
    fields = ["delivered_at"]
    known = send.read_at if outcome.state is OutcomeState.READ else send.delivered_at
    if known is not None:
        return False
    send.delivered_at = send.delivered_at or outcome.at
    if outcome.state is OutcomeState.READ:
        send.read_at = outcome.at
        fields.append("read_at")
        outgoing.read_out(message=send.message, at=outcome.at)
    send.save(update_fields=fields)
    return True


def _settle_by(send: Send, outcome: Outcome, now: datetime) -> None:
    """What was delivered was sent, whatever we knew."""
    if not truth.came_back(send):
        receipt = Receipt(outcome.external_id, sent_at=outcome.at)
        truth.settle_sent(send, receipt, now)


def _came_back(send: Send, outcome: Outcome, now: datetime) -> bool:
    if send.state == SendState.FAILED:
        return False
    reason = outcome.reason or "The network took it, and says now that it did not arrive."
    send.sent_at = send.sent_at or outcome.at
    send.save(update_fields=["sent_at"])
    truth.move(send, SendState.FAILED, reason, now)
    outgoing.fail_out(message=send.message, reason=send.reason, now=now)
    return True


def _send_of(connection: Connection, outcome: Outcome) -> Send | None:
    wanted = Q(external_id=outcome.external_id) if outcome.external_id else Q()
    key = _as_key(outcome.client_ref)
    if key is not None:
        wanted |= Q(key=key)
    if not wanted:
        return None
    sends = Send.objects.select_for_update(of=("self",)).select_related("message", "connection")
    return sends.filter(wanted, connection=connection).order_by("pk").first()


def _as_key(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None


def _remember(connection: Connection, outcome: Outcome) -> bool:
    if not outcome.external_id:
        return False
    _, made = EarlyFact.objects.get_or_create(
        connection=connection,
        external_id=outcome.external_id,
        kind=_KIND,
        at=outcome.at,
        defaults={
            "brand_id": connection.brand_id,
            "facts": {"state": str(outcome.state), "reason": outcome.reason},
        },
    )
    return made
