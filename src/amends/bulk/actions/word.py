"""An answer to many, before it is sent: each customer's own words, and what the gate says to them."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import datetime

from django.db import transaction

from amends import queue
from amends.bulk import rules
from amends.bulk.actions.choose import require_own
from amends.bulk.models import ItemState, Run, RunItem, RunState
from amends.bulk.queries import items_of
from amends.inbox.models import Case, Direction, Message
from amends.outbox.actions import gate
from amends.outbox.actions.aim import target_of
from amends.outbox.actions.say import UNDO_FOR, ChannelOf, by_registry
from amends.outbox.models import Brake
from amends.outbox.queries import brake_of
from amends.outbox.rules import Level, SayKind
from amends.refusals import Refusal
from amends.staff.rules import Actor, Right

TextOf = Callable[[Case], str]

#: Characters, before anything is filled in.
LONGEST = 20_000


@transaction.atomic
def word(*, by: Actor, run: Run, text: str, where: rules.Where, text_of: TextOf) -> None:
    """Write a draft's answers: ``text_of`` gives each case its own words, made from ``text``.

    ``text_of`` may raise a Refusal: that case is refused then, with its sentence. The gate is asked
    afterwards (`judge`). Raises NotAllowed, NotFound, Invalid, `rules.NoWords`, `rules.NotADraft`.
    """
    require_own(by, run)
    by.require(Right.ANSWER)
    tidy = text.replace("\0", "").strip()
    if not 1 <= len(tidy) <= LONGEST:
        raise rules.NoWords
    run.facts = {**run.facts, "text": tidy, "where": where.value}
    drafts = Run.objects.filter(pk=run.pk, state=RunState.DRAFT)
    if not drafts.update(facts=run.facts):
        raise rules.NotADraft
    items = list(items_of(run))
    public = _last_was_public([item.case_id for item in items])
    for item in items:
        last = public.get(item.case_id, item.case.thread.is_public)
        item.is_public = rules.is_said_in_public(where, last_was_public=last)
        _own_words(item, text_of)
    changed = ["text", "is_public", "verdict", "sentence"]
    RunItem.objects.bulk_update(items, changed, batch_size=500)
    queue.defer("bulk.judge", run_id=run.pk)


def _own_words(item: RunItem, text_of: TextOf) -> None:
    try:
        item.text, item.verdict, item.sentence = text_of(item.case), "", ""
    except Refusal as refusal:
        item.text, item.verdict, item.sentence = "", Level.BLOCK, refusal.sentence


def _last_was_public(case_ids: Collection[int]) -> dict[int, bool]:
    """Whether each case's newest message from its customer was public."""
    heard = Message.objects.filter(
        case_id__in=case_ids, direction=Direction.IN, is_automatic=False, deleted_at=None
    )
    newest = heard.order_by("case_id", "-sent_at", "-pk").distinct("case_id")
    return dict(newest.values_list("case_id", "is_public"))


@transaction.atomic
def judge(*, run_id: int, limit: int, now: datetime, channel_of: ChannelOf = by_registry) -> bool:
    """Ask the gate about up to ``limit`` answers of a draft; returns whether there may be more.

    What it says is a forecast: when each answer's turn comes it is asked again, and only that counts.
    """
    unseen = RunItem.objects.filter(
        run_id=run_id, run__state=RunState.DRAFT, state=ItemState.WAITING, verdict=""
    ).exclude(text="")
    mine = unseen.select_for_update(skip_locked=True, of=("self",), no_key=True)
    items = list(mine.select_related("case").order_by("pk")[:limit])
    brake = brake_of(items[0].brand_id) if items else None
    for item in items:
        item.verdict, item.sentence = _foreseen(item, channel_of, brake, now)
    RunItem.objects.bulk_update(items, ["verdict", "sentence"])
    return len(items) == limit


def _foreseen(
    item: RunItem, channel_of: ChannelOf, brake: Brake | None, now: datetime
) -> tuple[str, str]:
    kind = kind_of(item)
    target = target_of(item.case, kind, None)
    judgement = gate.at_asking(
        channel=channel_of(target.connection),
        case=item.case,
        target=target,
        kind=kind,
        text=item.text,
        leaves_at=now + UNDO_FOR,
        brake=brake,
        now=now,
    )
    deciding = judgement.deciding
    return judgement.level.value, deciding.sentence if deciding else ""


def kind_of(item: RunItem) -> SayKind:
    """How an item's answer is said."""
    return SayKind.PUBLIC_REPLY if item.is_public else SayKind.PRIVATE_MESSAGE
