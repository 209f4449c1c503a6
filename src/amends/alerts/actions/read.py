"""What somebody does with their own alerts: read one, read all."""

from __future__ import annotations

from datetime import datetime

from amends.alerts.models import Alert
from amends.alerts.queries import bell
from amends.refusals import NotFound
from amends.staff.rules import Actor, Right


def read(*, by: Actor, alert_id: int, now: datetime) -> Alert:
    """Mark an alert of one's own as read; to read it again is no error. Raises NotAllowed, NotFound."""
    user_id = own(by)
    alert = bell.alert_of(by.brand_id, user_id, alert_id)
    Alert.objects.filter(pk=alert.pk, read_at__isnull=True).update(read_at=now)
    return alert


def read_all(*, by: Actor, up_to: datetime, now: datetime) -> int:
    """Mark everything as read that came until ``up_to``: what the person saw. Raises NotAllowed."""
    unread = bell.unread_of(by.brand_id, own(by)).order_by()
    return unread.filter(began_at__lte=up_to).update(read_at=now)


def read_case(*, by: Actor, case_id: int, now: datetime) -> int:
    """Who opens a case has read what the bell said about it. Raises NotAllowed."""
    # Mostly there is nothing, and a look is cheaper than a write.
    if not bell.has_unread(by.brand_id, own(by), case_id):
        return 0
    unread = bell.unread_of(by.brand_id, own(by)).order_by()
    return unread.filter(case_id=case_id).update(read_at=now)


def own(by: Actor) -> int:
    """Alerts are a person's, never a program's. Raises NotAllowed, NotFound."""
    by.require(Right.READ)
    if by.user_id is None:
        raise NotFound
    return by.user_id
