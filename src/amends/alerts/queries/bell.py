"""What the bell shows: somebody's alerts, newest first, and how many are unread."""

from __future__ import annotations

from django.db import connection as database
from django.db.models import QuerySet

from amends.alerts.models import Alert
from amends.alerts.rules.kinds import Kind
from amends.refusals import NotFound


def alerts_of(brand_id: int, user_id: int) -> QuerySet[Alert]:
    """Somebody's alerts in the desk, newest first."""
    own = Alert.objects.filter(brand_id=brand_id, user_id=user_id, in_desk=True)
    return own.order_by("-at", "-pk")


def unread_of(brand_id: int, user_id: int) -> QuerySet[Alert]:
    """Those that nobody has read yet."""
    return alerts_of(brand_id, user_id).filter(read_at__isnull=True)


_UNREAD = """
SELECT count(*) FROM (SELECT FROM alerts_alert
    WHERE brand_id = %s AND user_id = %s AND in_desk AND read_at IS NULL LIMIT %s) AS part
"""
_ANY_OF_CASE = """
SELECT EXISTS (SELECT FROM alerts_alert
    WHERE brand_id = %s AND user_id = %s AND in_desk AND read_at IS NULL AND case_id = %s)
"""


def unread_count(brand_id: int, user_id: int, *, up_to: int = 100) -> int:
    """How many are unread, counted up to a number: on every screen, so without building the SQL anew."""
    with database.cursor() as cursor:
        cursor.execute(_UNREAD, [brand_id, user_id, up_to])
        number: int = cursor.fetchone()[0]
    return number


def has_unread(brand_id: int, user_id: int, case_id: int) -> bool:
    """Whether somebody was told something of a case that they have not read."""
    with database.cursor() as cursor:
        cursor.execute(_ANY_OF_CASE, [brand_id, user_id, case_id])
        has: bool = cursor.fetchone()[0]
    return has


def page_of(
    brand_id: int, user_id: int, *, kind: Kind | None = None, is_unread: bool = False
) -> QuerySet[Alert]:
    """Those of one kind or all, unread or all."""
    found = unread_of(brand_id, user_id) if is_unread else alerts_of(brand_id, user_id)
    return found.filter(kind=kind) if kind else found


def alert_of(brand_id: int, user_id: int, alert_id: int) -> Alert:
    """One of somebody's own alerts. Raises `NotFound`, also for a colleague's."""
    found = Alert.objects.filter(brand_id=brand_id, user_id=user_id, pk=alert_id).first()
    if found is None:
        raise NotFound(alert=alert_id)
    return found
