"""Each question to an assistant: on record before it leaves, within the month's tokens, settled after."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from amends.channels.models import Connection
from amends.inbox.models import Case, Identity
from amends.refusals import Refusal
from amends.replies import queries
from amends.replies.actions.line import NoAnswer, Said
from amends.replies.models import Assistant, Exchange, ExchangeState
from amends.staff.rules import Actor

#: So many questions are under way at once, of all brands: each holds one of the web's threads.
MOST_AT_ONCE = 4
#: A question that is not settled by then was lost with its process.
_LOST_AFTER = timedelta(minutes=5)
#: Questions and answers are emptied after so long; what they cost stays.
KEPT_FOR = timedelta(days=30)
_AT_A_TIME = 1_000


class AssistantBusy(Refusal):
    """The assistant has several questions in hand; try again in a moment."""

    code = "assistant-busy"


class TokensUsedUp(Refusal):
    """This month's tokens for the assistant are used up; a lead can give more in the settings."""

    code = "tokens-used-up"


@transaction.atomic
def begin(  # noqa: PLR0913 - the whole of what is asked
    *,
    by: Actor,
    assistant: Assistant,
    case: Case | None,
    task: str,
    messages: Sequence[dict[str, str]],
    size: int,
    now: datetime,
) -> Exchange:
    """Put the question on record. ``size``: the tokens it may cost.

    Raises `TokensUsedUp` and `AssistantBusy`.
    """
    # Two questions of one brand are counted one after the other.
    Assistant.objects.select_for_update().get(pk=assistant.pk)
    if queries.tokens_used(assistant.brand, now) + size > assistant.monthly_tokens:
        raise TokensUsedUp
    under_way = Exchange.objects.filter(state=ExchangeState.ASKED, asked_at__gt=now - _LOST_AFTER)
    if under_way.count() >= MOST_AT_ONCE:
        raise AssistantBusy
    return Exchange.objects.create(
        brand_id=by.brand_id,
        case=case,
        by_id=by.user_id,
        task=task,
        model=assistant.model,
        asked_at=now,
        prompt=list(messages),
        tokens=size,
    )


@dataclass(slots=True)
class Settled:
    """What the question brought."""

    said: Said = field(default_factory=lambda: Said("", 0))


@contextmanager
def settling(exchange: Exchange, now: datetime) -> Iterator[Settled]:
    """Settle a question by what happens within: an answer, or why there is none."""
    settled = Settled()
    try:
        yield settled
    except NoAnswer as no:
        tokens = exchange.tokens if no.facts.get("billed") else 0
        _settle(exchange, ExchangeState.FAILED, now, tokens=tokens, trouble=no.sentence[:300])
        raise
    except BaseException:
        _settle(exchange, ExchangeState.FAILED, now, trouble="It could not be asked.")
        raise
    said = settled.said
    _settle(exchange, ExchangeState.ANSWERED, now, tokens=said.tokens, answer=said.text)


def _settle(exchange: Exchange, state: ExchangeState, now: datetime, **facts: object) -> None:
    asked = Exchange.objects.filter(pk=exchange.pk, state=ExchangeState.ASKED)
    at = max(now, timezone.now())
    asked.update(state=state, settled_at=at, **facts)


def forget_exchanges(*, now: datetime) -> int:
    """Empty what was said to assistants long ago, and settle what was lost; how many were emptied."""
    lost = Exchange.objects.filter(state=ExchangeState.ASKED, asked_at__lt=now - _LOST_AFTER)
    lost.update(state=ExchangeState.FAILED, settled_at=now, trouble="Nobody knows how it ended.")
    old = Exchange.objects.filter(asked_at__lt=now - KEPT_FOR).exclude(prompt=[], answer="")
    ids = list(old.values_list("pk", flat=True)[:_AT_A_TIME])
    return Exchange.objects.filter(pk__in=ids).update(prompt=[], answer="")


def forget_of_people(*, connection: Connection, external_ids: Sequence[str]) -> None:
    """Empty what assistants were shown of the cases of whoever has these ids: they asked to be erased."""
    handles = Identity.objects.filter(
        brand_id=connection.brand_id, realm=connection.channel, external_id__in=external_ids
    )
    theirs = Exchange.objects.filter(
        brand_id=connection.brand_id, case__person_id__in=handles.values("person_id")
    )
    theirs.update(prompt=[], answer="")
