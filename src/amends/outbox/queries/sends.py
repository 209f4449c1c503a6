"""What the outbox knows of sends and deeds: what needs a look, those of a case, whether the brake is on."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection as database
from django.db.models import Count, F, QuerySet, prefetch_related_objects

from amends.channels.models import Connection, ConnectionState
from amends.inbox.models import Case
from amends.joined import Joined
from amends.outbox.models import (
    Brake,
    BrakeAsk,
    Deed,
    DeedState,
    Lane,
    Send,
    SendState,
    Upload,
)
from amends.refusals import NotFound
from amends.staff.models import User

#: What a person must look at. Sending and queued ones settle by themselves; so do UNKNOWN ones that
#: are still being looked up, but nobody knows yet whether the customer has them, so they are shown.
NEEDS_A_LOOK = (SendState.HELD, SendState.REFUSED, SendState.FAILED, SendState.UNKNOWN)

#: What is not settled yet, or settled in a way that somebody must look at.
OPEN = (SendState.QUEUED, SendState.SENDING, *NEEDS_A_LOOK)


def unsettled(brand_id: int) -> QuerySet[Send]:
    """The sends of a brand that are held, refused, failed or UNKNOWN; the longest waiting first.

    A failed message that was said again with other words is settled by that.
    """
    sends = Send.objects.filter(brand_id=brand_id, state__in=NEEDS_A_LOOK)
    return sends.order_by("state_since", "pk")


def unsettled_counts(brand_id: int) -> dict[str, int]:
    """How many sends of a brand are in each state that needs a look; every such state is there."""
    counted = unsettled(brand_id).order_by().values("state").annotate(n=Count("pk"))
    found = {row["state"]: row["n"] for row in counted}
    return {state.value: found.get(state.value, 0) for state in NEEDS_A_LOOK}


def sends_of(case: Case) -> QuerySet[Send]:
    """Every send of a case with its message, oldest first."""
    return Send.objects.filter(case=case).select_related("message", "asked_by").order_by("pk")


def _listed(states: Collection[str]) -> str:
    """States of ours as SQL lists them."""
    return ", ".join(f"'{state}'" for state in states)


_SENT = Joined(send=Send)
_OPEN = f"case_id = %(case)s AND state IN ({_listed(OPEN)})"
_OPEN_SENDS = f"SELECT {_SENT.columns} FROM outbox_send send WHERE {_OPEN}"  # noqa: S608 - our own states
_SENDS_SHOWN = f"""
SELECT {_SENT.columns} FROM outbox_send send WHERE send.id IN (
    SELECT id FROM outbox_send WHERE {_OPEN}
    UNION ALL SELECT id FROM outbox_send WHERE message_id = ANY(%(messages)s))
"""  # noqa: S608 - our own states


def open_sends(case: Case) -> list[Send]:
    """The sends of a case that are under way or need a look."""
    return _SENT.only(_OPEN_SENDS, {"case": case.pk})


def sends_shown(case: Case, message_ids: Collection[int]) -> list[Send]:
    """The sends of these messages, and the case's open ones: never all that a long case has sent."""
    facts = {"case": case.pk, "messages": list(message_ids)}
    sends: list[Send] = _SENT.only(_SENDS_SHOWN, facts)
    for send in sends:
        if send.connection_id == case.connection_id:
            send.connection = case.connection
    elsewhere = [send for send in sends if send.connection_id != case.connection_id]
    prefetch_related_objects(elsewhere, "connection")
    return sends


def counts(brand_id: int) -> dict[str, int]:
    """How many sends of a brand are in each state; every state is there."""
    counted = Send.objects.filter(brand_id=brand_id).values("state").annotate(n=Count("pk"))
    found = {row["state"]: row["n"] for row in counted}
    return {state.value: found.get(state.value, 0) for state in SendState}


def send_of(brand_id: int, request_key: str) -> Send | None:
    """The send that a request made before, for answering the same request again."""
    return Send.objects.filter(brand_id=brand_id, request_key=request_key).first()


def send_by_id(brand_id: int, send_id: int) -> Send:
    """One send of a brand. Raises `NotFound`, also for another brand's."""
    found = Send.objects.filter(brand_id=brand_id, pk=send_id)
    send = found.select_related("case", "connection", "message").first()
    if send is None:
        raise NotFound(send=send_id)
    return send


def sends_page(
    brand_id: int,
    *,
    state: SendState | None,
    case_id: int | None,
    before: int | None,
    limit: int,
) -> list[Send]:
    """A brand's sends below id ``before``, newest first, of one state or case where one is given."""
    asked = {"state": state, "case_id": case_id, "pk__lt": before}
    same = {field: value for field, value in asked.items() if value is not None}
    return list(Send.objects.filter(brand_id=brand_id, **same).order_by("-pk")[:limit])


