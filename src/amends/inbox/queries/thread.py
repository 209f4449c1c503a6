"""One case as a person reads it: its messages, the public thread around them, notes and events."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby

from django.db import connection as database
from django.db.models import Prefetch, prefetch_related_objects

from amends.channels.models import Connection
from amends.inbox.models import (
    Attachment,
    Case,
    CaseEvent,
    Identity,
    Message,
    MessageVersion,
    Note,
    Person,
    Tag,
    Thread,
)
from amends.inbox.queries import views
from amends.joined import Joined
from amends.refusals import NotFound
from amends.staff.models import User

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
    #: By the message's id.
    attachments: Mapping[int, tuple[Attachment, ...]]
    notes: tuple[Note, ...]
    events: tuple[CaseEvent, ...]
    #: Whether the threads hold messages that were not read here.
    has_more: bool
    #: The thread's `stamp` from before it was read.
    stamp: str

    @property
    def public_thread(self) -> Thread | None:
        """The newest public thread the case is in."""
        return next((thread for thread in self.threads if thread.is_public), None)

    @property
    def private_thread(self) -> Thread | None:
        """The newest private thread the case is in."""
        return next((thread for thread in self.threads if not thread.is_public), None)

    @property
    def newest_id(self) -> int:
        """The message here that was stored last; 0 when there is none."""
        return max((message.pk for message in self.messages), default=0)

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


_WHOLE = Joined(
    matter=Case, person=Person, identity=Identity, account=Connection, holder=User, thread=Thread
)
_CASE = f"""
SELECT {_WHOLE.columns} FROM inbox_case matter
JOIN inbox_person person ON person.id = matter.person_id
JOIN inbox_thread thread ON thread.id = matter.thread_id
JOIN channels_connection account ON account.id = matter.connection_id
LEFT JOIN inbox_identity identity ON identity.id = matter.identity_id
LEFT JOIN staff_user holder ON holder.id = matter.assignee_id
WHERE matter.brand_id = %(brand)s AND matter.id = %(case)s
"""  # noqa: S608 - our own columns


def case_of(brand_id: int, case_id: int) -> Case:
    """The brand's case. Raises `NotFound`, also when it is another brand's."""
    for row in _WHOLE.read(_CASE, {"brand": brand_id, "case": case_id}):
        case: Case
        case, person, identity, account, holder, thread = row
        case.person, case.identity, case.connection = person, identity, account
        case.assignee, case.thread = holder, thread
        return case
    raise NotFound(case=case_id)


def case_page(brand_id: int, case_id: int, *, wider: int = 1) -> CasePage:
    """Everything the case's screen shows, in a fixed number of queries. Raises `NotFound`.

    Most of them are written out: for these few rows building the SQL anew costs more than running it.
    """
    case = case_of(brand_id, case_id)
    near = NEAR * max(1, min(wider, WIDEST))
    read_at = stamp(case)
    threads = _threads(case)
    messages, has_more = _messages(case, threads, near)
    part = {"case": case.pk, "near": near}
    notes = _NOTE.only(_NOTES, part)
    events = _EVENT.only(_EVENTS, part)
    _with_colleagues(messages, notes, events)
    return CasePage(
        case=case,
        tags=tuple(views.tags_by_id(brand_id, case.tags).values()),
        threads=threads,
        messages=tuple(messages),
        attachments=_attachments(messages),
        notes=tuple(reversed(notes)),
        events=tuple(reversed(events)),
        has_more=has_more,
        stamp=read_at,
    )


_STAMP = """
SELECT concat_ws('-',
    (SELECT max(newest.sent_at) FROM (
        (SELECT thread_id FROM inbox_casethread WHERE case_id = %(case)s
            ORDER BY id DESC LIMIT %(most)s)
        UNION SELECT %(thread)s::bigint) AS shown,
        LATERAL (SELECT sent_at FROM inbox_message WHERE thread_id = shown.thread_id
            ORDER BY sent_at DESC, id DESC LIMIT 1) AS newest),
    (SELECT concat_ws('-', max(id), 'e', max(edited_at), 'd', max(deleted_at))
        FROM inbox_message WHERE case_id = %(case)s),
    (SELECT max(id) FROM inbox_note WHERE case_id = %(case)s),
    'n', (SELECT id FROM inbox_caseevent WHERE case_id = %(case)s ORDER BY at DESC, id DESC LIMIT 1))
