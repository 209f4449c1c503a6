"""The first notice stands on top of every account that can keep one there, for as long as this lasts.

It is a wish that is kept: what is told later on another network is pinned as well, what is over is let go,
and what a network did not take is asked for again only by a person.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime

from django.db import transaction

from amends.incidents.actions.note import require_incident, write_down
from amends.incidents.models import Incident
from amends.incidents.queries.pinned import Pinned, pins_of
from amends.incidents.rules.words import IncidentState, Pinning
from amends.outbox.actions import ask_deed
from amends.outbox.actions.say import ChannelOf, by_registry
from amends.outbox.rules.deeds import DeedKind
from amends.refusals import Refusal
from amends.staff.rules import Actor, Right, system

_AGAIN = frozenset({Pinned.NOT, Pinned.STOPPED})
_ONCE = frozenset({Pinned.NOT})


class OverAlready(Refusal):
    """This is over; there is nothing left to pin."""

    code = "over-already"


@transaction.atomic
def pin(
    *, by: Actor, incident: Incident, now: datetime, channel_of: ChannelOf = by_registry
) -> None:
    """Keep the notice on top while this lasts; what a network did not take is asked for once more.

    Raises NotAllowed, NotFound and `OverAlready`.
    """
    require_incident(by, incident, Right.ANNOUNCE)
    locked = Incident.objects.select_for_update(no_key=True).get(pk=incident.pk)
    if locked.state == IncidentState.RESOLVED:
        raise OverAlready
    _wish(by, locked, Pinning.WANTED, now)
    keep(by=by, incident=locked, now=now, is_asked_anew=True, channel_of=channel_of)


@transaction.atomic
def unpin(
    *, by: Actor, incident: Incident, now: datetime, channel_of: ChannelOf = by_registry
) -> None:
    """Keep it on top no longer. Again is no error. Raises NotAllowed and NotFound."""
    require_incident(by, incident, Right.ANNOUNCE)
    locked = Incident.objects.select_for_update(no_key=True).get(pk=incident.pk)
    if locked.pinning == Pinning.WANTED:
        _wish(by, locked, Pinning.ENDING, now)
        keep(by=by, incident=locked, now=now, channel_of=channel_of)


def _wish(by: Actor, incident: Incident, pinning: Pinning, now: datetime) -> None:
    if incident.pinning != pinning:
        incident.pinning = pinning
        incident.save(update_fields=["pinning"])
        kind = "pin" if pinning is Pinning.WANTED else "unpin"
        write_down(by=by, incident=incident, kind=kind, facts={}, now=now)


def keep(
    *,
    by: Actor,
    incident: Incident,
    now: datetime,
    is_asked_anew: bool = False,
    channel_of: ChannelOf = by_registry,
) -> None:
    """Ask each account for what is missing: a pin while it is wanted, the end of one when it is not."""
    pins = pins_of(incident)
    is_wanted = incident.pinning == Pinning.WANTED
    kind, lacking = DeedKind.UNPIN, [each for each in pins if each.may_stand]
    if is_wanted:
        wanting = _AGAIN if is_asked_anew else _ONCE
        kind, lacking = DeedKind.PIN, [each for each in pins if each.state in wanting]
    for each in lacking:
        if each.message is None:
            continue
        # An account that is not connected just now is asked when this is looked after again.
        with suppress(Refusal), transaction.atomic():
            ask_deed(by=by, message=each.message, kind=kind, now=now, channel_of=channel_of)
    if incident.pinning == Pinning.ENDING and not any(each.may_stand for each in pins):
        incident.pinning = Pinning.NO
        incident.save(update_fields=["pinning"])


def look_after_pins(*, now: datetime) -> None:
    """Pin what was told since it was wished for, and let go what is over."""
    wishes = Incident.objects.exclude(pinning=Pinning.NO).order_by("pk")
    for incident_id in list(wishes.values_list("pk", flat=True)):
        with transaction.atomic():
            locked = Incident.objects.select_for_update(no_key=True, skip_locked=True)
            incident = locked.filter(pk=incident_id).first()
            if incident is not None:
                keep(by=system(incident.brand_id), incident=incident, now=now)
