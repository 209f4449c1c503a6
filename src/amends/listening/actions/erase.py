"""Answers a network that asks, in a person's name, for their data to be deleted: noted at once, then done."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable, Mapping
from datetime import datetime

from django.db import connection as database
from django.db import transaction

from amends import queue
from amends.audit.actions import record
from amends.channels import queries as channels
from amends.channels import registry
from amends.channels.actions import live_link
from amends.channels.base import Link
from amends.channels.contract import ChannelError
from amends.channels.erasing import Erases
from amends.channels.models import Connection
from amends.inbox.actions.erase import erase_person
from amends.listening.models import Erasure
from amends.outbox.actions.moderation import forget as forget_moderated
from amends.outbox.models import Send, SendState
from amends.refusals import Refusal
from amends.replies.actions import forget_of_people
from amends.staff.rules import system
from amends.trends.actions.forget import forget_said
from amends.triage.actions.forget import forget_words

#: Bodies of pushes in which the person's id stands, emptied: their keys stay, so that none comes twice.
_EMPTY_BODIES = """
UPDATE listening_delivery SET body = ''::bytea, headers = '{}'::jsonb
WHERE connection_id = %s AND state <> 'waiting' AND position(%s::bytea IN body) > 0
"""


class NotAsked(Refusal):
    """Nothing proves that the network asks for this."""

    code = "not-asked"


def ask(*, connection: Connection, form: Mapping[str, str], now: datetime) -> Erasure:
    """Note the request, proven by the network's signature; the same for the same person. Raises NotAsked."""
    channel = registry.channel(connection.channel)
    if not isinstance(channel, Erases):
        raise NotAsked
    try:
        external_id = channel.whose(channels.link_for(connection), form)
    except ChannelError:
        raise NotAsked from None
    digest = hashlib.sha256(f"{connection.pk}:{external_id}".encode()).hexdigest()
    facts = {"asked_at": now, "external_id": external_id, "done_at": None}
    with transaction.atomic():
        erasure, _ = Erasure.objects.update_or_create(
            connection=connection,
            digest=digest,
            defaults=facts,
            create_defaults={
                **facts,
                "brand_id": connection.brand_id,
                "code": secrets.token_urlsafe(12),
            },
        )
        queue.defer("listening.erase", erasure_id=erasure.pk)
        _record("ask_to_erase", erasure, {"connection": connection.pk}, now)
    return erasure


def erase(
    *, erasure_id: int, now: datetime, link_of: Callable[[Connection], Link] = live_link
) -> None:
    """Delete what is kept of the person; done twice it does no harm. Raises `ChannelError`: try again."""
    erasure = Erasure.objects.select_related("connection").get(pk=erasure_id)
    if erasure.done_at is not None:
        return
    names = _known_as(erasure, link_of)
    connection = erasure.connection
    with transaction.atomic():
        forget_moderated(connection=connection, external_ids=names, now=now)
        forget_words(connection=connection, external_ids=names, now=now)
        forget_said(connection=connection, external_ids=names)
        forget_of_people(connection=connection, external_ids=names)
        count = erase_person(connection=connection, external_ids=names, code=erasure.code, now=now)
        settled = (SendState.SENT, SendState.FAILED)
        sends = Send.objects.filter(connection=connection, recipient__in=names, state__in=settled)
        sends.update(recipient="", recipient_name="")
        with database.cursor() as cursor:
            for name in names:
                cursor.execute(_EMPTY_BODIES, [connection.pk, name.encode()])
        erasure.done_at, erasure.external_id = now, ""
        erasure.save(update_fields=["done_at", "external_id"])
        _record("erase", erasure, {"connection": connection.pk, "messages": count}, now)


def _known_as(erasure: Erasure, link_of: Callable[[Connection], Link]) -> tuple[str, ...]:
    channel = registry.channel(erasure.connection.channel)
    if not isinstance(channel, Erases):
        return (erasure.external_id,)
    return channel.known_as(link_of(erasure.connection), erasure.external_id)


def _record(verb: str, erasure: Erasure, facts: Mapping[str, object], now: datetime) -> None:
    by = system(erasure.brand_id)
    target = f"erasure:{erasure.pk}"
    record(by=by, action=f"listening.{verb}", target=target, facts=facts, now=now)
