"""Erases what is kept of people who ask for it: their words, names and pictures. That they wrote stays."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.functions import Coalesce

from amends.channels.models import Connection
from amends.inbox.models import Attachment, Case, Identity, Message, MessageVersion, Person, Thread

#: What is shown instead of a name.
ERASED = "Erased person"


@transaction.atomic
def erase_person(
    *, connection: Connection, external_ids: Sequence[str], code: str, now: datetime
) -> int:
    """Empty everything that somebody of these ids said on the connection's network; returns how much.

    Messages, their earlier words and files, the handle, and the person where that was their only one. Our
    own answers and the course of the case stay, without whom they were for. ``code`` replaces the ids.
    """
    handles = Identity.objects.filter(
        brand_id=connection.brand_id, realm=connection.channel, external_id__in=external_ids
    )
    ids = list(handles.select_for_update().values_list("pk", "person_id"))
    said = Message.objects.filter(
        brand_id=connection.brand_id, identity_id__in=[pk for pk, _ in ids]
    )
    _empty_cases(said)
    count = _empty(said, now)
    conversations = Thread.objects.filter(
        connection=connection, is_public=False, external_id__in=external_ids
    )
    for thread in conversations:
        thread.external_id, thread.title = f"erased:{code}:{thread.pk}", ""
        thread.save(update_fields=["external_id", "title"])
    for pk, _ in ids:
        blank = {"handle": "", "name": "", "avatar_url": "", "followers": None}
        Identity.objects.filter(pk=pk).update(external_id=f"erased:{code}:{pk}", **blank)
    _rename([person for _, person in ids])
    return count


def _empty(said: QuerySet[Message], now: datetime) -> int:
    Attachment.objects.filter(message__in=said).delete()
    MessageVersion.objects.filter(message__in=said).delete()
    gone = Coalesce("deleted_at", now)
    return said.update(text="", html="", subject="", url="", language="", deleted_at=gone)


def _empty_cases(said: QuerySet[Message]) -> None:
    Case.objects.filter(pk__in=said.values("case_id")).update(preview="", subject="")


def _rename(people: Sequence[int]) -> None:
    """People of whom no other handle is left."""
    others = Identity.objects.filter(person_id=OuterRef("pk")).exclude(
        external_id__startswith="erased:"
    )
    Person.objects.filter(~Exists(others), pk__in=people).update(name=ERASED)
