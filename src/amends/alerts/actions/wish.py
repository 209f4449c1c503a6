"""What somebody chooses: which alerts, by which ways, when, and how much of a customer leaves the desk."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from amends.alerts.actions.read import own
from amends.alerts.models import Manner as KeptManner
from amends.alerts.models import Notice, NoticeState, Wish
from amends.alerts.queries import wishes
from amends.alerts.rules.kinds import Kind, Ways
from amends.alerts.rules.manner import DAY_MINUTES, Manner
from amends.alerts.rules.pace import Way
from amends.audit.actions import record
from amends.refusals import Invalid
from amends.staff.rules import Actor
from amends.staff.rules.hours import require_zone

_MOST_DIGESTS = 4
_EVERY = (1, 2, 3, 4, 6, 8, 12)


@transaction.atomic
def choose(*, by: Actor, ways: Mapping[Kind, Ways], manner: Manner, now: datetime) -> None:
    """Keep how somebody wants to be told; kinds that are not theirs to know are left out.

    Raises NotAllowed, NotFound, and Invalid for a zone or a time that does not exist.
    """
    user_id = _require(by, manner)
    listener = wishes.listener(by.brand_id, user_id)
    for kind in Kind:
        if kind in ways and listener.may_hear(kind):
            _keep(by, user_id, kind, ways[kind])
    KeptManner.objects.update_or_create(
        brand_id=by.brand_id,
        user_id=user_id,
        defaults={
            "zone": manner.zone,
            "quiet_from": manner.quiet_from,
            "quiet_until": manner.quiet_until,
            "quiet_days": sorted(manner.quiet_days),
            "urgent_passes": manner.urgent_passes,
            "digest_at": sorted(manner.digest_at),
            "digest_every": manner.digest_every,
            "detail": manner.detail,
            "mail_stopped_at": None,
        },
    )
    record(by=by, action="alerts.choose", target=f"user:{user_id}", facts={}, now=now)


def as_usual(*, by: Actor, now: datetime) -> None:
    """Forget what somebody chose: everything is as usual for their role again. Raises NotAllowed."""
    user_id = own(by)
    with transaction.atomic():
        Wish.objects.filter(brand_id=by.brand_id, user_id=user_id).delete()
        KeptManner.objects.filter(brand_id=by.brand_id, user_id=user_id).delete()
        record(by=by, action="alerts.as_usual", target=f"user:{user_id}", facts={}, now=now)


@transaction.atomic
def stop_mail(*, by: Actor, now: datetime) -> None:
    """No mail for somebody any more, also none that waits; until they choose again. Raises NotAllowed."""
    user_id = own(by)
    zone = wishes.listener(by.brand_id, user_id).manner.zone
    KeptManner.objects.update_or_create(
        brand_id=by.brand_id,
        user_id=user_id,
        defaults={"mail_stopped_at": now},
        create_defaults={
            "mail_stopped_at": now,
            "zone": zone,
            "digest_at": list(Manner().digest_at),
        },
    )
    Notice.objects.filter(
        target__brand_id=by.brand_id,
        target__user_id=user_id,
        target__way=Way.MAIL,
        state=NoticeState.QUEUED,
    ).update(state=NoticeState.DROPPED, settled_at=now, reason="mail was stopped")
    record(by=by, action="alerts.stop_mail", target=f"user:{user_id}", facts={}, now=now)


def _require(by: Actor, manner: Manner) -> int:
    user_id = own(by)
    require_zone(manner.zone)
    given = {manner.quiet_from, manner.quiet_until, *manner.digest_at} - {None}
    if any(not 0 <= minute < DAY_MINUTES for minute in given if minute is not None):
        raise Invalid(_("A time of the day is from 00:00 to 23:59."), field="digest_at")
    if (manner.quiet_from is None) != (manner.quiet_until is None):
        raise Invalid(_("Quiet hours have a beginning and an end."), field="quiet_from")
    if manner.digest_every is None and not 1 <= len(manner.digest_at) <= _MOST_DIGESTS:
        raise Invalid(_("Choose one to four times for the digest."), field="digest_at")
    if manner.digest_every is not None and manner.digest_every not in _EVERY:
        raise Invalid(_("A digest can come every 1, 2, 3, 4, 6, 8 or 12 hours."), field="every")
    return user_id


def _keep(by: Actor, user_id: int, kind: Kind, ways: Ways) -> None:
    Wish.objects.update_or_create(
        brand_id=by.brand_id,
        user_id=user_id,
        kind=kind,
        defaults={"desk": ways.desk, "push": ways.push, "mail": ways.mail},
    )
