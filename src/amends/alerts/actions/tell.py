"""Tells people: one alert for each of them, by the ways they chose, and never twice of the same thing."""

from __future__ import annotations

import functools
import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.conf import settings
from django.db import connection as database
from django.db import transaction

from amends.alerts.models import Alert, Notice, NoticeState, Target, whose
from amends.alerts.queries import wishes
from amends.alerts.queries.wishes import Listener
from amends.alerts.rules import manner
from amends.alerts.rules.kinds import URGENT, Happening, Kind, Mail, gathers
from amends.alerts.rules.pace import Way
from amends.inbox.actions.bell import BELL
from amends.inbox.models import Case

#: NOTIFY carries 8,000 bytes; more people than this look by themselves.
_MOST_RUNG = 500

_REMEMBER = """
INSERT INTO alerts_alertcause (brand_id, user_id, source, at)
SELECT * FROM unnest(%s::bigint[], %s::bigint[], %s::text[], %s::timestamptz[])
ON CONFLICT DO NOTHING RETURNING user_id, source
"""

#: A brand, a user (None: its chats), a kind, and what is gathered.
_Group = tuple[int, int | None, Kind, str]


@dataclass(slots=True)
class _Round:
    """What one telling has to know."""

    now: datetime
    listeners: dict[int, dict[int, Listener]]
    chats: dict[int, list[Target]]
    made: list[Alert] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    rung: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))


@transaction.atomic
def tell(*, happenings: Sequence[Happening], now: datetime) -> int:
    """Make the alerts and notices of what happened; returns how many alerts are new or grew.

    Safe to call again with the same happenings. Cases that are set aside alert nobody.
    """
    wanted = _without_set_aside(happenings)
    if not wanted:
        return 0
    brands = {each.brand_id for each in wanted}
    kept = _Round(
        now=now,
        listeners={brand: wishes.listeners(brand) for brand in brands},
        chats={brand: wishes.chats_that_hear(brand) for brand in brands},
    )
    groups = _fresh(_addressed(kept, wanted), now)
    for group, those in groups.items():
        _alert(kept, group, those)
    Notice.objects.bulk_create(kept.notices, ignore_conflicts=True)
    if kept.rung:
        # After the commit: a bell within it would hold up everybody else's (docs/decisions/0012).
        transaction.on_commit(functools.partial(_ring, kept.rung), robust=True)
    return len(groups)


def _without_set_aside(happenings: Sequence[Happening]) -> list[Happening]:
    ids = {each.case_id for each in happenings if each.case_id is not None}
    aside = set(Case.objects.filter(pk__in=ids).exclude(set_aside="").values_list("pk", flat=True))
    return [each for each in happenings if each.case_id not in aside or each.case_id is None]


def _addressed(kept: _Round, happenings: Iterable[Happening]) -> list[tuple[int | None, Happening]]:
    """Each happening with everybody who wants to be told of it; None stands for the brand's chats."""
    found: list[tuple[int | None, Happening]] = []
    for each in happenings:
        listeners = kept.listeners[each.brand_id]
        for user_id in each.user_ids or listeners:
            listener = listeners.get(user_id)
            if listener and user_id != each.not_to and listener.wants(each.kind):
                found.append((user_id, each))
        if each.is_for_chats and any(each.kind in chat.kinds for chat in kept.chats[each.brand_id]):
            found.append((None, each))
    return found


def _fresh(
    addressed: Sequence[tuple[int | None, Happening]], now: datetime
) -> dict[_Group, list[Happening]]:
    """Only what nobody was told of before, gathered; the table's uniqueness decides."""
    columns = (
        [each.brand_id for _, each in addressed],
        [user_id for user_id, _ in addressed],
        [each.source for _, each in addressed],
        [now] * len(addressed),
    )
    with database.cursor() as cursor:
        cursor.execute(_REMEMBER, columns)
        fresh = set(cursor.fetchall())
    groups: dict[_Group, list[Happening]] = defaultdict(list)
    for user_id, each in addressed:
        if (user_id, each.source) in fresh:
            fresh.discard((user_id, each.source))
            groups[each.brand_id, user_id, each.kind, each.gather or each.source].append(each)
    return groups