"""


def stamp(case: Case) -> str:
    """A word that changes whenever the thread of the case would read differently.

    Cheap enough to ask every few seconds: the newest message, note and event, and the newest change.
    Whoever shows the thread asks for it first: what comes in between is then shown twice, not never.
    """
    with database.cursor() as cursor:
        cursor.execute(_STAMP, {"case": case.pk, "thread": case.thread_id, "most": THREADS})
        word: str = cursor.fetchone()[0]
    return word


_IN = Joined(thread=Thread)
_THREADS = f"""
SELECT {_IN.columns} FROM inbox_casethread AS link JOIN inbox_thread AS thread ON thread.id = link.thread_id
WHERE link.case_id = %(case)s ORDER BY link.id DESC LIMIT %(most)s
"""  # noqa: S608 - our own columns


def _threads(case: Case) -> tuple[Thread, ...]:
    """The threads the case is in, the newest first."""
    found: list[Thread] = _IN.only(_THREADS, {"case": case.pk, "most": THREADS})
    threads = {thread.pk: thread for thread in found}
    threads.setdefault(case.thread_id, case.thread)
    return tuple(threads.values())


_SAID = Joined(message=Message, identity=Identity)
#: Around the person's newest message in each thread, the thread's first, and the case's own newest.
_MESSAGES = f"""
WITH part (id, is_first) AS (
    (SELECT id, false FROM inbox_message WHERE case_id = %(case)s
        ORDER BY sent_at DESC, id DESC LIMIT %(near)s)
    UNION ALL
    SELECT found.* FROM unnest(%(threads)s::bigint[]) AS shown (thread_id), LATERAL (
        (SELECT id, false FROM inbox_message
            WHERE thread_id = shown.thread_id AND sent_at <= %(anchor)s
            ORDER BY sent_at DESC, id DESC LIMIT %(near)s)
        UNION ALL
        (SELECT id, false FROM inbox_message
            WHERE thread_id = shown.thread_id AND sent_at > %(anchor)s
            ORDER BY sent_at, id LIMIT %(near)s)
        UNION ALL
        (SELECT id, true FROM inbox_message
            WHERE thread_id = shown.thread_id ORDER BY sent_at, id LIMIT 1)
    ) AS found
)
SELECT {_SAID.columns}, (SELECT count(*) FROM part WHERE NOT is_first) AS read_around,
    EXISTS (SELECT FROM inbox_attachment WHERE message_id = message.id) AS has_files,
    (SELECT array_agg(query.name ORDER BY query.name) FROM inbox_queryhit AS hit
        JOIN inbox_brandquery AS query ON query.id = hit.query_id
        WHERE hit.message_id = message.id) AS heard,
    (SELECT growth FROM inbox_spread WHERE message_id = message.id) AS growth
FROM inbox_message AS message LEFT JOIN inbox_identity AS identity ON identity.id = message.identity_id
WHERE message.id IN (SELECT id FROM part)
ORDER BY message.sent_at, message.id
"""  # noqa: S608 - our own columns
_FILE, _NOTE, _EVENT = Joined(file=Attachment), Joined(note=Note), Joined(event=CaseEvent)
_ATTACHMENTS = f"""
SELECT {_FILE.columns} FROM inbox_attachment file WHERE file.message_id = ANY(%(ids)s)
ORDER BY file.message_id, file.position
"""  # noqa: S608 - our own columns
_NOTES = f"""
SELECT {_NOTE.columns} FROM inbox_note note WHERE note.case_id = %(case)s
ORDER BY note.written_at DESC, note.id DESC LIMIT %(near)s
"""  # noqa: S608 - our own columns
_EVENTS = f"""
SELECT {_EVENT.columns} FROM inbox_caseevent event WHERE event.case_id = %(case)s
ORDER BY event.at DESC, event.id DESC LIMIT %(near)s
"""  # noqa: S608 - our own columns


#: What the messages' SQL tells besides their columns.
_TOLD = ("read_around", "has_files", "heard", "growth")


def _messages(case: Case, threads: Iterable[Thread], near: int) -> tuple[list[Message], bool]:
    """The messages to show in the order in which they were said, and whether there are more."""
    facts = {
        "case": case.pk,
        "threads": [thread.pk for thread in threads],
        "anchor": case.last_in_at or case.opened_at,
        "near": near,
    }
    messages: list[Message] = []
    for message, identity, *told in _SAID.read(_MESSAGES, facts):
        message.identity = identity
        vars(message).update(zip(_TOLD, told, strict=True))
        messages.append(message)
    edited = [message for message in messages if message.edited_at is not None]
    versions = MessageVersion.objects.order_by("until_at")
    prefetch_related_objects(edited, Prefetch("versions", versions))
    return messages, any(vars(message)["read_around"] >= near for message in messages)


def heard_by(message: Message) -> tuple[str, ...]:
    """The names of the queries that a message of a case's page fits."""
    return tuple(vars(message).get("heard") or ())


def growth_of(message: Message) -> float:
    """How many more likes, shares and replies an hour a message of a case's page gets."""
    return vars(message).get("growth") or 0.0


def _attachments(messages: Iterable[Message]) -> dict[int, tuple[Attachment, ...]]:
    """The attachments by their message's id, each message's in their order."""
    ids = [message.pk for message in messages if vars(message)["has_files"]]
    if not ids:
        return {}
    found: list[Attachment] = _FILE.only(_ATTACHMENTS, {"ids": ids})
    parts = groupby(found, key=lambda attachment: attachment.message_id)
    return {message_id: tuple(part) for message_id, part in parts}


def _with_colleagues(messages: list[Message], notes: list[Note], events: list[CaseEvent]) -> None:
    """Load those who wrote and did these, each once."""
    ids = {message.author_id for message in messages} | {note.author_id for note in notes}
    ids = (ids | {event.by_id for event in events}) - {None}
    users = User.objects.in_bulk(list(ids)) if ids else {}
    for message in messages:
        message.author = users.get(message.author_id or 0)
    for note in notes:
        note.author = users.get(note.author_id or 0)
    for event in events:
        event.by = users.get(event.by_id or 0)


def lost_attachment(brand_id: int, attachment_id: int) -> Attachment:
    """The brand's attachment of which we have no bytes. Raises `NotFound`."""
    lost = Attachment.objects.filter(brand_id=brand_id, pk=attachment_id, path="")
    found = lost.select_related("message").first()
    if found is None:
        raise NotFound(attachment=attachment_id)
    return found


def attachment_of(brand_id: int, attachment_id: int) -> Attachment:
    """The brand's kept attachment. Raises `NotFound`, also when it is another brand's."""
    found = Attachment.objects.filter(brand_id=brand_id, pk=attachment_id).exclude(path="").first()
    if found is None:
        raise NotFound(attachment=attachment_id)
    return found
