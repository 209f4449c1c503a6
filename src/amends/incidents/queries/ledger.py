"""The closure ledger and its likes: who was told where, who was not and why, and how it adds up."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import connection as database
from django.db.models import Count, QuerySet

from amends.incidents.models import Broadcast, Incident, Recipient
from amends.incidents.rules import ledger
from amends.incidents.rules.ledger import Course, Occasion, Standing
from amends.refusals import NotFound

# A person with several cases is one; where they wait for us, else where they wrote last, comes first.
# Everybody affected is told that it is over; meanwhile only who waits for an answer is answered.
ONE_EACH = """
SELECT DISTINCT ON (c.person_id) c.person_id, c.id, c.connection_id, c.state, c.due_at, c.last_in_at
FROM incidents_affectedcase a JOIN inbox_case c ON c.id = a.case_id
WHERE a.incident_id = %(incident)s AND a.detached_at IS NULL AND c.brand_id = %(brand)s
    AND c.set_aside <> 'merged' AND (%(everybody)s OR c.state = 'needs_answer')
ORDER BY c.person_id, c.state <> 'needs_answer', c.last_in_at DESC NULLS LAST, c.id DESC
"""
_AUDIENCE = f"""
SELECT n.name, n.channel, count(*) FROM ({ONE_EACH}) one
JOIN channels_connection n ON n.id = one.connection_id
GROUP BY n.id ORDER BY count(*) DESC, n.name, n.id
"""  # noqa: S608 - a query of ours


def facts_of(broadcast: Broadcast) -> dict[str, Any]:
    """What `ONE_EACH` asks for."""
    return {
        "brand": broadcast.brand_id,
        "incident": broadcast.incident_id,
        "everybody": broadcast.kind == Occasion.CLOSING,
    }


@dataclass(frozen=True, slots=True)
class Account:
    """So many people are told through one account of ours, as far as one can say before."""

    name: str
    channel: str
    people: int


def audience_of(broadcast: Broadcast) -> list[Account]:
    """Whom a draft would reach if it began now, by the account where each complained; the most first."""
    with database.cursor() as cursor:
        cursor.execute(_AUDIENCE, facts_of(broadcast))
        return [Account(*row) for row in cursor.fetchall()]


def broadcast_of(brand_id: int, broadcast_id: int) -> Broadcast:
    """One broadcast of a brand with its incident. Raises `NotFound`, also for another brand's."""
    found = Broadcast.objects.filter(brand_id=brand_id, pk=broadcast_id)
    broadcast = found.select_related("incident__brand", "by").first()
    if broadcast is None:
        raise NotFound(broadcast=broadcast_id)
    return broadcast


def closing_of(incident: Incident) -> Broadcast | None:
    """The broadcast whose recipients are the closure ledger; None before it was begun."""
    closing = Broadcast.objects.filter(
        incident=incident, kind=Occasion.CLOSING, began_at__isnull=False
    )
    return closing.select_related("by", "incident").first()


def is_under_way(incident: Incident) -> bool:
    """Whether people are being told at this moment."""
    return Broadcast.objects.filter(incident=incident, state=Course.RUNNING).exists()


def tally_of(broadcast: Broadcast) -> ledger.Tally:
    """How many people are at which point; together they are all of them."""
    counted = _recipients(broadcast).order_by().values_list("state").annotate(n=Count("pk"))
    return ledger.tally(dict(counted))


def reasons_of(broadcast: Broadcast) -> list[tuple[str, str, int]]:
    """Why people were not told: the reason, a sentence of it, and how many; the most first."""
    silent = _recipients(broadcast).filter(state=Standing.NOT_TOLD)
    counted = silent.values("reason", "sentence").annotate(n=Count("pk")).order_by("-n", "reason")
    sums: dict[str, tuple[str, int]] = {}
    for row in counted:
        sentence, n = sums.get(row["reason"], (row["sentence"], 0))
        sums[row["reason"]] = (sentence, n + row["n"])
    found = [(reason, sentence, n) for reason, (sentence, n) in sums.items()]
    return sorted(found, key=lambda each: (-each[2], each[0]))


def rows_of(broadcast: Broadcast, *, state: Standing | None = None) -> QuerySet[Recipient]:
    """The ledger's rows with what a screen shows of them, in the order of their turns."""
    rows = _recipients(broadcast).select_related("person", "case", "connection", "send")
    return (rows if state is None else rows.filter(state=state)).order_by("place", "pk")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the exported ledger."""

    person: int
    name: str
    network: str
    account: str
    case: int
    outcome: str
    reason: str
    sentence: str
    public: bool | None
    said_at: str
    settled_at: str


def lines_of(broadcast: Broadcast) -> Iterator[Line]:
    """The whole ledger for an export, one line for each person, in the order of their turns."""
    for row in rows_of(broadcast).iterator(chunk_size=1_000):
        send = row.send
        yield Line(
            person=row.person_id,
            name=row.person.name,
            network=row.connection.channel,
            account=row.connection.name,
            case=row.case_id,
            outcome=row.state,
            reason=row.reason,
            sentence=row.sentence,
            public=send.is_public if send is not None else None,
            said_at=send.sent_at.isoformat() if send and send.sent_at else "",
            settled_at=row.settled_at.isoformat() if row.settled_at else "",
        )


def _recipients(broadcast: Broadcast) -> QuerySet[Recipient]:
    return Recipient.objects.filter(brand_id=broadcast.brand_id, broadcast=broadcast)
