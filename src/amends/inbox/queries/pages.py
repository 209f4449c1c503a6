"""Lists for programs: everything of a brand, newest first by id, one page after another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from django.db.models import Model, Q, QuerySet

from amends.inbox.models import Case, CaseEvent, Message, Note, Person, Tag
from amends.refusals import NotFound

_Row = TypeVar("_Row", bound=Model)
_OF_A_CASE = ("person", "connection", "assignee", "thread")


@dataclass(frozen=True, slots=True)
class CaseFilter:
    """Which cases: None asks for no difference; ``assignee_id`` 0 for those that nobody holds."""

    state: str | None = None
    assignee_id: int | None = None
    tag_id: int | None = None
    connection_id: int | None = None
    person_id: int | None = None
    updated_since: datetime | None = None


def cases_page(brand_id: int, wanted: CaseFilter, *, before: int | None, limit: int) -> list[Case]:
    """The brand's cases below id ``before``, with all that a row shows."""
    found = Case.objects.filter(brand_id=brand_id)
    same = {
        "state": wanted.state,
        "connection_id": wanted.connection_id,
        "person_id": wanted.person_id,
    }
    found = found.filter(**{field: value for field, value in same.items() if value is not None})
    if wanted.assignee_id is not None:
        found = found.filter(assignee_id=wanted.assignee_id or None)
    if wanted.tag_id is not None:
        found = found.filter(tags__contains=[wanted.tag_id])
    if wanted.updated_since is not None:
        found = _updated(found, brand_id, wanted.updated_since)
    return _below(found.select_related(*_OF_A_CASE), before, limit)


def cases_with(brand_id: int, ids: Sequence[int]) -> list[Case]:
    """The brand's cases with these ids, in their order, with all that a row shows."""
    found = Case.objects.filter(brand_id=brand_id).select_related(*_OF_A_CASE).in_bulk(list(ids))
    return [found[each] for each in ids if each in found]


def _updated(found: QuerySet[Case], brand_id: int, since: datetime) -> QuerySet[Case]:
    """Those in which something was said, or happened, at or after ``since``."""
    happened = CaseEvent.objects.filter(brand_id=brand_id, at__gte=since).values("case_id")
    said = Q(last_in_at__gte=since) | Q(last_out_at__gte=since)
    return found.filter(said | Q(opened_at__gte=since) | Q(pk__in=happened))


@dataclass(frozen=True, slots=True)
class MessageFilter:
    """Which messages: None asks for no difference."""

    case_id: int | None = None
    connection_id: int | None = None
    direction: str | None = None
    received_since: datetime | None = None


def messages_page(
    brand_id: int, wanted: MessageFilter, *, before: int | None, limit: int
) -> list[Message]:
    """The brand's messages below id ``before``, with authors, identities and attachments."""
    same = {
        "case_id": wanted.case_id,
        "connection_id": wanted.connection_id,
        "direction": wanted.direction,
        "received_at__gte": wanted.received_since,
    }
    found = Message.objects.filter(
        brand_id=brand_id, **{field: value for field, value in same.items() if value is not None}
    )
    return _below(_whole(found), before, limit)


def message_of(brand_id: int, message_id: int) -> Message:
    """One message of the brand. Raises NotFound."""
    message = _whole(Message.objects.filter(brand_id=brand_id, pk=message_id)).first()
    if message is None:
        raise NotFound
    return message


def _whole(found: QuerySet[Message]) -> QuerySet[Message]:
    return found.select_related("identity", "author", "thread").prefetch_related("attachments")


def notes_page(case: Case, *, before: int | None, limit: int) -> list[Note]:
    """A case's notes below id ``before``."""
    return _below(Note.objects.filter(case=case).select_related("author"), before, limit)


def people_page(brand_id: int, *, before: int | None, limit: int) -> list[Person]:
    """The brand's customers below id ``before``, with their identities."""
    found = Person.objects.filter(brand_id=brand_id).prefetch_related("identities")
    return _below(found, before, limit)


def person_of(brand_id: int, person_id: int) -> Person:
    """One customer of the brand, with their identities. Raises NotFound."""
    found = Person.objects.filter(brand_id=brand_id, pk=person_id)
    person = found.prefetch_related("identities").first()
    if person is None:
        raise NotFound
    return person


def _below(found: QuerySet[_Row], before: int | None, limit: int) -> list[_Row]:
    page = found if before is None else found.filter(pk__lt=before)
    return list(page.order_by("-pk")[:limit])


def tag_of(brand_id: int, tag_id: int) -> Tag:
    """One tag of the brand. Raises NotFound."""
    tag = Tag.objects.filter(brand_id=brand_id, pk=tag_id).first()
    if tag is None:
        raise NotFound
    return tag
