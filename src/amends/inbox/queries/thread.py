"""One case as a person reads it: its messages, the public thread around them, notes and events."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from django.db.models import Prefetch, QuerySet

from amends.inbox.models import (
    Attachment,
    Case,
    CaseEvent,
    CaseThread,
    Message,
    MessageVersion,
    Note,
    Tag,
    Thread,
)
from amends.inbox.queries import views
from amends.refusals import NotFound

#: So many messages before and after the person's newest are read at first; `wider` shows more.
NEAR = 60
WIDEST = 10
#: A case that is spread over more threads than this shows the newest of them.
THREADS = 8


@dataclass(frozen=True, slots=True)
class CasePage:
    """A case with everything its screen shows."""

    case: Case
    tags: tuple[Tag, ...]
    threads: tuple[Thread, ...]
    messages: tuple[Message, ...]
    notes: tuple[Note, ...]
    events: tuple[CaseEvent, ...]
    #: Whether the threads hold messages that were not read here.
    has_more: bool

    @property
    def public_thread(self) -> Thread | None:
        """The newest public thread the case is in."""
        return next((thread for thread in self.threads if thread.is_public), None)

    @property
    def private_thread(self) -> Thread | None:
        """The newest private thread the case is in."""
        return next((thread for thread in self.threads if not thread.is_public), None)

    @property
    def last_in(self) -> Message | None:
        """The newest message from the person that the network still shows."""
        own = [
            message
            for message in self.messages
            if message.case_id == self.case.pk
            and message.direction == "in"
            and message.deleted_at is None
        ]
        return own[-1] if own else None


def case_of(brand_id: int, case_id: int) -> Case:
    """The brand's case. Raises `NotFound`, also when it is another brand's."""
    related = ("person", "identity", "connection", "assignee", "thread")
    found = Case.objects.filter(brand_id=brand_id, pk=case_id).select_related(*related).first()
    if found is None:
        raise NotFound(case=case_id)
    return found


def case_page(brand_id: int, case_id: int, *, wider: int = 1) -> CasePage:
    """Everything the case's screen shows, in a fixed number of queries. Raises `NotFound`."""
    case = case_of(brand_id, case_id)
    near = NEAR * max(1, min(wider, WIDEST))
    threads = _threads(case)
    ids, has_more = _message_ids(case, threads, near)
    return CasePage(
        case=case,
        tags=tuple(views.tags_by_id(brand_id, case.tags).values()),
        threads=threads,
        messages=tuple(_messages(ids)),
        notes=tuple(reversed(_newest(case.notes.select_related("author"), "written_at", near))),
        events=tuple(reversed(_newest(case.events.select_related("by"), "at", near))),
        has_more=has_more,
    )


def stamp(case: Case) -> str:
    """A word that changes whenever the thread of the case would read differently.

    Cheap enough to ask every few seconds: the newest message, note and event, and the newest change.
    """
    newest = Message.objects.filter(thread__in=[thread.pk for thread in _threads(case)])
    facts = (
        _last(newest, "sent_at"),
        _last(case.messages.all(), "id"),
        _last(case.messages.exclude(edited_at=None), "edited_at"),
        _last(case.messages.exclude(deleted_at=None), "deleted_at"),
        _last(case.notes.all(), "id"),
        _last(case.events.all(), "id"),
    )
    return "-".join(str(fact) for fact in facts)


def _last(found: QuerySet[Message] | QuerySet[Note] | QuerySet[CaseEvent], field: str) -> object:
    return found.order_by(f"-{field}").values_list(field, flat=True).first()


def _threads(case: Case) -> tuple[Thread, ...]:
    links = CaseThread.objects.filter(case=case).select_related("thread").order_by("-id")[:THREADS]
    found = {link.thread_id: link.thread for link in links}
    found.setdefault(case.thread_id, case.thread)
    return tuple(found.values())


def _message_ids(case: Case, threads: Iterable[Thread], near: int) -> tuple[set[int], bool]:
    """The messages to show: around the person's newest in each thread, and the thread's first."""
    anchor = case.last_in_at or case.opened_at
    parts = [case.messages.order_by("-sent_at", "-id")[:near]]
    for thread in threads:
        whole = Message.objects.filter(thread=thread)
        parts += [
            whole.filter(sent_at__lte=anchor).order_by("-sent_at", "-id")[:near],
            whole.filter(sent_at__gt=anchor).order_by("sent_at", "id")[:near],
            whole.order_by("sent_at", "id")[:1],
        ]
    bare = [part.values_list("pk", flat=True) for part in parts]
    found = list(bare[0].union(*bare[1:], all=True))
    return set(found), len(found) - len(bare[3::3]) >= near


def _messages(ids: set[int]) -> QuerySet[Message]:
    versions = MessageVersion.objects.order_by("until_at")
    attachments = Attachment.objects.order_by("position")
    found = Message.objects.filter(pk__in=ids).select_related("identity", "author", "connection")
    return found.prefetch_related(
        Prefetch("versions", versions), Prefetch("attachments", attachments)
    ).order_by("sent_at", "id")


_Found = TypeVar("_Found", Note, CaseEvent)


def _newest(found: QuerySet[_Found], field: str, limit: int) -> list[_Found]:
    return list(found.order_by(f"-{field}", "-id")[:limit])


def attachment_of(brand_id: int, attachment_id: int) -> Attachment:
    """The brand's kept attachment. Raises `NotFound`, also when it is another brand's."""
    found = Attachment.objects.filter(brand_id=brand_id, pk=attachment_id).exclude(path="").first()
    if found is None:
        raise NotFound(attachment=attachment_id)
    return found


def changed_since(case: Case) -> datetime:
    """When the case last moved: its state, a message in, or a message out."""
    return max(at for at in (case.state_since, case.last_in_at, case.last_out_at) if at is not None)
