"""Forgets what judgements keep of somebody's words, when the words themselves are erased."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Exists, OuterRef, Q

from amends import queue
from amends.channels.models import Connection
from amends.inbox.models import Direction, Message
from amends.triage.models import Judgement, Learning, SetAsideWhy, TagHint


def forget_words(*, connection: Connection, external_ids: Sequence[str], now: datetime) -> int:
    """Empty what judgements keep of these people's words; before their names are erased.

    What the brand learnt from their words is forgotten with them, and learnt anew from the others'.
    """
    theirs = Judgement.objects.filter(
        brand_id=connection.brand_id,
        message__identity__realm=connection.channel,
        message__identity__external_id__in=external_ids,
    )
    answers = Message.objects.filter(
        case_id=OuterRef("message__case_id"), direction=Direction.OUT, author__isnull=False
    )
    cases = theirs.values("message__case_id")
    TagHint.objects.filter(brand_id=connection.brand_id, case_id__in=cases).delete()
    if theirs.filter(~Q(said=[]) | Q(message__case__tags__len__gt=0) | Exists(answers)).exists():
        _forget_learnt(connection.brand_id, now)
    return theirs.update(reasons=[], found=[])


def _forget_learnt(brand_id: int, now: datetime) -> None:
    """Heads are made of words: all of them go. Lines through the shipped model's chances hold none."""
    heads = Learning.objects.filter(brand_id=brand_id, figures__has_head=True).exclude(data=b"")
    judging = heads.filter(promoted_at__isnull=False, set_aside_at=None)
    judging.update(set_aside_at=now, why=SetAsideWhy.ERASED)
    if heads.update(data=b""):
        queue.defer("triage.learn", priority=-20, brand_id=brand_id)
