"""Who wants to be told of what, how and when; and what may be forgotten."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet

from amends.alerts.models import Alert, AlertCause, Target, Wish
from amends.alerts.models import Manner as KeptManner
from amends.alerts.rules.kinds import NEEDS, Detail, Kind, Mail, Ways, usual
from amends.alerts.rules.manner import Manner
from amends.alerts.rules.pace import Way
from amends.refusals import NotFound
from amends.staff.models import Brand, Membership
from amends.staff.rules import RIGHTS, Role

#: How long a read alert is kept, an unread one, and the memory of what was told.
READ_FOR, UNREAD_FOR = timedelta(days=30), timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Listener:
    """A colleague as the alerts see them."""

    user_id: int
    role: Role
    manner: Manner
    mail_stopped: bool = False
    chosen: Mapping[Kind, Ways] = field(default_factory=dict)
    browsers: tuple[Target, ...] = ()

    def ways(self, kind: Kind) -> Ways:
        """By which ways a kind comes to them."""
        return self.chosen.get(kind) or usual(self.role, kind)

    def may_hear(self, kind: Kind) -> bool:
        """Whether the kind is theirs to know."""
        return kind not in NEEDS or NEEDS[kind] in RIGHTS[self.role]

    def wants(self, kind: Kind) -> bool:
        """Whether they are told of a kind at all."""
        return self.may_hear(kind) and not self.ways(kind).is_none


def listeners(brand_id: int) -> dict[int, Listener]:
    """Everybody who works for a brand and has an open account, by their id."""
    return {each.user_id: each for each in _listeners(brand_id, Q())}


def listener(brand_id: int, user_id: int) -> Listener:
    """One colleague of a brand. Raises KeyError for anybody else."""
    return {each.user_id: each for each in _listeners(brand_id, Q(user_id=user_id))}[user_id]


def _listeners(brand_id: int, whom: Q) -> Iterator[Listener]:
    places = Membership.objects.filter(whom, brand_id=brand_id, user__is_active=True)
    chosen: dict[int, dict[Kind, Ways]] = defaultdict(dict)
    for wish in Wish.objects.filter(whom, brand_id=brand_id):
        ways = Ways(desk=wish.desk, push=wish.push, mail=Mail(wish.mail))
        chosen[wish.user_id][Kind(wish.kind)] = ways
    kept = {each.user_id: each for each in KeptManner.objects.filter(whom, brand_id=brand_id)}
    browsers: dict[int, list[Target]] = defaultdict(list)
    for target in Target.objects.filter(whom, brand_id=brand_id, way=Way.PUSH):
        browsers[target.user_id or 0].append(target)
    zone = Brand.objects.values_list("time_zone", flat=True).get(pk=brand_id)
    for place in places:
        own = kept.get(place.user_id)
        yield Listener(
            user_id=place.user_id,
            role=Role(place.role),
            manner=as_rules(own) if own else Manner(zone=zone),
            mail_stopped=own is not None and own.mail_stopped_at is not None,
            chosen=chosen[place.user_id],
            browsers=tuple(browsers[place.user_id]),
        )


def as_rules(kept: KeptManner) -> Manner:
    """A kept manner as the rules count with it."""
    return Manner(
        zone=kept.zone,
        quiet_from=kept.quiet_from,
        quiet_until=kept.quiet_until,
        quiet_days=frozenset(kept.quiet_days),
        urgent_passes=kept.urgent_passes,
        digest_at=tuple(kept.digest_at),
        digest_every=kept.digest_every,
        detail=Detail(kept.detail),
    )


def chats_that_hear(brand_id: int) -> list[Target]:
    """The chats of a brand that are not paused."""
    return list(Target.objects.filter(brand_id=brand_id, way=Way.CHAT, paused_at__isnull=True))


def chats_of(brand_id: int) -> list[Target]:
    """Every chat of a brand, by name."""
    found = Target.objects.filter(brand_id=brand_id, way=Way.CHAT)
    return list(found.select_related("made_by").order_by("name", "pk"))


def chat_of(brand_id: int, target_id: int) -> Target:
    """A chat of a brand. Raises `NotFound`, also for another brand's."""
    return _found(Target.objects.filter(brand_id=brand_id, way=Way.CHAT, pk=target_id))


def own_target_of(brand_id: int, user_id: int, target_id: int) -> Target:
    """A browser or the mailbox of somebody. Raises `NotFound`, also for a colleague's."""
    return _found(Target.objects.filter(brand_id=brand_id, user_id=user_id, pk=target_id))


def _found(wanted: QuerySet[Target]) -> Target:
    target = wanted.select_related("brand", "user").first()
    if target is None:
        raise NotFound
    return target


def browsers_of(brand_id: int, user_id: int) -> list[Target]:
    """The browsers to which somebody's alerts are pushed, newest first."""
    own = Target.objects.filter(brand_id=brand_id, user_id=user_id, way=Way.PUSH)
    return list(own.order_by("-made_at"))


def brands_told_of(kind: Kind) -> set[int]:
    """The brands in which anybody, or a chat, asked for a kind that nobody has by default."""
    wished = Wish.objects.filter(kind=kind).filter(Q(desk=True) | Q(push=True) | ~Q(mail=Mail.NO))
    chats = Target.objects.filter(way=Way.CHAT, paused_at__isnull=True, kinds__contains=[kind])
    return {*wished.values_list("brand_id", flat=True), *chats.values_list("brand_id", flat=True)}


def forgettable(now: datetime) -> list[QuerySet[Any]]:
    """What was told so long ago that nobody looks for it."""
    read = Q(read_at__lt=now - READ_FOR)
    brands = Q(user__isnull=True, at__lt=now - READ_FOR)
    unread = Q(at__lt=now - UNREAD_FOR, began_at__lt=now - UNREAD_FOR)
    return [
        Alert.objects.filter(read | brands | unread),
        AlertCause.objects.filter(at__lt=now - UNREAD_FOR),
    ]
