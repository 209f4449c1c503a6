"""Where the first notice of an incident stands on top of an account, as its deeds say."""

from __future__ import annotations

import enum
from collections.abc import Sequence
from dataclasses import dataclass

from amends.channels import registry
from amends.channels.models import Connection
from amends.inbox.models import Message
from amends.incidents.models import Incident, PostPart
from amends.incidents.rules.words import PostState
from amends.outbox.models import Deed, DeedState, SendState
from amends.outbox.rules.deeds import DeedKind

_UNDER_WAY = frozenset({DeedState.QUEUED, DeedState.DOING})


class Pinned(enum.StrEnum):
    """Whether a notice is pinned on one account."""

    NOT = "not"
    #: The notice is not there yet.
    WAITS = "waits"
    ON_ITS_WAY = "on_its_way"
    PINNED = "pinned"
    LETTING_GO = "letting_go"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class Pin:
    """The notice that an account would keep on top, and the last deed that was asked of it there."""

    connection: Connection
    message: Message | None
    deed: Deed | None

    @property
    def state(self) -> Pinned:
        """What is known of it now."""
        if self.message is None:
            return Pinned.WAITS
        if self.deed is None:
            return Pinned.NOT
        is_pin = self.deed.kind == DeedKind.PIN
        if self.deed.state in _UNDER_WAY:
            return Pinned.ON_ITS_WAY if is_pin else Pinned.LETTING_GO
        if self.deed.state == DeedState.DONE:
            return Pinned.PINNED if is_pin else Pinned.NOT
        return Pinned.NOT if self.deed.state == DeedState.PUT_AWAY else Pinned.STOPPED

    @property
    def may_stand(self) -> bool:
        """Whether it is pinned, will be, or may be for all that we know."""
        deed = self.deed
        if deed is None:
            return False
        never = {DeedState.REFUSED, DeedState.FAILED, DeedState.PUT_AWAY, DeedState.HELD}
        return deed.kind == DeedKind.PIN and DeedState(deed.state) not in never


def pins_of(incident: Incident) -> list[Pin]:
    """The accounts that were told and can pin, by name: the first notice that is there, of each."""
    parts = PostPart.objects.filter(
        post__notice__incident=incident, post__state=PostState.ASKED, post__after=None, position=0
    )
    first: dict[int, PostPart] = {}
    for part in parts.select_related("post__connection", "send__message").order_by("pk"):
        known = first.get(part.post.connection_id)
        if can_pin(part.post.connection) and (known is None or not _is_there(known)):
            first[part.post.connection_id] = part
    deeds = _newest([part.send.message_id for part in first.values()])
    pins = [
        Pin(
            part.post.connection,
            part.send.message if _is_there(part) else None,
            deeds.get(part.send.message_id),
        )
        for part in first.values()
    ]
    return sorted(pins, key=lambda pin: (pin.connection.name, pin.connection.pk))


def can_pin(connection: Connection) -> bool:
    """Whether the network of an account keeps a post on top for us."""
    known = registry.channels().get(connection.channel)
    return known is not None and known.capabilities.pins


def _is_there(part: PostPart) -> bool:
    return part.send.state == SendState.SENT and bool(part.send.message.external_id)


def _newest(messages: Sequence[int]) -> dict[int, Deed]:
    asked = Deed.objects.filter(message__in=messages, kind__in=(DeedKind.PIN, DeedKind.UNPIN))
    newest = asked.order_by("message_id", "-pk").distinct("message_id")
    return {deed.message_id: deed for deed in newest}
