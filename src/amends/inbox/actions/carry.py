"""Moves messages from case to case, and opens a case for those that have none to go to."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from amends.inbox.actions.events import note_event
from amends.inbox.models import Case, CaseEventKind, CaseThread, Message


def carry(messages: Sequence[Message], target: Case) -> None:
    """Put the messages into the case."""
    ids = [message.pk for message in messages]
    Message.objects.filter(pk__in=ids).update(case=target)


def living_case(thread_id: int, person_id: int) -> Case | None:
    """The case in which a person's next message in a thread would come; locked."""
    living = CaseThread.objects.filter(thread=thread_id, person=person_id, ended_at=None).first()
    if living is None:
        return None
    return Case.objects.select_for_update(no_key=True).get(pk=living.case_id)


def open_case(origin: Case, messages: Sequence[Message], person_id: int, now: datetime) -> Case:
    """A case of ``person_id`` for messages that stood in ``origin``; in their thread it goes on.

    The messages (oldest first, at least one of them the person's) are not moved yet. Where the person
    has a living case in the thread, the caller decides who goes on there, before.
    """
    first, identity_id, first_thread_id = next(
        (message, message.identity_id, message.thread_id)
        for message in messages
        if message.identity_id and message.thread_id
    )
    begun = messages[0].sent_at
    case = Case.objects.create(
        brand_id=origin.brand_id,
        person_id=person_id,
        identity_id=identity_id,
        connection_id=first.connection_id,
        thread_id=first_thread_id,
        state_since=first.sent_at,
        subject=origin.subject,
        team_id=origin.team_id,
        opened_at=begun,
    )
    note_event(
        case=case, kind=CaseEventKind.OPENED, by_id=None, at=begun, facts={"taken_in_at": now}
    )
    for thread_id in sorted({message.thread_id for message in messages if message.thread_id}):
        living = CaseThread.objects.filter(thread=thread_id, person=person_id, ended_at=None)
        CaseThread.objects.create(
            brand_id=origin.brand_id,
            case=case,
            thread_id=thread_id,
            person_id=person_id,
            ended_at=now if living.exists() else None,
        )
    return case
