"""Messages: of a case, or of the whole brand."""

from __future__ import annotations

from typing import Annotated, Literal

from django.http import HttpRequest
from ninja import Query, Router, Schema

from amends.api import cursors
from amends.api.door import reader
from amends.api.schemas.inbox import MessageOut, MessagePage
from amends.api.schemas.values import Cursor, Id, Limit, Moment, answers
from amends.inbox.queries.pages import MessageFilter, message_of, messages_page

router = Router(tags=["messages"])


class MessageQuery(Schema):
    """Which messages."""

    case: Id | None = None
    connection: Id | None = None
    direction: Literal["in", "out"] | None = None
    received_since: Moment | None = None
    cursor: Cursor | None = None
    limit: Limit = 50


@router.get(
    "", response=answers(200, MessagePage), operation_id="list_messages", summary="Messages"
)
def list_messages(request: HttpRequest, query: Annotated[MessageQuery, Query()]) -> MessagePage:
    """The brand's messages, those that we took in last first."""
    by = reader(request)
    wanted = MessageFilter(
        case_id=query.case,
        connection_id=query.connection,
        direction=query.direction,
        received_since=query.received_since,
    )
    before = cursors.read_id(query.cursor)
    rows = messages_page(by.brand_id, wanted, before=before, limit=query.limit + 1)
    items = [MessageOut.of(message) for message in rows[: query.limit]]
    return MessagePage(items=items, next=cursors.after(rows, query.limit))


@router.get(
    "/{message_id}",
    response=answers(200, MessageOut),
    operation_id="get_message",
    summary="A message",
)
def get_message(request: HttpRequest, message_id: Id) -> MessageOut:
    return MessageOut.of(message_of(reader(request).brand_id, message_id))