def _alert(kept: _Round, group: _Group, those: list[Happening]) -> None:
    brand_id, user_id, kind, gather = group
    newest = max(those, key=lambda each: each.at)
    listener = kept.listeners[brand_id][user_id] if user_id is not None else None
    in_desk = listener.ways(kind).desk if listener else False
    if listener and in_desk:
        kept.rung[brand_id].add(listener.user_id)
    if those[0].gather and (open_one := _open_one(group, kept.now)):
        open_one.times += len(those)
        open_one.at, open_one.facts = newest.at, dict(newest.facts)
        open_one.case_id = newest.case_id
        open_one.save(update_fields=["times", "at", "facts", "case"])
        return
    alert = Alert.objects.create(
        brand_id=brand_id,
        user_id=user_id,
        kind=kind,
        case_id=newest.case_id,
        facts=dict(newest.facts),
        gather=gather[:80],
        times=len(those),
        in_desk=in_desk,
        began_at=kept.now,
        at=newest.at,
    )
    kept.notices += _notices(kept, alert, listener)


def _open_one(group: _Group, now: datetime) -> Alert | None:
    """The unread alert that takes in what is alike; of a brand's, one that its chats still wait for."""
    brand_id, user_id, kind, gather = group
    alike = Alert.objects.select_for_update().filter(
        whose(brand_id, user_id), kind=kind, gather=gather[:80], read_at__isnull=True
    )
    alert = alike.order_by("-pk").first()
    if alert is None:
        return None
    if user_id is None:
        return alert if alert.notices.filter(state=NoticeState.QUEUED).exists() else None
    return alert if gathers(began=alert.began_at, newest=_told_at(alert), now=now) else None


def _told_at(alert: Alert) -> datetime:
    """What the network says happened long ago may have come only now."""
    return max(alert.began_at, alert.at)


def _notices(kept: _Round, alert: Alert, listener: Listener | None) -> list[Notice]:
    if listener is None:
        chats = [chat for chat in kept.chats[alert.brand_id] if alert.kind in chat.kinds]
        return [_notice(kept, alert, chat, kept.now) for chat in chats]
    kind, how = Kind(alert.kind), listener.manner
    ways = listener.ways(kind)
    at_once = manner.due(how, kept.now, is_urgent=kind in URGENT)
    found = []
    if ways.push:
        found += [_notice(kept, alert, each, at_once) for each in listener.browsers]
    if ways.mail is not Mail.NO and not listener.mail_stopped and settings.MAIL_HOST:
        is_digest = ways.mail is Mail.DIGEST
        due_at = manner.next_digest(how, kept.now) if is_digest else at_once + manner.MAIL_GRACE
        found.append(_notice(kept, alert, _mailbox(alert, kept.now), due_at))
    return found


def _notice(kept: _Round, alert: Alert, target: Target, due_at: datetime) -> Notice:
    return Notice(
        brand_id=alert.brand_id, alert=alert, target=target, asked_at=kept.now, due_at=due_at
    )


def _mailbox(alert: Alert, now: datetime) -> Target:
    """The target that stands for somebody's mail address, whatever it is by then."""
    own = {"brand_id": alert.brand_id, "user_id": alert.user_id, "way": Way.MAIL}
    Target.objects.bulk_create([Target(**own, made_at=now)], ignore_conflicts=True)
    return Target.objects.get(whose(alert.brand_id, alert.user_id), way=Way.MAIL)


def _ring(rung: dict[int, set[int]]) -> None:
    """Let these people's open pages look at their bell; each brand is one notice."""
    told = [
        json.dumps({"brand": brand, "cases": [], "here": [], "alerts": sorted(users)[:_MOST_RUNG]})
        for brand, users in rung.items()
    ]
    with database.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, told) FROM unnest(%s::text[]) AS told", [BELL, told])


def forget(*, now: datetime, limit: int = 5_000) -> int:
    """Delete some of what was told long ago; returns how many rows went. Call until it returns 0."""
    gone = 0
    for old in wishes.forgettable(now):
        ids = list(old.order_by("pk").values_list("pk", flat=True)[:limit])
        gone += old.model._default_manager.filter(pk__in=ids).delete()[0]
    return gone
