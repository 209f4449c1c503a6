"""Forgets what judgements keep of somebody's words, when the words themselves are erased."""

from __future__ import annotations

from collections.abc import Sequence

from amends.channels.models import Connection
from amends.triage.models import Judgement


def forget_words(*, connection: Connection, external_ids: Sequence[str]) -> int:
    """Empty the reasons of all judgements of what these people said; before their names are erased."""
    theirs = Judgement.objects.filter(
        brand_id=connection.brand_id,
        message__identity__realm=connection.channel,
        message__identity__external_id__in=external_ids,
    )
    return theirs.update(reasons=[])