def uploads_of(brand_id: int, upload_ids: Sequence[int]) -> list[Upload]:
    """Files that were given to us, in the order of their ids here. Raises `NotFound` if one is missing."""
    if not upload_ids:
        return []
    found = Upload.objects.filter(brand_id=brand_id).in_bulk(list(upload_ids))
    if len(found) != len(set(upload_ids)):
        raise NotFound("A file of this message is no longer kept; add it again.")
    return [found[each] for each in dict.fromkeys(upload_ids)]


def brake_of(brand_id: int) -> Brake | None:
    """The brake of a brand while it is on."""
    return Brake.objects.filter(brand_id=brand_id, released_at=None).first()


def brake_asks(brand_id: int) -> QuerySet[BrakeAsk]:
    """What one person asked of the brake and a second one has not agreed to yet."""
    return BrakeAsk.objects.filter(brand_id=brand_id, settled_at=None).select_related("asked_by")


def is_braked(brand_id: int) -> bool:
    """Whether the brake of a brand is on: asked before every single send, so at little cost."""
    with database.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT FROM outbox_brake WHERE brand_id = %s AND released_at IS NULL)",
            [brand_id],
        )
        on: bool = cursor.fetchone()[0]
    return on


# Every worker asks these many times a second in a storm: building the SQL costs more than running it.
_MAY_SPEAK = "(l.wait_until IS NULL OR l.wait_until <= %(now)s)"
_LANES_DUE = f"""
SELECT s.connection_id, count(*)
FROM outbox_send s LEFT JOIN outbox_lane l ON l.connection_id = s.connection_id
WHERE s.state = 'queued' AND s.not_before <= %(now)s AND {_MAY_SPEAK}
GROUP BY s.connection_id ORDER BY s.connection_id
"""  # noqa: S608 - a condition of ours
_LOOK_UPS_DUE = f"""
SELECT s.id, s.connection_id
FROM outbox_send s JOIN channels_connection n ON n.id = s.connection_id
LEFT JOIN outbox_lane l ON l.connection_id = s.connection_id
WHERE s.state = 'unknown' AND s.look_up_at <= %(now)s AND n.state = 'active' AND {_MAY_SPEAK}
ORDER BY s.look_up_at LIMIT 100
"""  # noqa: S608 - a condition of ours


def lanes_due(now: datetime) -> dict[int, int]:
    """The connections that have something to say at ``now`` and need not wait: id → how many sends."""
    with database.cursor() as cursor:
        cursor.execute(_LANES_DUE, {"now": now})
        return dict(cursor.fetchall())


def look_ups_due(now: datetime) -> list[tuple[int, int]]:
    """The UNKNOWN sends to look up at ``now``, a hundred at most: (send's id, connection's id).

    A paused or disconnected account is not asked; it will be when it is connected again.
    """
    with database.cursor() as cursor:
        cursor.execute(_LOOK_UPS_DUE, {"now": now})
        return list(cursor.fetchall())


_NEXT_DUE = """
SELECT least(
    (SELECT min(not_before) FROM outbox_send WHERE state = 'queued' AND not_before > %(now)s),
    (SELECT min(look_up_at) FROM outbox_send WHERE state = 'unknown' AND look_up_at > %(now)s),
    (SELECT min(wait_until) FROM outbox_lane WHERE wait_until > %(now)s))
"""


def next_due_at(now: datetime) -> datetime | None:
    """The first moment after ``now`` at which something may leave, be looked up, or a lane speak again."""
    with database.cursor() as cursor:
        cursor.execute(_NEXT_DUE, {"now": now})
        due: datetime | None = cursor.fetchone()[0]
    return due


def lane_of(connection: Connection) -> Lane | None:
    """How the way out through a connection is doing."""
    return Lane.objects.filter(connection=connection).first()


def is_active(connection: Connection) -> bool:
    """Whether we speak through the connection."""
    return connection.state == ConnectionState.ACTIVE


def first_try_at(send: Send) -> datetime:
    """When the network was first called for a send: a look-up need not search before that."""
    began = send.attempts.order_by("began_at").values_list("began_at", flat=True).first()
    return began or send.asked_at


def last_try_at(send: Send) -> datetime:
    """When the network was last asked to take a send."""
    tries = send.attempts.filter(kind="try").order_by(F("began_at").desc())
    return tries.values_list("began_at", flat=True).first() or send.asked_at


#: Deeds that a person must look at.
STOPPED = (DeedState.HELD, DeedState.REFUSED, DeedState.FAILED, DeedState.UNKNOWN)


@dataclass(frozen=True, slots=True)
class Unsettled:
    """A send or a deed that a person must look at, as a list's first lines show it.

    ``deed``: its kind, empty for a send; ``trouble``: why, as the network or the gate said it.
    """

    deed: str
    state: str
    trouble: str
    since: datetime
    name: str
    is_theirs: bool
    case_id: int | None


_UNSETTLED = f"""
(SELECT '', s.state, s.reason, s.state_since, coalesce(nullif(p.name, ''), s.recipient_name),
    coalesce(s.asked_by_id = %(first_of)s, false) AS is_theirs, s.case_id
    FROM outbox_send s LEFT JOIN inbox_case c ON c.id = s.case_id
    LEFT JOIN inbox_person p ON p.id = c.person_id
    WHERE s.brand_id = %(brand)s AND s.state IN ({_listed(NEEDS_A_LOOK)})
    ORDER BY is_theirs DESC, s.state_since, s.id LIMIT %(most)s)
UNION ALL
(SELECT d.kind, d.state, d.trouble, d.state_since, coalesce(p.name, ''),
    coalesce(d.asked_by_id = %(first_of)s, false), d.case_id
    FROM outbox_deed d LEFT JOIN inbox_case c ON c.id = d.case_id
    LEFT JOIN inbox_person p ON p.id = c.person_id
    WHERE d.brand_id = %(brand)s AND d.state IN ({_listed(STOPPED)})
    ORDER BY d.state_since, d.id LIMIT %(most)s)
"""  # noqa: S608 - our own states


def unsettled_told(brand_id: int, *, first_of: int, limit: int) -> list[Unsettled]:
    """What a person must look at, for every list: sends before deeds, a colleague's own sends first.

    ``limit`` of each at most. Written out, for building the SQL costs more than running it.
    """
    facts = {"brand": brand_id, "first_of": first_of, "most": limit}
    with database.cursor() as cursor:
        cursor.execute(_UNSETTLED, facts)
        return [Unsettled(*row) for row in cursor.fetchall()]


_DONE = Joined(deed=Deed, asker=User)
_DEEDS_SHOWN = f"""
SELECT {_DONE.columns} FROM outbox_deed deed LEFT JOIN staff_user asker ON asker.id = deed.asked_by_id
WHERE deed.message_id = ANY(%(messages)s) AND deed.brand_id = %(brand)s AND deed.state <> 'put_away'
ORDER BY deed.id
"""  # noqa: S608 - our own columns


def deeds_shown(case: Case, message_ids: Collection[int]) -> dict[int, list[Deed]]:
    """What was done to these messages, or is to be, by their id; the oldest first."""
    facts = {"brand": case.brand_id, "messages": list(message_ids)}
    found: dict[int, list[Deed]] = {}
    for deed, asker in _DONE.read(_DEEDS_SHOWN, facts):
        deed.asked_by = asker
        found.setdefault(deed.message_id, []).append(deed)
    return found


_NEWEST_DEED = """
SELECT id, state, state_since FROM outbox_deed WHERE case_id = %s
ORDER BY state_since DESC, id DESC LIMIT 1
"""


def deeds_stamp(case: Case) -> str:
    """A word that changes whenever something else is done to the messages of a case."""
    with database.cursor() as cursor:
        cursor.execute(_NEWEST_DEED, [case.pk])
        row = cursor.fetchone()
    return repr(row) if row else ""


def deed_by_id(brand_id: int, deed_id: int) -> Deed:
    """One deed of a brand. Raises `NotFound`, also for another brand's."""
    deed = Deed.objects.filter(brand_id=brand_id, pk=deed_id).select_related("message").first()
    if deed is None:
        raise NotFound(deed=deed_id)
    return deed


def last_said(brand_id: int, limit: int) -> list[Send]:
    """The newest answers of a brand that its customers have, with their people, newest first."""
    found = Send.objects.filter(brand_id=brand_id, state=SendState.SENT, message__deleted_at=None)
    found = found.exclude(case=None).select_related("case__person", "connection", "asked_by")
    return list(found.order_by("-pk")[:limit])


def sends_by_id(brand_id: int, ids: Collection[int]) -> dict[int, Send]:
    """Some sends of a brand by their ids; what is not there, or not any more, is left out."""
    found = Send.objects.filter(brand_id=brand_id, pk__in=ids, message__deleted_at=None)
    return {send.pk: send for send in found.select_related("case", "connection")}


def held_by_the_brake(brand_id: int, limit: int = 20) -> list[Send]:
    """What the brake held and nobody has looked at yet; what was to leave first comes first."""
    held = Send.objects.filter(brand_id=brand_id, state=SendState.HELD, held_by="brake")
    related = ("case__person", "case__identity", "connection", "asked_by")
    return list(held.select_related(*related).order_by("not_before", "pk")[:limit])


def held_count(brand_id: int) -> int:
    """How much the brake held that nobody has looked at yet."""
    return Send.objects.filter(brand_id=brand_id, state=SendState.HELD, held_by="brake").count()
